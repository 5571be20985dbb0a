"""`veche import staff`: a part of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veche.ground.i18n import Texts
from veche.shell import DataOption, quiet, run, user_locale, with_messenger

if TYPE_CHECKING:
    from veche.app import Messenger
    from veche.staff import Import, Shown

SHOWN = 50
"""Lines with something wrong that a terminal shows; all of them stand in the report."""


def add_to(moving: typer.Typer) -> None:
    moving.command(
        "staff",
        epilog='Examples: veche import staff staff.csv --organisation "Администрация города" --dry-run;'
        " veche import staff staff.csv --units departments.csv --organisation 180388626433 --profile Кадры;"
        " veche import staff staff.xlsx --organisation Департамент --skip-errors --data /var/lib/veche",
    )(import_staff)


def import_staff(
    file: Annotated[Path, typer.Argument(help="A table (CSV in any encoding, XLSX).", exists=True, dir_okay=False)],
    *,
    organisation: Annotated[str, typer.Option(help="Its name or number; it has to be there.")],
    units: Annotated[
        Path | None, typer.Option(help="A second table, of the units.", exists=True, dir_okay=False)
    ] = None,
    data: DataOption = None,
    profile: Annotated[str, typer.Option(help="The saved columns. [default: the only one there is]")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")] = False,
    skip_errors: Annotated[bool, typer.Option("--skip-errors", help="Leave out the lines that are wrong.")] = False,
    partial_table: Annotated[
        bool, typer.Option("--partial", help="The table does not tell everybody: nobody leaves.")
    ] = False,
    leavers: Annotated[int, typer.Option(help="That many people leave: say it, if it is many.")] = -1,
) -> None:
    """Bring staff into the directory: units, posts and who is appointed to them.

    All of it or nothing, a second run changes nothing, and within a day `veche import undo` takes it back."""
    from veche.staff import bring_table

    quiet()
    texts, locale = Texts(), user_locale()
    paths = [file, *([units] if units is not None else [])]

    async def work(messenger: Messenger) -> Import:
        return await bring_table(
            messenger.offices.staff,
            paths,
            organisation=organisation,
            profile=profile,
            dry_run=dry_run,
            skip_errors=skip_errors,
            partial=partial_table,
            leavers=leavers,
            locale=locale,
            say=partial(show_plan, texts, locale),
        )

    done = run(with_messenger(data, work))
    if dry_run:
        print(texts.say("import_dry_run", locale=locale))
        return
    until = f"{done.undo_until:%Y-%m-%d %H:%M} UTC" if done.undo_until else ""
    print(texts.say("staff_done", locale=locale, id=done.id, until=until))


async def undo(messenger: Messenger, *, number: int) -> str:
    """An import of staff or of a group, whichever has this number; what to say about it."""
    from veche import movein, staff

    texts, locale = Texts(), user_locale()
    if not await staff.is_import(messenger.db, number):
        await movein.undo(messenger.movein, number)
        return texts.say("import_undone", locale=locale, id=number)
    done = await staff.undo(messenger.offices.staff, number)
    return texts.say("staff_undone", locale=locale, id=number, stayed=done.counts.stayed)


def show_plan(texts: Texts, locale: str, one: Import, shown: Shown) -> None:
    """A plan on the terminal."""
    for line in _lines(texts, locale, one, shown):
        print(line)


def _lines(texts: Texts, locale: str, one: Import, shown: Shown) -> Iterator[str]:
    """A plan for people."""
    counts = {name: getattr(one.counts, name) for name in one.counts.__struct_fields__}
    for table in one.tables:
        yield f"{one.files[table.file].name} {table.name}: {table.how}"
    yield texts.say("staff_counts", locale=locale, **counts)
    yield texts.say("staff_units", locale=locale, **counts)
    if one.counts.withheld:
        yield texts.say("staff_withheld", locale=locale, count=one.counts.withheld)
    for problem in shown.problems[:SHOWN]:
        text = texts.say(problem.code, locale=locale, **problem.details)
        kind = "staff_error_line" if problem.error else "staff_warning_line"
        yield texts.say(kind, locale=locale, line=problem.line, table=problem.table, text=text)
    if len(shown.problems) > SHOWN:
        yield texts.say("staff_more_lines", locale=locale, count=len(shown.problems) - SHOWN)
    for name in shown.leaving[:SHOWN]:
        yield texts.say("staff_leaves", locale=locale, name=name)
