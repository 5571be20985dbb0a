"""The actions of staff, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from veche.directory import PostKeeper
from veche.ground import jobs
from veche.ground.up import Ground
from veche.staff.actions.applying import Applying, Follower
from veche.staff.actions.arriving import Arriving
from veche.staff.actions.asking import Asking
from veche.staff.actions.base import Media, Needs, People
from veche.staff.actions.planning import Planning
from veche.staff.actions.undoing import Undoing
from veche.staff.model import ROWS_LIMIT, Problem
from veche.staff.store import imports, records
from veche.staff.store.records import Source


class Staff:
    """Employees as sources tell them. One per process."""

    def __init__(
        self, ground: Ground, *, announce: Callable[[Struct], None], media: Media, people: People, keeper: PostKeeper
    ) -> None:
        self.needs = needs = Needs(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            announce=announce,
            media=media,
            people=people,
            keeper=keeper,
            folder=ground.settings.data / "staff",
        )
        self.planning = Planning(needs)
        self.applying = Applying(needs, self.planning)
        self.undoing = Undoing(needs)
        self.asking = Asking(needs)
        self.arriving = Arriving(needs)

    def works(self) -> list[jobs.Work[Any]]:
        return [*self.planning.works(), *self.applying.works(), *self.undoing.works()]

    def follow(self, follower: Follower) -> None:
        """Whoever builds on imports hears when one is done or undone."""
        self.applying.followers.append(follower)
        self.undoing.followers.append(follower)

    async def source(self, organisation: int, *, kind: str, name: str) -> Source:
        """The source of this kind and name, made if it is not there yet."""
        needs = self.needs
        async with needs.db.transaction() as conn:
            return await records.take_source(
                conn, needs.ids.new(), organisation=organisation, kind=kind, name=name, at=needs.clock.now()
            )

    async def source_of(self, organisation: int, *, kind: str) -> int | None:
        """The first source of a kind; None: nobody of that kind has told anything yet."""
        found = await records.sources_of(self.needs.db, organisation)
        return next((one.id for one in found if one.kind == kind), None)

    async def left_out(self, number: int) -> list[str]:
        """The tables (of a source without tables: the names of its entries) of lines that were wrong in an import."""
        rows = await imports.steps(self.needs.db, number, kind="problem", acts=["error"], limit=ROWS_LIMIT)
        return sorted({msgspec.json.decode(row.body, type=Problem).table for row in rows})

    async def changes_of(self, source: int, *, since: int = 0) -> list[imports.Import]:
        """What a source did that can still be undone, the newest first."""
        return await imports.undoable(self.needs.db, source, since=since, at=self.needs.clock.now())

    async def state_of(self, number: int) -> str | None:
        """How far an import is; None: there is no such."""
        one = await imports.get(self.needs.db, number)
        return None if one is None else one.state


__all__ = ["Staff"]
