"""SQL of organisations and of the bodies above them. Each function is one statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from veche.directory.model import Organisation
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId

BODIES_LOCK = 7_318_406_519
"""Advisory lock of whoever hangs an organisation under another one: two at once could make a ring."""


async def add_organisation(conn: Connection, organisation: OrganisationId, *, name: str, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO directory_organisations (id, name, created_at) VALUES ($1, $2, $3)", organisation, name, at
    )


async def organisations(db: Queries) -> list[Organisation]:
    rows = await db.fetch("SELECT id, name, parent_id FROM directory_organisations ORDER BY name, id")
    return [_organisation(row) for row in rows]


async def organisation_by_id(db: Queries, organisation: OrganisationId) -> Organisation | None:
    row = await db.fetchrow("SELECT id, name, parent_id FROM directory_organisations WHERE id = $1", organisation)
    return None if row is None else _organisation(row)


async def organisation_name(db: Queries, organisation: OrganisationId) -> str | None:
    name: str | None = await db.fetchval("SELECT name FROM directory_organisations WHERE id = $1", organisation)
    return name


async def organisation_names(db: Queries, organisations: Iterable[int]) -> dict[int, str]:
    rows = await db.fetch(
        "SELECT id, name FROM directory_organisations WHERE id = ANY($1::bigint[])", list(organisations)
    )
    return {row["id"]: row["name"] for row in rows}


async def lock_organisation(conn: Connection, organisation: OrganisationId) -> bool:
    """Nobody else changes the shape of this tree until the transaction ends; False if there is no such."""
    found = await conn.fetchval("SELECT 1 FROM directory_organisations WHERE id = $1 FOR NO KEY UPDATE", organisation)
    return found is not None


async def lock_bodies(conn: Connection) -> None:
    """Wait for whoever else changes which body stands above which; until this transaction ends."""
    await conn.execute("SELECT pg_advisory_xact_lock($1)", BODIES_LOCK)


async def set_body_above(conn: Connection, organisation: OrganisationId, *, above: OrganisationId | None) -> None:
    await conn.execute("UPDATE directory_organisations SET parent_id = $2 WHERE id = $1", organisation, above)


async def body_above(db: Queries, organisation: OrganisationId) -> OrganisationId | None:
    """The body that stands directly above an organisation."""
    found: OrganisationId | None = await db.fetchval(
        "SELECT parent_id FROM directory_organisations WHERE id = $1", organisation
    )
    return found


async def bodies_to(db: Queries, organisation: OrganisationId) -> list[OrganisationId]:
    """The organisation and all bodies above it, from the top down."""
    rows = await db.fetch(
        "WITH RECURSIVE above AS ("
        " SELECT id, parent_id, 1 AS step FROM directory_organisations WHERE id = $1"
        " UNION ALL SELECT o.id, o.parent_id, above.step + 1"
        " FROM directory_organisations o JOIN above ON o.id = above.parent_id"
        ") SELECT id FROM above ORDER BY step DESC",
        organisation,
    )
    return [OrganisationId(row["id"]) for row in rows]


async def bodies_below(db: Queries, organisation: OrganisationId) -> list[OrganisationId]:
    """All organisations below this one, at any depth, the nearer ones first."""
    rows = await db.fetch(
        "WITH RECURSIVE below AS ("
        " SELECT id, 1 AS step FROM directory_organisations WHERE parent_id = $1"
        " UNION ALL SELECT o.id, below.step + 1"
        " FROM directory_organisations o JOIN below ON o.parent_id = below.id"
        ") SELECT id FROM below ORDER BY step, id",
        organisation,
    )
    return [OrganisationId(row["id"]) for row in rows]


async def height_of_bodies(db: Queries, organisation: OrganisationId) -> int:
    """How many levels of organisations stand below."""
    height: int = await db.fetchval(
        "WITH RECURSIVE below AS ("
        " SELECT id, 0 AS step FROM directory_organisations WHERE id = $1"
        " UNION ALL SELECT o.id, below.step + 1"
        " FROM directory_organisations o JOIN below ON o.parent_id = below.id"
        ") SELECT max(step) FROM below",
        organisation,
    )
    return height


def _organisation(row: Record) -> Organisation:
    parent = row["parent_id"]
    return Organisation(
        id=OrganisationId(row["id"]), name=row["name"], above=None if parent is None else OrganisationId(parent)
    )
