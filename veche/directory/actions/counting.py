"""The one rule about many leavers: how many may go within a day by one word, whoever says it and whichever way.

A person answers for what he does by hand and for the imports that he applies. Sources that tell by themselves are one
voice. Since a person can have both, each counts what the other did: nobody gets a second allowance by another way.
What a second administrator confirmed counts for nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from veche.directory import model
from veche.directory.model import DISMISSALS_COUNT_FOR
from veche.directory.store import leavers, leaving
from veche.ground.clock import Clock
from veche.ground.db import Connection
from veche.ground.ids import OrganisationId, PersonId, PostId


@dataclass(frozen=True)
class Bounds:
    """How many may leave within a day by one word: so many, and not more than this share of an organisation's staff, in
    per cent."""

    alone: int = 20
    share: int = 10


class Leavers:
    """Counts those who leave, inside the caller's transaction."""

    def __init__(self, clock: Clock, bounds: Bounds) -> None:
        self._clock = clock
        self._bounds = bounds

    async def needs_second(
        self, conn: Connection, organisation: OrganisationId, *, by: PersonId | None, leaving_now: int, staff: int = 0
    ) -> bool:
        """Whether so many more are too many for one word. `by` None: a source that tells by itself. `staff`: how many
        work there, where more are known than hold a post. What was counted stands until the transaction ends."""
        await leavers.lock(conn, organisation)
        found = await leavers.lately(conn, organisation, since=self._clock.now() - DISMISSALS_COUNT_FOR)
        before, bounds = _answers_for(found, by), self._bounds
        there = max(await leaving.count_held(conn, organisation), staff)
        return model.needs_second(leaving_now, before=before, held=there, alone=bounds.alone, share=bounds.share)

    async def note(
        self,
        conn: Connection,
        organisation: OrganisationId,
        *,
        by: PersonId | None,
        leaving_now: int,
        ref: int | None = None,
    ) -> None:
        """So many leave by this word, and no second one was asked. `ref`: what it belongs to; it counts once."""
        if ref is not None:
            await leavers.remove(conn, ref)
        if leaving_now:
            now = self._clock.now()
            old = now - DISMISSALS_COUNT_FOR
            await leavers.add(conn, organisation, by=by, leaving=leaving_now, ref=ref, at=now, old=old)

    async def any_needs_second(self, conn: Connection, posts: Sequence[PostId], *, by: PersonId | None) -> bool:
        """The same for the holders of these posts, wherever these stand."""
        for organisation, count in sorted((await leaving.organisations_of_posts(conn, posts)).items()):
            if await self.needs_second(conn, organisation, by=by, leaving_now=count):
                return True
        return False

    async def note_posts(self, conn: Connection, posts: Sequence[PostId], *, by: PersonId | None) -> None:
        for organisation, count in sorted((await leaving.organisations_of_posts(conn, posts)).items()):
            await self.note(conn, organisation, by=by, leaving_now=count)


def _answers_for(found: Mapping[PersonId | None, int], by: PersonId | None) -> int:
    """What counts as said before: his own and what sources told. For a source: what it told, and the most that any one
    person did beside it."""
    told = found.get(None, 0)
    if by is not None:
        return told + found.get(by, 0)
    return told + max((count for person, count in found.items() if person is not None), default=0)
