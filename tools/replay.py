"""Plays a conversation exported from Telegram (`result.json`) into a running Veche, as it was once said.

Every author becomes an account of its own, signs in, and says his messages in their order through the public socket,
as any client would: with replies, edits, and the reactions of those whom the file names. What Veche cannot take as it
is (files, polls, service entries) becomes a line that says what it was. Each chat of the file becomes a group or a
channel.

Examples:

  # into a Veche on this machine, quick; the password of the administrator is asked for
  ./dev replay result.json --login admin

  # five entries a second, and somebody who is to watch is made a member
  ./dev replay result.json --login admin --rate 5 --watcher anna

  # into another installation, English words, sign-ins of the made accounts kept in a file
  ./dev replay result.json --server https://veche.example.org --login admin --language en --sign-ins accounts.json
"""

import argparse
import asyncio
import getpass
import json
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Also as a plain script: the folder above is where `tools` is found.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.replay_plan import NARRATOR, Cast, Step, casts, steps
from tools.veche_client import Account, Http, Refusal, Socket, sign_in
from veche.movein.telegram.reading import Losses
from veche.movein.telegram.words import word
from veche.movein.text import Part, clean_name

MEMBERS_AT_ONCE = 200


@dataclass
class Report:
    """What was done, and what the file had that could not be taken over."""

    chats: list[dict[str, Any]] = field(default_factory=list)
    accounts: int = 0
    messages: int = 0
    replies: int = 0
    edits: int = 0
    reactions: int = 0
    losses: dict[str, int] = field(default_factory=dict)


@dataclass
class Settings:
    """How to play."""

    server: str
    language: str = "ru"
    rate: float = 0.0
    watchers: tuple[str, ...] = ()


class Stage:
    """The accounts of a replay and their sockets."""

    def __init__(self, settings: Settings, administrator: Account, stack: AsyncExitStack) -> None:
        self._settings = settings
        self._administrator = administrator
        self._stack = stack
        self._mark = secrets.token_hex(3)
        self.accounts: dict[str, Account] = {}
        self.sockets: dict[str, Socket] = {}
        self.watchers: list[int] = []

    async def enter(self, key: str, name: str) -> None:
        """Give somebody of the file an account, by an invitation as anybody gets one, and open his socket."""
        if key in self.accounts:
            return
        fallback = word("nobody", self._settings.language).capitalize()
        login, password = f"replay-{self._mark}-{len(self.accounts) + 1}", secrets.token_urlsafe(18)
        shown = clean_name(name, fallback)
        async with Http(self._settings.server, self._administrator.token) as http:
            invitation = await http.call_patiently("create_invitation", wait=_say_wait, name=shown)
        async with Http(self._settings.server) as http:
            answer = await http.call_patiently(
                "accept_invitation",
                wait=_say_wait,
                code=invitation["code"],
                login=login,
                name=shown,
                password=password,
                device_name="replay",
                want_token=True,
            )
        account = Account(answer["me"]["id"], shown, login, password, answer["token"])
        self.accounts[key] = account
        self.sockets[key] = await self._stack.enter_async_context(Socket(self._settings.server, account.token))

    async def seat(self) -> None:
        """Find those who are to watch, before people of the file come who may be called the same."""
        async with Http(self._settings.server, self._administrator.token) as http:
            for login in self._settings.watchers:
                if login == self._administrator.login:
                    self.watchers.append(self._administrator.id)
                    continue
                found = (await http.call("find_people", query=login))["actors"]
                if len(found) != 1:
                    raise SystemExit(f"{len(found)} people are found by {login}; name a watcher by an exact login.")
                self.watchers.append(found[0]["id"])


