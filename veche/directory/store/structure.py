"""Which posts stand where; and the word that this has changed, left in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from veche.ground import outbox
from veche.ground.db import Connection, Queries
from veche.ground.ids import OrganisationId, PostId, UnitId

STRUCTURE_TOPIC: Final = "directory.structure"
_NOTHING: Mapping[str, object] = {}


async def changed(conn: Connection) -> None:
    """Posts stand elsewhere, are new, gone, or head a unit. Says no more than that: whoever hears it looks for himself,
    so that neither order nor number of these words matters."""
    await outbox.put(conn, STRUCTURE_TOPIC, _NOTHING)


async def posts_under(
    db: Queries, organisation: OrganisationId, *, unit: UnitId | None, below: bool, heads: bool
) -> set[PostId]:
    """The posts of a unit, with those of all units below it if wanted; without a unit, of the whole organisation."""
    rows = await db.fetch(
        "WITH RECURSIVE place AS ("
        " SELECT id FROM directory_units WHERE organisation_id = $1 AND ($2::bigint IS NULL OR id = $2)"
        " UNION SELECT u.id FROM directory_units u JOIN place ON u.parent_id = place.id WHERE $3"
        ") SELECT p.id FROM directory_posts p JOIN place ON p.unit_id = place.id"
        " WHERE p.closed_at IS NULL AND (p.head OR NOT $4)",
        organisation,
        unit,
        below,
        heads,
    )
    return {PostId(row["id"]) for row in rows}


class Place(Struct, frozen=True):
    """A unit as it is found by name: `way` are the names of the units above it, from the top down."""

    id: UnitId
    name: str
    organisation: OrganisationId
    organisation_name: str
    way: list[str]


async def places(db: Queries, units: Iterable[int]) -> list[Place]:
    """These units with the way to each; those that are gone are left out."""
    rows = await db.fetch(
        "WITH RECURSIVE up AS ("
        " SELECT id AS start, parent_id, NULL::text AS name, 0 AS step FROM directory_units"
        " WHERE id = ANY($1::bigint[])"
        " UNION ALL SELECT up.start, u.parent_id, u.name, up.step + 1 FROM up JOIN directory_units u"
        " ON u.id = up.parent_id"
        "), way AS (SELECT start, array_remove(array_agg(name ORDER BY step DESC), NULL) AS names"
        " FROM up GROUP BY start)"
        " SELECT u.id, u.name, u.organisation_id, o.name AS organisation, way.names FROM way"
        " JOIN directory_units u ON u.id = way.start JOIN directory_organisations o ON o.id = u.organisation_id"
        " ORDER BY u.id",
        list(units),
    )
    return [
        Place(
            UnitId(row["id"]),
            row["name"],
            OrganisationId(row["organisation_id"]),
            row["organisation"],
            list(row["names"]),
        )
        for row in rows
    ]


async def units_after(db: Queries, after: int, *, limit: int) -> list[UnitId]:
    """The next units by id, for whoever walks through all of them."""
    rows = await db.fetch("SELECT id FROM directory_units WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
    return [UnitId(row["id"]) for row in rows]


async def units_of_posts(db: Queries, posts: Iterable[int]) -> dict[PostId, UnitId]:
    """The unit in which each of these posts stands."""
    rows = await db.fetch("SELECT id, unit_id FROM directory_posts WHERE id = ANY($1::bigint[])", list(posts))
    return {PostId(row["id"]): UnitId(row["unit_id"]) for row in rows}


async def posts_of_units(db: Queries, units: Iterable[int]) -> list[PostId]:
    """The open posts of these units, and of none below."""
    rows = await db.fetch(
        "SELECT id FROM directory_posts WHERE unit_id = ANY($1::bigint[]) AND closed_at IS NULL ORDER BY id",
        list(units),
    )
    return [PostId(row["id"]) for row in rows]


async def place_called(db: Queries, organisation: OrganisationId, unit: UnitId | None) -> str | None:
    """What a unit of an organisation, or the organisation, is called; None if there is no such."""
    name: str | None = await db.fetchval(
        "SELECT coalesce(u.name, o.name) FROM directory_organisations o"
        " LEFT JOIN directory_units u ON u.id = $2 AND u.organisation_id = o.id"
        " WHERE o.id = $1 AND ($2::bigint IS NULL OR u.id IS NOT NULL)",
        organisation,
        unit,
    )
    return name
