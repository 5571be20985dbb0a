"""SQL of units. Each function is one statement; whoever changes the tree first locks its organisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from veche.directory.model import Unit
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId, PostId, UnitId


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
    path, _ = await path_and_body(db, unit)
    return path


async def path_and_body(db: Queries, unit: UnitId) -> tuple[list[Unit], str]:
    """The unit and all above it, from the top down, and the name of its organisation."""
    rows = await db.fetch(
        "WITH RECURSIVE path AS ("
        " SELECT id, organisation_id, parent_id, name, 1 AS step FROM directory_units WHERE id = $1"
        " UNION ALL SELECT u.id, u.organisation_id, u.parent_id, u.name, path.step + 1"
        " FROM directory_units u JOIN path ON u.id = path.parent_id"
        ") SELECT path.id, path.organisation_id, path.parent_id, path.name, o.name AS body"
        " FROM path JOIN directory_organisations o ON o.id = path.organisation_id ORDER BY step DESC",
        unit,
    )
    return [_unit(row) for row in rows], rows[0]["body"] if rows else ""


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


async def ways_of(db: Queries, posts: Iterable[PostId]) -> list[tuple[OrganisationId, list[UnitId]]]:
    """For each unit in which one of these posts stands: its organisation, itself and all units above it."""
    rows = await db.fetch(
        "WITH RECURSIVE way AS ("
        " SELECT DISTINCT u.id AS start, u.id, u.parent_id, u.organisation_id"
        " FROM directory_posts p JOIN directory_units u ON u.id = p.unit_id WHERE p.id = ANY($1::bigint[])"
        " UNION ALL SELECT way.start, u.id, u.parent_id, u.organisation_id"
        " FROM directory_units u JOIN way ON u.id = way.parent_id"
        ") SELECT organisation_id, array_agg(id) AS path FROM way GROUP BY start, organisation_id",
        list(posts),
    )
    return [(OrganisationId(row["organisation_id"]), [UnitId(unit) for unit in row["path"]]) for row in rows]


async def names_of(db: Queries, units: Iterable[UnitId]) -> dict[UnitId, str]:
    rows = await db.fetch("SELECT id, name FROM directory_units WHERE id = ANY($1::bigint[])", list(units))
    return {UnitId(row["id"]): row["name"] for row in rows}


async def rename_unit(conn: Connection, unit: UnitId, *, name: str) -> None:
    await conn.execute("UPDATE directory_units SET name = $2 WHERE id = $1", unit, name)


async def move_unit(conn: Connection, unit: UnitId, *, parent: UnitId | None) -> None:
    await conn.execute("UPDATE directory_units SET parent_id = $2 WHERE id = $1", unit, parent)


def _unit(row: Record) -> Unit:
    return Unit(
        id=UnitId(row["id"]),
        organisation=OrganisationId(row["organisation_id"]),
        parent=None if row["parent_id"] is None else UnitId(row["parent_id"]),
        name=row["name"],
    )
