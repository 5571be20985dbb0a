"""SQL of who administers a part of the tree, by himself or by the post that he holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from veche.directory.model import Administration
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId, PersonId, PostId, UnitId

# A right of a post is its holder's, nobody else's: who stands in for him answers letters, and appoints nobody.
_OF_PERSON = """
SELECT DISTINCT a.organisation_id, a.unit_id FROM directory_administrators a
  LEFT JOIN directory_holdings h ON h.post_id = a.post_id AND h.until IS NULL
 WHERE a.person_id = $1 OR h.person_id = $1
 ORDER BY a.organisation_id, a.unit_id NULLS FIRST
"""
_ROW = "SELECT a.id, a.organisation_id, a.unit_id, a.post_id, a.person_id FROM directory_administrators a"


class Given(Struct, frozen=True):
    """A right to administer, as it was given: to a post or to a person."""

    id: int
    place: Administration
    post: PostId | None
    person: PersonId | None


async def administrations_of(db: Queries, person: PersonId) -> list[Administration]:
    """What a person administers now, by himself or by a post that he holds; whole organisations first."""
    return [_place(row) for row in await db.fetch(_OF_PERSON, person)]


async def give(conn: Connection, given: Given, *, by: PersonId, at: datetime) -> bool:
    """False if it was given already."""
    made = await conn.fetchval(
        "INSERT INTO directory_administrators (id, organisation_id, unit_id, post_id, person_id, given_by, given_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING 1",
        given.id,
        given.place.organisation,
        given.place.unit,
        given.post,
        given.person,
        by,
        at,
    )
    return made is not None


async def given_by_id(conn: Queries, number: int) -> Given | None:
    row = await conn.fetchrow(f"{_ROW} WHERE a.id = $1", number)
    return None if row is None else _given(row)


async def given_in(db: Queries, organisation: OrganisationId) -> list[Given]:
    """Everybody who administers a part of an organisation; those of the whole first."""
    rows = await db.fetch(
        f"{_ROW} WHERE a.organisation_id = $1 ORDER BY a.unit_id NULLS FIRST, a.id LIMIT 1000", organisation
    )
    return [_given(row) for row in rows]


async def who_administers(db: Queries, organisation: OrganisationId) -> list[PersonId]:
    """Everybody who administers a whole organisation now, by himself or by the post that he holds."""
    rows = await db.fetch(
        "SELECT DISTINCT coalesce(a.person_id, h.person_id) AS person FROM directory_administrators a"
        " LEFT JOIN directory_holdings h ON h.post_id = a.post_id AND h.until IS NULL"
        " WHERE a.organisation_id = $1 AND a.unit_id IS NULL AND coalesce(a.person_id, h.person_id) IS NOT NULL"
        " ORDER BY person",
        organisation,
    )
    return [PersonId(row["person"]) for row in rows]


async def take(conn: Connection, number: int) -> None:
    await conn.execute("DELETE FROM directory_administrators WHERE id = $1", number)


async def forget(conn: Connection, person: PersonId) -> None:
    """Rights that were given to a person himself end with his account."""
    await conn.execute("DELETE FROM directory_administrators WHERE person_id = $1", person)


async def forget_in(conn: Connection, person: PersonId, organisation: OrganisationId) -> None:
    """The same in one organisation, which he leaves."""
    await conn.execute(
        "DELETE FROM directory_administrators WHERE person_id = $1 AND organisation_id = $2", person, organisation
    )


async def going_with(db: Queries, posts: Iterable[PostId]) -> list[PostId]:
    """Those of these posts that carry a right to administer."""
    rows = await db.fetch(
        "SELECT DISTINCT post_id FROM directory_administrators WHERE post_id = ANY($1::bigint[])", list(posts)
    )
    return [PostId(row["post_id"]) for row in rows]


def _place(row: Record) -> Administration:
    unit = row["unit_id"]
    return Administration(
        organisation=OrganisationId(row["organisation_id"]), unit=None if unit is None else UnitId(unit)
    )


def _given(row: Record) -> Given:
    post, person = row["post_id"], row["person_id"]
    return Given(
        id=row["id"],
        place=_place(row),
        post=None if post is None else PostId(post),
        person=None if person is None else PersonId(person),
    )
