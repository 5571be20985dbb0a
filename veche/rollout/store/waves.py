"""The tables `rollout_waves` and `rollout_scopes`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import PostId, UnitId
from veche.rollout.model import Wave, WaveState

_WAVES = (
    "SELECT w.id, w.plan_id, w.number, w.title, w.due_on, w.state, w.responsible, w.help_chat, w.help_link,"
    " w.started_at, array_remove(array_agg(s.unit_id ORDER BY s.unit_id), NULL) AS units,"
    " array_remove(array_agg(s.post_id ORDER BY s.post_id), NULL) AS posts"
    " FROM rollout_waves w LEFT JOIN rollout_scopes s ON s.wave_id = w.id"
)


async def add(conn: Connection, wave: Wave) -> None:
    await conn.execute(
        "INSERT INTO rollout_waves (id, plan_id, number, title, due_on, responsible) VALUES ($1, $2, $3, $4, $5, $6)",
        wave.id,
        wave.plan,
        wave.number,
        wave.title,
        wave.due_on,
        wave.responsible,
    )
    await set_scope(conn, wave.id, units=wave.units, posts=wave.posts)


async def change(conn: Connection, wave: Wave) -> None:
    await conn.execute(
        "UPDATE rollout_waves SET title = $2, due_on = $3, responsible = $4 WHERE id = $1",
        wave.id,
        wave.title,
        wave.due_on,
        wave.responsible,
    )


async def set_scope(conn: Connection, wave: int, *, units: Sequence[UnitId], posts: Sequence[PostId]) -> None:
    await conn.execute("DELETE FROM rollout_scopes WHERE wave_id = $1", wave)
    await conn.execute(
        "INSERT INTO rollout_scopes (wave_id, unit_id, post_id)"
        " SELECT $1::bigint, unit, NULL::bigint FROM unnest($2::bigint[]) AS u (unit)"
        " UNION ALL SELECT $1::bigint, NULL, post FROM unnest($3::bigint[]) AS p (post)",
        wave,
        list(dict.fromkeys(units)),
        list(dict.fromkeys(posts)),
    )


async def set_state(conn: Connection, wave: int, state: WaveState, *, started_at: datetime | None) -> None:
    await conn.execute("UPDATE rollout_waves SET state = $2, started_at = $3 WHERE id = $1", wave, state, started_at)


async def set_help(conn: Connection, wave: int, *, chat: int | None, link: str) -> None:
    await conn.execute("UPDATE rollout_waves SET help_chat = $2, help_link = $3 WHERE id = $1", wave, chat, link)


async def remove(conn: Connection, wave: int) -> None:
    await conn.execute("DELETE FROM rollout_waves WHERE id = $1", wave)


async def get(db: Queries, wave: int) -> Wave | None:
    row = await db.fetchrow(f"{_WAVES} WHERE w.id = $1 GROUP BY w.id", wave)
    return None if row is None else _wave(row)


async def lock(conn: Connection, wave: int) -> Wave | None:
    """The wave, which nobody else starts, pauses or rolls back until the transaction ends."""
    if await conn.fetchval("SELECT 1 FROM rollout_waves WHERE id = $1 FOR NO KEY UPDATE", wave) is None:
        return None
    return await get(conn, wave)


async def of_plan(db: Queries, plan: int) -> list[Wave]:
    return [
        _wave(row) for row in await db.fetch(f"{_WAVES} WHERE w.plan_id = $1 GROUP BY w.id ORDER BY w.number", plan)
    ]


def _wave(row: Record) -> Wave:
    return Wave(
        id=row["id"],
        plan=row["plan_id"],
        number=row["number"],
        title=row["title"],
        due_on=row["due_on"],
        state=row["state"],
        responsible=None if row["responsible"] is None else PostId(row["responsible"]),
        help_chat=row["help_chat"],
        help_link=row["help_link"],
        started_at=row["started_at"],
        units=tuple(UnitId(unit) for unit in row["units"]),
        posts=tuple(PostId(post) for post in row["posts"]),
    )
