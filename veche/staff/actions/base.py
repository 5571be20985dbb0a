"""What the actions of staff share."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from veche import directory
from veche.directory import PostKeeper
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import NotFound
from veche.ground.ids import Ids, OrganisationId, PersonId
from veche.staff.store import imports, records
from veche.staff.store.imports import Import

BATCH = 2_000
"""Steps that are done by one round of statements."""


class Media(Protocol):
    """Files, as far as tables come as uploads."""

    async def open_file(self, asker: Asker, file: int) -> tuple[str, int, AsyncIterator[bytes]]: ...


class People(Protocol):
    """Identity, as far as somebody is appointed."""

    async def lock_active(self, conn: Connection, person: PersonId) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root. `folder`: for tables that are being brought in."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Callable[[Struct], None]
    media: Media
    people: People
    keeper: PostKeeper
    folder: Path

    def tell(self, events: Iterable[Struct]) -> None:
        for event in events:
            self.announce(event)

    async def import_of(self, db: Queries, number: int, *, lock: bool = False) -> Import:
        """Raises: staff_import_not_found."""
        found = await imports.get(db, number, lock=lock)
        if found is None:
            raise NotFound("staff_import_not_found")
        return found

    async def needs_second(self, conn: Connection, one: Import, *, by: int | None) -> bool:
        """Whether more leave by this import than one word may let go within a day; if not, they are counted."""
        organisation, leaving = OrganisationId(one.organisation), one.counts.leave
        person = None if by is None else PersonId(by)
        leavers = self.keeper.leavers
        # Counted anew, if it was to be done before and the directory had changed meanwhile.
        await leavers.note(conn, organisation, by=person, leaving_now=0, ref=one.id)
        if not leaving:
            return False
        staff = await records.count_employed(conn, organisation)
        if await leavers.needs_second(conn, organisation, by=person, leaving_now=leaving, staff=staff):
            return True
        await leavers.note(conn, organisation, by=person, leaving_now=leaving, ref=one.id)
        return False

    async def must_administer(self, db: Queries, person: PersonId, organisation: int) -> None:
        """Raises: administrators_only, not_your_unit."""
        refusal = await directory.may_administer(db, person, organisation=OrganisationId(organisation))
        if refusal is not None:
            raise refusal
