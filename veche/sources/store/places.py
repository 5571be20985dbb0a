"""The table `sources_resources` as far as somebody stands in a unit and leads it.

A unit is led by the one in it whom others in it name as their manager and who names nobody in it himself. With several
such people, or a circle, nobody knows who leads: that is said, and nobody is made head.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from veche.ground.db import Connection, Queries
from veche.ground.ids import OrganisationId

NAME: Final = "coalesce({0}.doc->>'displayName', {0}.doc->>'userName', {0}.name)"
_LEADERS: Final = f"""
WITH inside AS (
    SELECT DISTINCT r.place, r.manager FROM sources_resources r
    JOIN sources_resources b ON b.id = r.manager AND b.organisation_id = $1 AND b.place = r.place
    WHERE r.organisation_id = $1 AND r.manager IS NOT NULL AND r.manager <> r.id
      AND ($2::text[] IS NULL OR r.place = ANY($2::text[]))
), tops AS (
    SELECT i.place, i.manager, {NAME.format("b")} AS name FROM inside i JOIN sources_resources b ON b.id = i.manager
    WHERE NOT EXISTS (
        SELECT 1 FROM inside o WHERE o.place = i.place AND o.manager = b.manager AND o.manager <> i.manager
    )
)
SELECT i.place, array_agg(DISTINCT t.manager) FILTER (WHERE t.manager IS NOT NULL) AS heads,
    array_agg(DISTINCT t.name) FILTER (WHERE t.name IS NOT NULL) AS names
FROM inside i LEFT JOIN tops t ON t.place = i.place GROUP BY i.place ORDER BY i.place
"""
PARTED: Final = "\x1f"
"""Between the levels of a unit in `place`."""


class Place(Struct, frozen=True):
    """Where a user stands, None: nowhere (he left, or nobody said), and who he says leads him."""

    user: int
    place: str | None
    manager: int | None


class Unclear(Struct, frozen=True):
    """A unit of which nobody can say who leads it. No names: they lead each other in a circle."""

    place: str
    names: tuple[str, ...]


async def put(conn: Connection, places: Sequence[Place]) -> set[str]:
    """Answers the units in which somebody stood before."""
    numbers = [one.user for one in places]
    rows = await conn.fetch(
        "SELECT DISTINCT place FROM sources_resources WHERE id = ANY($1::bigint[]) AND place IS NOT NULL", numbers
    )
    await conn.execute(
        "UPDATE sources_resources r SET place = p.place, manager = p.manager, leads = r.leads AND p.place IS NOT NULL"
        " FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS p (id, place, manager) WHERE r.id = p.id",
        numbers,
        [one.place for one in places],
        [one.manager for one in places],
    )
    return {row["place"] for row in rows}


async def set_leaders(
    conn: Connection, organisation: OrganisationId, places: Collection[str] | None, *, told: Collection[int]
) -> None:
    """Who leads these units (None: all), by what is known now. Staff has to hear of those of whom that is new and who
    are not being `told` just now."""
    rows = await conn.fetch(_LEADERS, organisation, None if places is None else list(places))
    heads = [row["heads"][0] for row in rows if row["heads"] and len(row["heads"]) == 1]
    await conn.execute(
        "UPDATE sources_resources SET leads = id = ANY($3::bigint[]),"
        " news = news + CASE WHEN id = ANY($4::bigint[]) THEN 0 ELSE 1 END"
        " WHERE organisation_id = $1 AND place IS NOT NULL AND ($2::text[] IS NULL OR place = ANY($2::text[]))"
        " AND leads <> (id = ANY($3::bigint[]))",
        organisation,
        None if places is None else list(places),
        heads,
        list(told),
    )


async def leaders(db: Queries, users: Collection[int]) -> set[int]:
    """Which of these users lead their units."""
    rows = await db.fetch("SELECT id FROM sources_resources WHERE id = ANY($1::bigint[]) AND leads", list(users))
    return {row["id"] for row in rows}


async def tells_managers(db: Queries, organisation: OrganisationId) -> bool:
    """A source that names no manager at all knows nothing about heads."""
    found = await db.fetchval(
        "SELECT 1 FROM sources_resources WHERE organisation_id = $1 AND manager IS NOT NULL LIMIT 1", organisation
    )
    return found is not None


async def unclear(db: Queries, organisation: OrganisationId) -> list[Unclear]:
    """Units that have people in them who lead, but not one."""
    rows = await db.fetch(_LEADERS, organisation, None)
    return [Unclear(row["place"], tuple(row["names"] or ())) for row in rows if len(row["heads"] or ()) != 1]


async def without_manager(db: Queries, organisation: OrganisationId, *, limit: int) -> list[tuple[int, str]]:
    """Users whose manager is nobody here: not told, or gone."""
    rows = await db.fetch(
        f"SELECT r.id, {NAME.format('r')} AS name FROM sources_resources r"
        " WHERE r.organisation_id = $1 AND r.manager IS NOT NULL AND r.place IS NOT NULL AND NOT EXISTS ("
        "  SELECT 1 FROM sources_resources b WHERE b.id = r.manager AND b.organisation_id = $1 AND b.kind = 'User'"
        "  AND NOT b.gone) ORDER BY r.id LIMIT $2",
        organisation,
        limit,
    )
    return [(row["id"], row["name"]) for row in rows]