class Play:
    """One chat of the file on the stage."""

    def __init__(self, stage: Stage, settings: Settings, *, report: Report, losses: Losses) -> None:
        self._stage = stage
        self._settings = settings
        self._report = report
        self._losses = losses
        self._chat = 0
        self._seqs: dict[int, int] = {}
        self._topics: set[int] = set()

    async def open(self, cast: Cast) -> None:
        """Make the chat with everybody in it. Its owner is the first who speaks."""
        self._names = cast.names
        for key in sorted({*cast.names, *cast.speakers}):
            nameless = word("narrator" if key == NARRATOR else "nobody", self._settings.language)
            await self._stage.enter(key, cast.names.get(key) or nameless.capitalize())
        speakers = list(cast.speakers)
        owner, others = speakers[0], [key for key in self._stage.accounts if key in cast.names or key in cast.speakers]
        ids = [self._stage.accounts[key].id for key in others if key != owner]
        ids += self._stage.watchers
        make = "create_channel" if "channel" in cast.chat.type else "create_group"
        title = clean_name(cast.chat.name, "Переписка" if self._settings.language == "ru" else "Conversation")
        socket = self._stage.sockets[owner]
        answer = await _patiently(socket, make, title=title, members=ids[:MEMBERS_AT_ONCE])
        self._chat = answer["chat"]["id"]
        for start in range(MEMBERS_AT_ONCE, len(ids), MEMBERS_AT_ONCE):
            await _patiently(socket, "add_members", chat=self._chat, actors=ids[start : start + MEMBERS_AT_ONCE])
        if make == "create_channel":
            for key in speakers[1:]:
                await _patiently(socket, "set_role", chat=self._chat, actor=self._stage.accounts[key].id, role="admin")
        self._report.chats.append({"id": self._chat, "title": title, "entries": cast.entries})

    async def say(self, step: Step) -> None:
        """One entry: its messages, its edit, its reactions."""
        entry, socket = step.entry, self._stage.sockets[step.author]
        reply_to = self._target(step)
        first = 0
        for place, part in enumerate(step.parts):
            fields: dict[str, Any] = {"chat": self._chat, "cid": f"replay-{entry.id}-{place}-{secrets.token_hex(4)}"}
            if place == 0 and reply_to:
                fields["reply_to"] = reply_to
                self._report.replies += 1
            shown = _draft(part) if entry.edited and place == 0 else part
            sent = await _patiently(socket, "send_message", **fields, **self._body(shown))
            first = first or sent["seq"]
            self._report.messages += 1
            if shown is not part:
                await _patiently(socket, "edit_message", chat=self._chat, seq=sent["seq"], **self._body(part))
                self._report.edits += 1
        if entry.id is not None and first:
            self._seqs[entry.id] = first
            if entry.raw.get("action") == "topic_created":
                self._topics.add(entry.id)
        await self._react(step, first)

    def _target(self, step: Step) -> int | None:
        wanted = step.entry.reply_to
        if wanted is None or wanted in self._topics:
            return None
        if wanted not in self._seqs:
            self._losses.add("replies to messages that are not in the file")
        return self._seqs.get(wanted)

    def _body(self, part: Part) -> dict[str, Any]:
        ranges = []
        for one in part.ranges:
            person = one.get("person")
            if person is None:
                ranges.append(one)
            elif person in self._stage.accounts:
                kept = {name: one[name] for name in ("type", "offset", "length")}
                ranges.append({**kept, "actor": self._stage.accounts[person].id})
            else:
                self._losses.add("mentions of people who are not in the file")
        return {"text": part.text, "entities": ranges}

    async def _react(self, step: Step, seq: int) -> None:
        for reaction in step.entry.reactions:
            given = 0
            for key in reaction.people if reaction.emoji else ():
                try:
                    await _patiently(
                        self._stage.sockets[key], "react", chat=self._chat, seq=seq, emoji=reaction.emoji, on=True
                    )
                    given += 1
                except Refusal as refusal:
                    self._losses.add(f"reactions refused: {refusal.code}")
            self._report.reactions += given
            # Those whom the file does not name are counted here and never invented.
            self._losses.add("reactions of people whom the file does not name", max(0, reaction.count - given))


async def _patiently(socket: Socket, cmd: str, **fields: Any) -> dict[str, Any]:
    return await socket.ask_surely(cmd, within=600, **fields)


