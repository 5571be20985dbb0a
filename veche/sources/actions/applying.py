"""From what a SCIM client told to the staff directory: always the present state, so order and repetition mean nothing.

A change leaves a job in its own transaction. The job takes people of whom staff has not heard and tells it how they
stand now. Many leavers in a day wait for an administrator: a directory that was emptied by mistake must not empty the
city hall.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct

from veche.ground import audit, jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Refused, Unavailable, VecheError
from veche.ground.ids import OrganisationId
from veche.ground.text import clean_name
from veche.sources import model, wire
from veche.sources.actions.base import Needs
from veche.sources.actions.standing import Standings
from veche.sources.store import telling, tokens
from veche.sources.store.telling import Waiting
from veche.staff import StaffRow, records

APPLY: Final = "sources.apply"
BATCH: Final = 100
SOURCE: Final = "SCIM"
"""What the source is called among those of the organisation."""


class Task(Struct, frozen=True):
    organisation: int


class Applying:
    """Tells staff."""

    def __init__(self, needs: Needs, standings: Standings) -> None:
        self._needs = needs
        self._standings = standings

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(APPLY, Task, self.work)]

    async def ask(self, conn: Connection, organisation: OrganisationId) -> None:
        """Staff has to hear of something, once this transaction is written."""
        await jobs.enqueue(conn, APPLY, Task(organisation), key=str(organisation))

    async def work(self, task: Task) -> None:
        """The job."""
        organisation, db = OrganisationId(task.organisation), self._needs.db
        source = await self._needs.staff.source(organisation, kind=model.SCIM, name=SOURCE)
        # Asked again for each batch: an administrator may have said meanwhile that he wants to look first.
        while (rules := await tokens.rules_of(db, organisation)).applies:
            batch = await telling.waiting(db, organisation, limit=BATCH)
            if not batch:
                return
            free = [one for one in batch if await self._may_go_on(organisation, one)]
            paths = await self._standings.place(organisation, free, rules)
            rows = await self._standings.rows(organisation, free, paths)
            await self._tell(source.id, list(zip(free, rows, strict=True)))

    async def _tell(self, source: int, pairs: Sequence[tuple[Waiting, StaffRow]]) -> None:
        """All together; where one of them is wrong, one by one: he alone stays behind, and why is written down."""
        if not pairs:
            return
        needs, problem = self._needs, None
        try:
            await needs.staff.applying.apply_rows(source, [row for _, row in pairs], keep=SOURCE)
        except Unavailable:
            raise  # the job comes back
        except VecheError as error:
            if len(pairs) > 1:
                for pair in pairs:
                    await self._tell(source, [pair])
                return
            problem = model.kept_problem(error)
        async with needs.db.transaction() as conn:
            for one, _ in pairs:
                await telling.set_applied(conn, one, problem=problem)

    async def _may_go_on(self, organisation: OrganisationId, one: Waiting) -> bool:
        """Whether staff may hear of it now: somebody who worked here yesterday counts among the leavers of the day."""
        if one.active or not one.stands or one.released:
            return True
        needs = self._needs
        async with needs.db.transaction() as conn:
            await tokens.lock_rules(conn, organisation)
            decided = await telling.verdict(conn, one)
            if decided is not None:
                return decided
            leavers = needs.staff.needs.keeper.leavers
            staff = await records.count_employed(conn, organisation)
            if await leavers.needs_second(conn, organisation, by=None, leaving_now=1, staff=staff):
                await telling.hold(conn, one)
                return False
            await telling.let_go(conn, one)
            await leavers.note(conn, organisation, by=None, leaving_now=1)
        return True

    async def release(self, asker: Asker, request: wire.AboutOrganisation) -> None:
        """An administrator has looked at those who are held: they leave. Whoever made a token is behind what is told
        with it, so the second one is somebody else. Raises: administrators_only, second_administrator_needed."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            told = await tokens.of_organisation(conn, organisation)
            if any(one.made_by == asker.person and one.used_at is not None for one in told):
                raise Refused("second_administrator_needed")
            count = await telling.release(conn, organisation)
            await audit.record(
                conn,
                actor=asker.person,
                act="sources.release_leavers",
                subject=f"organisation:{organisation}",
                details={"count": count},
            )
            await self.ask(conn, organisation)

    async def set_units_from(self, asker: Asker, request: wire.SetUnitsFrom) -> None:
        """Everybody is put where he stands by the other rule. Raises: administrators_only, text_too_long, name_bidi."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            rules = await tokens.lock_rules(conn, organisation)
            units_from = request.units_from or rules.units_from
            default = rules.default_unit if request.default_unit is None else _clean_path(request.default_unit)
            if (rules.units_from, rules.default_unit) == (units_from, default):
                return
            await tokens.set_units_from(conn, organisation, units_from, default_unit=default)
            await telling.again(conn, organisation)
            await audit.record(
                conn,
                actor=asker.person,
                act="sources.set_units_from",
                subject=f"organisation:{organisation}",
                details={"units_from": units_from, "default_unit": default},
            )
            await self.ask(conn, organisation)


def _clean_path(text: str) -> str:
    """The unit for those of whom no unit is told; empty: they wait."""
    return clean_name(text, limit=model.UNIT_SIZE, field="default_unit") if text.strip() else ""
