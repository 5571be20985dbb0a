"""`veche rollout`: a part of the command line."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from veche.shell import DataOption, quiet, run, user_locale, with_messenger


def add_to(program: typer.Typer) -> None:
    rollout = typer.Typer(help="How bodies move in: plans, waves, progress.", no_args_is_help=True)
    program.add_typer(rollout, name="rollout")
    rollout.command("list", epilog="Example: veche rollout list --data /var/lib/veche")(rollout_list)
    rollout.command("status", epilog="Example: veche rollout status 180388626500 --data /var/lib/veche")(rollout_status)
    rollout.command(
        "export",
        epilog="Examples: veche rollout export 180388626500 report.xlsx; veche rollout export 180388626500 report.pdf",
    )(rollout_export)


def rollout_list(data: DataOption = None) -> None:
    """The newest plan of each organisation: its number, its days, and how many have signed in, in fives."""
    from veche import rollout

    quiet()
    work = partial(rollout.listed, locale=user_locale())
    for line in run(with_messenger(data, lambda messenger: work(messenger.rollout))):
        print(line)


def rollout_status(
    plan: Annotated[int, typer.Argument(help="The number that `veche rollout list` tells.")], data: DataOption = None
) -> None:
    """One plan and its waves. Numbers of people are multiples of five, and fewer than five are not told."""
    from veche import rollout

    quiet()
    work = partial(rollout.status, number=plan, locale=user_locale())
    for line in run(with_messenger(data, lambda messenger: work(messenger.rollout))):
        print(line)


def rollout_export(
    plan: Annotated[int, typer.Argument(help="The number that `veche rollout list` tells.")],
    file: Annotated[Path, typer.Argument(help="A new file; its ending says what it becomes: csv, xlsx, pdf.")],
    data: DataOption = None,
) -> None:
    """Write the report that a public page would show."""
    from veche import rollout
    from veche.ground.errors import Conflict

    if file.exists():
        raise Conflict("report_exists", file=str(file))
    quiet()
    work = partial(rollout.exported, number=plan, kind=file.suffix.removeprefix("."), locale=user_locale())
    content = run(with_messenger(data, lambda messenger: work(messenger.rollout)))
    with file.open("xb") as target:
        target.write(content)
