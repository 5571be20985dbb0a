"""Before anything is changed: what is in an export, and what will be lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from veche.ground import jobs
from veche.ground.commands import Asker
from veche.ground.db import UniqueViolation
from veche.ground.errors import BadInput, Conflict, VecheError
from veche.ground.ids import PersonId
from veche.movein import wire
from veche.movein.actions.base import Needs, asker_of, card_of
from veche.movein.formats import open_export
from veche.movein.model import ChatPlan, Plan, Reading
from veche.movein.resting import Rests, never
from veche.movein.store import imports
from veche.movein.store.imports import Import
from veche.movein.zones import zone_of

PLAN, RUN, UNDO, EXPIRE = "movein.plan", "movein.run", "movein.undo", "movein.expire"
PLANS_AT_ONCE: Final = 20
"""Of one person; each keeps a copy of what was uploaded."""
GOES_ON: Final = ("waiting", "working", "failed", "done")
"""States of an import whose upload may still be there for another chat of it."""


class Task(Struct, frozen=True):
    """The payload of all jobs here."""

    move: int


class Planning:
    """Looks, and changes nothing."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(PLAN, Task, self.work)]

    async def plan_import(self, asker: Asker, request: wire.PlanImport) -> wire.ImportCard:
        """Look into an upload; the plan is there when the state is `planned`.
        Raises: administrators_only, file_not_found, file_not_ready, too_many_imports, zone_unknown."""
        needs = self._needs
        await needs.must_bring(asker)
        zone = request.zone or needs.zone
        zone_of(zone)
        mine = await imports.newest(needs.db, of=asker.person)
        if sum(one.state in ("planning", "planned") for one in mine) >= PLANS_AT_ONCE:
            raise Conflict("too_many_imports", limit=PLANS_AT_ONCE)
        name, _, _ = await needs.media.open_file(asker, request.file)  # whose it is, and that it is ready
        number = needs.ids.new()
        kind = "" if request.format == "auto" else request.format
        reading = Reading(asker.locale, format=kind, zone=zone, dates=request.dates, name=name)
        one = self._new(number, asker.person, needs.place_of_upload(number, name), reading=reading, file=request.file)
        async with needs.db.transaction() as conn:
            await imports.add(conn, one)
            await jobs.enqueue(conn, PLAN, Task(number), key=str(number))
        return card_of(one)

    async def work(self, task: Task) -> None:
        """The job: the upload as a file that can be read anywhere, then the dry run."""
        needs = self._needs
        one = await imports.get(needs.db, task.move)
        if one is None or one.state != "planning" or one.file is None:
            return
        try:
            await self._fetch(one)
            plan = await asyncio.to_thread(plan_of, Path(one.path), one.reading, rest=Rests())
        except VecheError as error:
            reason = needs.texts.of_error(error, locale=one.locale)
            await imports.set_failed(needs.db, one.id, error=error.code, reason=reason)
            await asyncio.to_thread(needs.drop_upload, Path(one.path))
            return
        await imports.set_planned(needs.db, one.id, plan)

    async def replan_import(self, asker: Asker, request: wire.ReplanImport) -> wire.ImportCard:
        """Times and dates are read in another way.
        Raises: administrators_only, import_not_found, import_not_planned, zone_unknown."""
        needs = self._needs
        await needs.must_bring(asker)
        zone_of(request.zone)
        async with needs.db.transaction() as conn:
            one = await needs.own_import(conn, asker, request.import_, lock=True)
            if one.state != "planned" or one.file is None:
                raise Conflict("import_not_planned")
            await imports.set_reading(conn, one.id, zone=request.zone, dates=request.dates)
            await jobs.enqueue(conn, PLAN, Task(one.id), key=str(one.id))
            one = await needs.import_of(conn, one.id)
        return card_of(one)

    async def start_import(self, asker: Asker, request: wire.StartImport) -> wire.ImportCard:
        """The first chat of an export is the planned import itself; each further one is an import of its own.
        Raises: administrators_only, import_not_found, import_not_planned, movein_chat_not_found, movein_cut,
        import_exists."""
        needs = self._needs
        await needs.must_bring(asker)
        async with needs.db.transaction() as conn:
            one = await needs.own_import(conn, asker, request.import_, lock=True)
            if one.plan is None or one.state not in ("planned", *GOES_ON):
                raise Conflict("import_not_planned")
            chat = chosen(one.plan, number=request.chat, allow_cut=request.allow_cut)
            if (old := await imports.of_key(conn, chat.key)) is not None:
                raise Conflict("import_exists", id=old.id)
            number = one.id
            if one.state != "planned":
                number = needs.ids.new()
                if one.file is None or not await asyncio.to_thread(Path(one.path).exists):
                    raise Conflict("import_not_planned")
                fresh = self._new(number, asker.person, Path(one.path), reading=one.reading, file=one.file)
                await imports.add(conn, msgspec.structs.replace(fresh, plan=one.plan))
            title = request.title.strip() or chat.name
            total = chat.messages + chat.service
            try:
                await imports.set_asked(conn, number, key=chat.key, chat_number=chat.number, title=title, total=total)
            except UniqueViolation:
                raise Conflict("import_exists", id=0) from None
            await jobs.enqueue(conn, RUN, Task(number), key=str(number))
            one = await needs.import_of(conn, number)
        return card_of(one)

    async def resume_import(self, asker: Asker, request: wire.AboutImport) -> wire.ImportCard:
        """Go on with what stopped at an error, once its reason is gone.
        Raises: administrators_only, import_not_found, import_not_planned."""
        needs = self._needs
        await needs.must_bring(asker)
        async with needs.db.transaction() as conn:
            one = await needs.own_import(conn, asker, request.import_, lock=True)
            if one.state != "failed" or one.number is None:
                raise Conflict("import_not_planned")
            await imports.resume(conn, one.id, path=one.path)
            await jobs.enqueue(conn, RUN, Task(one.id), key=str(one.id))
            one = await needs.import_of(conn, one.id)
        return card_of(one)

    async def begin_here(
        self, person: PersonId, path: Path, *, reading: Reading, chat: str, title: str, allow_cut: bool
    ) -> Import:
        """From the command line, out of a folder of this machine. What is here already is answered as it stands; what
        was broken off goes on. Raises: as a dry run, movein_several_chats, movein_chat_not_found, movein_cut."""
        needs = self._needs
        path = await asyncio.to_thread(path.resolve)
        plan = await asyncio.to_thread(plan_of, path, reading)
        reading = msgspec.structs.replace(reading, format=plan.format)
        found = chosen(plan, name=chat, allow_cut=allow_cut)
        old = await imports.of_key(needs.db, found.key)
        if old is not None:
            if old.state in ("waiting", "working", "failed"):
                await imports.resume(needs.db, old.id, path=str(path))
            return await needs.import_of(needs.db, old.id)
        number = needs.ids.new()
        one = self._new(number, person, path, reading=reading, file=None)
        async with needs.db.transaction() as conn:
            await imports.add(conn, one)
            await imports.set_asked(
                conn,
                number,
                key=found.key,
                chat_number=found.number,
                title=title.strip() or found.name,
                total=found.messages + found.service,
            )
        return await needs.import_of(needs.db, number)

    def _new(self, number: int, person: PersonId, path: Path, *, reading: Reading, file: int | None) -> Import:
        return Import(
            id=number,
            person=person,
            format=reading.format,
            state="planning",
            path=str(path),
            file=file,
            plan=None,
            key=None,
            number=None,
            chat=None,
            title="",
            locale=reading.language,
            total=0,
            done=0,
            files=0,
            refused=0,
            error=None,
            asked_at=self._needs.clock.now(),
            done_at=None,
            undo_until=None,
            zone=reading.zone,
            dates=reading.dates,
            name=reading.name,
            reason="",
        )

    async def _fetch(self, one: Import) -> None:
        """The store gives content as a stream; a zip has to be read here and there."""
        needs = self._needs
        path = Path(one.path)
        if one.file is None or await asyncio.to_thread(path.exists):
            return
        _, _, pieces = await needs.media.open_file(asker_of(one), one.file)
        await asyncio.to_thread(path.parent.mkdir, mode=0o700, parents=True, exist_ok=True)
        draft = path.parent / ".part"
        file = await asyncio.to_thread(draft.open, "wb")
        try:
            async for piece in pieces:
                await asyncio.to_thread(file.write, piece)
        finally:
            await asyncio.to_thread(file.close)
        await asyncio.to_thread(draft.replace, path)


def plan_of(path: Path, reading: Reading, *, rest: Callable[[], None] = never) -> Plan:
    """The dry run. It blocks: call it in a thread, and where others work too let it rest. Raises BadInput."""
    export = open_export(path, reading)
    try:
        return export.plan(rest)
    finally:
        export.close()


def chosen(plan: Plan, *, allow_cut: bool, number: int | None = None, name: str = "") -> ChatPlan:
    """The chat that is meant. Raises: movein_chat_not_found, movein_several_chats, movein_cut."""
    chats = plan.chats
    if number is not None:
        chats = [one for one in chats if one.number == number]
    elif name:
        chats = [one for one in chats if one.name.casefold() == name.casefold()]
    if not chats:
        raise BadInput("movein_chat_not_found", chat=name or str(number))
    if len(chats) > 1:
        raise BadInput("movein_several_chats", chats=", ".join(f"«{one.name}»" for one in chats[:20]))
    if plan.cut and not allow_cut:
        raise BadInput("movein_cut", messages=chats[0].messages + chats[0].service)
    return chats[0]
