"""The table `identity_attempts`: leaky buckets that survive restarts and hold for all processes together.

A row says until when the bucket is not empty. One use moves `until` on by `each`; it is refused where `until` would
then stand more than `burst * each` ahead of now. One statement decides, so uses at the same time cannot slip through.
A row that stands further ahead than that already was written by a clock that ran ahead: it counts as empty, or one leap
of the clock would shut people out for as long as the leap was.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from veche.ground.db import Queries


async def take(db: Queries, key: bytes, *, now: datetime, each: timedelta, most: timedelta) -> bool:
    """Move on by `each`; False when there is no room. Being refused costs nothing further."""
    taken = await db.fetchval(
        "INSERT INTO identity_attempts AS a (key, until) VALUES ($1, $2::timestamptz + $3::interval)"
        " ON CONFLICT (key) DO UPDATE SET"
        " until = CASE WHEN a.until > $2::timestamptz + $4::interval THEN $2 ELSE greatest(a.until, $2) END + $3"
        " WHERE greatest(a.until, $2) + $3 <= $2::timestamptz + $4::interval"
        " OR a.until > $2::timestamptz + $4::interval RETURNING 1",
        key,
        now,
        each,
        most,
    )
    return taken is not None


async def until(db: Queries, key: bytes) -> datetime | None:
    found: datetime | None = await db.fetchval("SELECT until FROM identity_attempts WHERE key = $1", key)
    return found


async def give_back(db: Queries, key: bytes, *, each: timedelta) -> None:
    await db.execute("UPDATE identity_attempts SET until = until - $2::interval WHERE key = $1", key, each)


async def clear(db: Queries, keys: list[bytes]) -> None:
    await db.execute("DELETE FROM identity_attempts WHERE key = ANY($1::bytea[])", keys)


async def tidy(db: Queries, *, now: datetime) -> None:
    """Forget buckets that are empty by now."""
    await db.execute(
        "DELETE FROM identity_attempts WHERE key IN"
        " (SELECT key FROM identity_attempts WHERE until <= $1 ORDER BY until LIMIT 1000 FOR UPDATE SKIP LOCKED)",
        now,
    )
