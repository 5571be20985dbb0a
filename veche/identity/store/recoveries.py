"""The table `identity_recoveries`: accounts that the organisation gives back to their owners."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.ground.db import Queries, Record
from veche.ground.ids import PersonId


class RecoveryRow(Struct, frozen=True, kw_only=True):
    id: int
    person: PersonId
    asked_by: PersonId
    asked_at: datetime
    expires_at: datetime
    confirmed_by: PersonId | None = None


_COLUMNS = "id, person_id, asked_by, asked_at, expires_at, confirmed_by"
_OPEN = "used_at IS NULL AND cancelled_at IS NULL"


async def add(conn: Queries, new: RecoveryRow) -> bool:
    """False when one is open for this person; one that has run out is closed first."""
    await conn.execute(
        f"UPDATE identity_recoveries SET cancelled_at = $2 WHERE person_id = $1 AND {_OPEN} AND expires_at <= $2",
        new.person,
        new.asked_at,
    )
    added = await conn.fetchval(
        "INSERT INTO identity_recoveries (id, person_id, asked_by, asked_at, expires_at) VALUES ($1, $2, $3, $4, $5)"
        f" ON CONFLICT (person_id) WHERE {_OPEN} DO NOTHING RETURNING id",
        new.id,
        new.person,
        new.asked_by,
        new.asked_at,
        new.expires_at,
    )
    return added is not None


async def lock(conn: Queries, recovery: int, *, now: datetime) -> RecoveryRow | None:
    """An open one, locked: of two who confirm the second finds it confirmed."""
    return _row(
        await conn.fetchrow(
            f"SELECT {_COLUMNS} FROM identity_recoveries WHERE id = $1 AND {_OPEN} AND expires_at > $2 FOR UPDATE",
            recovery,
            now,
        )
    )


async def confirm(conn: Queries, recovery: int, *, by: PersonId, code_hash: bytes, expires_at: datetime) -> None:
    await conn.execute(
        "UPDATE identity_recoveries SET confirmed_by = $2, code_hash = $3, expires_at = $4 WHERE id = $1",
        recovery,
        by,
        code_hash,
        expires_at,
    )


async def by_code(db: Queries, code_hash: bytes, *, now: datetime) -> RecoveryRow | None:
    return _row(
        await db.fetchrow(
            f"SELECT {_COLUMNS} FROM identity_recoveries WHERE code_hash = $1 AND {_OPEN} AND expires_at > $2",
            code_hash,
            now,
        )
    )


async def use(conn: Queries, recovery: int, *, at: datetime) -> bool:
    done = await conn.fetchval(
        f"UPDATE identity_recoveries SET used_at = $2 WHERE id = $1 AND {_OPEN} AND expires_at > $2 RETURNING 1",
        recovery,
        at,
    )
    return done is not None


async def cancel(conn: Queries, recovery: int, *, at: datetime) -> None:
    await conn.execute("UPDATE identity_recoveries SET cancelled_at = $2 WHERE id = $1", recovery, at)


async def cancel_of_person(conn: Queries, person: PersonId, *, at: datetime) -> bool:
    done = await conn.fetchval(
        f"UPDATE identity_recoveries SET cancelled_at = $2 WHERE person_id = $1 AND {_OPEN} RETURNING 1", person, at
    )
    return done is not None


async def open_ones(db: Queries, *, now: datetime) -> list[RecoveryRow]:
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM identity_recoveries WHERE {_OPEN} AND expires_at > $1 ORDER BY id DESC LIMIT 100", now
    )
    return [found for row in rows if (found := _row(row)) is not None]


def _row(row: Record | None) -> RecoveryRow | None:
    if row is None:
        return None
    return RecoveryRow(
        id=row["id"],
        person=PersonId(row["person_id"]),
        asked_by=PersonId(row["asked_by"]),
        asked_at=row["asked_at"],
        expires_at=row["expires_at"],
        confirmed_by=None if row["confirmed_by"] is None else PersonId(row["confirmed_by"]),
    )
