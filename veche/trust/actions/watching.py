"""Who is told when somebody comes or goes: those who asked about him a moment ago, and were shown it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from veche.ground.ids import ActorId
from veche.trust.model import WATCH, Seen

WATCHED_AT_ONCE: Final = 500
"""How many people one person hears about; beyond that the oldest question is forgotten."""


class Watching:
    """In memory, per process: whoever looks is connected to this one. A question counts for WATCH; clients repeat it
    while they show the answer, so a right that ended, or a page that was closed, is at most that old."""

    def __init__(self, tell: Callable[[int, Seen], None]) -> None:
        """`tell`: to all sockets of a person that an actor has come or gone."""
        self._tell = tell
        self.turn = 0
        """Rises with every change of who sees what: an answer that was read before one is not remembered."""
        self._asked: dict[int, dict[int, datetime]] = {}
        """Who looks → whom he asked about → until when."""
        self._lookers: dict[int, set[int]] = {}
        """The same from the other side."""
        self._holders: dict[int, int] = {}
        """Who held a post when somebody last asked about it and was shown it."""

    def asked(
        self, looker: int, actors: Iterable[int], *, now: datetime, holders: Mapping[ActorId, ActorId] | None = None
    ) -> None:
        """`holders`: of the posts among the actors."""
        for post, holder in (holders or {}).items():
            self._holders[post] = holder
        mine = self._asked.setdefault(looker, {})
        for actor in actors:
            mine.pop(actor, None)
            mine[actor] = now + WATCH
            self._lookers.setdefault(actor, set()).add(looker)
        while len(mine) > WATCHED_AT_ONCE:
            self._drop(looker, next(iter(mine)))
        if not mine:
            del self._asked[looker]

    def changed(self, actor: int, *, online: bool, at: int | None, now: datetime) -> None:
        for looker in list(self._lookers.get(actor, ())):
            if self._asked[looker][actor] > now:
                self._tell(looker, Seen(actor, online, at))
            else:
                self._drop(looker, actor)

    def forget(self, person: int) -> None:
        """He decided anew who sees what: nobody hears of him, nor he of anybody, before it was asked again."""
        self.hide(person)
        self.unsee(person)

    def hide(self, actor: int) -> None:
        """Nobody hears of this actor before it was asked again."""
        self.turn += 1
        for looker in list(self._lookers.get(actor, ())):
            self._drop(looker, actor)

    def unsee(self, person: int) -> None:
        """He hears of nobody before he asked again."""
        self.turn += 1
        for actor in list(self._asked.get(person, ())):
            self._drop(person, actor)

    def holder(self, post: int) -> int | None:
        return self._holders.get(post)

    def held_by(self, person: int) -> list[int]:
        """The posts of this person that somebody looks at."""
        return [post for post, holder in self._holders.items() if holder == person]

    def part(self, one: int, other: int) -> None:
        """One of the two keeps the other away from now on."""
        self.turn += 1
        self._drop(one, other)
        self._drop(other, one)

    def sweep(self, *, now: datetime) -> None:
        for looker, mine in list(self._asked.items()):
            for actor in [actor for actor, until in mine.items() if until <= now]:
                self._drop(looker, actor)

    def _drop(self, looker: int, actor: int) -> None:
        mine = self._asked.get(looker)
        if mine is None or mine.pop(actor, None) is None:
            return
        if not mine:
            del self._asked[looker]
        lookers = self._lookers[actor]
        lookers.discard(looker)
        if not lookers:
            del self._lookers[actor]
            self._holders.pop(actor, None)
