"""Rows out of the database and back as JSON lines: what does not depend on the version of PostgreSQL.

A table is read ordered by its primary key, so that the same rows give the same bytes and one hash proves them.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

from veche.ground.db import Connection, Database
from veche.ground.migrations.runner import LOCK

CHUNK = 2 * 1024 * 1024
"""Bytes of JSON lines that are handed on at once. A single row may be larger."""
HISTORY = "ground_migrations"

Sink = Callable[[bytes], Awaitable[None]]


@dataclass(frozen=True)
class Table:
    """A table with what is needed to read it in one order and to write it again."""

    name: str
    columns: tuple[str, ...]
    """Without those that the database computes."""
    key: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """How many rows, and the SHA-256 of their JSON lines."""

    rows: int
    sha256: str


@asynccontextmanager
async def snapshot(db: Database) -> AsyncIterator[Connection]:
    """One moment of the whole database, however long the reading takes; writers are not held up."""
    async with db.transaction() as connection:
        await connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The pool's limits are for what people wait for. Times are written the same way everywhere.
        await connection.execute("SET LOCAL statement_timeout = 0")
        await connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        await connection.execute("SET LOCAL TimeZone = 'UTC'")
        yield connection


async def tables(connection: Connection) -> list[Table]:
    """All tables of ours but the history of migrations, by name."""
    rows = await connection.fetch(
        "SELECT c.relname AS name,"
        " (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a"
        "   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,"
        " coalesce((SELECT array_agg(a.attname::text ORDER BY k.place) FROM pg_index i"
        "   CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)"
        "   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number"
        "   WHERE i.indrelid = c.oid AND i.indisprimary), '{}') AS key"
        " FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
        " AND NOT c.relispartition AND c.relname <> $1 ORDER BY c.relname",
        HISTORY,
    )
    return [Table(row["name"], tuple(row["columns"]), tuple(row["key"])) for row in rows]


async def history(connection: Connection) -> dict[int, str]:
    """The migrations of this database: number → checksum."""
    rows = await connection.fetch(f"SELECT number, checksum FROM {HISTORY} ORDER BY number")
    return {row["number"]: row["checksum"] for row in rows}


async def read(connection: Any, table: Table, sink: Sink) -> Proof:  # Any: COPY is the driver's own
    """Hand the rows to `sink` as JSON lines in pieces of whole lines."""
    digest, rows, waiting = hashlib.sha256(), 0, bytearray()

    async def take(data: bytes) -> None:
        nonlocal rows
        digest.update(data)
        rows += data.count(b"\n")
        waiting.extend(data)
        if len(waiting) >= CHUNK:
            end = waiting.rfind(b"\n") + 1
            whole = bytes(waiting[:end])
            del waiting[:end]
            if whole:
                await sink(whole)

    # JSON text holds no raw control characters: with these for marks COPY writes every row exactly as it is.
    await connection.copy_from_query(_select(table), output=take, format="csv", delimiter="\x02", quote="\x01")
    if waiting:
        await sink(bytes(waiting))
    return Proof(rows, digest.hexdigest())


async def prove(connection: Connection, table: Table) -> Proof:
    """The proof alone, with nothing kept."""

    async def nowhere(_data: bytes) -> None:
        return

    return await read(connection, table, nowhere)


def _select(table: Table) -> str:
    columns = ", ".join(_quoted(column) for column in table.columns)
    order = ", ".join(_quoted(column) for column in table.key or table.columns)
    return f"SELECT row_to_json(t)::text FROM (SELECT {columns} FROM {_quoted(table.name)} ORDER BY {order}) t"


async def write(connection: Connection, table: Table, lines: bytes) -> int:
    """Insert rows that `read` gave; answers how many. Raises what PostgreSQL says of rows that do not fit."""
    rows = lines.removesuffix(b"\n").split(b"\n")
    columns = ", ".join(_quoted(column) for column in table.columns)
    await connection.execute(
        f"INSERT INTO {_quoted(table.name)} ({columns}) OVERRIDING SYSTEM VALUE"
        f" SELECT {columns} FROM json_populate_recordset(NULL::{_quoted(table.name)}, $1::text::json)",
        (b"[" + b",".join(rows) + b"]").decode(),
    )
    return len(rows)


@asynccontextmanager
async def refilling(db: Database) -> AsyncIterator[Connection]:
    """All tables emptied, foreign keys and triggers away; when the block ends they are back and checked, and counters
    stand behind the highest number. One transaction: a failure leaves the database as it was."""
    async with db.transaction() as connection:
        await connection.execute("SET LOCAL statement_timeout = 0")
        await connection.execute("SET LOCAL TimeZone = 'UTC'")
        # Nobody migrates meanwhile.
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        found = await tables(connection)
        names = ", ".join(_quoted(table.name) for table in found)
        await connection.execute(f"TRUNCATE {names}")
        keys = await _foreign_keys(connection)
        for table, name, _ in keys:
            await connection.execute(f"ALTER TABLE {_quoted(table)} DROP CONSTRAINT {_quoted(name)}")
        for one in found:
            await connection.execute(f"ALTER TABLE {_quoted(one.name)} DISABLE TRIGGER USER")
        yield connection
        for one in found:
            await connection.execute(f"ALTER TABLE {_quoted(one.name)} ENABLE TRIGGER USER")
        for table, name, definition in keys:
            await connection.execute(f"ALTER TABLE {_quoted(table)} ADD CONSTRAINT {_quoted(name)} {definition}")
        await _set_counters(connection)


async def _foreign_keys(connection: Connection) -> list[tuple[str, str, str]]:
    rows = await connection.fetch(
        "SELECT c.relname AS table, k.conname AS name, pg_get_constraintdef(k.oid) AS definition"
        " FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
        " WHERE k.contype = 'f' AND k.conparentid = 0 AND c.relnamespace = current_schema()::regnamespace"
        " ORDER BY c.relname, k.conname"
    )
    return [(row["table"], row["name"], row["definition"]) for row in rows]


async def _set_counters(connection: Connection) -> None:
    """Identity columns and sequences of columns go on behind the rows that were put in."""
    rows = await connection.fetch(
        "SELECT c.relname AS table, a.attname AS column,"
        " pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence"
        " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
        " AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL"
    )
    for row in rows:
        await connection.execute(
            f"SELECT setval($1::text::regclass, coalesce((SELECT max({_quoted(row['column'])})"
            f" FROM {_quoted(row['table'])}), 0) + 1, false)",
            row["sequence"],
        )


async def server_version(connection: Connection) -> str:
    version: str = await connection.fetchval("SHOW server_version")
    return version


BadRows = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, asyncpg.PostgresSyntaxError)
"""What PostgreSQL says of rows that do not fit their table."""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
