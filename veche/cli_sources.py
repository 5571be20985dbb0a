"""`veche scim token …` and `veche import ldap`: a part of the command line."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veche.cli_staff import show_plan
from veche.ground.errors import BadInput
from veche.ground.i18n import Texts
from veche.shell import DataOption, quiet, run, user_locale, with_messenger

if TYPE_CHECKING:
    from veche.app import Messenger
    from veche.staff import Import, StaffRow

OrganisationOption = Annotated[str, typer.Option(help="Its name or number; it has to be there.")]


def add_to(program: typer.Typer, moving: typer.Typer) -> None:
    scim = typer.Typer(help="SCIM 2.0: a directory that writes the staff of an organisation.", no_args_is_help=True)
    program.add_typer(scim, name="scim")
    token = typer.Typer(help="Who may write.", no_args_is_help=True)
    scim.add_typer(token, name="token")
    token.command("make", epilog='Example: veche scim token make --organisation "Администрация" --label Каталог')(make)
    token.command("list", epilog="Example: veche scim token list --organisation 180388626433")(list_all)
    token.command("revoke", epilog="Example: veche scim token revoke 180388626491")(revoke)
    moving.command(
        "ldap",
        epilog='Examples: veche import ldap Каталог --organisation "Администрация" --connection hall'
        ' --base "OU=Администрация,DC=hall,DC=example" --try;'
        " the same with --dry-run, and without; later: veche import ldap Каталог --organisation Администрация",
    )(import_ldap)


def make(
    *,
    organisation: OrganisationOption,
    label: Annotated[str, typer.Option(help="What it is for, such as the name of the directory.")],
    data: DataOption = None,
) -> None:
    """Make a token and print it: its number on the first line, the token itself on the second, this once."""
    from veche.sources import make_token

    quiet()
    made = run(
        with_messenger(data, lambda here: make_token(here.offices.sources, organisation=organisation, label=label))
    )
    print(made.token)
    print(made.secret)


def list_all(*, organisation: OrganisationOption, data: DataOption = None) -> None:
    """Tokens of an organisation: number, since when, used when, label."""
    from veche.sources import list_tokens

    quiet()
    for token in run(with_messenger(data, lambda here: list_tokens(here.offices.sources, organisation=organisation))):
        used = f"{token.used_at:%Y-%m-%d}" if token.used_at else "-"
        state = f"revoked {token.revoked_at:%Y-%m-%d}" if token.revoked_at else "in force"
        print(f"{token.id}\t{token.made_at:%Y-%m-%d}\t{used}\t{state}\t{token.label}")


def revoke(
    number: Annotated[int, typer.Argument(help="Its number, as `list` shows it.")], data: DataOption = None
) -> None:
    """From now on this token is worth nothing."""
    from veche.sources import revoke_token

    quiet()
    run(with_messenger(data, lambda here: revoke_token(here.offices.sources, number)))


def import_ldap(
    name: Annotated[str, typer.Argument(help="What this directory is called here; its profile is saved under it.")],
    *,
    organisation: OrganisationOption,
    connection: Annotated[str, typer.Option(help="The name of a server in DATA/ldap.toml.")] = "",
    base: Annotated[str, typer.Option(help="People and units are below this entry.")] = "",
    profile: Annotated[
        Path | None, typer.Option(help="A profile as a TOML file: which attribute means what.", dir_okay=False)
    ] = None,
    try_it: Annotated[bool, typer.Option("--try", help="Only show the first people whom it finds.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")] = False,
    skip_errors: Annotated[bool, typer.Option("--skip-errors", help="Leave out the lines that are wrong.")] = False,
    leavers: Annotated[int, typer.Option(help="That many people leave: say it, if it is many.")] = -1,
    data: DataOption = None,
) -> None:
    """Bring staff in from LDAP or Active Directory: units, posts and who is appointed to them.

    All of it or nothing: a server that breaks off half-way changes nothing. A second run changes nothing either."""
    from veche import sources

    quiet()
    texts, locale = Texts(), user_locale()
    read = sources.read_profile(profile, base=base) if profile or base else None
    if try_it:
        if read is None or not connection:
            raise BadInput("ldap_try_what")
        found = run(with_messenger(data, lambda here: sources.try_out(here.offices.sources, connection, read)))
        _show_people(found)
        return

    async def work(messenger: Messenger) -> Import:
        return await sources.bring_directory(
            messenger.offices.sources,
            name,
            organisation=organisation,
            connection=connection,
            profile=read,
            dry_run=dry_run,
            skip_errors=skip_errors,
            leavers=leavers,
            say=partial(show_plan, texts, locale),
        )

    done = run(with_messenger(data, work))
    if dry_run:
        print(texts.say("import_dry_run", locale=locale))
        return
    until = f"{done.undo_until:%Y-%m-%d %H:%M} UTC" if done.undo_until else ""
    print(texts.say("staff_done", locale=locale, id=done.id, until=until))


def _show_people(found: list[StaffRow]) -> None:
    for row in found:
        print(f"{row.name}\t{row.title or '-'}\t{row.email or '-'}\t{row.key or '-'}\t{row.table}")
