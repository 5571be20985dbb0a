"""SQL of ending holdings: one, or many at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from veche.directory.model import Post
from veche.directory.store.posts import post_of
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId, PersonId, PostId


class Asked(Struct, frozen=True):
    """A dismissal of many that waits for a second administrator."""

    id: int
    asked_by: PersonId
    asked_at: datetime
    expires_at: datetime
    posts: list[PostId]
    people: list[PersonId]


async def lock_posts(conn: Connection, posts: Sequence[PostId]) -> list[Post]:
    """These posts with their holders, by id; they do not pass on until the transaction ends. Two statements: holders
    are read after the locks were waited for."""
    await conn.execute(
        "SELECT 1 FROM directory_posts WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE", list(posts)
    )
    rows = await conn.fetch(
        "SELECT p.id, p.unit_id, p.title, p.closed_at, h.person_id FROM directory_posts p"
        " LEFT JOIN directory_holdings h ON h.post_id = p.id AND h.until IS NULL"
        " WHERE p.id = ANY($1::bigint[]) ORDER BY p.id",
        list(posts),
    )
    return [post_of(row) for row in rows]


async def end_holdings(conn: Connection, posts: Sequence[PostId], *, until: datetime, by: PersonId | None) -> None:
    await conn.execute(
        "UPDATE directory_holdings SET until = greatest($2, since), ended_by = $3"
        " WHERE post_id = ANY($1::bigint[]) AND until IS NULL",
        list(posts),
        until,
        by,
    )


async def held_in(db: Queries, organisation: OrganisationId, *, person: PersonId | None = None) -> list[PostId]:
    """The posts of an organisation that somebody holds, or that this person holds."""
    rows = await db.fetch(
        "SELECT h.post_id FROM directory_holdings h JOIN directory_posts p ON p.id = h.post_id"
        " JOIN directory_units u ON u.id = p.unit_id"
        " WHERE u.organisation_id = $1 AND h.until IS NULL AND ($2::bigint IS NULL OR h.person_id = $2)"
        " ORDER BY h.post_id",
        organisation,
        person,
    )
    return [PostId(row["post_id"]) for row in rows]


async def count_held(db: Queries, organisation: OrganisationId) -> int:
    """How many posts of an organisation somebody holds."""
    held: int = await db.fetchval(
        "SELECT count(*) FROM directory_holdings h JOIN directory_posts p ON p.id = h.post_id"
        " JOIN directory_units u ON u.id = p.unit_id WHERE u.organisation_id = $1 AND h.until IS NULL",
        organisation,
    )
    return held


_ASKED = "SELECT id, asked_by, asked_at, expires_at, posts, people FROM directory_dismissals"


async def ask(conn: Connection, asked: Asked) -> None:
    await conn.execute(
        "INSERT INTO directory_dismissals (id, asked_by, asked_at, expires_at, posts, people)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        asked.id,
        asked.asked_by,
        asked.asked_at,
        asked.expires_at,
        asked.posts,
        asked.people,
    )


async def lock_asked(conn: Connection, number: int, *, now: datetime) -> Asked | None:
    """One that is neither answered nor too old."""
    row = await conn.fetchrow(
        f"{_ASKED} WHERE id = $1 AND answered_at IS NULL AND expires_at > $2 FOR UPDATE", number, now
    )
    return None if row is None else _asked(row)


async def waiting(db: Queries, *, now: datetime) -> list[Asked]:
    rows = await db.fetch(f"{_ASKED} WHERE answered_at IS NULL AND expires_at > $1 ORDER BY id LIMIT 100", now)
    return [_asked(row) for row in rows]


async def answer(conn: Connection, number: int, *, by: PersonId, at: datetime, confirmed: bool) -> None:
    await conn.execute(
        "UPDATE directory_dismissals SET answered_by = $2, answered_at = $3, confirmed = $4 WHERE id = $1",
        number,
        by,
        at,
        confirmed,
    )


async def organisations_of_posts(db: Queries, posts: Sequence[PostId]) -> dict[OrganisationId, int]:
    """How many of these posts each organisation has."""
    rows = await db.fetch(
        "SELECT u.organisation_id, count(*) AS posts FROM directory_posts p JOIN directory_units u ON u.id = p.unit_id"
        " WHERE p.id = ANY($1::bigint[]) GROUP BY u.organisation_id",
        list(posts),
    )
    return {OrganisationId(row["organisation_id"]): row["posts"] for row in rows}


def _asked(row: Record) -> Asked:
    return Asked(
        id=row["id"],
        asked_by=PersonId(row["asked_by"]),
        asked_at=row["asked_at"],
        expires_at=row["expires_at"],
        posts=[PostId(post) for post in row["posts"]],
        people=[PersonId(person) for person in row["people"]],
    )
