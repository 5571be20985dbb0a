"""The table `trust_blocks`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId


async def add(conn: Connection, actor: ActorId, blocked: ActorId, *, now: datetime) -> bool:
    """False if it stood there already."""
    done = await conn.fetchval(
        "INSERT INTO trust_blocks (actor_id, blocked_id, blocked_at) VALUES ($1, $2, $3)"
        " ON CONFLICT DO NOTHING RETURNING 1",
        actor,
        blocked,
        now,
    )
    return done is not None


async def remove(conn: Connection, actor: ActorId, blocked: ActorId) -> bool:
    done = await conn.fetchval(
        "DELETE FROM trust_blocks WHERE actor_id = $1 AND blocked_id = $2 RETURNING 1", actor, blocked
    )
    return done is not None


async def count(db: Queries, actor: ActorId) -> int:
    number: int = await db.fetchval("SELECT count(*) FROM trust_blocks WHERE actor_id = $1", actor)
    return number


async def of(db: Queries, actor: ActorId) -> list[tuple[ActorId, datetime]]:
    """Whom an actor blocked, the newest first."""
    rows = await db.fetch(
        "SELECT blocked_id, blocked_at FROM trust_blocks WHERE actor_id = $1 ORDER BY blocked_at DESC, blocked_id",
        actor,
    )
    return [(ActorId(row["blocked_id"]), row["blocked_at"]) for row in rows]


async def between(db: Queries, actors: Sequence[ActorId], others: Sequence[ActorId]) -> set[tuple[ActorId, ActorId]]:
    """(who, whom) of the blocks between any of the ones and any of the others, in either direction."""
    rows = await db.fetch(
        "SELECT actor_id, blocked_id FROM trust_blocks"
        " WHERE (actor_id = ANY($1::bigint[]) AND blocked_id = ANY($2::bigint[]))"
        " OR (actor_id = ANY($2::bigint[]) AND blocked_id = ANY($1::bigint[]))",
        list(actors),
        list(others),
    )
    return {(ActorId(row["actor_id"]), ActorId(row["blocked_id"])) for row in rows}
