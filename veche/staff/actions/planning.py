"""Before anything is changed: what a table says, and what it would do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from veche.ground import jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import BadInput, Conflict, VecheError
from veche.ground.ids import DeviceId, PersonId
from veche.ground.text import clean_name
from veche.staff.actions.base import BATCH, Needs
from veche.staff.actions.knowing import know, print_of
from veche.staff.model import Mapping, Options, Plan, Problem, StaffRow, UnitRow, make_plan
from veche.staff.reading.rows import Reader
from veche.staff.reading.table import Look, Table, look_at, must_fit, open_source
from veche.staff.store import imports, records
from veche.staff.store.imports import File, Import, StepRow
from veche.staff.wire import StaffCounts

PLAN: Final = "staff.plan"
OPEN: Final = ("looked", "planning", "planned", "asking")
OPEN_LIMIT: Final = 20
PROFILE_LIMIT: Final = 80


class Task(Struct, frozen=True):
    """The payload of all jobs here."""

    number: int


class Planning:
    """Looks, and changes nothing of the directory."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(PLAN, Task, self.work)]

    async def look(self, asker: Asker, *, organisation: int, files: Sequence[int]) -> Import:
        """Take one or two uploads in and see which columns they have.
        Raises: administrators_only, not_your_unit, file_not_found, file_not_ready, too_many_imports, staff_file_…"""
        needs = self._needs
        await needs.must_administer(needs.db, asker.person, organisation)
        mine = [one for one in await imports.newest(needs.db, [organisation]) if one.state in OPEN]
        if len(mine) >= OPEN_LIMIT:
            raise Conflict("too_many_imports", limit=OPEN_LIMIT)
        number = needs.ids.new()
        taken: list[File] = []
        try:
            for place, file in enumerate(files):
                taken.append(await self._fetch(asker, number, place, file))
        except VecheError:
            await asyncio.to_thread(tidy, needs, taken)
            raise
        return await self._looked(number, taken, organisation=organisation, person=asker.person, locale=asker.locale)

    async def look_here(self, paths: Sequence[Path], *, organisation: int, person: int | None, locale: str) -> Import:
        """As `look`, for tables that lie on this machine."""
        number = self._needs.ids.new()
        taken = [File(str(await asyncio.to_thread(path.resolve)), path.name) for path in paths]
        return await self._looked(number, taken, organisation=organisation, person=person, locale=locale)

    async def map(self, number: int, *, profile: str, mapping: Mapping, person: int | None) -> Import:
        """Say which column is what, under a name that the organisation will find it by the next time; a job plans.
        Raises: staff_import_not_found, administrators_only, not_your_unit, staff_import_not_open."""
        needs = self._needs
        name = clean_name(profile, limit=PROFILE_LIMIT, field="profile")
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, number, lock=True)
            if person is not None:
                await needs.must_administer(conn, PersonId(person), one.organisation)
            if one.state not in OPEN or not one.files:
                raise Conflict("staff_import_not_open")
            source = await records.take_source(
                conn, needs.ids.new(), organisation=one.organisation, kind="table", name=name, at=needs.clock.now()
            )
            await records.set_profile(conn, source.id, mapping)
            await imports.set_planning(conn, number, source=source.id, profile=mapping)
            if person is not None:
                await jobs.enqueue(conn, PLAN, Task(number), key=str(number))
        return await needs.import_of(needs.db, number)

    async def work(self, task: Task) -> None:
        """The job: read the tables, lay them over what is here, keep the steps."""
        one = await imports.get(self._needs.db, task.number)
        if one is None or one.state != "planning":
            return
        try:
            await self.plan(one)
        except VecheError as error:
            # Back to the columns: most of what can be wrong here is a column that is another one.
            await imports.set_state(self._needs.db, one.id, "looked", error=error.code, details=dict(error.details))

    async def plan(self, one: Import) -> Import:
        """Raises BadInput: what reading and planning raise."""
        needs = self._needs
        rows, units, problems = await asyncio.to_thread(read, one)
        await self.keep(one, rows, units, problems=problems, absent_leave=one.profile.absent_leave)
        return await needs.import_of(needs.db, one.id)

    async def keep(
        self,
        one: Import,
        rows: Sequence[StaffRow],
        units: Sequence[UnitRow],
        *,
        problems: Sequence[Problem],
        absent_leave: bool,
    ) -> None:
        """Make the plan and store its steps; the import is planned after that."""
        needs = self._needs
        known = await know(needs.db, one.organisation, one.source)
        options = Options(today=needs.clock.now().date(), absent_leave=absent_leave)
        plan = await asyncio.to_thread(make_plan, known, rows, units, options=options, problems=problems)
        async with needs.db.transaction() as conn:
            await imports.drop_steps(conn, one.id)
            await store_steps(conn, one.id, plan)
            await imports.set_planned(
                conn, one.id, counts=counts_of(plan), known=print_of(known), total=len(plan.people)
            )

    async def from_rows(
        self,
        organisation: int,
        source: int,
        rows: Sequence[StaffRow],
        units: Sequence[UnitRow] = (),
        *,
        problems: Sequence[Problem] = (),
        absent_leave: bool = True,
        person: int | None = None,
        name: str = "",
        locale: str = "ru",
    ) -> Import:
        """A planned import of rows that another source has told (a directory server): to be looked at and applied like
        a table's. Raises BadInput: staff_too_many_rows."""
        needs = self._needs
        one = new_import(
            needs, [File("", name)], [], organisation=organisation, person=person, locale=locale, source=source
        )
        await imports.add(needs.db, one)
        await self.keep(one, rows, units, problems=problems, absent_leave=absent_leave)
        return await needs.import_of(needs.db, one.id)

    async def _looked(
        self, number: int, files: list[File], *, organisation: int, person: int | None, locale: str
    ) -> Import:
        needs = self._needs
        try:
            tables = await asyncio.to_thread(looks_of, files)
        except VecheError:
            await asyncio.to_thread(tidy, needs, files)
            raise
        one = new_import(needs, files, tables, organisation=organisation, person=person, locale=locale, number=number)
        await imports.add(needs.db, one)
        return one

    async def _fetch(self, asker: Asker, number: int, place: int, file: int) -> File:
        """The store gives content as a stream; a table has to be read here and there."""
        needs = self._needs
        name, size, pieces = await needs.media.open_file(Asker(asker.person, DeviceId(0), asker.locale), file)
        must_fit(size)
        path = needs.folder / f"{number}-{place}"
        await asyncio.to_thread(needs.folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        target = await asyncio.to_thread(path.open, "wb")
        try:
            async for piece in pieces:
                await asyncio.to_thread(target.write, piece)
        except VecheError:
            await asyncio.to_thread(path.unlink)
            raise
        finally:
            await asyncio.to_thread(target.close)
        return File(str(path), name)


def new_import(
    needs: Needs,
    files: list[File],
    tables: list[Look],
    *,
    organisation: int,
    person: int | None,
    locale: str,
    number: int | None = None,
    source: int | None = None,
) -> Import:
    return Import(
        id=needs.ids.new() if number is None else number,
        organisation=organisation,
        source=source,
        person=person,
        confirmed_by=None,
        applied_by=None,
        state="looked",
        files=files,
        tables=tables,
        profile=Mapping(),
        locale=locale,
        counts=StaffCounts(),
        print=None,
        total=0,
        done=0,
        error=None,
        details={},
        asked_at=needs.clock.now(),
        done_at=None,
        undo_until=None,
    )


def looks_of(files: Sequence[File]) -> list[Look]:
    """Every table of these files at first sight. It blocks. Raises BadInput: staff_file_…, staff_workbook_…."""
    found = []
    for place, file in enumerate(files):
        source = open_source(Path(file.path), file.name)
        try:
            found += [look_at(table, how=source.how, file=place) for table in source.tables]
        finally:
            source.close()
    return found


def read(one: Import) -> tuple[list[StaffRow], list[UnitRow], list[Problem]]:
    """All rows of the tables that the mapping names. It blocks. Raises BadInput."""
    mapping = one.profile
    people = chosen(one.tables, "people", mapping.sheet, mapping.people)
    if people is None:
        raise BadInput("staff_no_table")
    units = chosen(one.tables, "units", mapping.units_sheet, mapping.units) if mapping.units else None
    reader = Reader(mapping, with_units=units is not None)
    told_units = list(_in_table(one, units, reader.units)) if units is not None else []
    told = list(_in_table(one, people, reader.people))
    if not told:
        raise BadInput("staff_nobody")
    return told, told_units, reader.problems


def chosen(tables: Sequence[Look], kind: str, sheet: str, columns: dict[str, str]) -> Look | None:
    """The table that is meant: by the name of its sheet, else by its kind, else by its columns."""
    wanted = [one for one in tables if one.name == sheet] if sheet else [one for one in tables if not one.hidden]
    heads = set(columns.values())
    fitting = [one for one in wanted if heads <= set(one.heads)]
    return next((one for one in fitting if one.kind == kind), fitting[0] if fitting else None)


def _in_table(one: Import, look: Look, rows: Any) -> Iterator[Any]:
    source = open_source(Path(one.files[look.file].path), one.files[look.file].name)
    try:
        table: Table = next(table for table in source.tables if table.name == look.name)
        yield from rows(table)
    finally:
        source.close()


async def store_steps(conn: Connection, number: int, plan: Plan) -> None:
    """In the order of the doing, a batch at a time."""
    batch: list[StepRow] = []
    for row in step_rows(plan):
        batch.append(row)
        if len(batch) >= BATCH:
            await imports.add_steps(conn, number, batch)
            batch = []
    if batch:
        await imports.add_steps(conn, number, batch)


def step_rows(plan: Plan) -> Iterator[StepRow]:
    rows: list[tuple[str, str, int, Struct]] = [("organisation", "create", 0, one) for one in plan.organisations]
    rows += [("unit", one.act, one.line, one) for one in plan.units]
    rows += [("person", one.act, one.line, one) for one in plan.people]
    rows += [("problem", "error" if one.error else "warning", one.line, one) for one in plan.problems]
    for place, (kind, act, line, body) in enumerate(rows):
        yield StepRow(place, kind, act, line, msgspec.json.encode(body).decode())


def counts_of(plan: Plan) -> StaffCounts:
    return StaffCounts(
        create=plan.count("create"),
        change=plan.count("change"),
        move=plan.count("move"),
        come_back=plan.count("return"),
        leave=plan.count("leave"),
        unchanged=plan.unchanged,
        withheld=plan.withheld,
        errors=plan.errors,
        warnings=len(plan.problems) - plan.errors,
        organisations=len(plan.organisations),
        units_new=sum(one.act == "create" for one in plan.units),
        units_changed=sum(one.act in ("rename", "move") for one in plan.units),
        units_gone=sum(one.act == "gone" for one in plan.units),
        leavers_signed_in=sum(one.act == "leave" and one.signed_in for one in plan.people),
    )


def tidy(needs: Needs, files: Sequence[File]) -> None:
    """Copies of uploads go; what lies elsewhere on the machine is not ours."""
    for file in files:
        path = Path(file.path)
        if file.path and path.parent == needs.folder:
            path.unlink(missing_ok=True)
