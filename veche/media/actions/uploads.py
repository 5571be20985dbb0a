"""Uploads: begun with a length, continued from where they stand, complete when the last byte is safe on the disk."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

from msgspec import Struct

from veche.directory import may_act_as, organisations_of
from veche.ground import jobs
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database
from veche.ground.errors import BadInput, Conflict, NoRoom, NotFound, TooLarge, TooMany, VecheError
from veche.ground.ids import Ids, OrganisationId, PostId
from veche.media.actions.turns import Turn, Turns
from veche.media.model import PURPOSES, UNCLAIMED, UNFINISHED, CheckFile, Checksum, Quotas, check_kind, clean_file_name
from veche.media.store import uploads as store
from veche.media.store import usage
from veche.media.store.scratch import Draft, Scratch
from veche.media.store.uploads import Row

AT_ONCE: Final = 100
"""Unfinished uploads of one person."""
PIECE: Final = 1024 * 1024
SAFE_EVERY: Final = 32 * 1024 * 1024
"""So much at most is sent again after a crash of the server."""


class ChecksumDiffers(VecheError):
    """What came is not what was sent."""

    status = 460


class NewUpload(Struct, frozen=True, kw_only=True):
    """What somebody is about to send."""

    size: int
    name: str = ""
    mime: str = ""
    purpose: str = "file"
    actor: int | None = None
    id: int | None = None
    """A number that was given out before; nobody else's, since the server makes them."""
    limited: bool = True
    """The limit on beginnings is for people; a history that comes along has as many files as it has."""


@dataclass(frozen=True, kw_only=True)
class UploadParts:
    """What uploads need; the composition root fills it. `spend` counts a beginning against the person's limit."""

    db: Database
    ids: Ids
    clock: Clock
    scratch: Scratch
    quotas: Quotas
    spend: Callable[[Asker], Awaitable[None]]
    wake: Callable[[], None]


class Uploads:
    """Begin, go on, finish, give up."""

    def __init__(self, parts: UploadParts) -> None:
        self._db, self._ids, self._clock = parts.db, parts.ids, parts.clock
        self._scratch, self._quotas = parts.scratch, parts.quotas
        self._spend, self._wake = parts.spend, parts.wake
        self._turns = Turns()

    async def create(self, asker: Asker, new: NewUpload) -> Row:
        """Reserve the room. Raises BadInput, TooLarge("file_too_large", "quota_…"), NoRoom, TooMany, NotFound."""
        if new.purpose not in PURPOSES:
            raise BadInput("bad_purpose")
        if new.size == 0:
            raise BadInput("file_empty")
        if new.size > self._quotas.file:
            raise TooLarge("file_too_large", limit=_megabytes(self._quotas.file))
        if new.limited:
            await self._spend(asker)
        await asyncio.to_thread(self._scratch.check_room, new.size)
        now = self._clock.now()
        async with self._db.transaction() as conn:
            post, organisation = await self._account(conn, asker, new.actor)
            row = Row(
                id=self._ids.new() if new.id is None else new.id,
                person=asker.person,
                post=post,
                organisation=organisation,
                purpose=new.purpose,
                name=clean_file_name(new.name, fallback=new.purpose),
                state="uploading",
                size=new.size,
                received=0,
                charged=new.size,
                look_at=now + UNFINISHED,
            )
            await self._reserve(conn, row)
            await store.add(conn, row, mime=new.mime[:100], now=now)
        return row

    async def state(self, asker: Asker, file: int) -> Row:
        """How far an upload is. Whoever writes it at this moment saves what he has first. Raises NotFound."""
        async with self._turns.take(file):
            row = await self._own(asker, file)
            there = row.state != "uploading" or not row.received
            if not there and not await asyncio.to_thread(self._scratch.path(file).exists):
                # After a restore from a backup, or on another disk: only a new upload helps, and NotFound says that.
                raise NotFound("file_not_found")
            return row

    async def append(
        self, asker: Asker, file: int, body: AsyncIterator[bytes], *, offset: int, checksum: Checksum | None = None
    ) -> Row:
        """Go on from `offset`. What is acknowledged is safe on the disk; a cut connection keeps what had come.

        Raises NotFound, Conflict("offset_differs"), TooLarge, NoRoom("storage_full"), ChecksumDiffers, Busy.
        """
        async with self._turns.take(file) as turn:
            row = await self._own(asker, file)
            if row.state != "uploading" or offset != row.received:
                raise Conflict("offset_differs", offset=row.received)
            await self._check_quota(row)
            draft = await asyncio.to_thread(self._scratch.open, file, size=row.received)
            with draft:
                writing = _Writing(self, draft, row, checksum)
                await writing.run(turn, body)
            if writing.safe == row.size:
                await self._complete(row)
            return await self._own(asker, file)

    async def cancel(self, asker: Asker, file: int) -> None:
        """Give up an upload that is not complete, with what came of it. Raises NotFound, Conflict("file_in_use")."""
        async with self._turns.take(file), self._db.transaction() as conn:
            row = await store.get(conn, file, lock=True)
            if row is None or row.person != asker.person:
                raise NotFound("file_not_found")
            if row.state != "uploading":
                raise Conflict("upload_complete")
            await store.delete(conn, [row], blobs_at=self._clock.now())
        await asyncio.to_thread(self._scratch.discard, file)

    async def keep(self, row: Row, received: int) -> None:
        """What is safe now is what the client may rely on."""
        await store.progress(self._db, row.id, received, look_at=self._clock.now() + UNFINISHED)

    async def room(self, size: int) -> None:
        await asyncio.to_thread(self._scratch.check_room, size)

    async def _complete(self, row: Row) -> None:
        async with self._db.transaction() as conn:
            if await store.complete(conn, row.id, look_at=self._clock.now() + UNCLAIMED):
                await jobs.enqueue(conn, check_kind(row.size), CheckFile(row.id), key=str(row.id))
        self._wake()

    async def _own(self, asker: Asker, file: int) -> Row:
        row = await store.get(self._db, file)
        if row is None or row.person != asker.person:
            raise NotFound("file_not_found")
        return row

    async def _account(
        self, conn: Connection, asker: Asker, actor: int | None
    ) -> tuple[PostId | None, OrganisationId | None]:
        """In whose name, and on whose account as well."""
        if actor is None or actor == asker.person:
            return None, None
        refused = await may_act_as(conn, asker.person, actor)
        if refused is not None:
            raise refused
        post = PostId(actor)
        return post, (await organisations_of(conn, [post])).get(post)

    async def _reserve(self, conn: Connection, row: Row) -> None:
        """The quotas count what was announced, so that they cannot be passed by many uploads at once."""
        taken = await usage.charge(conn, row.person, row.size)
        if self._quotas.person and taken > self._quotas.person:
            raise TooLarge("quota_person", limit=_megabytes(self._quotas.person))
        if row.organisation is not None:
            taken = await usage.charge(conn, row.organisation, row.size)
            if self._quotas.organisation and taken > self._quotas.organisation:
                raise TooLarge("quota_organisation", limit=_megabytes(self._quotas.organisation))
        if await store.unfinished(conn, row.person) >= AT_ONCE:
            raise TooMany("too_many_uploads", retry_after=60)

    async def _check_quota(self, row: Row) -> None:
        """A quota may have become smaller since the upload began; what came so far stays."""
        taken = await usage.of(self._db, row.accounts)
        if self._quotas.person and taken.get(row.person, (0, 0))[0] > self._quotas.person:
            raise TooLarge("quota_person", limit=_megabytes(self._quotas.person))
        if row.organisation is None or not self._quotas.organisation:
            return
        if taken.get(row.organisation, (0, 0))[0] > self._quotas.organisation:
            raise TooLarge("quota_organisation", limit=_megabytes(self._quotas.organisation))


