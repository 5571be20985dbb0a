"""Who looks at a plan is told when it stands differently, so that nobody has to ask again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import msgspec
from msgspec import Struct

from veche.chats import events as chat_events
from veche.ground.bus import Bus
from veche.ground.ids import PersonId
from veche.ground.socket import Gateway, event_frame
from veche.rollout.wire import RolloutChanged

TOPIC: Final = "rollout"
LOOKED: Final = 180.0
"""Seconds for which somebody who looked is told; a page that is open asks again within that time."""
PAUSE: Final = 5.0
GATHERING: Final = 0.2
"""Seconds: what happens together is told together."""

Digest = Callable[[int], Awaitable[bytes]]
"""All figures of a plan, in a form that can be compared."""


class Changed(Struct, frozen=True):
    """What the other processes hear: somebody changed this plan."""

    plan: int


@dataclass(eq=False)
class Watched:
    """A plan that is looked at. `sure`: it was changed, no need to compare."""

    lookers: dict[PersonId, float] = field(default_factory=dict)
    digest: bytes = b""
    told_at: float = 0.0
    waiting: bool = False
    sure: bool = False


class Watching:
    """The lookers of this process. A plan is read again at most every `pause` seconds, and only if something happened
    that could show in it; the lookers are told only if a figure is another one now."""

    def __init__(self, gateway: Gateway, bus: Bus, *, digest: Digest, pause: float = PAUSE) -> None:
        self.pause = pause
        self.moment = 0
        """Counts what happened."""
        self._gateway = gateway
        self._bus = bus
        self._digest = digest
        self._plans: dict[int, Watched] = {}
        bus.subscribe(TOPIC, self._from_afar)

    def looked(self, person: PersonId, plan: int, *, since: int) -> None:
        """He asked how it stands, and goes on looking. `since`: the moment before it was read for him; what happened
        in between he has perhaps not seen."""
        now = asyncio.get_running_loop().time()
        self._plans.setdefault(plan, Watched()).lookers[person] = now
        if since != self.moment:
            self._soon(plan)

    async def changed(self, plan: int) -> None:
        """Somebody changed it, or a job did."""
        if not self._bus.alone:
            await self._bus.publish(TOPIC, msgspec.json.encode(Changed(plan)))
        self._changed_here(plan)

    def hear_people(self) -> None:
        """Somebody took up a post or left one, or guards his account otherwise than before: who it was does not matter,
        figures are read as a whole."""
        self.moment += 1
        for plan in self._plans:
            self._soon(plan)

    def hear_chats(self, event: chat_events.Event) -> None:
        """People come into the chats of their units."""
        if isinstance(event, chat_events.MemberJoined | chat_events.MemberLeft):
            self.hear_people()

    async def _from_afar(self, payload: bytes) -> None:
        self._changed_here(msgspec.json.decode(payload, type=Changed).plan)

    def _changed_here(self, plan: int) -> None:
        self.moment += 1
        watched = self._plans.get(plan)
        if watched is not None:
            watched.sure = True
            self._soon(plan)

    def _soon(self, plan: int) -> None:
        watched, loop = self._plans[plan], asyncio.get_running_loop()
        if not watched.waiting:
            watched.waiting = True
            at = max(loop.time() + min(GATHERING, self.pause), watched.told_at + self.pause)
            loop.call_at(at, lambda: self._gateway.run(self._compare(plan)))

    async def _compare(self, plan: int) -> None:
        watched, now = self._plans[plan], asyncio.get_running_loop().time()
        watched.waiting, watched.told_at = False, now
        watched.lookers = {person: at for person, at in watched.lookers.items() if now - at < LOOKED}
        if not watched.lookers:
            del self._plans[plan]
            return
        sure, watched.sure = watched.sure, False
        digest = await self._digest(plan)
        if digest != watched.digest or sure:
            watched.digest = digest
            frame = event_frame(RolloutChanged(plan))
            for person in watched.lookers:
                self._gateway.tell(person, frame)
            self._gateway.flush()
