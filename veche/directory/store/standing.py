"""SQL of who acts for a post beside its holder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from veche.directory.model import StandIn, Substitution
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import PersonId, PostId

_COLUMNS = "id, post_id, substitute_id, starts_at, ends_at, begun_at, ended_at"


async def set_deputy(conn: Connection, post: PostId, deputy: PostId | None) -> None:
    await conn.execute("UPDATE directory_posts SET deputy_id = $2 WHERE id = $1", post, deputy)


async def add(conn: Connection, new: Substitution, *, by: PersonId) -> None:
    await conn.execute(
        "INSERT INTO directory_substitutions (id, post_id, substitute_id, starts_at, ends_at, made_by)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        new.id,
        new.post,
        new.substitute,
        new.starts_at,
        new.ends_at,
        by,
    )


async def overlaps(conn: Connection, new: Substitution) -> bool:
    return bool(
        await conn.fetchval(
            "SELECT EXISTS (SELECT FROM directory_substitutions WHERE post_id = $1 AND ended_at IS NULL"
            " AND starts_at < $3 AND ends_at > $2)",
            new.post,
            new.starts_at,
            new.ends_at,
        )
    )


async def lock(conn: Connection, number: int) -> Substitution | None:
    row = await conn.fetchrow(f"SELECT {_COLUMNS} FROM directory_substitutions WHERE id = $1 FOR UPDATE", number)
    return None if row is None else _substitution(row)


async def open_of(db: Queries, post: PostId) -> list[Substitution]:
    """Those of a post that are in force or still to come, by their beginning."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM directory_substitutions WHERE post_id = $1 AND ended_at IS NULL"
        " ORDER BY starts_at, id LIMIT 100",
        post,
    )
    return [_substitution(row) for row in rows]


async def due(conn: Connection, *, now: datetime, limit: int) -> list[Substitution]:
    """Those that are to begin or to end by now, locked; what another process has in hand is left to it."""
    rows = await conn.fetch(
        f"SELECT {_COLUMNS} FROM directory_substitutions WHERE ended_at IS NULL"
        " AND (ends_at <= $1 OR (begun_at IS NULL AND starts_at <= $1))"
        " ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED",
        now,
        limit,
    )
    return [_substitution(row) for row in rows]


async def begin(conn: Connection, numbers: Sequence[int], *, at: datetime) -> None:
    await conn.execute("UPDATE directory_substitutions SET begun_at = $2 WHERE id = ANY($1::bigint[])", numbers, at)


async def end(conn: Connection, numbers: Sequence[int], *, at: datetime) -> None:
    await conn.execute("UPDATE directory_substitutions SET ended_at = $2 WHERE id = ANY($1::bigint[])", numbers, at)


async def stood_in_by(db: Queries, posts: Iterable[PostId]) -> list[tuple[PostId, PostId]]:
    """(post, through): the posts for which these act now, as substitutes or as deputies of vacant ones, and the vacant
    ones among these themselves with their deputies."""
    rows = await db.fetch(
        "SELECT s.post_id AS post, s.substitute_id AS through FROM directory_substitutions s"
        " WHERE s.substitute_id = ANY($1::bigint[]) AND s.begun_at IS NOT NULL AND s.ended_at IS NULL"
        " UNION SELECT p.id, p.deputy_id FROM directory_posts p WHERE p.deputy_id = ANY($1::bigint[])"
        " UNION SELECT p.id, p.deputy_id FROM directory_posts p"
        " WHERE p.id = ANY($1::bigint[]) AND p.deputy_id IS NOT NULL",
        list(posts),
    )
    return [(PostId(row["post"]), PostId(row["through"])) for row in rows]


async def standing_in(db: Queries, posts: Iterable[PostId] | None = None) -> list[StandIn]:
    """Who acts for these posts, or for all, without holding them."""
    rows = await db.fetch(
        "SELECT post_id, person_id, through_id FROM directory_acting()"
        " WHERE through_id IS NOT NULL AND ($1::bigint[] IS NULL OR post_id = ANY($1::bigint[]))",
        None if posts is None else list(posts),
    )
    return [StandIn(PostId(row["post_id"]), PersonId(row["person_id"]), PostId(row["through_id"])) for row in rows]


async def who_act_for(db: Queries, post: PostId) -> set[PersonId]:
    """Everybody who may act as the post at this moment: its holder, and who stands in for him."""
    rows = await db.fetch("SELECT person_id FROM directory_acting() WHERE post_id = $1", post)
    return {PersonId(row["person_id"]) for row in rows}


async def acted_for_by(db: Queries, people: Iterable[int]) -> dict[PostId, set[PersonId]]:
    """The posts as which these people may act at this moment, each with those of them who may."""
    rows = await db.fetch(
        "SELECT post_id, person_id FROM directory_acting() WHERE person_id = ANY($1::bigint[])", list(people)
    )
    found: dict[PostId, set[PersonId]] = {}
    for row in rows:
        found.setdefault(PostId(row["post_id"]), set()).add(PersonId(row["person_id"]))
    return found


async def not_acting(db: Queries, posts: Sequence[int], people: Sequence[int]) -> set[tuple[int, int]]:
    """Those of these pairs of a post and a person in which the person may not act as the post."""
    rows = await db.fetch("SELECT post_id, person_id FROM directory_do_not_hold($1, $2)", posts, people)
    return {(row["post_id"], row["person_id"]) for row in rows}


async def holders_beside(db: Queries, person: PersonId, posts: Iterable[int]) -> dict[PostId, PersonId]:
    """Who holds these posts now; only of posts in an organisation of which the person holds a post, or stands in."""
    rows = await db.fetch(
        "SELECT h.post_id, h.person_id FROM directory_holdings h JOIN directory_posts p ON p.id = h.post_id"
        " JOIN directory_units u ON u.id = p.unit_id WHERE h.post_id = ANY($2::bigint[]) AND h.until IS NULL"
        " AND u.organisation_id IN ("
        " SELECT o.organisation_id FROM directory_acting() a JOIN directory_posts m ON m.id = a.post_id"
        " JOIN directory_units o ON o.id = m.unit_id WHERE a.person_id = $1)",
        person,
        list(posts),
    )
    return {PostId(row["post_id"]): PersonId(row["person_id"]) for row in rows}


def _substitution(row: Record) -> Substitution:
    return Substitution(
        id=row["id"],
        post=PostId(row["post_id"]),
        substitute=PostId(row["substitute_id"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        begun=row["begun_at"] is not None,
        ended=row["ended_at"] is not None,
    )
