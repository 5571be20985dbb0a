"""The list of archives that people asked for."""

from __future__ import annotations

from datetime import datetime

from veche.ground.clock import to_ms
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import PersonId
from veche.keep.wire import Export

_COLUMNS = (
    "id, person_id, state, with_files, asked_at, ready_at, expires_at, size, chats_total, chats_done, messages, files,"
    " left_out, place"
)


def export_of(row: Record) -> Export:
    return Export(
        id=row["id"],
        state=row["state"],
        asked_at=to_ms(row["asked_at"]),
        with_files=row["with_files"],
        chats_total=row["chats_total"],
        chats_done=row["chats_done"],
        messages=row["messages"],
        files=row["files"],
        left_out=row["left_out"],
        size=row["size"],
        ready_at=to_ms(row["ready_at"]) if row["ready_at"] else None,
        expires_at=to_ms(row["expires_at"]) if row["expires_at"] else None,
    )


async def add(connection: Connection, export: int, *, person: PersonId, with_files: bool, at: datetime) -> Export:
    row = await connection.fetchrow(
        "INSERT INTO keep_exports (id, person_id, state, with_files, asked_at) VALUES ($1, $2, 'waiting', $3, $4)"
        f" RETURNING {_COLUMNS}",
        export,
        person,
        with_files,
        at,
    )
    assert row is not None  # INSERT … RETURNING answers its row
    return export_of(row)


async def of_person(db: Queries, person: PersonId) -> list[Export]:
    rows = await db.fetch(f"SELECT {_COLUMNS} FROM keep_exports WHERE person_id = $1 ORDER BY asked_at DESC", person)
    return [export_of(row) for row in rows]


async def lock_person(connection: Connection, person: PersonId) -> None:
    """Two devices that ask at once go one after the other."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('keep_exports', $1))", person)


async def one(db: Queries, export: int) -> Record | None:
    return await db.fetchrow(f"SELECT {_COLUMNS} FROM keep_exports WHERE id = $1", export)


async def go_on(db: Queries, export: int, *, place: str, total: int, done: int, counts: tuple[int, int, int]) -> Export:
    """`counts`: messages, files, files left out."""
    row = await db.fetchrow(
        "UPDATE keep_exports SET state = 'working', place = $2, chats_total = $3, chats_done = $4, messages = $5,"
        f" files = $6, left_out = $7 WHERE id = $1 RETURNING {_COLUMNS}",
        export,
        place,
        total,
        done,
        *counts,
    )
    return export_of(row) if row is not None else Export(export, "failed", 0)


async def set_ready(db: Queries, export: int, *, size: int, at: datetime, until: datetime) -> Export | None:
    row = await db.fetchrow(
        "UPDATE keep_exports SET state = 'ready', place = NULL, size = $2, ready_at = $3, expires_at = $4"
        f" WHERE id = $1 RETURNING {_COLUMNS}",
        export,
        size,
        at,
        until,
    )
    return export_of(row) if row is not None else None


async def set_failed(db: Queries, export: int) -> Export | None:
    row = await db.fetchrow(
        f"UPDATE keep_exports SET state = 'failed', place = NULL WHERE id = $1 RETURNING {_COLUMNS}", export
    )
    return export_of(row) if row is not None else None


async def remove(db: Queries, export: int) -> None:
    await db.execute("DELETE FROM keep_exports WHERE id = $1", export)
