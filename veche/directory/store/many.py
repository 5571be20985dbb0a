"""Many units and posts at once, for whoever imports them: one statement per batch, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from veche import identity
from veche.directory.model import Unit
from veche.directory.store import structure
from veche.directory.store.organisations import lock_organisation
from veche.directory.store.structure import (
    STRUCTURE_TOPIC,
    Place,
    place_called,
    places,
    posts_of_units,
    posts_under,
    units_after,
    units_of_posts,
)
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, OrganisationId, PersonId, PostId, UnitId
from veche.identity import ActorCard

__all__ = [
    "STRUCTURE_TOPIC",
    "Place",
    "place_called",
    "places",
    "posts_of_units",
    "posts_under",
    "units_after",
    "units_of_posts",
]


class PostRow(Struct, frozen=True):
    """A post by itself; `holder`: who holds it now."""

    id: PostId
    unit: UnitId
    title: str
    holder: PersonId | None


class Deputed(Struct, frozen=True):
    """A post that has another deputy now."""

    post: PostId
    old: PostId | None
    new: PostId | None


def unit(number: int, *, organisation: int, parent: int | None, name: str) -> Unit:
    """A node of the tree, from plain numbers."""
    return Unit(UnitId(number), OrganisationId(organisation), None if parent is None else UnitId(parent), name)


async def lock(conn: Connection, organisation: int) -> bool:
    """Nobody else changes the shape of this organisation until the transaction ends; False: there is no such."""
    return await lock_organisation(conn, OrganisationId(organisation))


async def tree_of(db: Queries, organisations: Iterable[int]) -> list[Unit]:
    """Every unit of these organisations."""
    rows = await db.fetch(
        "SELECT id, organisation_id, parent_id, name FROM directory_units WHERE organisation_id = ANY($1::bigint[])"
        " ORDER BY id",
        list(organisations),
    )
    return [
        Unit(
            UnitId(row["id"]),
            OrganisationId(row["organisation_id"]),
            None if row["parent_id"] is None else UnitId(row["parent_id"]),
            row["name"],
        )
        for row in rows
    ]


async def names_of(db: Queries, organisations: Iterable[int]) -> dict[OrganisationId, str]:
    rows = await db.fetch(
        "SELECT id, name FROM directory_organisations WHERE id = ANY($1::bigint[]) ORDER BY id", list(organisations)
    )
    return {OrganisationId(row["id"]): row["name"] for row in rows}


async def posts_in_units(db: Queries, units: Iterable[int]) -> list[PostRow]:
    """Closed ones are no posts any more."""
    return await _posts(db, "p.unit_id = ANY($1::bigint[])", units)


async def posts_by_ids(db: Queries, posts: Iterable[int]) -> list[PostRow]:
    return await _posts(db, "p.id = ANY($1::bigint[])", posts)


async def _posts(db: Queries, where: str, values: Iterable[int]) -> list[PostRow]:
    rows = await db.fetch(
        "SELECT p.id, p.unit_id, p.title, h.person_id FROM directory_posts p"
        f" LEFT JOIN directory_holdings h ON h.post_id = p.id AND h.until IS NULL WHERE {where}"
        " AND p.closed_at IS NULL ORDER BY p.id",
        list(values),
    )
    return [
        PostRow(
            PostId(row["id"]),
            UnitId(row["unit_id"]),
            row["title"],
            None if row["person_id"] is None else PersonId(row["person_id"]),
        )
        for row in rows
    ]


async def add_organisation(conn: Connection, organisation: int, *, name: str, parent: int, at: datetime) -> None:
    """A body below another one."""
    await conn.execute(
        "INSERT INTO directory_organisations (id, name, parent_id, created_at) VALUES ($1, $2, $3, $4)",
        organisation,
        name,
        parent,
        at,
    )


async def add_units(conn: Connection, units: Sequence[Unit], *, at: datetime) -> None:
    """Parents may stand among them, in any order."""
    await conn.execute(
        "INSERT INTO directory_units (id, organisation_id, parent_id, name, created_at)"
        " SELECT id, organisation_id, parent_id, name, $5"
        " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])"
        " AS u (id, organisation_id, parent_id, name)",
        [unit.id for unit in units],
        [unit.organisation for unit in units],
        [unit.parent for unit in units],
        [unit.name for unit in units],
        at,
    )


async def change_units(conn: Connection, units: Sequence[Unit]) -> None:
    """Names and parents. The caller answers for there being no circle."""
    await conn.execute(
        "UPDATE directory_units d SET parent_id = u.parent_id, name = u.name"
        " FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS u (id, parent_id, name) WHERE d.id = u.id",
        [unit.id for unit in units],
        [unit.parent for unit in units],
        [unit.name for unit in units],
    )
    await structure.changed(conn)


async def remove_units(conn: Connection, units: Iterable[int]) -> set[int]:
    """Those of these units in which nothing stands, from the leaves up; answers which are gone. A right that was given
    over one of them keeps it."""
    left, gone = set(units), set[int]()
    while left:
        rows = await conn.fetch(
            "DELETE FROM directory_units u WHERE u.id = ANY($1::bigint[])"
            " AND NOT EXISTS (SELECT FROM directory_posts p WHERE p.unit_id = u.id)"
            " AND NOT EXISTS (SELECT FROM directory_units c WHERE c.parent_id = u.id)"
            " AND NOT EXISTS (SELECT FROM directory_administrators a WHERE a.unit_id = u.id) RETURNING u.id",
            list(left),
        )
        if not rows:
            break
        removed = {row["id"] for row in rows}
        left, gone = left - removed, gone | removed
    return gone


async def remove_organisations(conn: Connection, organisations: Iterable[int]) -> set[int]:
    """Those in which and below which nothing stands."""
    rows = await conn.fetch(
        "DELETE FROM directory_organisations o WHERE o.id = ANY($1::bigint[])"
        " AND NOT EXISTS (SELECT FROM directory_units u WHERE u.organisation_id = o.id)"
        " AND NOT EXISTS (SELECT FROM directory_organisations b WHERE b.parent_id = o.id)"
        " AND NOT EXISTS (SELECT FROM directory_administrators a WHERE a.organisation_id = o.id) RETURNING o.id",
        list(organisations),
    )
    return {row["id"] for row in rows}


async def add_posts(conn: Connection, posts: Sequence[tuple[int, int, str]], *, at: datetime) -> None:
    """Vacant posts: id, unit, title."""
    await identity.posts.add(conn, {post: title for post, _, title in posts})
    await conn.execute(
        "INSERT INTO directory_posts (id, unit_id, title, created_at)"
        " SELECT id, unit_id, title, $4 FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS p (id, unit_id, title)",
        [post for post, _, _ in posts],
        [unit for _, unit, _ in posts],
        [title for _, _, title in posts],
        at,
    )
    await structure.changed(conn)


async def rename_posts(conn: Connection, titles: Mapping[int, str]) -> list[ActorCard]:
    """Answers the cards as they are now."""
    await conn.execute(
        "UPDATE directory_posts d SET title = p.title FROM unnest($1::bigint[], $2::text[]) AS p (id, title)"
        " WHERE d.id = p.id",
        list(titles),
        list(titles.values()),
    )
    return await identity.posts.rename(conn, titles)


async def remove_posts(conn: Connection, posts: Iterable[int]) -> set[int]:
    """Those of these posts that nobody ever held, that no right goes with and that stand in for none; answers which are
    gone. What they took part in keeps their cards."""
    rows = await conn.fetch(
        "DELETE FROM directory_posts p WHERE p.id = ANY($1::bigint[])"
        " AND NOT EXISTS (SELECT FROM directory_holdings h WHERE h.post_id = p.id)"
        " AND NOT EXISTS (SELECT FROM directory_administrators a WHERE a.post_id = p.id)"
        " AND NOT EXISTS (SELECT FROM directory_posts d WHERE d.deputy_id = p.id)"
        " AND NOT EXISTS (SELECT FROM directory_substitutions s WHERE p.id IN (s.post_id, s.substitute_id))"
        " RETURNING p.id",
        list(posts),
    )
    gone = {ActorId(row["id"]) for row in rows}
    await identity.posts.retire(conn, gone)
    await structure.changed(conn)
    return set(gone)


async def organisation_called(db: Queries, name: str) -> OrganisationId | None:
    """By its name or its number; None: there is none, or there are two."""
    rows = await db.fetch(
        "SELECT id FROM directory_organisations WHERE name = $1 OR id::text = $1 ORDER BY id LIMIT 2", name.strip()
    )
    return OrganisationId(rows[0]["id"]) if len(rows) == 1 else None


async def set_heads(conn: Connection, heads: Mapping[int, bool]) -> None:
    """Which posts head their units."""
    await conn.execute(
        "UPDATE directory_posts d SET head = p.head FROM unnest($1::bigint[], $2::bool[]) AS p (id, head)"
        " WHERE d.id = p.id AND d.head <> p.head",
        list(heads),
        list(heads.values()),
    )
    await structure.changed(conn)


async def set_deputies(conn: Connection, units: Mapping[int, int]) -> list[Deputed]:
    """Unit → the post whose holder acts for the unit's head while that is vacant."""
    rows = await conn.fetch(
        "WITH wanted AS (SELECT p.id, p.deputy_id AS old, d.post AS new FROM directory_posts p"
        " JOIN unnest($1::bigint[], $2::bigint[]) AS d (unit, post) ON d.unit = p.unit_id"
        " WHERE p.head AND p.id <> d.post AND p.deputy_id IS DISTINCT FROM d.post)"
        " UPDATE directory_posts p SET deputy_id = w.new FROM wanted w WHERE p.id = w.id RETURNING p.id, w.old, w.new",
        list(units),
        list(units.values()),
    )
    return [_deputed(row) for row in rows]


