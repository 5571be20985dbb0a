"""Writing a history: batch by batch, each in one transaction with the count of what is done, so that a crash at any
moment leaves nothing twice and nothing out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from veche import identity
from veche.ground import audit, jobs, outbox
from veche.ground.errors import Conflict, Unavailable, VecheError
from veche.ground.ids import ActorId, ChatId
from veche.messages.shapes import MovedMessage
from veche.movein.actions.base import Needs
from veche.movein.actions.bringing import Bringer, Brought
from veche.movein.actions.planning import EXPIRE, RUN, Task
from veche.movein.actions.writing import moved_message
from veche.movein.events import OUTBOX_TOPIC, GroupMoved
from veche.movein.formats import Export, open_export
from veche.movein.model import NARRATOR, ExportHead, Line
from veche.movein.store import imports, placeholders
from veche.movein.store.imports import Import
from veche.movein.telegram.words import word
from veche.movein.text import clean_name

RUN_SECONDS: Final = 60.0
"""A run ends after this and another one goes on: the lease of a job is five minutes."""
BATCH: Final = 200
BATCH_FILES: Final = 16
REST: Final = 1.0
"""Times the work of a batch that are rested after it: others have at least half of the machine."""
UNDO_DAYS: Final = 1
SOURCES: Final = {"telegram": "Telegram", "whatsapp": "WhatsApp", "slack": "Slack"}
PINS_LIMIT: Final = 100


class Importing:
    """Does what was asked, in runs."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(RUN, Task, self.work), jobs.Work(EXPIRE, Task, self.expire)]

    async def work(self, task: Task) -> None:
        """The job: one run, and another job if that was not all."""
        needs = self._needs
        try:
            one = await self.run(task.move)
        except VecheError as error:
            if isinstance(error, Unavailable):
                raise  # it comes back by itself
            one = await needs.import_of(needs.db, task.move)
            reason = needs.texts.of_error(error, locale=one.locale)
            await imports.set_failed(needs.db, one.id, error=error.code, reason=reason)
            return
        if one.state in ("waiting", "working"):
            async with needs.db.transaction() as conn:
                await jobs.enqueue(conn, RUN, task, key=str(task.move))

    async def run(self, move: int, *, seconds: float = RUN_SECONDS) -> Import:
        """Go on for a while; how it stands after that. Raises: import_not_found, what reading an export raises,
        quota_person, import_under_way."""
        needs = self._needs
        one = await needs.import_of(needs.db, move)
        if one.state not in ("waiting", "working"):
            return one
        export = await asyncio.to_thread(open_export, Path(one.path), one.reading)
        try:
            head = await self._spooled(one, export)
            if one.chat is None:
                await self._found(one, head)
                one = await needs.import_of(needs.db, move)
            if await self._write(one, export, until=time.monotonic() + seconds):
                await self._finish(one, head)
        finally:
            export.close()
        return await needs.import_of(needs.db, move)

    async def expire(self, task: Task) -> None:
        """The day is over: what undoing and going on needed goes."""
        needs = self._needs
        one = await imports.get(needs.db, task.move)
        if one is not None and one.state == "done":
            await imports.forget_numbers(needs.db, one.id)
            await tidy(needs, one)

    async def _spooled(self, one: Import, export: Export) -> ExportHead:
        spool, number = self._needs.spool(one.id), one.number
        if number is None:
            raise Conflict("import_not_planned")
        head = await asyncio.to_thread(spool.head)
        if head is None:
            now_ms = self._needs.clock.ms()
            head = await asyncio.to_thread(spool.write, export.told(number), now_ms=now_ms)
        return head

    async def _found(self, one: Import, head: ExportHead) -> None:
        """The group without anybody in it, and its authors."""
        needs = self._needs
        keys = list(head.counts) or [NARRATOR]
        keys += [author for _, _, author, _ in head.topics if author not in head.counts]
        actors = {key: ActorId(needs.ids.new()) for key in dict.fromkeys(keys)}
        names = {key: _name(key, head.names.get(key, ""), one.locale) for key in actors}
        async with needs.db.transaction() as conn:
            locked = await needs.import_of(conn, one.id, lock=True)
            if locked.state != "waiting":
                raise Conflict("import_under_way")
            title = clean_name(one.title, SOURCES[one.format])
            by = ActorId(one.person)
            chat = await needs.groups.prepare(conn, title=title, by=by, topics=bool(head.topics))
            await identity.moved.add(conn, {actors[key]: name for key, name in names.items()})
            await placeholders.add(conn, one.id, actors, names=names, counts=head.counts, hints=head.hints)
            for topic, topic_title, author, at in head.topics:
                await needs.histories.add_topic(conn, chat, topic, title=topic_title, by=actors[author], at_ms=at)
            await imports.set_working(conn, one.id, chat, total=head.total)
            await audit.record(
                conn,
                actor=one.person,
                act="movein.started",
                subject=f"chat:{chat}",
                details={"import": one.id, "messages": head.total, "authors": len(actors)},
            )

    async def _write(self, one: Import, export: Export, *, until: float) -> bool:
        """True: everything is written."""
        needs = self._needs
        if one.chat is None:
            raise Conflict("import_not_planned")
        actors = await placeholders.actors_of(needs.db, one.id)
        bringer = Bringer(needs, one, export.folder)
        lines, done = needs.spool(one.id).lines(one.done), one.done
        while batch := await asyncio.to_thread(_next, lines):
            began = time.monotonic()
            brought = await bringer.bring(batch)
            await self._append(one, one.chat, batch, brought, actors=actors, done=done)
            done += len(batch)
            if time.monotonic() > until:
                return False
            await needs.rest((time.monotonic() - began) * REST)
        return True

    async def _append(
        self,
        one: Import,
        chat: ChatId,
        batch: Sequence[Line],
        brought: Sequence[Sequence[Brought]],
        *,
        actors: dict[str, ActorId],
        done: int,
    ) -> None:
        """One transaction: the messages, where they are from, and how far we are. Raises: import_under_way."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            came = [each.attachment is not None for of_line in brought for each in of_line]
            files, refused = came.count(True), came.count(False)
            if not await imports.go_on(conn, one.id, before=done, lines=len(batch), files=files, refused=refused):
                raise Conflict("import_under_way")
            first = await needs.histories.take_places(conn, chat, len(batch))
            seqs = {
                source: first[0] + place
                for place, line in enumerate(batch)
                for source in (line.source, *line.also)
                if source is not None
            }
            asked = [line.reply_to for line in batch if line.reply_to is not None and line.reply_to not in seqs]
            known = {**await imports.seqs_of(conn, one.id, asked), **seqs}
            rows: list[MovedMessage] = [
                moved_message(
                    line,
                    source=one.format,
                    key=needs.histories.key(f"movein:{one.id}:{done + place}"),
                    actors=actors,
                    seqs=known,
                    brought=brought[place],
                )
                for place, line in enumerate(batch)
            ]
            await needs.histories.append(conn, chat, rows, first=first)
            await imports.remember(conn, one.id, seqs)

    async def _finish(self, one: Import, head: ExportHead) -> None:
        """Pins, the owner, and the way back for a day."""
        needs = self._needs
        if one.chat is None:
            raise Conflict("import_not_planned")
        now = needs.clock.now()
        until = now + timedelta(days=UNDO_DAYS)
        pins = list(dict.fromkeys(head.pins))[-PINS_LIMIT:]
        async with needs.db.transaction() as conn:
            locked = await needs.import_of(conn, one.id, lock=True)
            if locked.state != "working":
                return
            seqs = await imports.seqs_of(conn, one.id, pins)
            await needs.histories.pin(conn, one.chat, [seqs[pin] for pin in pins if pin in seqs])
            await needs.groups.open_up(conn, one.chat, owner=ActorId(one.person), source=SOURCES[one.format])
            await imports.set_done(conn, one.id, at=now, undo_until=until)
            await outbox.put(conn, OUTBOX_TOPIC, GroupMoved(one.chat, one.person), key=f"chat:{one.chat}")
            await jobs.enqueue(conn, EXPIRE, Task(one.id), run_at=until, key=str(one.id))
            await audit.record(
                conn, actor=one.person, act="movein.done", subject=f"chat:{one.chat}", details={"import": one.id}
            )


async def tidy(needs: Needs, one: Import) -> None:
    """The spool, and the copy of an upload unless another chat of it is wanted; what lies elsewhere is not ours."""
    await asyncio.to_thread(needs.spool(one.id).drop)
    if one.file is not None and not await imports.others_read(needs.db, one.id, one.path):
        await asyncio.to_thread(needs.drop_upload, Path(one.path))


def _next(lines: Iterator[Line]) -> list[Line]:
    batch: list[Line] = []
    files = 0
    for line in lines:
        batch.append(line)
        files += len(line.files)
        if len(batch) >= BATCH or files >= BATCH_FILES:
            break
    return batch


def _name(key: str, name: str, locale: str) -> str:
    return clean_name(name, word("narrator" if key == NARRATOR else "nobody", locale))
