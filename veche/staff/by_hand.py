"""`veche import staff …`: tables from the command line, beside a server that runs or does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from veche.directory import many
from veche.ground.db import Queries
from veche.ground.errors import BadInput, Conflict, NotFound
from veche.staff.model import Mapping, PersonStep, Problem
from veche.staff.reading.table import Look
from veche.staff.store import imports, records
from veche.staff.store.imports import Import

if TYPE_CHECKING:
    from veche.staff.actions import Staff

PROFILE = "Кадры"
SHOWN_LIMIT = 1_000


class Shown(Struct, frozen=True):
    """What an operator reads before anything is done: what is wrong with which line, and who would leave."""

    problems: list[Problem]
    leaving: list[str]


async def shown(db: Queries, number: int) -> Shown:
    wrong = await imports.steps(db, number, kind="problem", limit=SHOWN_LIMIT)
    leave = await imports.steps(db, number, kind="person", acts=["leave"], limit=SHOWN_LIMIT)
    leavers = [msgspec.json.decode(row.body, type=PersonStep) for row in leave]
    return Shown(
        [msgspec.json.decode(row.body, type=Problem) for row in wrong],
        [step.before.name for step in leavers if step.before is not None],
    )


async def is_import(db: Queries, number: int) -> bool:
    return await imports.get(db, number) is not None


async def bring_table(
    staff: Staff,
    paths: Sequence[Path],
    *,
    organisation: str,
    profile: str,
    dry_run: bool,
    skip_errors: bool,
    partial: bool,
    leavers: int,
    locale: str,
    say: Callable[[Import, Shown], None],
) -> Import:
    """All of it; `say` hears the plan before it is done. A profile that was saved before is used again, else the
    columns are guessed. Raises:
    organisation_not_found, staff_columns_needed, staff_has_errors, staff_leavers, and of files."""
    needs = staff.needs
    body = await organisation_called(staff, organisation)
    one = await staff.planning.look_here(paths, organisation=body, person=None, locale=locale)
    try:
        saved = {each.name: each for each in await records.sources_of(needs.db, body) if each.kind == "table"}
        # A second name would be a second source, and everybody would come in once more.
        name = profile or (next(iter(saved)) if len(saved) == 1 else PROFILE)
        mapping = saved[name].profile if name in saved and saved[name].profile.people else guessed(one.tables)
        mapping = replace(mapping, absent_leave=mapping.absent_leave and not partial)
        one = await staff.planning.map(one.id, profile=name, mapping=mapping, person=None)
        one = await staff.planning.plan(one)
        one = await carry_out(staff, one, dry_run=dry_run, skip_errors=skip_errors, leavers=leavers, say=say)
        return one
    finally:
        if one.state != "done":
            await imports.drop(needs.db, one)


async def carry_out(
    staff: Staff,
    one: Import,
    *,
    dry_run: bool,
    skip_errors: bool,
    leavers: int,
    say: Callable[[Import, Shown], None],
) -> Import:
    """A plan from whatever source: shown, and done unless it was only to be looked at. What is not done is dropped.
    Raises: staff_has_errors, staff_leavers."""
    needs = staff.needs
    try:
        say(one, await shown(needs.db, one.id))
        if not dry_run:
            await refuse(staff, one, skip_errors=skip_errors, leavers=leavers)
            await imports.set_state(needs.db, one.id, "waiting")
            one = await staff.applying.run(one.id)
        return one
    finally:
        if one.state != "done":
            await imports.drop(needs.db, one)


async def undo(staff: Staff, number: int) -> Import:
    """All of it, at once. Raises: staff_import_not_found, import_stays, staff_later_import."""
    return await staff.undoing.here(number)


async def organisation_called(staff: Staff, name: str) -> int:
    """By its name or its number. Raises: organisation_not_found."""
    found = await many.organisation_called(staff.needs.db, name)
    if found is None:
        raise NotFound("organisation_not_found")
    return found


def guessed(tables: Sequence[Look]) -> Mapping:
    """The columns as their heads tell. Raises: staff_columns_needed."""
    shown = [table for table in tables if not table.hidden]
    people = next((table for table in shown if table.kind == "people"), None)
    units = next((table for table in shown if table.kind == "units"), None)
    if people is None or "key" not in people.guess or not {"name", "last_name"} & people.guess.keys():
        raise BadInput("staff_columns_needed")
    return Mapping(
        people=people.guess,
        units=units.guess if units is not None else {},
        separator=people.separator,
        sheet=people.name,
        units_sheet=units.name if units is not None else "",
    )


async def refuse(staff: Staff, one: Import, *, skip_errors: bool, leavers: int) -> None:
    """Raises: staff_has_errors, staff_leavers."""
    if one.counts.errors and not skip_errors:
        raise Conflict("staff_has_errors", count=one.counts.errors)
    # Nobody is at the second desk here: who types the command says the number himself.
    if leavers == one.counts.leave:
        return
    async with staff.needs.db.transaction() as conn:
        if await staff.needs.needs_second(conn, one, by=None):
            raise Conflict("staff_leavers", count=one.counts.leave)
