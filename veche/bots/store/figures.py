"""The table `bots_hours`: what bots asked of the Bot API, by the hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Queries
from veche.ground.ids import BotId


class Hour(Struct):
    """Figures of one bot in one hour. `took_ms` is the sum over all requests but polls, `slowest` the longest."""

    bot: int
    hour: datetime
    requests: int = 0
    errors: int = 0
    limited: int = 0
    updates: int = 0
    took_ms: int = 0
    slowest: int = 0


async def add(db: Queries, hours: Sequence[Hour]) -> None:
    """Bots that are gone meanwhile are passed over."""
    await db.execute(
        "INSERT INTO bots_hours AS h (bot_id, hour, requests, errors, limited, updates, took_ms, slowest)"
        " SELECT a.* FROM unnest($1::bigint[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[],"
        " $7::bigint[], $8::int[]) AS a (bot, hour, requests, errors, limited, updates, took_ms, slowest)"
        " JOIN bots_bots b ON b.id = a.bot ORDER BY a.bot, a.hour"
        " ON CONFLICT (bot_id, hour) DO UPDATE SET requests = h.requests + excluded.requests,"
        " errors = h.errors + excluded.errors, limited = h.limited + excluded.limited,"
        " updates = h.updates + excluded.updates, took_ms = h.took_ms + excluded.took_ms,"
        " slowest = greatest(h.slowest, excluded.slowest)",
        [one.bot for one in hours],
        [one.hour for one in hours],
        [one.requests for one in hours],
        [one.errors for one in hours],
        [one.limited for one in hours],
        [one.updates for one in hours],
        [one.took_ms for one in hours],
        [one.slowest for one in hours],
    )


async def since(db: Queries, bot: BotId, moment: datetime) -> list[Hour]:
    rows = await db.fetch(
        "SELECT bot_id, hour, requests, errors, limited, updates, took_ms, slowest FROM bots_hours"
        " WHERE bot_id = $1 AND hour >= $2 ORDER BY hour",
        bot,
        moment,
    )
    return [Hour(*row.values()) for row in rows]


async def sweep(db: Queries, *, before: datetime) -> None:
    await db.execute("DELETE FROM bots_hours WHERE hour < $1", before)
