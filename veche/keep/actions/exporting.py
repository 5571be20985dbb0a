"""One's own data as an archive: asked for, made in the background in short runs, kept a week, for oneself alone.

What goes in is asked by the same commands that a client asks, as the person: he gets what he may see at that moment and
nothing else, in the shapes of docs/reference/socket.md.
"""

from __future__ import annotations

import asyncio
import re
import time
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from veche.ground import jobs
from veche.ground.clock import Clock
from veche.ground.commands import Asker, Command, Done, OpenCommand
from veche.ground.db import Database
from veche.ground.errors import Conflict, NotFound, TooMany, VecheError
from veche.ground.ids import DeviceId, Ids, PersonId
from veche.keep import pages, store, wire
from veche.keep.pages import ChatLine, ChatPage, Json

WORK, EXPIRE = "keep.export", "keep.expire"
KEPT = timedelta(days=7)
RUN_SECONDS = 60.0
"""A run ends after this and another one goes on: the lease of a job is five minutes."""
PAGE = 1000
"""Messages on one page of the archive."""
FILES_LIMIT = 20 * 1024**3
"""Bytes of files in one archive; what is more is named and left out."""
WAITS = 5
"""How often one question may be put off by the limits on reading, within one run."""

Ask = Callable[[Asker, str, Json], Awaitable[Json]]
"""(who, command, fields) → the answer as plain data. Raises what the command raises."""
OpenFile = Callable[[Asker, int], Awaitable[tuple[str, int, AsyncIterator[bytes]]]]
"""(who, file) → its name, its size and its content. Raises NotFound."""

REST: tuple[tuple[str, str], ...] = (
    ("profile.json", "me"),
    ("devices.json", "list_devices"),
)
"""File in the archive and the command that fills it, for what is not a chat."""


class Task(Struct, frozen=True):
    """The payload of the jobs."""

    export: int
    person: int
    locale: str


class Place(Struct):
    """Where the work goes on."""

    chats: list[int] = []
    lines: list[tuple[str, str, int]] = []
    """Folder, title, messages of the chats that are done or begun."""
    after: int = 0
    page: int = 1
    messages: int = 0
    files: dict[int, str] = {}
    left_out: int = 0
    bytes: int = 0


