"""Deliveries that must not be lost: written in the business transaction, handed over at least once, in order per key.

Topics that have no handler are read by whoever writes down what follows from them: `waiting` and `done` in the very
transaction of his writing, so that it happens exactly once.

Order holds for writers of one key that wait for each other (a chat's writers do: they lock its head row). A delivery
that fails is tried again with back-off, and holds up only its own key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from veche.ground.db import Connection, Database, Queries, Record
from veche.ground.errors import Unavailable
from veche.ground.logs import get_logger
from veche.ground.waking import wait_within

log = get_logger("outbox")

Deliver = Callable[[bytes], Awaitable[None]]

BATCH = 100
POLL = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
LOCK = 7_318_406_512  # one process delivers at a time; the others wait their turn

PUT = "INSERT INTO ground_outbox (topic, key, payload) VALUES ($1, $2, $3::jsonb)"
DUE = """
SELECT id, topic, key, payload, attempts FROM ground_outbox o
WHERE topic = ANY($2) AND NOT EXISTS (
    SELECT FROM ground_outbox earlier WHERE earlier.key = o.key AND earlier.id <= o.id AND earlier.next_at > now())
ORDER BY id LIMIT $1
"""
FAILED = "UPDATE ground_outbox SET attempts = attempts + 1, error = $2, next_at = now() + $3 WHERE id = $1"


async def put(conn: Queries, topic: str, payload: Struct | Mapping[str, object], *, key: str = "") -> None:
    """Leave a delivery, inside the caller's transaction. `key`: what is ordered among itself, such as `chat:5`."""
    await conn.execute(PUT, topic, key or topic, msgspec.json.encode(payload).decode())


async def waiting(conn: Connection, topic: str, *, key: str, limit: int) -> list[tuple[int, bytes]]:
    """The oldest that lie under a key, by number; nobody else takes them until the caller's transaction ends."""
    rows = await conn.fetch(
        "SELECT id, payload FROM ground_outbox WHERE topic = $1 AND key = $2 ORDER BY id LIMIT $3 FOR UPDATE",
        topic,
        key,
        limit,
    )
    return [(row["id"], row["payload"].encode()) for row in rows]


async def done(conn: Connection, numbers: Sequence[int]) -> None:
    """What follows from these is written in the caller's transaction."""
    await conn.execute("DELETE FROM ground_outbox WHERE id = ANY($1::bigint[])", list(numbers))


async def keys(db: Queries, topic: str) -> list[str]:
    """Under which keys something waits."""
    rows = await db.fetch("SELECT DISTINCT key FROM ground_outbox WHERE topic = $1", topic)
    return [row["key"] for row in rows]


async def drop(db: Queries, topic: str, *, before: datetime) -> None:
    """What is older is of no use to anybody any more."""
    await db.execute("DELETE FROM ground_outbox WHERE topic = $1 AND created_at < $2", topic, before)


class Worker:
    """Hands deliveries to the handler of their topic. A handler may see one twice and must bear it."""

    def __init__(self, db: Database, *, handlers: Mapping[str, Deliver]) -> None:
        self._db = db
        self._handlers = dict(handlers)
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="outbox")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def wake(self) -> None:
        """Look now instead of at the next tick."""
        self._wake.set()

    async def settle(self) -> None:
        """Until nothing is due and nobody is at it."""
        while await self.once(patient=True):
            continue

    async def once(self, *, patient: bool = False) -> int:
        """Deliver what is due; answers how many went out. While another process delivers there is nothing to do, unless
        one is patient."""
        async with self._db.transaction() as connection:
            if patient:
                await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
            elif not await connection.fetchval("SELECT pg_try_advisory_xact_lock($1)", LOCK):
                return 0
            rows = await connection.fetch(DUE, BATCH, list(self._handlers))
            done, held = [], set()
            for row in rows:
                if row["key"] in held:
                    continue
                if await self._deliver(connection, row):
                    done.append(row["id"])
                else:
                    held.add(row["key"])
            if done:
                await connection.execute("DELETE FROM ground_outbox WHERE id = ANY($1)", done)
        return len(done)

    async def _deliver(self, connection: Connection, row: Record) -> bool:
        try:
            await self._handlers[row["topic"]](row["payload"].encode())
        except Exception as error:  # noqa: BLE001  # the delivery's edge; it is logged below
            # Bounded before it is raised: after 1,024 attempts (three days) the power itself would be an error, in
            # every turn, and one delivery would end all others.
            pause = min(FIRST_PAUSE * 2 ** min(row["attempts"], 16), LONGEST_PAUSE)
            await connection.execute(FAILED, row["id"], type(error).__name__, timedelta(seconds=pause))
            log.warning("delivery_failed", topic=row["topic"], attempts=row["attempts"] + 1, error=type(error).__name__)
            return False
        return True

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                busy = await self.once()
            except Unavailable:
                busy = 0
            except Exception:  # the loop's edge: one bad turn must not end all deliveries
                log.exception("outbox_turn_failed")
                busy = 0
            if not busy:
                await wait_within(self._wake, POLL)
