"""The tables `bots_heads` and `bots_updates`: what each bot is to be told, numbered without gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from veche.bots.model.updates import ON_REQUEST
from veche.ground.db import Connection, Queries
from veche.ground.ids import BotId

# Numbers are taken, rows written, and a delivery for each webhook that wants the type, all in one statement.
_PUT = """
WITH asked AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[])
        WITH ORDINALITY AS a (bot, type, chat, body, place)
), moved AS (
    UPDATE bots_heads h SET head = h.head + c.n
      FROM (SELECT bot, count(*) AS n FROM asked GROUP BY bot) c
     WHERE h.bot_id = c.bot RETURNING h.bot_id, h.head - c.n AS base
), written AS (
    INSERT INTO bots_updates (bot_id, number, type, chat_id, body, created_at)
    SELECT a.bot, m.base + row_number() OVER (PARTITION BY a.bot ORDER BY a.place), a.type, a.chat, a.body, $5
      FROM asked a JOIN moved m ON m.bot_id = a.bot
    RETURNING bot_id, number, type, chat_id
)
INSERT INTO bots_deliveries (subscription_id, number, bot_id, chat_id, state, next_at, made_at)
SELECT s.id, w.number, w.bot_id, w.chat_id, 'waiting', $5, $5
  FROM written w JOIN bots_subscriptions s ON s.bot_id = w.bot_id
   AND CASE WHEN s.types IS NULL THEN w.type <> ALL($6::text[]) ELSE w.type = ANY(s.types) END
"""


class NewUpdate(Struct, frozen=True, gc=False):
    """One update of one bot, as JSON."""

    bot: BotId
    type: str
    chat: int
    body: str


class Head(Struct, frozen=True):
    """How many updates a bot had, how many it confirmed, how many were handed to polls without a marker."""

    head: int
    acked: int
    handed: int


class Row(Struct, frozen=True, gc=False):
    number: int
    type: str
    body: str


async def put(conn: Connection, updates: Sequence[NewUpdate], *, at: datetime) -> None:
    """Number and write these, in their order. Bots are locked by number, so that two writers never wait crosswise."""
    bots = sorted({one.bot for one in updates})
    if len(bots) > 1:
        await conn.execute(
            "SELECT FROM bots_heads WHERE bot_id = ANY($1::bigint[]) ORDER BY bot_id FOR NO KEY UPDATE", bots
        )
    await conn.execute(
        _PUT,
        [one.bot for one in updates],
        [one.type for one in updates],
        [one.chat for one in updates],
        [one.body for one in updates],
        at,
        list(ON_REQUEST),
    )


async def head_of(db: Queries, bot: BotId) -> Head:
    row = await db.fetchrow("SELECT head, acked, handed FROM bots_heads WHERE bot_id = $1", bot)
    return Head(0, 0, 0) if row is None else Head(*row.values())


async def confirm(db: Queries, bot: BotId, *, upto: int) -> None:
    """The bot has these; they are not needed any more."""
    await db.execute(
        "WITH moved AS (UPDATE bots_heads SET acked = greatest(acked, least($2, head)) WHERE bot_id = $1)"
        " DELETE FROM bots_updates WHERE bot_id = $1 AND number <= $2",
        bot,
        upto,
    )


async def hand(db: Queries, bot: BotId, *, upto: int) -> None:
    """A poll without a marker was given these."""
    await db.execute("UPDATE bots_heads SET handed = greatest(handed, $2) WHERE bot_id = $1", bot, upto)


async def page(db: Queries, bot: BotId, *, start: int, limit: int) -> list[Row]:
    """Updates from `start` on, as far as they are still there."""
    rows = await db.fetch(
        "SELECT number, type, body FROM bots_updates WHERE bot_id = $1 AND number >= $2 ORDER BY number LIMIT $3",
        bot,
        start,
        limit,
    )
    return [Row(*row.values()) for row in rows]


async def waiting(db: Queries, bot: BotId, *, after: int) -> int:
    """How many there are that the bot has not fetched; counted up to a thousand."""
    count: int = await db.fetchval(
        "SELECT count(*) FROM (SELECT FROM bots_updates WHERE bot_id = $1 AND number > $2 LIMIT 1000) AS waiting",
        bot,
        after,
    )
    return count


async def sweep(db: Queries, *, before: datetime, limit: int = 5_000) -> int:
    """Forget what nobody fetched in time."""
    rows = await db.fetch(
        "DELETE FROM bots_updates WHERE (bot_id, number) IN ("
        " SELECT bot_id, number FROM bots_updates WHERE created_at < $1 ORDER BY created_at LIMIT $2) RETURNING 1",
        before,
        limit,
    )
    return len(rows)
