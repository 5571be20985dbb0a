"""After the last byte: look at the file, put it into the store, tell its owner. A crash half-way starts it over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from veche.ground import jobs
from veche.ground.blobs import Blobs, hash_of
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.errors import NoRoom, Unavailable, VecheError
from veche.ground.logs import get_logger
from veche.media.checking import Checked, Checker
from veche.media.model import CHECK, CHECK_LARGE, UNCLAIMED, CheckFile, check_kind
from veche.media.scanning import Scanner
from veche.media.store import files, uploads, usage
from veche.media.store.scratch import Scratch
from veche.media.store.uploads import Row
from veche.media.wire import FileCard

log = get_logger("media")

BLOB_GRACE: Final = timedelta(days=1)
HELD_PAUSE: Final = timedelta(seconds=15)
LONGEST_PAUSE: Final = timedelta(minutes=15)
ELSEWHERE_PAUSE: Final = timedelta(seconds=3)
ELSEWHERE_TRIES: Final = 100
LEASE: Final = timedelta(minutes=60)


@dataclass(frozen=True, kw_only=True)
class CheckParts:
    """What checking needs; the composition root fills it."""

    db: Database
    clock: Clock
    scratch: Scratch
    blobs: Blobs
    checkers: Mapping[str, Checker]
    """By kind of job."""
    scanner: Scanner | None
    alone: bool
    """No other process does these jobs."""
    say: Callable[[int, FileCard], Awaitable[None]]


class CheckFiles:
    """Does the jobs of the kind `media.check`."""

    def __init__(self, parts: CheckParts) -> None:
        self._parts = parts
        self._db, self._clock, self._scratch = parts.db, parts.clock, parts.scratch

    def works(self) -> list[jobs.Work[CheckFile]]:
        return [jobs.Work(kind, CheckFile, self.run) for kind in (CHECK, CHECK_LARGE)]

    async def run(self, job: CheckFile) -> None:
        """Check one file. What is refused, and what waits for a scanner that is away, is an outcome, not a failure."""
        row = await uploads.get(self._db, job.file)
        if row is None or row.state not in ("checking", "held"):
            await asyncio.to_thread(self._scratch.discard, job.file)
            return
        path = self._scratch.path(job.file)
        if not await asyncio.to_thread(path.exists):
            await self._miss(row, job)
            return
        try:
            if self._parts.scanner is not None:
                await self._parts.scanner.scan(path)
            checked = await self._parts.checkers[check_kind(row.size)].check(path, purpose=row.purpose, name=row.name)
        except (Unavailable, NoRoom) as error:
            await self._hold(row, job, error.code)
            return
        except VecheError as error:
            await self._refuse(row, error.code)
            return
        try:
            await self._keep(row, path, checked)
        finally:
            await asyncio.to_thread(checked.discard)

    async def _keep(self, row: Row, path: Path, checked: Checked) -> None:
        content, size = await self._put(checked.cleaned or path)
        preview = await self._put_small(checked.preview)
        thumb = await self._put_small(checked.thumb)
        charged = size + sum(small[1] for small in (preview, thumb) if small is not None)
        kept = files.Kept(
            kind=checked.kind,
            mime=checked.mime,
            size=size,
            charged=charged,
            width=checked.width or None,
            height=checked.height or None,
            duration_ms=checked.duration_ms or None,
            blur=checked.blur,
            waveform=checked.waveform,
            title=checked.title,
            performer=checked.performer,
            note=checked.note,
            content=content,
            preview=preview[0] if preview else None,
            thumb=thumb[0] if thumb else None,
        )
        async with self._db.transaction() as conn:
            now = await uploads.get(conn, row.id, lock=True)
            if now is None or now.state not in ("checking", "held"):
                return
            await files.ready(conn, row.id, kept, look_at=self._clock.now() + UNCLAIMED)
            await usage.change(conn, now.accounts, size=charged - now.charged)
        await self._end(row)

    async def _put_small(self, path: Path | None) -> tuple[str, int] | None:
        return None if path is None else await self._put(path)

    async def _put(self, path: Path) -> tuple[str, int]:
        """Into the store, unless the same bytes are there already. The row of the blob comes first, so that the sweep
        does not take what is just being put."""
        key = await asyncio.to_thread(hash_of, path)
        size = (await asyncio.to_thread(path.stat)).st_size
        await files.touch_blob(self._db, key, size, look_at=self._clock.now() + BLOB_GRACE)
        if await self._parts.blobs.size(key) != size:
            await self._parts.blobs.put_file(key, path)
        return key, size

    async def _miss(self, row: Row, job: CheckFile) -> None:
        """The upload is not on this disk. Another process may have it, where there are several."""
        if self._parts.alone or job.tries >= ELSEWHERE_TRIES:
            log.error("upload_missing", file=row.id)
            await self._refuse(row, "file_lost")
            return
        later = self._clock.now() + ELSEWHERE_PAUSE
        await jobs.enqueue(self._db, check_kind(row.size), replace(job, tries=job.tries + 1), run_at=later)

    async def _refuse(self, row: Row, code: str) -> None:
        """It is not kept, and takes no room any more."""
        look_at = self._clock.now() + UNCLAIMED
        async with self._db.transaction() as conn:
            now = await uploads.get(conn, row.id, lock=True)
            if now is None:
                return
            await files.set_state(conn, row.id, "refused", code=code, charged=0, look_at=look_at)
            await usage.change(conn, now.accounts, size=-now.charged)
        await self._end(row)

    async def _hold(self, row: Row, job: CheckFile, code: str) -> None:
        """Kept on the disk, given to nobody, tried again."""
        pause = min(HELD_PAUSE * 2 ** min(job.tries, 10), LONGEST_PAUSE)
        now = self._clock.now()
        async with self._db.transaction() as conn:
            await files.set_state(conn, row.id, "held", code=code, charged=row.charged, look_at=now + pause + UNCLAIMED)
            await jobs.enqueue(conn, check_kind(row.size), replace(job, tries=job.tries + 1), run_at=now + pause)
        if row.state != "held":
            log.warning("file_held", code=code)
            await self._say(row)

    async def _end(self, row: Row) -> None:
        await asyncio.to_thread(self._scratch.discard, row.id)
        await self._say(row)

    async def _say(self, row: Row) -> None:
        card = await files.card(self._db, row.id, row.person)
        if card is not None:
            await self._parts.say(row.person, card)
