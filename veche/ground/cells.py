"""One cell, one process. Two processes that make numbers in one cell give one number to two things sooner or later,
and then what is said in one chat is heard by those who listen to something else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from veche.ground.db import Queries
from veche.ground.failure import CannotStart
from veche.ground.ids import MAX_ID

LOCKS = 1_986_356_323  # the first half of the advisory locks' names; the second is the cell
PATIENCE = 10.0
"""Seconds for a predecessor that is still going down."""
COMMANDS = range(1023, 1007, -1)
"""Cells of programs that work beside a server for a moment; settings may name the others."""
# A machine that lost its power says no farewell: the database notices within half a minute and frees its cell.
FAREWELL = {"tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}


@asynccontextmanager
async def claimed(dsn: str, cells: range, *, patience: float = PATIENCE) -> AsyncIterator[int]:
    """The first of these cells that no other process of this database has; it is ours until the block ends. The lock
    lives on a connection of its own. Raises CannotStart(cell_taken)."""
    connection = await asyncpg.connect(dsn, server_settings={"application_name": "veche cell", **FAREWELL})
    try:
        yield await _claim(connection, cells, patience)
    finally:
        # Not in order if the database went away meanwhile; the lock is gone then as well.
        connection.terminate()


async def _claim(connection: asyncpg.Connection, cells: range, patience: float) -> int:
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    while True:
        for cell in cells:
            if await connection.fetchval("SELECT pg_try_advisory_lock($1, $2)", LOCKS, cell):
                return cell
        if loop.time() > until:
            raise CannotStart("cell_taken", cell=cells[0])
        await asyncio.sleep(0.1)


async def others(dsn: str) -> int:
    """How many processes besides ours have a cell of this database."""
    connection = await asyncpg.connect(dsn)
    try:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            LOCKS,
        )
        return count - 1
    finally:
        await connection.close()


_NUMBERED = """SELECT i.indrelid::regclass::text AS relation, quote_ident(a.attname) AS number
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
WHERE i.indisprimary AND i.indnkeyatts = 1 AND a.atttypid = 'bigint'::regtype"""
"""Tables with one number as their key."""


async def newest_id(db: Queries) -> int:
    """The largest id in the database, of whichever cell; 0 where there is none. The last entry of each key's index."""
    tables = await db.fetch(_NUMBERED)
    largest = ", ".join(
        f"(SELECT max({row['number']}) FROM {row['relation']} WHERE {row['number']} <= {MAX_ID})" for row in tables
    )
    found: int | None = await db.fetchval(f"SELECT greatest({largest})") if tables else 0
    return found or 0
