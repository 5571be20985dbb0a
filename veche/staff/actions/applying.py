"""Applying a plan: all of it in one transaction, or nothing; and single rows of a source that talks to us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from veche.directory import many
from veche.ground import audit, jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import BadInput, Conflict, Refused, Unavailable, VecheError
from veche.ground.ids import PersonId
from veche.staff.actions.base import BATCH, Needs
from veche.staff.actions.doing import Doer
from veche.staff.actions.knowing import know, print_of
from veche.staff.actions.planning import Planning, Task, counts_of, new_import, step_rows, tidy
from veche.staff.model import Options, PersonStep, Problem, StaffRow, UnitRow, make_plan
from veche.staff.store import imports, records
from veche.staff.store.imports import File, Import, StepRow
from veche.staff.store.records import RecordRow, Source
from veche.staff.wire import StaffCounts

RUN, EXPIRE = "staff.run", "staff.expire"
UNDO_DAYS: Final = 1
REPORT_DAYS: Final = 30
"""A report names people and what changed of them; it is not kept for ever."""


Follower = Callable[[Import], Awaitable[None]]
"""Hears that an import is done, or undone. Who must not miss it looks for himself, too: a crash may come between."""


class Outcome(Struct, frozen=True):
    """What a single row did. `act` empty: nothing had to be changed."""

    record: RecordRow
    act: str


class Applying:
    """Does what a plan says."""

    def __init__(self, needs: Needs, planning: Planning) -> None:
        self._needs = needs
        self._planning = planning
        self.followers: list[Follower] = []

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(RUN, Task, self.work), jobs.Work(EXPIRE, Task, self.expire)]

    async def apply(self, asker: Asker, number: int, *, skip_errors: bool) -> Import:
        """Raises: staff_import_not_found, administrators_only, not_your_unit, staff_import_not_planned,
        staff_has_errors."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, number, lock=True)
            await needs.must_administer(conn, asker.person, one.organisation)
            if one.state != "planned":
                raise Conflict("staff_import_not_planned")
            if one.counts.errors and not skip_errors:
                raise Conflict("staff_has_errors", count=one.counts.errors)
            many_leave = await needs.needs_second(conn, one, by=asker.person)
            await imports.set_applied_by(conn, number, asker.person)
            await imports.set_state(conn, number, "asking" if many_leave else "waiting")
            await audit.record(
                conn,
                actor=asker.person,
                act="staff.asked" if many_leave else "staff.apply",
                subject=f"staff_import:{number}",
                details={"leave": one.counts.leave, "create": one.counts.create},
            )
            if not many_leave:
                await jobs.enqueue(conn, RUN, Task(number), key=str(number))
        return await needs.import_of(needs.db, number)

    async def confirm(self, asker: Asker, number: int) -> Import:
        """The second administrator, when many would leave. Raises: staff_import_not_found, administrators_only,
        not_your_unit, staff_import_not_planned, staff_second_needed."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, number, lock=True)
            await needs.must_administer(conn, asker.person, one.organisation)
            if one.state != "asking":
                raise Conflict("staff_import_not_planned")
            first = one.applied_by or one.person
            if asker.person == first:
                raise Refused("staff_second_needed")
            if first is not None:
                # The first one must still be one: an order of somebody who has been put out himself is none.
                await needs.must_administer(conn, PersonId(first), one.organisation)
            await imports.set_confirmed(conn, number, asker.person)
            await imports.set_state(conn, number, "waiting")
            await jobs.enqueue(conn, RUN, Task(number), key=str(number))
            await audit.record(
                conn,
                actor=asker.person,
                act="staff.confirm",
                subject=f"staff_import:{number}",
                details={"leave": one.counts.leave},
            )
        return await needs.import_of(needs.db, number)

    async def cancel(self, asker: Asker, number: int) -> Import:
        """An import that was only looked at goes. Raises: as `apply`, staff_import_not_open."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, number, lock=True)
            await needs.must_administer(conn, asker.person, one.organisation)
            if one.state not in ("looked", "planning", "planned", "asking", "failed"):
                raise Conflict("staff_import_not_open")
            await imports.drop(conn, one)
        await asyncio.to_thread(tidy, needs, one.files)
        return await needs.import_of(needs.db, number)

    async def work(self, task: Task) -> None:
        """The job."""
        needs = self._needs
        try:
            await self.run(task.number)
        except Unavailable:
            raise  # it comes back by itself
        except VecheError as error:
            if error.code == "staff_plan_stale":
                await self._again(task.number)
                return
            await imports.set_state(needs.db, task.number, "failed", error=error.code, details=dict(error.details))

    async def run(self, number: int) -> Import:
        """All of it, in one transaction. Raises: staff_import_not_found, staff_plan_stale."""
        needs = self._needs
        one = await needs.import_of(needs.db, number)
        if one.state not in ("waiting", "working"):
            return one
        if one.source is None:
            raise Conflict("staff_import_not_planned")
        # In a transaction of its own, as the progress is: others see both, and nothing waits for the large one.
        if not await imports.set_working(needs.db, number):
            return await needs.import_of(needs.db, number)
        now = needs.clock.now()
        until = now + timedelta(days=UNDO_DAYS)

        async def progress(done: int) -> None:
            await imports.set_progress(needs.db, number, done)

        async with needs.db.transaction() as conn:
            if not await many.lock(conn, one.organisation):
                raise Conflict("staff_plan_stale")
            await records.lock_source(conn, one.source)
            again = await needs.import_of(conn, number)
            if again.state != "working":
                return again
            if print_of(await know(conn, one.organisation, one.source)) != one.print:
                raise Conflict("staff_plan_stale")
            doer = Doer(
                needs=needs,
                conn=conn,
                steps=TableSteps(conn, number),
                source=one.source,
                root=one.organisation,
                at=now,
                progress=progress,
            )
            await doer.all()
            await imports.set_done(conn, number, at=now, undo_until=until, source=one.source)
            await imports.let_go(conn, one)
            await jobs.enqueue(conn, EXPIRE, Task(number), run_at=now + timedelta(days=REPORT_DAYS), key=str(number))
            counts = msgspec.to_builtins(one.counts)
            await audit.record(
                conn, actor=one.person, act="staff.applied", subject=f"staff_import:{number}", details=counts
            )
        needs.tell(doer.events)
        await asyncio.to_thread(tidy, needs, one.files)
        done = await needs.import_of(needs.db, number)
        for follow in self.followers:
            await follow(done)
        return done

    async def expire(self, task: Task) -> None:
        """The month is over: the report goes, its totals stay."""
        await imports.forget(self._needs.db, task.number)

    async def apply_rows(
        self,
        source: int,
        rows: Sequence[StaffRow],
        units: Sequence[UnitRow] = (),
        *,
        by: int | None = None,
        keep: str = "",
    ) -> list[Outcome]:
        """Rows of a source that talks to us, at once and together, or nothing of them. Who is not among them stays.
        `keep`: what changes is kept under this name as an import that can be undone for a day.
        Raises BadInput with the code of the first line that is wrong; staff_source_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            found = await records.source_by_id(conn, source)
            if found is None:
                raise Conflict("staff_source_not_found")
            await many.lock(conn, found.organisation)
            await records.lock_source(conn, source)
            known = await know(conn, found.organisation, source, rows=rows)
            options = Options(today=needs.clock.now().date(), absent_leave=False)
            plan = make_plan(known, rows, units, options=options)
            wrong = next((problem for problem in plan.problems if problem.error), None)
            if wrong is not None:
                raise refusal_of(wrong)
            steps = StepsInMemory([*step_rows(plan)])
            doer = Doer(
                needs=needs,
                conn=conn,
                steps=steps,
                source=source,
                root=found.organisation,
                at=needs.clock.now(),
                progress=_silent,
            )
            await doer.all()
            if keep and (plan.people or plan.units):
                await self._keep(conn, found, steps.rows, counts=counts_of(plan), name=keep)
            done = await records.records_of(conn, source, keys=[row.key.strip() for row in rows])
            acts = {step.key: step.act for step in plan.people}
            await _note(conn, plan.people, by=by, source=source)
        needs.tell(doer.events)
        order = {one.key: one for one in done}
        keys = list(dict.fromkeys(row.key.strip() for row in rows))
        return [Outcome(order[key], acts.get(key, "")) for key in keys if key in order]

    async def _keep(
        self, conn: Connection, source: Source, steps: Sequence[StepRow], *, counts: StaffCounts, name: str
    ) -> None:
        """What was done at once, as an import that is done."""
        needs, now = self._needs, self._needs.clock.now()
        one = new_import(
            needs,
            [File("", name)],
            [],
            organisation=source.organisation,
            person=None,
            locale="ru",
            source=source.id,
        )
        await imports.add(conn, replace(one, live=True))
        await imports.add_steps(conn, one.id, steps)
        await imports.set_counts(conn, one.id, counts)
        await imports.set_done(conn, one.id, at=now, undo_until=now + timedelta(days=UNDO_DAYS), source=source.id)
        await jobs.enqueue(conn, EXPIRE, Task(one.id), run_at=now + timedelta(days=REPORT_DAYS), key=str(one.id))

    async def apply_one(self, source: int, row: StaffRow, *, by: int | None = None) -> Outcome | None:
        """As `apply_rows`. None: somebody who is not known has left, and nothing had to be done."""
        done = await self.apply_rows(source, [row], by=by)
        return done[0] if done else None

    async def _again(self, number: int) -> None:
        """The directory is not what it was when the plan was made: plan again, and let people look again."""
        needs = self._needs
        one = await needs.import_of(needs.db, number)
        if not one.files or not one.files[0].path:
            await imports.set_state(needs.db, number, "failed", error="staff_plan_stale")
            return
        try:
            await self._planning.plan(one)
            await imports.set_state(needs.db, number, "planned", error="staff_plan_stale")
        except VecheError as error:
            await imports.set_state(needs.db, number, "looked", error=error.code, details=dict(error.details))


class TableSteps:
    """The steps of an import, a batch at a time."""

    def __init__(self, conn: Any, number: int) -> None:
        self._conn, self._number = conn, number

    async def batches(self, kind: str, acts: Collection[str] | None = None) -> AsyncIterator[list[StepRow]]:
        after = -1
        while batch := await imports.steps(self._conn, self._number, kind=kind, acts=acts, after=after, limit=BATCH):
            after = batch[-1].number
            yield batch

    async def save(self, steps: Sequence[StepRow]) -> None:
        if steps:
            await imports.set_bodies(self._conn, self._number, steps)


class StepsInMemory:
    """The steps of a few rows."""

    def __init__(self, rows: list[StepRow]) -> None:
        self.rows = rows

    async def batches(self, kind: str, acts: Collection[str] | None = None) -> AsyncIterator[list[StepRow]]:
        batch = [one for one in self.rows if one.kind == kind and (acts is None or one.act in acts)]
        if batch:
            yield batch

    async def save(self, steps: Sequence[StepRow]) -> None:
        fresh = {one.number: one for one in steps}
        self.rows = [fresh.get(one.number, one) for one in self.rows]


def refusal_of(problem: Problem) -> BadInput:
    """What is wrong with a row, as an answer."""
    refusal = BadInput(problem.code)
    refusal.details.update(problem.details)
    return refusal


async def _silent(_done: int) -> None:
    return


async def _note(conn: Queries, steps: Sequence[PersonStep], *, by: int | None, source: int) -> None:
    for step in steps:
        await audit.record(
            conn, actor=by, act=f"staff.{step.act}", subject=f"staff_source:{source}", details={"record": step.record}
        )
