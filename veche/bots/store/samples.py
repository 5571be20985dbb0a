"""The table `bots_samples`."""

from __future__ import annotations

from typing import Final

from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId

COUNT: Final = 3


async def known(db: Queries) -> dict[int, ActorId]:
    """The sample people that are there, by their number."""
    rows = await db.fetch("SELECT number, actor_id FROM bots_samples ORDER BY number")
    return {row["number"]: ActorId(row["actor_id"]) for row in rows}


async def lock(conn: Connection) -> None:
    """Each is made once, by whoever comes first: three times in the life of an installation."""
    await conn.execute("LOCK TABLE bots_samples IN SHARE ROW EXCLUSIVE MODE")


async def add(conn: Connection, number: int, actor: ActorId) -> None:
    await conn.execute("INSERT INTO bots_samples (number, actor_id) VALUES ($1, $2)", number, actor)
