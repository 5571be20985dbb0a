"""The command line: `veche up`, `veche person add`, `veche bot add`, `veche doctor`, `veche migrate` …"""

from __future__ import annotations

import contextlib
import getpass
import sys
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veche import __version__, cli_channels, cli_movein, cli_rollout, cli_sources, cli_staff
from veche.ground import config
from veche.ground.errors import VecheError
from veche.ground.i18n import Texts
from veche.shell import DataOption, quiet, run, user_locale, with_messenger

if TYPE_CHECKING:
    from veche.ground.up import Ground
    from veche.identity.actions.people import People

program = typer.Typer(
    help="Veche: an open, self-hosted messenger. Settings: docs/operate/settings.md",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
person = typer.Typer(help="People.", no_args_is_help=True)
program.add_typer(person, name="person")
bot = typer.Typer(help="Bots.", no_args_is_help=True)
program.add_typer(bot, name="bot")
bots = typer.Typer(help="For authors of bots.", no_args_is_help=True)
program.add_typer(bots, name="bots")
moving = typer.Typer(help="Bring old groups along from other messengers.", no_args_is_help=True)
program.add_typer(moving, name="import")
cli_movein.add_to(moving)
cli_staff.add_to(moving)
cli_sources.add_to(program, moving)
cli_rollout.add_to(program)
cli_channels.add_to(program)


def main() -> None:
    """The entry point of the program `veche`."""
    with explained():
        program(prog_name="veche")


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """An error that we know is one line in the user's language, and the exit code 1."""
    from veche.ground.folder import FULL

    try:
        yield
    except VecheError as error:
        print(f"veche: {Texts().of_error(error, locale=user_locale())}", file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        if error.errno not in FULL:
            raise
        print(f"veche: {Texts().say('disk_full', locale=user_locale())}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


@program.command(epilog="Example: veche up --data /var/lib/veche --host 0.0.0.0 --port 8080")
def up(
    data: DataOption = None,
    host: Annotated[str | None, typer.Option(help="Where to listen. [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 takes a free one. [default: 8080]")] = None,
    bot_port: Annotated[int | None, typer.Option(help="A port for the Bot API alone; 0 takes a free one.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Fill an empty installation with a small city hall.")] = False,
) -> None:
    """Start the server; prints `ready http://…` once it accepts. SIGTERM or Ctrl-C stops it in order."""
    from veche.ground import logs

    settings = config.load({"data": data, "host": host, "port": port, "bot_port": bot_port}).settings
    logs.set_up(settings.log_level)
    run(_serve(settings, demo=demo))


async def _serve(settings: config.Settings, *, demo: bool) -> None:
    from veche.ground.up import address_of, listen_for_stop, open_ground, open_port, raise_open_files
    from veche.server import Server

    raise_open_files()
    told = listen_for_stop()
    listening = open_port(settings.host, settings.port)
    for_bots = None if settings.bot_port < 0 else open_port(settings.host, settings.bot_port)
    async with open_ground(settings) as ground:
        sign_ins = await _furnished(ground) if demo else ""
        server = Server(ground, listening, bots_listening=for_bots)
        try:
            await server.start()
            if for_bots is not None:
                print(f"bot-api {address_of(config.Settings(), for_bots)}", flush=True)
            print(f"ready {server.address}", flush=True)
            link = await server.first_link()
            if link:
                print(Texts().say("first_link", locale=user_locale(), link=link), flush=True)
            if sign_ins:
                print(sign_ins, flush=True)
            await told.wait()
        finally:
            await server.stop()


async def _furnished(ground: Ground) -> str:
    """The demonstration city is there; who can sign in, as lines for the terminal."""
    from veche.demo import furnish, sign_in_table

    return sign_in_table(await furnish(ground), heading=Texts().say("demo_sign_ins", locale=user_locale()))


@program.command(epilog="Example: veche migrate --data /var/lib/veche")
def migrate(data: DataOption = None) -> None:
    """Bring the database to the schema of this version, without starting the server (`veche up` does it too)."""
    from veche.ground.migrations import load
    from veche.ground.up import open_ground

    async def work() -> None:
        async with open_ground(config.load({"data": data}).settings, join_running=True):
            print(f"{load()[-1].number:04d}")

    quiet()
    run(work())


@program.command(epilog="Example: veche doctor --data /var/lib/veche --restore-drill")
def doctor(
    data: DataOption = None,
    restore_drill: Annotated[
        bool, typer.Option("--restore-drill", help="Back up, restore into a scratch folder, compare, note the date.")
    ] = False,
    scratch: Annotated[Path | None, typer.Option(help="Where the drill may put a second copy. [default: /tmp]")] = None,
) -> None:
    """Show every setting with its origin, and check what a start would need."""
    from veche import keep, search
    from veche.ground.doctor import examine

    quiet()
    loaded = config.load({"data": data})
    if restore_drill:
        done = run(keep.restore_drill(loaded.settings, scratch=scratch, say=_tell))
        print(_say("drill_done", rows=done.rows, files=done.files, seconds=done.seconds, postgresql=done.postgresql))
        return
    well = run(examine(loaded, locale=user_locale(), say=print))
    last = keep.last_drill(loaded.settings.data)
    print(_say("drill_last", at=last.at, rows=last.rows, seconds=last.seconds) if last else _say("drill_never"))
    if not well:
        raise typer.Exit(1)
    if behind := run(search.behind(loaded.settings)):
        print(_say("search_behind", chats=behind.chats, messages=behind.messages))


@program.command(
    epilog="Examples: veche backup /backups/today.veche --data /var/lib/veche; veche backup - | age -r KEY"
)
def backup(
    file: Annotated[Path, typer.Argument(help="A new file; `-` is standard output.")],
    data: DataOption = None,
    without_files: Annotated[
        bool, typer.Option("--without-files", help="Leave uploaded files to their store.")
    ] = False,
) -> None:
    """Write everything into one file, while the server runs or while it does not."""
    from veche import keep

    quiet()
    done = run(keep.back_up_to(config.load({"data": data}).settings, file, with_files=not without_files, say=_tell))
    _tell(
        _say("backup_done", rows=done.rows, files=done.files, size=done.bytes // 1024, seconds=round(done.seconds, 1))
    )
    if done.missing:
        _tell(_say("backup_missing", count=len(done.missing)))


@program.command(epilog="Example: veche restore /backups/today.veche --data /srv/new-veche")
def restore(
    file: Annotated[Path, typer.Argument(help="A backup; `-` is standard input.")], data: DataOption = None
) -> None:
    """Read a backup into an empty installation and prove that all of it is there."""
    from veche import keep

    quiet()
    done = run(keep.restore_from(config.load({"data": data}).settings, file, say=_tell))
    _tell(_say("restore_done", rows=done.rows, files=done.files, seconds=round(done.seconds, 1)))


def _tell(line: str) -> None:
    """Progress does not belong into what may be piped on."""
    print(line, file=sys.stderr, flush=True)


def _say(key: str, **details: object) -> str:
    return Texts().say(key, locale=user_locale(), **details)


@program.command()
def version() -> None:
    """Show the version."""
    print(__version__)


@person.command("add", epilog='Example: veche person add anna --name "Анна Соколова" --password-stdin < password.txt')
def person_add(
    login: Annotated[str, typer.Argument(help="Small Latin letters, digits, dot, dash, underscore.")],
    name: Annotated[str, typer.Option(help="The name that others see.")],
    data: DataOption = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read it from standard input.")] = False,
    administrator: Annotated[bool, typer.Option("--administrator", help="May invite and appoint.")] = False,
) -> None:
    """Add a person; works while the server runs and while it does not."""
    password = _password(from_stdin=password_stdin)
    _with_people(data, lambda people: people.add(login, name=name, password=password, administrator=administrator))


@person.command("password", epilog="Example: veche person password anna --password-stdin < password.txt")
def person_password(
    login: Annotated[str, typer.Argument(help="Whose password was forgotten.")],
    data: DataOption = None,
    password_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read it from standard input.")] = False,
) -> None:
    """Set a new password; all devices of the person are signed out (those on a running server within a minute)."""
    password = _password(from_stdin=password_stdin)
    _with_people(data, lambda people: people.set_password(login, password=password))


@bot.command("add", epilog="Example: veche bot add Эхо --data /var/lib/veche --chat 180388626433")
def bot_add(
    name: Annotated[str, typer.Argument(help="The name that others see.")],
    *,
    data: DataOption = None,
    username: Annotated[str, typer.Option(help="Its short name, ending in `bot`. [default: made of the name]")] = "",
    owner: Annotated[str, typer.Option(help="The login of the person who runs it.")] = "",
    kind: Annotated[str, typer.Option(help="Of its key: trial, team or live.")] = "live",
    chat: Annotated[list[int] | None, typer.Option(help="Make it an admin that reads all of this group.")] = None,
) -> None:
    """Add a bot and print its token, which is shown this once; works while the server runs and while it does not."""
    from veche.bots import add_by_hand

    quiet()
    work = partial(add_by_hand, name=name, username=username, owner=owner, kind=kind, places=chat or [])
    print(run(with_messenger(data, lambda messenger: work(messenger.bots))))


def _password(*, from_stdin: bool) -> str:
    from veche.ground.errors import BadInput

    password = sys.stdin.readline().rstrip("\r\n") if from_stdin else getpass.getpass()
    if not password:
        raise BadInput("password_short_input")
    return password


@bots.command(
    "dev",
    epilog='Examples: veche bots dev; veche bots dev --data ./stand --bot-port 9001 --name "Запись на приём"',
)
def bots_dev(
    data: Annotated[
        Path | None, typer.Option("--data", help="Keep everything here. [default: a folder that vanishes at the end]")
    ] = None,
    port: Annotated[int, typer.Option(help="Of the messenger; 0 takes a free one.")] = 8080,
    bot_port: Annotated[int, typer.Option(help="Of the Bot API; 0 takes a free one.")] = 8081,
    name: Annotated[str, typer.Option(help="Of the bot. [default: a trial bot]")] = "",
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no window.")] = False,
) -> None:
    """Start a stand on this machine, without a network: a server on loopback, one bot, three sample people.

    Prints the token, the address of the Bot API and an example to run. Webhooks on loopback are allowed.
    Ctrl-C ends it.
    """
    from veche import stand
    from veche.ground import logs

    logs.set_up("warning")
    options = stand.Options(
        data=data, port=port, bot_port=bot_port, name=name, browser=not no_browser, locale=user_locale()
    )
    run(stand.run_stand(config.load({"data": data}).settings, options, say=partial(print, flush=True)))


@moving.command("undo", epilog="Example: veche import undo 180388626490 --data /var/lib/veche")
def import_undo(
    number: Annotated[int, typer.Argument(help="The number that the import told.")], data: DataOption = None
) -> None:
    """Within a day: take the group away again, with what was written in it since; or take an import of staff back."""
    quiet()
    print(run(with_messenger(data, partial(cli_staff.undo, number=number))))


def _with_people(data: Path | None, act: Callable[[People], Awaitable[int]]) -> None:
    """Run an action of identity; prints the person's id."""
    quiet()
    print(run(with_messenger(data, lambda messenger: act(messenger.identity.people))))


if __name__ == "__main__":
    main()