class _Writing:
    """One request's bytes on their way to the disk, in pieces of a mebibyte."""

    def __init__(self, uploads: Uploads, draft: Draft, row: Row, checksum: Checksum | None) -> None:
        self.safe = row.received
        self._uploads, self._draft, self._row = uploads, draft, row
        self._checksum = checksum
        self._sum: Any = None if checksum is None else hashlib.new(checksum.algorithm, usedforsecurity=False)
        self._written = row.received
        self._waiting = bytearray()

    async def run(self, turn: Turn, body: AsyncIterator[bytes]) -> None:
        """Take the body to its end. However it ends, what came is saved, unless a sum says that it is damaged."""
        try:
            while (piece := await turn.next(body)) is not None:
                if self._written + len(self._waiting) + len(piece) > self._row.size:
                    self._waiting.clear()
                    raise TooLarge("upload_too_long", limit=self._row.size)
                self._waiting += piece
                if len(self._waiting) >= PIECE:
                    await self._write()
                if self._checksum is None and self._written - self.safe >= SAFE_EVERY:
                    await self._uploads.room(0)
                    await self._save()
        except NoRoom:
            self._waiting.clear()
            await self._settle(damaged=self._checksum is not None)
            raise
        except BaseException:
            await asyncio.shield(self._settle(damaged=self._checksum is not None))
            raise
        if turn.wanted:
            await self._settle(damaged=self._checksum is not None)
            raise Conflict("upload_taken_over", offset=self.safe)
        await self._settle(damaged=False)

    async def _settle(self, *, damaged: bool) -> None:
        if damaged:
            return
        if self._waiting:
            await self._write()
        if self._checksum is not None and self._sum.digest() != self._checksum.digest:
            raise ChecksumDiffers("checksum_differs")
        if self._written > self.safe:
            await self._save()

    async def _write(self) -> None:
        content, self._waiting = bytes(self._waiting), bytearray()
        if self._sum is not None:
            await _finished(self._sum.update, content)
        await _finished(self._draft.write, content, self._written)
        self._written += len(content)

    async def _save(self) -> None:
        await _finished(self._draft.sync)
        self.safe = self._written
        await self._uploads.keep(self._row, self.safe)


async def _finished(work: Callable[..., None], *args: object) -> None:
    """Work in a thread that is never left behind: it uses a file that is closed afterwards."""
    task = asyncio.ensure_future(asyncio.to_thread(work, *args))
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


def _megabytes(size: int) -> int:
    return size // (1024 * 1024)
