"""SQL of the directory. Each function is one statement; whoever changes the tree first locks its organisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from veche.directory.model import Post, Unit
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId, PersonId, PostId, UnitId

# -- organisations and units


async def add_organisation(conn: Connection, organisation: OrganisationId, *, name: str, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO directory_organisations (id, name, created_at) VALUES ($1, $2, $3)", organisation, name, at
    )


async def organisations(db: Queries) -> dict[OrganisationId, str]:
    rows = await db.fetch("SELECT id, name FROM directory_organisations ORDER BY name, id")
    return {OrganisationId(row["id"]): row["name"] for row in rows}


async def organisation_name(db: Queries, organisation: OrganisationId) -> str | None:
    name: str | None = await db.fetchval("SELECT name FROM directory_organisations WHERE id = $1", organisation)
    return name


async def lock_organisation(conn: Connection, organisation: OrganisationId) -> bool:
    """Nobody else changes the shape of this tree until the transaction ends; False if there is no such."""
    found = await conn.fetchval("SELECT 1 FROM directory_organisations WHERE id = $1 FOR NO KEY UPDATE", organisation)
    return found is not None


async def add_unit(conn: Connection, unit: Unit, *, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO directory_units (id, organisation_id, parent_id, name, created_at) VALUES ($1, $2, $3, $4, $5)",
        unit.id,
        unit.organisation,
        unit.parent,
        unit.name,
        at,
    )


async def unit_by_id(db: Queries, unit: UnitId) -> Unit | None:
    row = await db.fetchrow("SELECT id, organisation_id, parent_id, name FROM directory_units WHERE id = $1", unit)
    return None if row is None else _unit(row)


async def path_to(db: Queries, unit: UnitId) -> list[Unit]:
    """The unit and all above it, from the top down."""
    rows = await db.fetch(
        "WITH RECURSIVE path AS ("
        " SELECT id, organisation_id, parent_id, name, 1 AS step FROM directory_units WHERE id = $1"
        " UNION ALL SELECT u.id, u.organisation_id, u.parent_id, u.name, path.step + 1"
        " FROM directory_units u JOIN path ON u.id = path.parent_id"
        ") SELECT id, organisation_id, parent_id, name FROM path ORDER BY step DESC",
        unit,
    )
    return [_unit(row) for row in rows]


async def height_of(db: Queries, unit: UnitId) -> int:
    """How many levels of units stand below."""
    height: int = await db.fetchval(
        "WITH RECURSIVE below AS ("
        " SELECT id, 0 AS step FROM directory_units WHERE id = $1"
        " UNION ALL SELECT u.id, below.step + 1 FROM directory_units u JOIN below ON u.parent_id = below.id"
        ") SELECT max(step) FROM below",
        unit,
    )
    return height


async def units_below(db: Queries, unit: UnitId) -> list[Unit]:
    rows = await db.fetch(
        "SELECT id, organisation_id, parent_id, name FROM directory_units WHERE parent_id = $1 ORDER BY name, id", unit
    )
    return [_unit(row) for row in rows]


async def top_units(db: Queries) -> list[Unit]:
    rows = await db.fetch(
        "SELECT id, organisation_id, parent_id, name FROM directory_units WHERE parent_id IS NULL ORDER BY name, id"
    )
    return [_unit(row) for row in rows]


async def rename_unit(conn: Connection, unit: UnitId, *, name: str) -> None:
    await conn.execute("UPDATE directory_units SET name = $2 WHERE id = $1", unit, name)


async def move_unit(conn: Connection, unit: UnitId, *, parent: UnitId | None) -> None:
    await conn.execute("UPDATE directory_units SET parent_id = $2 WHERE id = $1", unit, parent)


# -- posts

_POST = (
    "SELECT p.id, p.unit_id, p.title, h.person_id FROM directory_posts p"
    " LEFT JOIN directory_holdings h ON h.post_id = p.id AND h.until IS NULL"
)


async def add_post(conn: Connection, post: PostId, *, unit: UnitId, title: str, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO directory_posts (id, unit_id, title, created_at) VALUES ($1, $2, $3, $4)", post, unit, title, at
    )


async def post_by_id(db: Queries, post: PostId) -> Post | None:
    row = await db.fetchrow(f"{_POST} WHERE p.id = $1", post)
    return None if row is None else _post(row)


async def lock_post(conn: Connection, post: PostId) -> Post | None:
    """The post, whose holder does not change until the transaction ends. Two statements: the holder is read after the
    lock was waited for."""
    if await conn.fetchval("SELECT 1 FROM directory_posts WHERE id = $1 FOR NO KEY UPDATE", post) is None:
        return None
    return await post_by_id(conn, post)


async def posts_in(db: Queries, unit: UnitId) -> list[Post]:
    rows = await db.fetch(f"{_POST} WHERE p.unit_id = $1 ORDER BY p.id", unit)
    return [_post(row) for row in rows]


async def rename_post(conn: Connection, post: PostId, *, title: str) -> None:
    await conn.execute("UPDATE directory_posts SET title = $2 WHERE id = $1", post, title)


async def places_of(db: Queries, posts: Iterable[PostId]) -> dict[PostId, tuple[str, str]]:
    """Names of unit and organisation."""
    rows = await db.fetch(
        "SELECT p.id, u.name AS unit, o.name AS organisation FROM directory_posts p"
        " JOIN directory_units u ON u.id = p.unit_id JOIN directory_organisations o ON o.id = u.organisation_id"
        " WHERE p.id = ANY($1::bigint[])",
        list(posts),
    )
    return {PostId(row["id"]): (row["unit"], row["organisation"]) for row in rows}


# -- who holds what


async def begin_holding(conn: Connection, holding: int, *, post: PostId, person: PersonId, since: datetime) -> None:
    await conn.execute(
        "INSERT INTO directory_holdings (id, post_id, person_id, since) VALUES ($1, $2, $3, $4)",
        holding,
        post,
        person,
        since,
    )


async def end_holding(conn: Connection, post: PostId, *, until: datetime) -> None:
    await conn.execute(
        "UPDATE directory_holdings SET until = greatest($2, since) WHERE post_id = $1 AND until IS NULL", post, until
    )


async def lock_posts_of(conn: Connection, person: PersonId) -> list[Post]:
    """The posts that a person holds; they neither pass on nor change until the transaction ends."""
    rows = await conn.fetch(
        "SELECT p.id, p.unit_id, p.title, h.person_id FROM directory_holdings h"
        " JOIN directory_posts p ON p.id = h.post_id WHERE h.person_id = $1 AND h.until IS NULL"
        " ORDER BY p.id FOR NO KEY UPDATE OF p, h",
        person,
    )
    return [_post(row) for row in rows]


async def posts_of(db: Queries, person: PersonId) -> list[PostId]:
    """The posts that a person holds now, the longest held first."""
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


async def holds(db: Queries, person: PersonId, post: PostId) -> bool:
    found = await db.fetchval(
        "SELECT 1 FROM directory_holdings WHERE post_id = $1 AND person_id = $2 AND until IS NULL", post, person
    )
    return found is not None


def _unit(row: Record) -> Unit:
    return Unit(
        id=UnitId(row["id"]),
        organisation=OrganisationId(row["organisation_id"]),
        parent=None if row["parent_id"] is None else UnitId(row["parent_id"]),
        name=row["name"],
    )


def _post(row: Record) -> Post:
    return Post(
        id=PostId(row["id"]),
        unit=UnitId(row["unit_id"]),
        title=row["title"],
        holder=None if row["person_id"] is None else PersonId(row["person_id"]),
    )


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


async def posts_held_by(db: Queries, people: Iterable[int]) -> dict[PostId, PersonId]:
    """The posts that these people hold now, with their holders."""
    rows = await db.fetch(
        "SELECT post_id, person_id FROM directory_holdings WHERE person_id = ANY($1::bigint[]) AND until IS NULL",
        list(people),
    )
    return {PostId(row["post_id"]): PersonId(row["person_id"]) for row in rows}
