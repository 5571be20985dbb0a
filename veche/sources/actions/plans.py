"""What SCIM tells is looked at first: it waits until an administrator has applied a plan of it. After that it is
applied at once, and for a day what it did can be taken back, which makes it wait for a plan again."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from msgspec import Struct

from veche.ground import audit, jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound, Unavailable, VecheError
from veche.ground.ids import OrganisationId
from veche.sources import model, wire
from veche.sources.actions.applying import SOURCE, Applying
from veche.sources.actions.base import Needs
from veche.sources.actions.standing import Standings
from veche.sources.store import telling, tokens
from veche.sources.store.telling import Waiting
from veche.staff import Import, StaffRow

PLAN, UNDO = "sources.scim_plan", "sources.scim_undo"
BATCH: Final = 500
OPEN: Final = frozenset({"planned", "asking", "waiting", "working"})


class Task(Struct, frozen=True):
    """`person`: who asked; None: the command line. `since`: the first import that goes back."""

    organisation: int
    person: int | None
    since: int = 0


class Plans:
    """Preview and undo of a source that writes by itself."""

    def __init__(self, needs: Needs, applying: Applying, standings: Standings) -> None:
        self._needs = needs
        self._applying = applying
        self._standings = standings

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(PLAN, Task, self.work), jobs.Work(UNDO, Task, self.take_back)]

    async def ask(self, asker: Asker, request: wire.AboutOrganisation) -> None:
        """A job makes the plan. Raises: administrators_only, not_your_unit, organisation_not_found, scim_nobody."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            await tokens.lock_rules(conn, organisation)
            if not (await telling.counts(conn, organisation)).users:
                raise Conflict("scim_nobody")
            await tokens.set_planning(conn, organisation)
            await jobs.enqueue(conn, PLAN, Task(organisation, asker.person), key=str(organisation))
            await self._record(conn, "scim_plan", organisation, by=asker.person)

    async def work(self, task: Task) -> None:
        """The job of `ask`."""
        organisation, db = OrganisationId(task.organisation), self._needs.db
        if not (await tokens.rules_of(db, organisation)).planning:
            return
        try:
            plan = await self.make(organisation, person=task.person)
        except Unavailable:
            raise
        except VecheError as error:
            await tokens.set_plan(db, organisation, None, problem=model.kept_problem(error))
            return
        await tokens.set_plan(db, organisation, plan.id)

    async def make(self, organisation: OrganisationId, *, person: int | None) -> Import:
        """All users as they stand, laid over what staff knows; whoever is not among them leaves."""
        staff = self._needs.staff
        source = await staff.source(organisation, kind=model.SCIM, name=SOURCE)
        rows = await self._rows(organisation)
        return await staff.planning.from_rows(
            organisation, source.id, rows, absent_leave=True, person=person, name=SOURCE
        )

    async def _rows(self, organisation: OrganisationId) -> list[StaffRow]:
        """Two rounds: who leads a unit is known when everybody is placed."""
        rules = await tokens.rules_of(self._needs.db, organisation)
        placed: list[tuple[list[Waiting], dict[int, tuple[str, ...]]]] = []
        after = 0
        while batch := await telling.everybody(self._needs.db, organisation, after=after, limit=BATCH):
            after = batch[-1].id
            placed.append((batch, await self._standings.place(organisation, batch, rules, whole=True)))
            async with self._needs.db.transaction() as conn:
                await telling.set_planned(conn, batch)
        await self._standings.lead(organisation, [one.id for batch, _ in placed for one in batch])
        found: list[StaffRow] = []
        for batch, paths in placed:
            rows = await self._standings.rows(organisation, batch, paths)
            # Somebody who was never here and is gone already is nobody's line.
            found += [row for row, one in zip(rows, batch, strict=True) if row.active or one.stands]
        return [msgspec.structs.replace(row, line=line) for line, row in enumerate(found, 1)]

    async def collect(self, asker: Asker, request: wire.AboutOrganisation) -> None:
        """From now on what is told waits for a plan. Raises: administrators_only, not_your_unit,
        organisation_not_found."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            await tokens.lock_rules(conn, organisation)
            await tokens.set_applies(conn, organisation, applies=False)
            await self._record(conn, "scim_collect", organisation, by=asker.person)

    # -- what became of a plan

    async def hear_import(self, one: Import) -> None:
        """Staff has done an import, or taken one back."""
        organisation = OrganisationId(one.organisation)
        if one.state == "done":
            await self.settled(organisation)
        elif one.state == "undone" and one.source == await self._source(organisation):
            async with self._needs.db.transaction() as conn:
                await self._wait_again(conn, organisation)

    async def settled(self, organisation: OrganisationId) -> tokens.Rules:
        """The rules; if the plan that waited has been applied meanwhile, from now on all is applied at once."""
        needs = self._needs
        rules = await tokens.rules_of(needs.db, organisation)
        if rules.import_id is None:
            return rules
        state = await needs.staff.state_of(rules.import_id)
        if state in OPEN:
            return rules
        wrong = await needs.staff.left_out(rules.import_id) if state == "done" else []
        async with needs.db.transaction() as conn:
            again = await tokens.lock_rules(conn, organisation)
            if again.import_id != rules.import_id:
                return again
            if state == "done":
                await telling.settle(conn, organisation, wrong=wrong)
                await tokens.set_applies(conn, organisation, applies=True)
                await self._applying.ask(conn, organisation)
            else:  # given up, or failed: another one has to be made
                await tokens.set_plan(conn, organisation, None)
            return await tokens.rules_of(conn, organisation)

    # -- back

    async def changes(self, organisation: OrganisationId, *, since: int = 0) -> list[Import]:
        """What can still be taken back, the newest first."""
        source = await self._source(organisation)
        return [] if source is None else await self._needs.staff.changes_of(source, since=since)

    async def undo(self, asker: Asker, request: wire.UndoScim) -> None:
        """All that this source did since that change, the newest first; a job does it. What is told meanwhile waits.

        Raises: administrators_only, not_your_unit, organisation_not_found, staff_import_not_found, import_stays."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            await tokens.lock_rules(conn, organisation)
            going = await self.changes(organisation, since=request.since)
            if request.since not in {one.id for one in going}:
                state = await self._needs.staff.state_of(request.since)
                raise NotFound("staff_import_not_found") if state is None else Conflict("import_stays")
            await self._wait_again(conn, organisation)
            await jobs.enqueue(conn, UNDO, Task(organisation, asker.person, request.since), key=str(organisation))
            await self._record(conn, "scim_undo", organisation, by=asker.person)

    async def take_back(self, task: Task) -> None:
        """The job of `undo`. It stops where something else was brought in after a change, and says so."""
        organisation = OrganisationId(task.organisation)
        try:
            for one in await self.changes(organisation, since=task.since):
                await self._needs.staff.undoing.here(one.id, by=task.person)
        except Unavailable:
            raise
        except VecheError as error:
            await tokens.set_plan(self._needs.db, organisation, None, problem=model.kept_problem(error))

    async def _wait_again(self, conn: Connection, organisation: OrganisationId) -> None:
        await tokens.set_applies(conn, organisation, applies=False)
        await telling.again(conn, organisation)

    async def _source(self, organisation: OrganisationId) -> int | None:
        return await self._needs.staff.source_of(organisation, kind=model.SCIM)

    async def _record(self, conn: Connection, act: str, organisation: OrganisationId, *, by: int | None) -> None:
        await audit.record(conn, actor=by, act=f"sources.{act}", subject=f"organisation:{organisation}", details={})