class Exporting:
    """Archives of people's own data."""

    def __init__(
        self,
        *,
        db: Database,
        ids: Ids,
        clock: Clock,
        folder: Path,
        ask: Ask,
        open_file: OpenFile,
        wait: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._db = db
        self._ids = ids
        self.clock = clock
        self._folder = folder
        self._ask = ask
        self.opened = open_file
        self._wait = wait

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(WORK, Task, self.work), jobs.Work(EXPIRE, Task, self.expire)]

    async def ask_export(self, asker: Asker, request: wire.AskExport) -> wire.Export:
        """Begin an archive. Raises: export_under_way."""
        async with self._db.transaction() as connection:
            await store.lock_person(connection, asker.person)
            if any(one.state in ("waiting", "working") for one in await store.of_person(connection, asker.person)):
                raise Conflict("export_under_way")
            for old in await store.of_person(connection, asker.person):
                await store.remove(connection, old.id)
                await asyncio.to_thread(self.path(old.id).unlink, missing_ok=True)
            number = self._ids.new()
            export = await store.add(
                connection, number, person=asker.person, with_files=request.with_files, at=self.clock.now()
            )
            await jobs.enqueue(connection, WORK, Task(number, asker.person, asker.locale), key=str(number))
        return export

    async def list_exports(self, asker: Asker, _: wire.ListExports) -> wire.Exports:
        return wire.Exports(await store.of_person(self._db, asker.person))

    async def drop_export(self, asker: Asker, request: wire.DropExport) -> Done:
        """Stop one or throw it away. Raises: export_not_found."""
        await self._own(asker, request.export)
        await store.remove(self._db, request.export)
        await asyncio.to_thread(self.path(request.export).unlink, missing_ok=True)
        return Done()

    async def drop_all(self, person: PersonId) -> None:
        """For somebody who deletes himself."""
        for export in await store.of_person(self._db, person):
            await store.remove(self._db, export.id)
            await asyncio.to_thread(self.path(export.id).unlink, missing_ok=True)

    async def open(self, asker: Asker, export: int) -> Path:
        """The finished archive. Raises: export_not_found (somebody else's too)."""
        if (await self._own(asker, export)).state != "ready":
            raise NotFound("export_not_found")
        return self.path(export)

    async def _own(self, asker: Asker, export: int) -> wire.Export:
        row = await store.one(self._db, export)
        if row is None or row["person_id"] != asker.person:
            raise NotFound("export_not_found")
        return store.export_of(row)

    def path(self, export: int) -> Path:
        return self._folder / f"{export}.zip"

    async def expire(self, task: Task) -> None:
        await store.remove(self._db, task.export)
        await asyncio.to_thread(self.path(task.export).unlink, missing_ok=True)

    async def work(self, task: Task) -> None:
        """One run. A run that was cut off leaves an archive without its end: the work begins again then."""
        row = await store.one(self._db, task.export)
        if row is None or row["state"] not in ("waiting", "working"):
            return
        asker = Asker(person=PersonId(task.person), device=DeviceId(0), locale=task.locale)
        place = await asyncio.to_thread(self._place, task.export, row["place"])
        run = Run(self, asker, place, with_files=row["with_files"])
        try:
            with zipfile.ZipFile(self.path(task.export), "a", zipfile.ZIP_DEFLATED) as archive:
                self.path(task.export).chmod(0o600)
                finished = await run.go(archive)
        except VecheError as error:
            if error.status in (429, 503):
                raise  # the job comes back by itself
            await store.set_failed(self._db, task.export)
            return
        await self._settle(task, place, finished=finished)

    async def _settle(self, task: Task, place: Place, *, finished: bool) -> None:
        counts = (place.messages, len(place.files), place.left_out)
        total = len(place.lines) + len(place.chats)
        note = msgspec.json.encode(place).decode()
        async with self._db.transaction() as connection:
            await store.go_on(connection, task.export, place=note, total=total, done=len(place.lines), counts=counts)
            if not finished:
                await jobs.enqueue(connection, WORK, task, key=str(task.export))
                return
            now = self.clock.now()
            size = (await asyncio.to_thread(self.path(task.export).stat)).st_size
            await store.set_ready(connection, task.export, size=size, at=now, until=now + KEPT)
            await jobs.enqueue(connection, EXPIRE, task, run_at=now + KEPT, key=str(task.export))

    def _place(self, export: int, note: str | None) -> Place:
        """The note counts only together with a whole archive of the run before."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self.path(export)
        if note is not None and zipfile.is_zipfile(path):
            return msgspec.json.decode(note, type=Place)
        path.unlink(missing_ok=True)
        return Place()

    async def asked(self, asker: Asker, command: str, fields: Json) -> Json:
        """Ask, and wait where the limits on reading say so."""
        for _ in range(WAITS):
            try:
                return await self._ask(asker, command, fields)
            except TooMany as error:
                await self._wait(min(error.retry_after or 1, 30))
        return await self._ask(asker, command, fields)


class Run:
    """One run over one archive."""

    def __init__(self, exporting: Exporting, asker: Asker, place: Place, *, with_files: bool) -> None:
        self._exporting = exporting
        self._asker = asker
        self._place = place
        self._with_files = with_files
        self._until = time.monotonic() + RUN_SECONDS
        self._names: dict[int, str] = {}

    async def go(self, archive: zipfile.ZipFile) -> bool:
        """Answers whether all is in the archive now."""
        place = self._place
        if not place.lines and not place.chats:
            await self._begin(archive)
        while place.chats:
            await self._page(archive, place.chats[0])
            if time.monotonic() > self._until and place.chats:
                return False
        me = await self._ask("me", {})
        lines = [ChatLine(*line) for line in place.lines]
        index = pages.index_page(
            locale=self._asker.locale,
            name=me["name"],
            made=self._exporting.clock.now(),
            chats=lines,
            rest=[file for file, _ in REST],
        )
        await self._write(archive, "index.html", index.encode())
        return True

    async def _begin(self, archive: zipfile.ZipFile) -> None:
        await self._write(archive, "style.css", pages.STYLE.encode())
        for file, command in REST:
            answer = await self._ask(command, {})
            await self._write(archive, f"data/{file}", msgspec.json.format(msgspec.json.encode(answer), indent=1))
        found: dict[int, None] = {}
        for archived in (False, True):
            after: str | None = None
            while True:
                answer = await self._ask(
                    "list_chats", {"archived": archived, "limit": 100, **({"after": after} if after else {})}
                )
                found |= dict.fromkeys(chat["id"] for chat in answer["chats"])
                after = answer.get("next")
                if after is None:
                    break
        self._place.chats = list(found)

    async def _page(self, archive: zipfile.ZipFile, chat: int) -> None:
        place = self._place
        try:
            title = await self._title(chat)
            messages = await self._messages(chat)
        except NotFound:  # he left it while the archive was being made
            place.chats.pop(0)
            place.after, place.page = 0, 1
            return
        if place.page == 1:
            place.lines.append((f"{len(place.lines) + 1:04d}", title, 0))
        folder, _, before = place.lines[-1]
        place.lines[-1] = (folder, title, before + len(messages))
        last = len(messages) < PAGE
        files = {file: await self._file(archive, file) for message in messages for file in _files_of(message)}
        page = ChatPage(title, place.page, last, messages, await self._named(messages), files)
        html = pages.chat_page(page, locale=self._asker.locale)
        await self._write(archive, f"chats/{folder}/{place.page}.html", html.encode())
        await self._write(archive, f"chats/{folder}/{place.page}.json", msgspec.json.encode(messages))
        place.messages += len(messages)
        if last:
            place.chats.pop(0)
            place.after, place.page = 0, 1
        else:
            place.after, place.page = messages[-1]["seq"], place.page + 1

    async def _title(self, chat: int) -> str:
        card = (await self._ask("get_chat", {"chat": chat}))["chat"]
        peer = card.get("peer")
        if peer is None:
            return str(card["title"])
        if peer == self._asker.person:
            return pages.words_of(self._asker.locale)["saved"]
        await self._name([peer])
        return self._names.get(peer) or str(peer)

    async def _messages(self, chat: int) -> list[Json]:
        found: list[Json] = []
        after = self._place.after
        while len(found) < PAGE:
            page = (await self._ask("history", {"chat": chat, "after": after, "limit": 100}))["messages"]
            found += page
            if not page:
                break
            after = page[-1]["seq"]
        return found

    async def _named(self, messages: list[Json]) -> dict[int, str]:
        await self._name(sorted({message["sender"] for message in messages} - self._names.keys()))
        return self._names

    async def _name(self, actors: list[int]) -> None:
        for start in range(0, len(actors), 100):
            answer = await self._ask("get_actors", {"ids": actors[start : start + 100]})
            for card in answer["actors"]:
                self._names[card["id"]] = " · ".join(filter(None, (card.get("title"), card["name"])))

    async def _file(self, archive: zipfile.ZipFile, file: int) -> str | None:
        """Where it is in the archive; None for one that is too much or gone."""
        place = self._place
        if file in place.files:
            return place.files[file]
        if not self._with_files:
            return None
        try:
            name, size, content = await self._exporting.opened(self._asker, file)
        except NotFound:
            return None
        if place.bytes + size > FILES_LIMIT:
            place.left_out += 1
            return None
        path = f"files/{file}{_suffix(name)}"
        info = zipfile.ZipInfo(path)
        info.compress_type = zipfile.ZIP_STORED  # photos and videos are packed already
        with archive.open(info, "w", force_zip64=True) as member:
            async for piece in content:
                await asyncio.to_thread(member.write, piece)
        place.files[file], place.bytes = path, place.bytes + size
        return path

    async def _ask(self, command: str, fields: Json) -> Json:
        return await self._exporting.asked(self._asker, command, fields)

    async def _write(self, archive: zipfile.ZipFile, name: str, content: bytes) -> None:
        await asyncio.to_thread(archive.writestr, name, content)


def _files_of(message: Json) -> list[int]:
    attachments: list[Json] = message.get("attachments", [])
    return [attachment["file"] for attachment in attachments if attachment.get("file") is not None]


def _suffix(name: str) -> str:
    """The end of a file's name, if it is a plain one: the rest of the name is somebody's words."""
    match = re.search(r"\.[A-Za-z0-9]{1,8}$", name)
    return match[0].lower() if match else ""


def by_commands(commands: Iterable[Command[Any, Any] | OpenCommand[Any, Any]]) -> Ask:
    """Questions to the table of commands, as the edge would put them."""
    table = {command.name: command for command in commands if isinstance(command, Command)}

    async def ask(asker: Asker, name: str, fields: Json) -> Json:
        command = table[name]
        answer = await command.run(asker, msgspec.convert(fields, command.request))
        plain: Json = msgspec.json.decode(msgspec.json.encode(answer))
        return plain

    return ask
