"""Work to be done later, in PostgreSQL. It is enqueued in the business transaction, so it exists only if that commits.

A worker takes jobs with FOR UPDATE SKIP LOCKED and a lease: if it dies, the job comes back when the lease ends, so a
job may run more than once and must bear it. A job that fails is tried again with back-off, and is dead after `TRIES`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from veche.ground.db import Database, Queries, Record
from veche.ground.errors import Unavailable
from veche.ground.logs import get_logger
from veche.ground.waking import wait_within

log = get_logger("jobs")

Payload = TypeVar("Payload", bound=Struct)

TRIES = 12
LEASE = timedelta(minutes=5)
POLL = 1.0
AT_ONCE = 4
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 3600.0

ENQUEUE = """
INSERT INTO ground_jobs (kind, key, payload, run_at) VALUES ($1, $2, $3::jsonb, coalesce($4, now()))
ON CONFLICT (kind, key) WHERE key IS NOT NULL AND dead_at IS NULL DO UPDATE SET
    payload = excluded.payload,
    again = ground_jobs.leased,
    run_at = CASE WHEN ground_jobs.leased THEN ground_jobs.run_at ELSE least(ground_jobs.run_at, excluded.run_at) END
"""
TAKE = """
UPDATE ground_jobs SET run_at = now() + $2, attempts = attempts + 1, leased = true
WHERE id IN (
    SELECT id FROM ground_jobs WHERE dead_at IS NULL AND run_at <= now() AND kind = ANY($3)
    ORDER BY run_at LIMIT $1 FOR UPDATE SKIP LOCKED)
RETURNING id, kind, payload, attempts
"""
# The number of the attempt guards every ending: a worker that overslept its lease must not end somebody else's run.
DONE = "DELETE FROM ground_jobs WHERE id = $1 AND attempts = $2 AND NOT again"
AGAIN = """
UPDATE ground_jobs SET again = false, leased = false, attempts = 0, run_at = now() WHERE id = $1 AND attempts = $2
"""
FAILED = """
UPDATE ground_jobs SET leased = false, error = $3, run_at = now() + $4,
    dead_at = CASE WHEN attempts >= $5 THEN now() END
WHERE id = $1 AND attempts = $2
"""
RECLAIM = """
UPDATE ground_jobs SET leased = false, run_at = now() WHERE leased AND dead_at IS NULL AND kind = ANY($1)
"""


@dataclass(frozen=True)
class Work(Generic[Payload]):
    """How jobs of one kind are done."""

    kind: str
    payload: type[Payload]
    run: Callable[[Payload], Awaitable[None]]


async def enqueue(
    conn: Queries, kind: str, payload: Struct, *, run_at: datetime | None = None, key: str | None = None
) -> None:
    """Leave a job, inside the caller's transaction. With a `key` there is at most one waiting job of its kind and key:
    asking again replaces its payload and keeps the earlier time."""
    await conn.execute(ENQUEUE, kind, key, msgspec.json.encode(payload).decode(), run_at)


class Worker:
    """Does the jobs of the kinds it is given, a few at once. Any number of processes may run one."""

    def __init__(
        self, db: Database, *, works: Iterable[Work[Any]], lease: timedelta = LEASE, tries: int = TRIES
    ) -> None:
        self._db = db
        self._works = {work.kind: work for work in works}
        self._lease = lease
        self._tries = tries
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="jobs")

    async def stop(self) -> None:
        """Stops at once; what was running comes back when its lease ends."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def reclaim(self) -> None:
        """Take back what an earlier process died over, instead of waiting for the end of its lease. Only where no
        other process does these jobs."""
        await self._db.execute(RECLAIM, list(self._works))

    def wake(self) -> None:
        """Look now instead of at the next tick."""
        self._wake.set()

    async def once(self) -> int:
        """Take what is due and do it; answers how many were taken."""
        rows = await self._db.fetch(TAKE, AT_ONCE, self._lease, list(self._works))
        await asyncio.gather(*(self._do(row) for row in rows))
        return len(rows)

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                busy = await self.once()
            except Unavailable:
                busy = 0
            except Exception:  # the loop's edge: one bad turn must not end all background work
                log.exception("jobs_turn_failed")
                busy = 0
            if not busy:
                await wait_within(self._wake, POLL)

    async def _do(self, row: Record) -> None:
        work = self._works[row["kind"]]
        try:
            async with asyncio.timeout(self._lease.total_seconds()):
                await work.run(msgspec.json.decode(row["payload"], type=work.payload))
        except Exception as error:  # noqa: BLE001  # the job's edge; it is logged in _failed
            await self._failed(row, error)
            return
        if await self._db.execute(DONE, row["id"], row["attempts"]) == "DELETE 0":
            await self._db.execute(AGAIN, row["id"], row["attempts"])

    async def _failed(self, row: Record, error: Exception) -> None:
        kind, attempts = row["kind"], row["attempts"]
        pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
        # Only the kind of the error: its text may hold what somebody wrote.
        what = type(error).__name__
        await self._db.execute(FAILED, row["id"], attempts, what, timedelta(seconds=pause), self._tries)
        log.warning("job_failed", kind=kind, attempts=attempts, error=what, dead=attempts >= self._tries)
