"""`veche import telegram` and the like: a part of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veche.ground import config
from veche.ground.i18n import Texts
from veche.shell import DataOption, quiet, run, user_locale, with_messenger

if TYPE_CHECKING:
    from veche.app import Messenger
    from veche.movein import Import

ChatOption = Annotated[str, typer.Option(help="Which chat, where the export has several.")]
TitleOption = Annotated[str, typer.Option(help="Another name for the group.")]
OwnerOption = Annotated[str, typer.Option(help="The administrator who will own it. [default: the first one]")]
ZoneOption = Annotated[
    str, typer.Option(help="Where times without a zone are from, as Europe/Moscow. [default: the setting zone]")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Only tell what is there and what will be lost.")]
CutOption = Annotated[bool, typer.Option("--allow-cut", help="Take what is complete of a broken file.")]


def add_to(moving: typer.Typer) -> None:
    moving.command(
        "telegram",
        epilog='Examples: veche import telegram ./ChatExport --dry-run; veche import telegram export.zip --chat "Двор"'
        " --owner melnikov --data /var/lib/veche",
    )(import_telegram)
    moving.command(
        "whatsapp",
        epilog='Examples: veche import whatsapp "WhatsApp Chat with Двор.zip" --zone Asia/Omsk --dry-run;'
        " veche import whatsapp _chat.txt --dates day --title Двор",
    )(import_whatsapp)
    moving.command(
        "slack",
        epilog="Examples: veche import slack export.zip --dry-run; veche import slack export.zip --chat general",
    )(import_slack)


def import_telegram(
    path: Annotated[Path, typer.Argument(help="The exported folder, its zip, or result.json (format JSON).")],
    *,
    data: DataOption = None,
    chat: ChatOption = "",
    title: TitleOption = "",
    owner: OwnerOption = "",
    zone: ZoneOption = "",
    dry_run: DryRunOption = False,
    allow_cut: CutOption = False,
) -> None:
    """Bring a chat of Telegram Desktop along as a new group. Broken off, the same command goes on.

    The group opens when it is complete. Its authors can say who they are once they have signed in."""
    how = {"format": "telegram", "zone": zone}
    _move(path, how, data=data, chat=chat, title=title, owner=owner, dry_run=dry_run, allow_cut=allow_cut)


def import_whatsapp(
    path: Annotated[Path, typer.Argument(help="The exported zip, its folder, or the text (of iOS or Android).")],
    *,
    data: DataOption = None,
    title: TitleOption = "",
    owner: OwnerOption = "",
    zone: ZoneOption = "",
    dates: Annotated[
        str, typer.Option(help="What stands first in dates: day or month. [default: the file tells]")
    ] = "",
    dry_run: DryRunOption = False,
) -> None:
    """Bring a chat of WhatsApp along as a new group. Its times are those of the telephone: name its zone."""
    if dates not in ("", "day", "month"):
        raise typer.BadParameter("day or month", param_hint="--dates")
    how = {"format": "whatsapp", "zone": zone, "dates": dates}
    _move(path, how, data=data, chat="", title=title, owner=owner, dry_run=dry_run, allow_cut=False)


def import_slack(
    path: Annotated[Path, typer.Argument(help="The exported zip of a workspace, or its folder.")],
    *,
    data: DataOption = None,
    chat: ChatOption = "",
    title: TitleOption = "",
    owner: OwnerOption = "",
    dry_run: DryRunOption = False,
    allow_cut: CutOption = False,
) -> None:
    """Bring a channel of Slack along as a new group; each further one by the same command."""
    how = {"format": "slack", "zone": ""}
    _move(path, how, data=data, chat=chat, title=title, owner=owner, dry_run=dry_run, allow_cut=allow_cut)


def _move(
    path: Path,
    how: dict[str, str],
    *,
    data: Path | None,
    chat: str,
    title: str,
    owner: str,
    dry_run: bool,
    allow_cut: bool,
) -> None:
    from veche import movein
    from veche.terminal import Progress, plan_lines

    quiet()
    texts, locale = Texts(), user_locale()
    zone = how["zone"] or config.load({"data": data}).settings.zone
    reading = movein.Reading(locale, format=how["format"], zone=zone, dates=how.get("dates", ""), name=path.name)
    if dry_run:
        for line in plan_lines(movein.plan_of(path, reading), texts, locale=locale, chat=chat):
            print(line)
        return
    progress = Progress(texts, locale=locale)

    async def work(messenger: Messenger) -> Import:
        return await movein.bring_along(
            messenger.movein,
            path,
            checks=messenger.media,
            reading=reading,
            chat=chat,
            title=title,
            owner=owner,
            allow_cut=allow_cut,
            say=progress.show,
        )

    print(progress.end(run(with_messenger(data, work))))
