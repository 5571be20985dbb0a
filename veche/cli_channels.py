"""`veche channel …`: a part of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from veche.ground.i18n import Texts
from veche.shell import DataOption, quiet, run, user_locale, with_messenger

if TYPE_CHECKING:
    from veche.channels.wire import ApplicationCard, ApplicationView

NumberArgument = Annotated[int, typer.Argument(help="The number of the application, as `list` shows it.")]
ByOption = Annotated[str, typer.Option(help="The administrator who decides, by login. [default: the first one]")]
ReasonOption = Annotated[str, typer.Option(help="Why; the institution reads it word for word.")]


def add_to(program: typer.Typer) -> None:
    channel = typer.Typer(help="The channel desk: applications of institutions and badges.", no_args_is_help=True)
    program.add_typer(channel, name="channel")
    channel.command("list", epilog="Example: veche channel list --data /var/lib/veche")(list_all)
    channel.command("show", epilog="Example: veche channel show 118")(show)
    channel.command("approve", epilog="Example: veche channel approve 118 --by orlova")(approve)
    channel.command(
        "refuse", epilog='Example: veche channel refuse 118 --reason "Приложите положение о пресс-службе."'
    )(refuse)
    channel.command("revoke", epilog='Example: veche channel revoke 118 --reason "Учреждение ликвидировано 1 ноября."')(
        revoke
    )


def list_all(*, by: ByOption = "", data: DataOption = None) -> None:
    """What waits for a decision, the longest waiting first: number, since when, until when, state, who asks, who
    decides."""
    from veche.channels import by_hand

    quiet()
    locale = user_locale()
    for card in run(with_messenger(data, lambda here: by_hand.queue(here.channels, by=by, locale=locale))):
        print(_line(card, locale))


def show(number: NumberArgument, *, by: ByOption = "", data: DataOption = None) -> None:
    """One application: who asks for what, what looks odd, and what has happened so far."""
    from veche.channels import by_hand

    quiet()
    locale = user_locale()
    view = run(with_messenger(data, lambda here: by_hand.show(here.channels, number, by=by, locale=locale)))
    for line in _lines(view, locale):
        print(line)


def approve(number: NumberArgument, *, reason: ReasonOption = "", by: ByOption = "", data: DataOption = None) -> None:
    """The channel is made, or taken on, with its badge; prints the number of the chat.

    Windows that are open on a running server show it once they ask anew, such as after a new connection."""
    from veche.channels import by_hand

    quiet()
    work = partial(by_hand.decide, number=number, verdict="approved", reason=reason, by=by, locale=user_locale())
    print(run(with_messenger(data, lambda here: work(here.channels))).chat)


def refuse(number: NumberArgument, *, reason: ReasonOption, by: ByOption = "", data: DataOption = None) -> None:
    """Refuse with a written reason; the institution may appeal."""
    from veche.channels import by_hand

    quiet()
    work = partial(by_hand.decide, number=number, verdict="refused", reason=reason, by=by, locale=user_locale())
    run(with_messenger(data, lambda here: work(here.channels)))


def revoke(number: NumberArgument, *, reason: ReasonOption, by: ByOption = "", data: DataOption = None) -> None:
    """Take the badge away that came of an application; the channel stays."""
    from veche.channels import by_hand

    quiet()
    locale = user_locale()
    run(with_messenger(data, lambda here: by_hand.revoke(here.channels, number, reason=reason, by=by, locale=locale)))


def _line(card: ApplicationCard, locale: str) -> str:
    say = partial(Texts().say, locale=locale)
    body = card.body.name or say("channel_cli_installation")
    until = _day(card.decide_until)
    return f"{card.number}\t{_day(card.submitted_at)}\t{until}\t{card.state}\t{card.organisation_name}\t{body}"


def _lines(view: ApplicationView, locale: str) -> Iterator[str]:
    yield _line(view.card, locale)
    yield f"{view.card.title}\t@{view.card.name}"
    yield f"INN {view.inn}\tOGRN {view.ogrn}\tKPP {view.kpp or '-'}"
    if view.about:
        yield view.about
    for sample in view.samples:
        yield f"\t{' '.join(sample.split())[:200]}"
    for file in view.files:
        yield f"\t{file.name}"
    for flag in view.flags:
        yield f"! {flag.code}\t{flag.what}\t{flag.like or flag.number or ''}"
    for step in view.steps:
        yield "\t".join(
            part for part in (_day(step.at), step.act, step.body.name if step.body else "", step.reason) if part
        )


def _day(at: int | None) -> str:
    return "-" if at is None else f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d}"
