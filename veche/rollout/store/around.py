"""The tables `rollout_old_groups`, `rollout_recommendations` and `rollout_mirrors`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ChatId, OrganisationId, PersonId, UnitId


class OldGroup(Struct, frozen=True):
    id: int
    plan: int
    unit: UnitId | None
    title: str
    closed_at: datetime | None = None


class Recommendation(Struct, frozen=True):
    organisation: OrganisationId
    body: str
    due_on: date | None
    said_at: datetime


class Mirror(Struct, frozen=True, kw_only=True):
    id: int
    organisation: OrganisationId
    chat: ChatId
    code: str
    title: str
    ends_on: date
    created_at: datetime
    ended_at: datetime | None = None


# -- old groups

_GROUP = "id, plan_id, unit_id, title, closed_at"


async def add_group(conn: Connection, group: OldGroup) -> None:
    await conn.execute(
        "INSERT INTO rollout_old_groups (id, plan_id, unit_id, title) VALUES ($1, $2, $3, $4)",
        group.id,
        group.plan,
        group.unit,
        group.title,
    )


async def groups(db: Queries, plan: int) -> list[OldGroup]:
    rows = await db.fetch(
        f"SELECT {_GROUP} FROM rollout_old_groups WHERE plan_id = $1 ORDER BY closed_at NULLS FIRST, title, id", plan
    )
    return [_group(row) for row in rows]


async def group(db: Queries, number: int) -> OldGroup | None:
    row = await db.fetchrow(f"SELECT {_GROUP} FROM rollout_old_groups WHERE id = $1", number)
    return None if row is None else _group(row)


async def set_closed(conn: Connection, number: int, *, at: datetime | None, by: PersonId | None) -> None:
    await conn.execute(
        "UPDATE rollout_old_groups SET closed_at = $2, closed_by = $3, chat_id = NULL WHERE id = $1", number, at, by
    )


async def remove_group(conn: Connection, number: int) -> None:
    await conn.execute("DELETE FROM rollout_old_groups WHERE id = $1", number)


async def came_along(
    db: Queries, *, title: str, chat: ChatId, at: datetime, organisations: Iterable[OrganisationId] | None
) -> list[int]:
    """The open group of this title is closed, if these bodies (None: all) have one and not several: which of several
    came along, nobody can tell. Answers the plan."""
    rows = await db.fetch(
        "WITH found AS (SELECT g.id FROM rollout_old_groups g JOIN rollout_plans p ON p.id = g.plan_id"
        " WHERE p.closed_at IS NULL AND g.closed_at IS NULL AND lower(g.title) = lower($1)"
        " AND ($4::bigint[] IS NULL OR p.organisation_id = ANY($4)))"
        " UPDATE rollout_old_groups g SET closed_at = $3, chat_id = $2 FROM found"
        " WHERE g.id = found.id AND (SELECT count(*) FROM found) = 1 RETURNING g.plan_id",
        title,
        chat,
        at,
        None if organisations is None else list(organisations),
    )
    return [row["plan_id"] for row in rows]


async def went_back(db: Queries, chat: ChatId) -> list[int]:
    """The import was undone. Answers the plan."""
    rows = await db.fetch(
        "UPDATE rollout_old_groups SET closed_at = NULL, chat_id = NULL WHERE chat_id = $1 RETURNING plan_id", chat
    )
    return [row["plan_id"] for row in rows]


# -- what bodies above wish


async def recommend(conn: Connection, one: Recommendation, *, by: PersonId) -> None:
    await conn.execute(
        "INSERT INTO rollout_recommendations (organisation_id, body, due_on, said_by, said_at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organisation_id)"
        " DO UPDATE SET body = $2, due_on = $3, said_by = $4, said_at = $5",
        one.organisation,
        one.body,
        one.due_on,
        by,
        one.said_at,
    )


async def withdraw(conn: Connection, organisation: OrganisationId) -> None:
    await conn.execute("DELETE FROM rollout_recommendations WHERE organisation_id = $1", organisation)


async def recommendations(db: Queries, organisations: Iterable[OrganisationId]) -> dict[OrganisationId, Recommendation]:
    rows = await db.fetch(
        "SELECT organisation_id, body, due_on, said_at FROM rollout_recommendations"
        " WHERE organisation_id = ANY($1::bigint[])",
        list(organisations),
    )
    return {
        OrganisationId(row["organisation_id"]): Recommendation(
            OrganisationId(row["organisation_id"]), row["body"], row["due_on"], row["said_at"]
        )
        for row in rows
    }


# -- mirrors

_MIRROR = "id, organisation_id, chat_id, code, title, ends_on, created_at, ended_at"


async def add_mirror(conn: Connection, mirror: Mirror, *, by: PersonId) -> bool:
    """False where the channel has one."""
    added = await conn.fetchval(
        "INSERT INTO rollout_mirrors (id, organisation_id, chat_id, code, title, ends_on, created_by, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (chat_id) WHERE ended_at IS NULL DO NOTHING RETURNING id",
        mirror.id,
        mirror.organisation,
        mirror.chat,
        mirror.code,
        mirror.title,
        mirror.ends_on,
        by,
        mirror.created_at,
    )
    return added is not None


async def mirror_by_code(db: Queries, code: str) -> Mirror | None:
    row = await db.fetchrow(f"SELECT {_MIRROR} FROM rollout_mirrors WHERE code = $1", code)
    return None if row is None else _mirror(row)


async def mirror(db: Queries, number: int) -> Mirror | None:
    row = await db.fetchrow(f"SELECT {_MIRROR} FROM rollout_mirrors WHERE id = $1", number)
    return None if row is None else _mirror(row)


async def mirrors(db: Queries, organisation: OrganisationId) -> list[Mirror]:
    rows = await db.fetch(
        f"SELECT {_MIRROR} FROM rollout_mirrors WHERE organisation_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50",
        organisation,
    )
    return [_mirror(row) for row in rows]


async def end_mirror(conn: Connection, number: int, *, at: datetime) -> None:
    await conn.execute("UPDATE rollout_mirrors SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", number, at)


async def end_old_mirrors(db: Queries, chat: ChatId, *, today: date, at: datetime) -> None:
    """One that is over does not stand in the way of the next."""
    await db.execute(
        "UPDATE rollout_mirrors SET ended_at = $3 WHERE chat_id = $1 AND ended_at IS NULL AND ends_on < $2",
        chat,
        today,
        at,
    )


def _group(row: Record) -> OldGroup:
    unit = row["unit_id"]
    return OldGroup(row["id"], row["plan_id"], None if unit is None else UnitId(unit), row["title"], row["closed_at"])


def _mirror(row: Record) -> Mirror:
    return Mirror(
        id=row["id"],
        organisation=OrganisationId(row["organisation_id"]),
        chat=ChatId(row["chat_id"]),
        code=row["code"],
        title=row["title"],
        ends_on=row["ends_on"],
        created_at=row["created_at"],
        ended_at=row["ended_at"],
    )
