"""Heads of units and their deputies, as the jobs of records say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from veche import directory
from veche.directory import many
from veche.directory.events import ActingChanged
from veche.ground.db import Connection
from veche.staff.model import PlaceStep


@dataclass
class Leading:
    """Gathers who leads, batch by batch; it is written when all posts are there."""

    heads: dict[int, bool] = field(default_factory=dict)
    deputies: dict[int, int] = field(default_factory=dict)
    no_more: set[int] = field(default_factory=set)

    def take(self, places: Iterable[PlaceStep]) -> None:
        """As a plan wants it. Of two deputies of a unit the first one acts."""
        for place in places:
            if place.post is None:
                continue
            if place.act == "drop":
                self._put(place.post, place.old_head, head=False)
                self._stop(place.post, place.old_deputy)
                continue
            self._put(place.post, place.old_head, head=place.head)
            self._stop(place.post, place.old_deputy and not place.deputy)
            if place.deputy:
                self.deputies.setdefault(place.unit, place.post)

    def take_back(self, places: Iterable[PlaceStep]) -> None:
        """As it was before."""
        for place in places:
            if place.post is None:
                continue
            self._put(place.post, place.head, head=place.old_head)
            self._stop(place.post, place.deputy and not place.old_deputy)
            if place.old_deputy:
                self.deputies.setdefault(place.unit, place.post)

    async def write(self, conn: Connection) -> list[ActingChanged]:
        """Answers what the others have to hear of it."""
        changed: list[many.Deputed] = []
        if self.heads:
            await many.set_heads(conn, self.heads)
        if self.no_more:
            changed += await many.no_deputies(conn, self.no_more)
        if self.deputies:
            changed += await many.set_deputies(conn, self.deputies)
        return await _acting(conn, changed)

    def _put(self, post: int, was: bool, *, head: bool) -> None:
        if was or head:
            # Whoever takes a post that somebody else leaves in the same plan has the last word.
            self.heads[post] = head

    def _stop(self, post: int, stops: bool) -> None:
        if stops:
            self.no_more.add(post)


async def _acting(conn: Connection, changed: Sequence[many.Deputed]) -> list[ActingChanged]:
    """A deputy acts while the post is vacant."""
    if not changed:
        return []
    posts = {post for one in changed for post in (one.post, one.old, one.new) if post is not None}
    holders = await directory.holders_of(conn, posts)
    events = []
    for one in changed:
        people = {holders[post] for post in (one.old, one.new) if post is not None and post in holders}
        if one.post not in holders and people:
            events.append(ActingChanged(one.post, sorted(people)))
    return events
