"""The tables `trust_privacy` and `trust_seen`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, PersonId
from veche.trust.model import DEFAULT, Callers, Privacy


class Towards(Struct, frozen=True):
    """How somebody stands to an actor: who blocked whom, and whom he lets come near."""

    blocked: bool
    blocks: bool
    write_first: Callers
    add_me: Callers


async def of(db: Queries, people: Iterable[int]) -> dict[ActorId, Privacy]:
    """What these people decided; who decided nothing is left out."""
    rows = await db.fetch(
        "SELECT person_id, last_seen, read_marks, write_first, add_me FROM trust_privacy"
        " WHERE person_id = ANY($1::bigint[])",
        list(people),
    )
    return {
        ActorId(row["person_id"]): Privacy(row["last_seen"], row["read_marks"], row["write_first"], row["add_me"])
        for row in rows
    }


async def put(conn: Connection, person: PersonId, privacy: Privacy) -> None:
    await conn.execute(
        "INSERT INTO trust_privacy (person_id, last_seen, read_marks, write_first, add_me)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person_id) DO UPDATE SET last_seen = excluded.last_seen,"
        " read_marks = excluded.read_marks, write_first = excluded.write_first, add_me = excluded.add_me",
        person,
        privacy.last_seen,
        privacy.read_marks,
        privacy.write_first,
        privacy.add_me,
    )


async def without_read_marks(db: Queries) -> set[int]:
    """Everybody who does not tell what he has read."""
    return {row["person_id"] for row in await db.fetch("SELECT person_id FROM trust_privacy WHERE NOT read_marks")}


async def put_seen(db: Queries, people: Iterable[int], *, at: datetime) -> None:
    """These people were there; the time never goes back."""
    await db.execute(
        "INSERT INTO trust_seen (person_id, seen_at) SELECT p.id, $2 FROM unnest($1::bigint[]) AS p (id)"
        " ON CONFLICT (person_id) DO UPDATE SET seen_at = greatest(trust_seen.seen_at, excluded.seen_at)",
        sorted(set(people)),
        at,
    )


async def seen(db: Queries, people: Iterable[int]) -> dict[ActorId, datetime]:
    rows = await db.fetch("SELECT person_id, seen_at FROM trust_seen WHERE person_id = ANY($1::bigint[])", list(people))
    return {ActorId(row["person_id"]): row["seen_at"] for row in rows}


async def towards(db: Queries, actor: ActorId, others: Iterable[int]) -> dict[ActorId, Towards]:
    """How these others stand to an actor; one statement. Who decided nothing and blocked nobody is left out."""
    rows = await db.fetch(
        "SELECT o.id, p.write_first, p.add_me,"
        " EXISTS (SELECT FROM trust_blocks b WHERE b.actor_id = $1 AND b.blocked_id = o.id) AS mine,"
        " EXISTS (SELECT FROM trust_blocks b WHERE b.actor_id = o.id AND b.blocked_id = $1) AS his"
        " FROM unnest($2::bigint[]) AS o (id) LEFT JOIN trust_privacy p ON p.person_id = o.id",
        actor,
        list(others),
    )
    return {
        ActorId(row["id"]): Towards(
            row["mine"], row["his"], row["write_first"] or DEFAULT.write_first, row["add_me"] or DEFAULT.add_me
        )
        for row in rows
        if row["mine"] or row["his"] or row["write_first"] is not None
    }