def _draft(part: Part) -> Part:
    """A first version of a message that was edited. The export has only the last one, so it is that, cut short."""
    return Part(part.text[: max(1, len(part.text) * 2 // 3)].strip() + "…", ())


def _say_wait(seconds: int) -> None:
    print(f"The server asks to wait for {seconds} s.", file=sys.stderr)


@asynccontextmanager
async def stage(settings: Settings, administrator: Account) -> AsyncIterator[Stage]:
    """A stage whose sockets are closed at the end."""
    async with AsyncExitStack() as stack:
        yield Stage(settings, administrator, stack)


async def replay(path: Path, settings: Settings, *, administrator: Account, sign_ins: Path | None = None) -> Report:
    """Play the file. Two readings: who is in it, and what they say; it is never held in memory as a whole."""
    report, losses = Report(), Losses()
    found = {cast.chat.number: cast for cast in casts(path, Losses())}
    async with stage(settings, administrator) as on_stage:
        await on_stage.seat()
        plays: dict[int, Play] = {}
        for chat, step in steps(path, losses, language=settings.language):
            if chat.number not in plays:
                plays[chat.number] = Play(on_stage, settings, report=report, losses=losses)
                await plays[chat.number].open(found[chat.number])
            await plays[chat.number].say(step)
            if settings.rate:
                await asyncio.sleep(1 / settings.rate)
            if sys.stderr.isatty():
                print(f"\r{report.messages} messages", end="", file=sys.stderr)
        report.accounts = len(on_stage.accounts)
        if sign_ins:
            _keep(sign_ins, on_stage.accounts)
    report.losses = losses.counts
    return report


def _keep(path: Path, accounts: dict[str, Account]) -> None:
    rows = [{"name": one.name, "login": one.login, "password": one.password} for one in accounts.values()]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(rows, file, ensure_ascii=False, indent=1)


def show(report: Report) -> str:
    """The report for people."""
    said = f"{report.messages} messages ({report.replies} replies, {report.edits} edited)"
    lines = [f"{said}, {report.reactions} reactions, {report.accounts} accounts"]
    lines += [f"  chat {one['id']}: {one['title']}, {one['entries']} entries" for one in report.chats]
    if report.losses:
        lines.append("not taken over:")
        lines += [f"  {count} × {kind}" for kind, count in sorted(report.losses.items())]
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="replay", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="result.json, or the folder that holds it")
    parser.add_argument("--server", default="http://127.0.0.1:8080", help="address of Veche (default: %(default)s)")
    parser.add_argument("--login", required=True, help="an administrator, who invites the authors")
    parser.add_argument("--password-stdin", action="store_true", help="read the administrator's password from input")
    parser.add_argument("--watcher", action="append", default=[], metavar="LOGIN", help="make this person a member too")
    parser.add_argument("--rate", type=float, default=0.0, help="entries a second (default: as fast as it goes)")
    parser.add_argument("--language", choices=("ru", "en"), default="ru", help="of the lines for files and events")
    parser.add_argument("--sign-ins", type=Path, help="write the made accounts' logins and passwords to this file")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    return parser.parse_args()


def export_file(path: Path) -> Path:
    """The file to read: itself, or the one in the folder."""
    path = path / "result.json" if path.is_dir() else path
    if path.suffix == ".html":
        raise SystemExit("This is the HTML form of an export: it names no people by id. Export again as JSON.")
    if not path.is_file():
        raise SystemExit(f"There is no {path}. In Telegram Desktop export with the format “JSON”, not “HTML”.")
    return path


async def play(given: argparse.Namespace) -> Report:
    """Sign the administrator in and replay."""
    password = sys.stdin.readline().rstrip("\n") if given.password_stdin else getpass.getpass("Password: ")
    administrator = await sign_in(given.server, login=given.login, password=password, device="replay")
    settings = Settings(given.server, given.language, given.rate, tuple(given.watcher))
    try:
        return await replay(given.file, settings, administrator=administrator, sign_ins=given.sign_ins)
    finally:
        async with Http(given.server, administrator.token) as http:
            await http.call("sign_out")


def main() -> None:
    given = arguments()
    given.file = export_file(given.file)
    try:
        report = asyncio.run(play(given))
    except Refusal as refusal:
        raise SystemExit(f"Veche refuses: {refusal}") from None
    except OSError as error:
        raise SystemExit(f"Veche at {given.server} cannot be reached: {error}") from None
    print(json.dumps(report.__dict__, ensure_ascii=False) if given.json else show(report))


if __name__ == "__main__":
    main()
