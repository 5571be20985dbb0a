"""SQL of posts. Each function is one statement, unless it says otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from veche.directory.model import Post
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import PersonId, PostId, UnitId

_POST = (
    "SELECT p.id, p.unit_id, p.title, p.closed_at, h.person_id FROM directory_posts p"
    " LEFT JOIN directory_holdings h ON h.post_id = p.id AND h.until IS NULL"
)


async def add_post(conn: Connection, post: PostId, *, unit: UnitId, title: str, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO directory_posts (id, unit_id, title, created_at) VALUES ($1, $2, $3, $4)", post, unit, title, at
    )


async def post_by_id(db: Queries, post: PostId) -> Post | None:
    row = await db.fetchrow(f"{_POST} WHERE p.id = $1", post)
    return None if row is None else post_of(row)


async def lock_post(conn: Connection, post: PostId) -> Post | None:
    """The post, whose holder does not change until the transaction ends. Two statements: the holder is read after the
    lock was waited for."""
    if await conn.fetchval("SELECT 1 FROM directory_posts WHERE id = $1 FOR NO KEY UPDATE", post) is None:
        return None
    return await post_by_id(conn, post)


async def posts_in(db: Queries, unit: UnitId) -> list[Post]:
    rows = await db.fetch(f"{_POST} WHERE p.unit_id = $1 ORDER BY p.id", unit)
    return [post_of(row) for row in rows]


async def rename_post(conn: Connection, post: PostId, *, title: str) -> None:
    await conn.execute("UPDATE directory_posts SET title = $2 WHERE id = $1", post, title)


async def move_post(conn: Connection, post: PostId, *, unit: UnitId) -> None:
    """It heads nothing there: whoever moves it says so, if it does."""
    await conn.execute("UPDATE directory_posts SET unit_id = $2, head = false WHERE id = $1", post, unit)


async def set_closed(conn: Connection, post: PostId, *, at: datetime | None) -> None:
    await conn.execute("UPDATE directory_posts SET closed_at = $2 WHERE id = $1", post, at)


async def set_card(conn: Connection, post: PostId, *, head: bool, phone: str, email: str) -> None:
    await conn.execute(
        "UPDATE directory_posts SET head = $2, phone = $3, email = $4 WHERE id = $1", post, head, phone, email
    )


class PostCard(Struct, frozen=True):
    """How a post is reached, and who stands in for it while it is vacant."""

    post: Post
    head: bool
    phone: str
    email: str
    deputy: PostId | None


async def cards_in(
    db: Queries, *, unit: UnitId | None = None, post: PostId | None = None, closed: bool = False
) -> list[PostCard]:
    """The posts of a unit, its heads first and closed ones last, if at all; or one post."""
    rows = await db.fetch(
        "SELECT p.id, p.unit_id, p.title, p.closed_at, h.person_id, p.head, p.phone, p.email, p.deputy_id"
        " FROM directory_posts p"
        " LEFT JOIN directory_holdings h ON h.post_id = p.id AND h.until IS NULL"
        " WHERE ($1::bigint IS NULL OR p.unit_id = $1) AND ($2::bigint IS NULL OR p.id = $2)"
        " AND ($2::bigint IS NOT NULL OR $3 OR p.closed_at IS NULL)"
        " ORDER BY p.closed_at IS NOT NULL, NOT p.head, p.id",
        unit,
        post,
        closed,
    )
    return [
        PostCard(
            post=post_of(row),
            head=row["head"],
            phone=row["phone"],
            email=row["email"],
            deputy=None if row["deputy_id"] is None else PostId(row["deputy_id"]),
        )
        for row in rows
    ]


async def places_of(db: Queries, posts: Iterable[PostId]) -> dict[PostId, tuple[str, str]]:
    """Names of unit and organisation."""
    rows = await db.fetch(
        "SELECT p.id, u.name AS unit, o.name AS organisation FROM directory_posts p"
        " JOIN directory_units u ON u.id = p.unit_id JOIN directory_organisations o ON o.id = u.organisation_id"
        " WHERE p.id = ANY($1::bigint[])",
        list(posts),
    )
    return {PostId(row["id"]): (row["unit"], row["organisation"]) for row in rows}


def post_of(row: Record) -> Post:
    return Post(
        id=PostId(row["id"]),
        unit=UnitId(row["unit_id"]),
        title=row["title"],
        holder=None if row["person_id"] is None else PersonId(row["person_id"]),
        closed=row["closed_at"] is not None,
    )
