"""The tables `rollout_plans` and `rollout_units`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ChatId, OrganisationId, PersonId, PostId, UnitId
from veche.rollout.model import Target


class Plan(Struct, frozen=True, kw_only=True):
    id: int
    organisation: OrganisationId
    title: str
    target: Target
    starts_on: date
    due_on: date
    created_by: PersonId
    created_at: datetime
    target_chat: ChatId | None = None
    order_file: int | None = None
    order_name: str = ""
    reminders: int = 3
    remind_days: int = 3
    compared: bool = False
    public_code: str | None = None
    closed_at: datetime | None = None


class UnitHelp(Struct, frozen=True):
    """Who answers for a unit, and the chat of its people."""

    unit: UnitId
    responsible: PostId | None
    chat: ChatId | None


_COLUMNS = (
    "id, organisation_id, title, target, target_chat, order_file, order_name, starts_on, due_on, reminders,"
    " remind_days, compared, public_code, created_by, created_at, closed_at"
)


async def add(conn: Connection, plan: Plan) -> bool:
    """False where the organisation has an open plan."""
    added = await conn.fetchval(
        f"INSERT INTO rollout_plans ({_COLUMNS})"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
        " ON CONFLICT (organisation_id) WHERE closed_at IS NULL DO NOTHING RETURNING id",
        plan.id,
        plan.organisation,
        plan.title,
        plan.target,
        plan.target_chat,
        plan.order_file,
        plan.order_name,
        plan.starts_on,
        plan.due_on,
        plan.reminders,
        plan.remind_days,
        plan.compared,
        plan.public_code,
        plan.created_by,
        plan.created_at,
        plan.closed_at,
    )
    return added is not None


async def change(conn: Connection, plan: Plan) -> None:
    await conn.execute(
        "UPDATE rollout_plans SET title = $2, target = $3, target_chat = $4, order_file = $5, order_name = $6,"
        " starts_on = $7, due_on = $8, reminders = $9, remind_days = $10, compared = $11, public_code = $12,"
        " closed_at = $13 WHERE id = $1",
        plan.id,
        plan.title,
        plan.target,
        plan.target_chat,
        plan.order_file,
        plan.order_name,
        plan.starts_on,
        plan.due_on,
        plan.reminders,
        plan.remind_days,
        plan.compared,
        plan.public_code,
        plan.closed_at,
    )


async def get(db: Queries, plan: int, *, lock: bool = False) -> Plan | None:
    end = " FOR NO KEY UPDATE" if lock else ""
    return _plan(await db.fetchrow(f"SELECT {_COLUMNS} FROM rollout_plans WHERE id = $1{end}", plan))


async def by_code(db: Queries, code: str) -> Plan | None:
    return _plan(await db.fetchrow(f"SELECT {_COLUMNS} FROM rollout_plans WHERE public_code = $1", code))


async def of_organisations(db: Queries, organisations: Iterable[OrganisationId] | None) -> list[Plan]:
    """The newest plan of each; None: of all."""
    rows = await db.fetch(
        f"SELECT DISTINCT ON (organisation_id) {_COLUMNS} FROM rollout_plans"
        " WHERE $1::bigint[] IS NULL OR organisation_id = ANY($1)"
        " ORDER BY organisation_id, closed_at IS NOT NULL, created_at DESC, id DESC",
        None if organisations is None else list(organisations),
    )
    return [plan for row in rows if (plan := _plan(row)) is not None]


async def answered_by(db: Queries, posts: Iterable[PostId]) -> list[int]:
    """The plans in which one of these posts answers for a wave or a unit."""
    rows = await db.fetch(
        "SELECT plan_id FROM rollout_waves WHERE responsible = ANY($1::bigint[])"
        " UNION SELECT plan_id FROM rollout_units WHERE responsible = ANY($1::bigint[])",
        list(posts),
    )
    return [row["plan_id"] for row in rows]


async def orders_in_use(db: Queries, files: Iterable[int]) -> set[int]:
    rows = await db.fetch("SELECT order_file FROM rollout_plans WHERE order_file = ANY($1::bigint[])", list(files))
    return {row["order_file"] for row in rows}


async def organisations_of_order(db: Queries, file: int) -> list[tuple[int, OrganisationId]]:
    rows = await db.fetch("SELECT id, organisation_id FROM rollout_plans WHERE order_file = $1", file)
    return [(row["id"], OrganisationId(row["organisation_id"])) for row in rows]


# -- units of a plan


async def set_unit(conn: Connection, plan: int, unit: UnitHelp) -> None:
    await conn.execute(
        "INSERT INTO rollout_units (plan_id, unit_id, responsible, chat_id) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (plan_id, unit_id) DO UPDATE SET responsible = $3, chat_id = $4",
        plan,
        unit.unit,
        unit.responsible,
        unit.chat,
    )


async def units(db: Queries, plan: int) -> dict[UnitId, UnitHelp]:
    rows = await db.fetch("SELECT unit_id, responsible, chat_id FROM rollout_units WHERE plan_id = $1", plan)
    return {
        UnitId(row["unit_id"]): UnitHelp(
            UnitId(row["unit_id"]),
            None if row["responsible"] is None else PostId(row["responsible"]),
            None if row["chat_id"] is None else ChatId(row["chat_id"]),
        )
        for row in rows
    }


def _plan(row: Record | None) -> Plan | None:
    if row is None:
        return None
    return Plan(
        id=row["id"],
        organisation=OrganisationId(row["organisation_id"]),
        title=row["title"],
        target=row["target"],
        target_chat=None if row["target_chat"] is None else ChatId(row["target_chat"]),
        order_file=row["order_file"],
        order_name=row["order_name"],
        starts_on=row["starts_on"],
        due_on=row["due_on"],
        reminders=row["reminders"],
        remind_days=row["remind_days"],
        compared=row["compared"],
        public_code=row["public_code"],
        created_by=PersonId(row["created_by"]),
        created_at=row["created_at"],
        closed_at=row["closed_at"],
    )
