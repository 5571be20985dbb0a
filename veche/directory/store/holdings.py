"""SQL of who holds which post, now and before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from veche.directory.model import Post
from veche.directory.store.posts import post_of
from veche.ground.db import Connection, Queries
from veche.ground.ids import OrganisationId, PersonId, PostId


async def begin_holding(conn: Connection, holding: int, *, post: PostId, person: PersonId, since: datetime) -> None:
    await conn.execute(
        "INSERT INTO directory_holdings (id, post_id, person_id, since) VALUES ($1, $2, $3, $4)",
        holding,
        post,
        person,
        since,
    )


async def lock_posts_of(conn: Connection, person: PersonId) -> list[Post]:
    """The posts that a person holds; they neither pass on nor change until the transaction ends."""
    rows = await conn.fetch(
        "SELECT p.id, p.unit_id, p.title, p.closed_at, h.person_id FROM directory_holdings h"
        " JOIN directory_posts p ON p.id = h.post_id WHERE h.person_id = $1 AND h.until IS NULL"
        " ORDER BY p.id FOR NO KEY UPDATE OF p, h",
        person,
    )
    return [post_of(row) for row in rows]


async def posts_of(db: Queries, person: PersonId) -> list[PostId]:
    """The posts as which a person may act now: those that he holds, the longest held first, then those for which he
    stands in."""
    rows = await db.fetch(
        "SELECT post_id FROM directory_acting() WHERE person_id = $1 ORDER BY through_id IS NOT NULL, since, post_id",
        person,
    )
    return list(dict.fromkeys(PostId(row["post_id"]) for row in rows))


async def held_by(db: Queries, person: PersonId) -> list[PostId]:
    """The posts that a person himself holds now, the longest held first."""
    rows = await db.fetch(
        "SELECT post_id FROM directory_holdings WHERE person_id = $1 AND until IS NULL ORDER BY since, id", person
    )
    return [PostId(row["post_id"]) for row in rows]


async def holders_of(db: Queries, posts: Iterable[PostId]) -> dict[PostId, PersonId]:
    """Who holds these posts now; vacant ones are left out."""
    rows = await db.fetch(
        "SELECT post_id, person_id FROM directory_holdings WHERE post_id = ANY($1::bigint[]) AND until IS NULL",
        list(posts),
    )
    return {PostId(row["post_id"]): PersonId(row["person_id"]) for row in rows}


async def organisations_of(db: Queries, posts: Iterable[PostId]) -> dict[PostId, OrganisationId]:
    """The organisation that each of these posts belongs to."""
    rows = await db.fetch(
        "SELECT p.id, u.organisation_id FROM directory_posts p JOIN directory_units u ON u.id = p.unit_id"
        " WHERE p.id = ANY($1::bigint[])",
        list(posts),
    )
    return {PostId(row["id"]): OrganisationId(row["organisation_id"]) for row in rows}


async def acts_as(db: Queries, person: PersonId, post: PostId) -> bool:
    """Whether a person may act as this post: he holds it, or stands in for who does."""
    found = await db.fetchval(
        "SELECT 1 FROM directory_acting() WHERE post_id = $1 AND person_id = $2 LIMIT 1", post, person
    )
    return found is not None


async def colleagues_among(db: Queries, person: PersonId, others: Iterable[int]) -> set[int]:
    """Those of the others, people and posts, who stand in an organisation in which the person holds a post."""
    rows = await db.fetch(
        "WITH mine AS ("
        " SELECT DISTINCT u.organisation_id AS id FROM directory_holdings h JOIN directory_posts p ON p.id = h.post_id"
        " JOIN directory_units u ON u.id = p.unit_id WHERE h.person_id = $1 AND h.until IS NULL"
        "), theirs AS ("
        " SELECT o.id, o.id AS post FROM unnest($2::bigint[]) AS o (id)"
        " UNION ALL SELECT h.person_id, h.post_id FROM directory_holdings h"
        " WHERE h.person_id = ANY($2::bigint[]) AND h.until IS NULL"
        ") SELECT DISTINCT t.id FROM theirs t JOIN directory_posts p ON p.id = t.post"
        " JOIN directory_units u ON u.id = p.unit_id JOIN mine ON mine.id = u.organisation_id",
        person,
        list(others),
    )
    return {row["id"] for row in rows}
