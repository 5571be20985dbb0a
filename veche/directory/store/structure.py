"""Which posts stand where; and the word that this has changed, left in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

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
        ") SELECT p.id FROM directory_posts p JOIN place ON p.unit_id = place.id WHERE p.head OR NOT $4",
        organisation,
        unit,
        below,
        heads,
    )
    return {PostId(row["id"]) for row in rows}


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
