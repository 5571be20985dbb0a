"""What nobody wants any more goes: unfinished uploads, files that nothing names, content that no file holds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final

from veche.ground.blobs import Blobs
from veche.ground.clock import Clock
from veche.ground.db import Database, Queries
from veche.ground.errors import VecheError
from veche.ground.logs import get_logger
from veche.media.model import LOOK_AGAIN
from veche.media.store import files, uploads
from veche.media.store.scratch import Scratch

log = get_logger("media")

InUse = Callable[[Queries, list[int]], Awaitable[set[int]]]
"""Which of these files somebody names: messages, stickers, avatars."""

EVERY: Final = timedelta(minutes=5)
BATCH: Final = 100
BLOB_REST: Final = timedelta(hours=1)


class Sweeper:
    """Looks at what is due, a batch at a time. Any number of processes may do it at once."""

    def __init__(self, db: Database, *, clock: Clock, scratch: Scratch, blobs: Blobs, in_use: Sequence[InUse]) -> None:
        self._db, self._clock, self._scratch, self._blobs = db, clock, scratch, blobs
        self._in_use = list(in_use)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run(), name="media sweep")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY.total_seconds())
            try:
                await self.once()
            except VecheError as error:
                log.warning("sweep_failed", code=error.code)
            except Exception:  # the loop's edge: one bad turn must not end all tidying
                log.exception("sweep_failed")

    async def once(self) -> int:
        """Everything that is due now; answers how many files went."""
        gone = 0
        while (batch := await self._files()) is not None:
            gone += batch
        await self._content()
        await self._left_over()
        return gone

    async def _files(self) -> int | None:
        """One batch; None when nothing was due. The rows are locked before it is asked who names them: whoever takes a
        file into a message waits, and then finds it gone, or came first and is seen here."""
        now = self._clock.now()
        async with self._db.transaction() as conn:
            rows = await uploads.due(conn, now, limit=BATCH)
            if not rows:
                return None
            ids = [row.id for row in rows]
            named: set[int] = set()
            for ask in self._in_use:
                named |= await ask(conn, ids)
            await uploads.look_later(conn, [one for one in ids if one in named], now + LOOK_AGAIN)
            unwanted = [row for row in rows if row.id not in named]
            if unwanted:
                await uploads.delete(conn, unwanted, blobs_at=now + BLOB_REST)
        for row in unwanted:
            await asyncio.to_thread(self._scratch.discard, row.id)
        return len(unwanted)

    async def _content(self) -> None:
        """The row of the blob is locked while the store deletes: who needs the same content waits and puts it again."""
        now = self._clock.now()
        while keys := await files.blobs_to_look_at(self._db, now, limit=BATCH):
            for key in keys:
                async with self._db.transaction() as conn:
                    if await files.free_blob(conn, key, now):
                        await self._blobs.delete(key)

    async def _left_over(self) -> None:
        """Files of uploads whose row is gone or complete: a crash came between the two."""
        found = await asyncio.to_thread(self._scratch.left_over)
        for start in range(0, len(found), BATCH):
            part = found[start : start + BATCH]
            wanted = await uploads.known(self._db, part)
            for one in part:
                if one not in wanted:
                    await asyncio.to_thread(self._scratch.discard, one)
