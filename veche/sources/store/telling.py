"""The table `sources_resources` as far as staff has to hear of it: who waits, who is held, what a plan knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId


class Waiting(Struct, frozen=True, kw_only=True):
    """A user of whom staff has not heard yet."""

    id: int
    key: str
    name: str
    doc: dict[str, Any]
    news: int
    active: bool
    gone: bool
    stands: bool
    released: bool


_WAITING: Final = "id, key, name, doc, news, active, gone, stands, released"


def _waiting(row: Record) -> Waiting:
    return Waiting(
        id=row["id"],
        key=row["key"],
        name=row["name"],
        doc=msgspec.json.decode(row["doc"]),
        news=row["news"],
        active=row["active"],
        gone=row["gone"],
        stands=row["stands"],
        released=row["released"],
    )


class Counts(Struct, frozen=True):
    users: int
    groups: int
    waiting: int
    held: int


class Troubled(Struct, frozen=True):
    id: int
    name: str
    problem: str | None


async def waiting(db: Queries, organisation: OrganisationId, *, limit: int) -> list[Waiting]:
    """The leavers first: then their posts are free for whoever comes."""
    rows = await db.fetch(
        f"SELECT {_WAITING} FROM sources_resources"
        " WHERE organisation_id = $1 AND kind = 'User' AND applied < news AND NOT held ORDER BY active, id LIMIT $2",
        organisation,
        limit,
    )
    return [_waiting(row) for row in rows]


async def everybody(db: Queries, organisation: OrganisationId, *, after: int, limit: int) -> list[Waiting]:
    """All users, in the order of ids; those too who are gone and of whom staff has not heard that."""
    rows = await db.fetch(
        f"SELECT {_WAITING} FROM sources_resources WHERE organisation_id = $1 AND kind = 'User' AND id > $2"
        " ORDER BY id LIMIT $3",
        organisation,
        after,
        limit,
    )
    return [_waiting(row) for row in rows]


async def set_planned(conn: Queries, users: Sequence[Waiting]) -> None:
    """The plan that is being made knows them as they were read."""
    await conn.execute(
        "UPDATE sources_resources r SET planned = p.news"
        " FROM unnest($1::bigint[], $2::int[]) AS p (id, news) WHERE r.id = p.id",
        [one.id for one in users],
        [one.news for one in users],
    )


async def settle(conn: Connection, organisation: OrganisationId, *, wrong: Collection[str]) -> None:
    """Staff has done what the plan said: nobody has to be told again but those (by userName) whom it left out."""
    await conn.execute(
        "DELETE FROM sources_resources WHERE organisation_id = $1 AND kind = 'User' AND gone AND planned = news"
        " AND name <> ALL($2::text[])",
        organisation,
        list(wrong),
    )
    await conn.execute(
        "UPDATE sources_resources SET applied = greatest(applied, planned), problem = NULL, planned = NULL,"
        " held = held AND planned < news, stands = CASE WHEN planned = news THEN active ELSE stands END"
        " WHERE organisation_id = $1 AND kind = 'User' AND planned IS NOT NULL AND name <> ALL($2::text[])",
        organisation,
        list(wrong),
    )


async def set_applied(conn: Queries, one: Waiting, *, problem: str | None) -> None:
    """Staff has heard as much as `one` knows; who is gone is forgotten then."""
    if one.gone and problem is None:
        await conn.execute("DELETE FROM sources_resources WHERE id = $1 AND news = $2", one.id, one.news)
        return
    await conn.execute(
        "UPDATE sources_resources SET applied = $2, problem = $3,"
        " stands = CASE WHEN $3::text IS NULL THEN $4 ELSE stands END WHERE id = $1",
        one.id,
        one.news,
        problem,
        one.active,
    )


async def verdict(conn: Queries, one: Waiting) -> bool | None:
    """Whether it was decided already that he may leave; None: not yet."""
    row = await conn.fetchrow(
        "SELECT held, released FROM sources_resources WHERE id = $1 AND news = $2", one.id, one.news
    )
    if row is None:
        return False  # he changed meanwhile: the next round has him
    return True if row["released"] else False if row["held"] else None


async def let_go(conn: Queries, one: Waiting) -> None:
    """He is counted among the leavers of the day, once."""
    await conn.execute("UPDATE sources_resources SET released = true WHERE id = $1", one.id)


async def hold(conn: Queries, one: Waiting) -> None:
    """He is to leave, and waits until somebody has looked at it."""
    await conn.execute("UPDATE sources_resources SET held = true WHERE id = $1 AND news = $2", one.id, one.news)


async def release(conn: Queries, organisation: OrganisationId) -> int:
    done = await conn.execute(
        "UPDATE sources_resources SET held = false, released = true WHERE organisation_id = $1 AND held", organisation
    )
    return int(done.removeprefix("UPDATE "))


async def again(conn: Queries, organisation: OrganisationId) -> None:
    """Staff has to hear of everybody once more."""
    await conn.execute(
        "UPDATE sources_resources SET news = news + 1 WHERE organisation_id = $1 AND kind = 'User'", organisation
    )


async def counts(db: Queries, organisation: OrganisationId) -> Counts:
    row = await db.fetchrow(
        "SELECT count(*) FILTER (WHERE kind = 'User' AND NOT gone) AS users,"
        " count(*) FILTER (WHERE kind = 'Group') AS groups,"
        " count(*) FILTER (WHERE kind = 'User' AND applied < news AND NOT held) AS waiting,"
        " count(*) FILTER (WHERE held) AS held FROM sources_resources WHERE organisation_id = $1",
        organisation,
    )
    assert row is not None
    return Counts(row["users"], row["groups"], row["waiting"], row["held"])


async def troubled(db: Queries, organisation: OrganisationId, *, limit: int) -> list[Troubled]:
    rows = await db.fetch(
        "SELECT id, coalesce(doc->>'displayName', doc->>'userName', name) AS name, problem FROM sources_resources"
        " WHERE organisation_id = $1 AND (held OR problem IS NOT NULL) ORDER BY id LIMIT $2",
        organisation,
        limit,
    )
    return [Troubled(row["id"], row["name"], row["problem"]) for row in rows]