async def no_deputies(conn: Connection, posts: Iterable[int]) -> list[Deputed]:
    """These posts are nobody's deputies any more."""
    rows = await conn.fetch(
        "WITH old AS (SELECT id, deputy_id FROM directory_posts WHERE deputy_id = ANY($1::bigint[]))"
        " UPDATE directory_posts p SET deputy_id = NULL FROM old WHERE p.id = old.id"
        " RETURNING p.id, old.deputy_id AS old, NULL::bigint AS new",
        list(posts),
    )
    return [_deputed(row) for row in rows]


def _deputed(row: Record) -> Deputed:
    return Deputed(PostId(row["id"]), *(None if row[name] is None else PostId(row[name]) for name in ("old", "new")))


# -- an organisation as a whole


class Seat(Struct, frozen=True):
    """A post, and who holds it since when."""

    post: PostId
    unit: UnitId
    title: str
    holder: PersonId | None
    since: datetime | None


async def bodies_right_below(db: Queries, organisation: OrganisationId) -> list[OrganisationId]:
    """The organisations whose body above is this one; `bodies_below` has those at any depth."""
    rows = await db.fetch("SELECT id FROM directory_organisations WHERE parent_id = $1 ORDER BY id", organisation)
    return [OrganisationId(row["id"]) for row in rows]


async def names_of_bodies(db: Queries, organisations: Iterable[OrganisationId] | None) -> dict[OrganisationId, str]:
    """By name; None: of all."""
    rows = await db.fetch(
        "SELECT id, name FROM directory_organisations WHERE $1::bigint[] IS NULL OR id = ANY($1) ORDER BY name, id",
        None if organisations is None else list(organisations),
    )
    return {OrganisationId(row["id"]): row["name"] for row in rows}


async def units_of(db: Queries, organisation: OrganisationId) -> list[Unit]:
    """All units of an organisation."""
    rows = await db.fetch(
        "SELECT id, parent_id, name FROM directory_units WHERE organisation_id = $1 ORDER BY name, id", organisation
    )
    return [
        Unit(
            id=UnitId(row["id"]),
            organisation=organisation,
            parent=None if row["parent_id"] is None else UnitId(row["parent_id"]),
            name=row["name"],
        )
        for row in rows
    ]


async def seats_of(db: Queries, organisation: OrganisationId) -> list[Seat]:
    """All open posts of an organisation, in the order in which they were made."""
    rows = await db.fetch(
        "SELECT p.id, p.unit_id, p.title, h.person_id, h.since FROM directory_units u"
        " JOIN directory_posts p ON p.unit_id = u.id"
        " LEFT JOIN directory_holdings h ON h.post_id = p.id AND h.until IS NULL"
        " WHERE u.organisation_id = $1 AND p.closed_at IS NULL ORDER BY p.id",
        organisation,
    )
    return [
        Seat(
            PostId(row["id"]),
            UnitId(row["unit_id"]),
            row["title"],
            None if row["person_id"] is None else PersonId(row["person_id"]),
            row["since"],
        )
        for row in rows
    ]
