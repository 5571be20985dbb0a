"""The tables `bots_subscriptions` and `bots_deliveries`: where updates are sent, what waits to be sent, and the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import BotId


class Subscription(Struct, frozen=True):
    id: int
    bot: BotId
    url: str
    types: tuple[str, ...] | None
    secret: bytes | None
    made_at: datetime
    failing_since: datetime | None


class Waiting(Struct, frozen=True, gc=False):
    """A delivery that is due, with the body of its update; without one the update is forgotten by now."""

    number: int
    round: int
    chat: int
    attempts: int
    type: str | None
    body: str | None


class Logged(Struct, frozen=True):
    """A delivery as its author sees it."""

    subscription: int
    number: int
    round: int
    chat: int
    state: str
    attempts: int
    next_at: datetime
    made_at: datetime
    last_at: datetime | None
    status: int | None
    error: str
    took_ms: int | None
    url: str | None
    type: str | None


_COLUMNS = "id, bot_id, url, types, secret, made_at, failing_since"

# The first that waits in each chat, if its time has come: what follows in that chat waits for it.
_DUE = """
SELECT d.number, d.round, d.chat_id, d.attempts, u.type, u.body
  FROM (SELECT DISTINCT ON (chat_id) chat_id, number, round, attempts, next_at FROM bots_deliveries
         WHERE subscription_id = $1 AND state = 'waiting' AND chat_id <> ALL($3::bigint[])
         ORDER BY chat_id, number, round) AS first
  JOIN LATERAL (
        SELECT number, round, chat_id, attempts FROM bots_deliveries
         WHERE subscription_id = $1 AND state = 'waiting' AND chat_id = first.chat_id
         ORDER BY number, round LIMIT $5) AS d ON first.next_at <= $2
  LEFT JOIN bots_updates u ON u.bot_id = $6 AND u.number = d.number
 ORDER BY d.number, d.round LIMIT $4
"""


def _subscription(row: Record) -> Subscription:
    number, bot, url, types, secret, made_at, failing_since = row.values()
    return Subscription(number, bot, url, None if types is None else tuple(types), secret, made_at, failing_since)


async def subscribe(
    conn: Connection,
    bot: BotId,
    *,
    number: int,
    url: str,
    types: Sequence[str] | None,
    secret: bytes | None,
    at: datetime,
) -> None:
    """A new address, or new settings of one that is there."""
    await conn.execute(
        "INSERT INTO bots_subscriptions (id, bot_id, url, types, secret, made_at) VALUES ($1, $2, $3, $4, $5, $6)"
        " ON CONFLICT (bot_id, url) DO UPDATE SET types = $4, secret = $5, failing_since = NULL",
        number,
        bot,
        url,
        None if types is None else list(types),
        secret,
        at,
    )


async def unsubscribe(conn: Connection, bot: BotId, *, url: str) -> bool:
    """What waits for it is given up, and stays in the log."""
    number = await conn.fetchval("DELETE FROM bots_subscriptions WHERE bot_id = $1 AND url = $2 RETURNING id", bot, url)
    if number is None:
        return False
    await give_up(conn, number, error="unsubscribed")
    return True


async def give_up(conn: Connection, subscription: int, *, error: str) -> None:
    await conn.execute(
        "UPDATE bots_deliveries SET state = 'failed', error = $2 WHERE subscription_id = $1 AND state = 'waiting'",
        subscription,
        error,
    )


async def remove(conn: Connection, subscription: int, *, error: str) -> None:
    """It failed for too long."""
    await conn.execute("DELETE FROM bots_subscriptions WHERE id = $1", subscription)
    await give_up(conn, subscription, error=error)


async def of_bot(db: Queries, bot: BotId) -> list[Subscription]:
    rows = await db.fetch(f"SELECT {_COLUMNS} FROM bots_subscriptions WHERE bot_id = $1 ORDER BY made_at, id", bot)
    return [_subscription(row) for row in rows]


async def any_of(db: Queries, bot: BotId) -> bool:
    return bool(await db.fetchval("SELECT EXISTS (SELECT FROM bots_subscriptions WHERE bot_id = $1)", bot))


async def one(db: Queries, subscription: int) -> Subscription | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM bots_subscriptions WHERE id = $1", subscription)
    return None if row is None else _subscription(row)


async def with_work(db: Queries, *, now: datetime) -> list[int]:
    """Subscriptions for which something is due."""
    rows = await db.fetch(
        "SELECT s.id FROM bots_subscriptions s WHERE EXISTS (SELECT FROM bots_deliveries d"
        " WHERE d.subscription_id = s.id AND d.state = 'waiting' AND d.next_at <= $1)",
        now,
    )
    return [row["id"] for row in rows]


async def of_bots_with_work(db: Queries, bots: Iterable[BotId]) -> list[int]:
    rows = await db.fetch("SELECT id FROM bots_subscriptions WHERE bot_id = ANY($1::bigint[])", list(bots))
    return [row["id"] for row in rows]


async def due(
    db: Queries, subscription: Subscription, *, now: datetime, busy: Iterable[int], limit: int, in_chat: int
) -> list[Waiting]:
    """What can be sent now, in order, a few of each chat; chats in `busy` are being sent to already."""
    rows = await db.fetch(_DUE, subscription.id, now, list(busy), limit, in_chat, subscription.bot)
    return [Waiting(*row.values()) for row in rows]


class Taken(Struct, frozen=True, gc=False):
    """What an address has taken, how long that was, and when."""

    sent: Waiting
    took_ms: int
    at: datetime


async def done(db: Queries, subscription: int, taken: Sequence[Taken]) -> None:
    """Each with a 200; one statement for all of them."""
    await db.execute(
        "WITH well AS (UPDATE bots_subscriptions SET failing_since = NULL WHERE id = $1 AND failing_since IS NOT NULL)"
        " UPDATE bots_deliveries d SET state = 'done', attempts = attempts + 1, status = 200, error = '',"
        " took_ms = t.took_ms, last_at = t.at"
        " FROM unnest($2::bigint[], $3::int[], $4::int[], $5::timestamptz[]) AS t (number, round, took_ms, at)"
        " WHERE d.subscription_id = $1 AND d.number = t.number AND d.round = t.round",
        subscription,
        [one.sent.number for one in taken],
        [one.sent.round for one in taken],
        [one.took_ms for one in taken],
        [one.at for one in taken],
    )


async def failed(
    db: Queries,
    subscription: int,
    sent: Waiting,
    *,
    status: int | None,
    error: str,
    took_ms: int,
    at: datetime,
    again_at: datetime | None,
) -> None:
    """`again_at` None: it is given up, and what follows in its chat has its turn."""
    await db.execute(
        "WITH ill AS (UPDATE bots_subscriptions SET failing_since = $7 WHERE id = $1 AND failing_since IS NULL)"
        " UPDATE bots_deliveries SET state = CASE WHEN $8::timestamptz IS NULL THEN 'failed' ELSE 'waiting' END,"
        " attempts = attempts + 1, status = $4, error = $5, took_ms = $6, last_at = $7,"
        " next_at = coalesce($8, next_at) WHERE subscription_id = $1 AND number = $2 AND round = $3",
        subscription,
        sent.number,
        sent.round,
        status,
        error,
        took_ms,
        at,
        again_at,
    )


async def hopeless(db: Queries, *, failing_before: datetime) -> list[Subscription]:
    rows = await db.fetch(f"SELECT {_COLUMNS} FROM bots_subscriptions WHERE failing_since < $1", failing_before)
    return [_subscription(row) for row in rows]


async def log_page(db: Queries, bot: BotId, *, before: int | None, limit: int) -> list[Logged]:
    """The newest first."""
    rows = await db.fetch(
        "SELECT d.subscription_id, d.number, d.round, d.chat_id, d.state, d.attempts, d.next_at, d.made_at, d.last_at,"
        " d.status, d.error, d.took_ms, s.url, u.type FROM bots_deliveries d"
        " LEFT JOIN bots_subscriptions s ON s.id = d.subscription_id"
        " LEFT JOIN bots_updates u ON u.bot_id = d.bot_id AND u.number = d.number"
        " WHERE d.bot_id = $1 AND ($2::bigint IS NULL OR d.number < $2)"
        " ORDER BY d.number DESC, d.round DESC, d.subscription_id LIMIT $3",
        bot,
        before,
        limit,
    )
    return [Logged(*row.values()) for row in rows]


async def replay(conn: Connection, bot: BotId, *, numbers: Sequence[int], at: datetime) -> int:
    """Send these once more to every address that is there now, as far as their updates are still kept."""
    rows = await conn.fetch(
        "INSERT INTO bots_deliveries (subscription_id, number, round, bot_id, chat_id, state, next_at, made_at)"
        " SELECT s.id, u.number, coalesce((SELECT max(d.round) + 1 FROM bots_deliveries d"
        "  WHERE d.subscription_id = s.id AND d.number = u.number), 0), u.bot_id, u.chat_id, 'waiting', $3, $3"
        " FROM bots_updates u JOIN bots_subscriptions s ON s.bot_id = u.bot_id"
        " WHERE u.bot_id = $1 AND u.number = ANY($2::bigint[])"
        " AND NOT EXISTS (SELECT FROM bots_deliveries d WHERE d.subscription_id = s.id AND d.number = u.number"
        "  AND d.state = 'waiting') RETURNING 1",
        bot,
        list(numbers),
        at,
    )
    return len(rows)


async def sweep(db: Queries, *, before: datetime, limit: int = 5_000) -> int:
    rows = await db.fetch(
        "DELETE FROM bots_deliveries WHERE (subscription_id, number, round) IN ("
        " SELECT subscription_id, number, round FROM bots_deliveries WHERE made_at < $1 AND state <> 'waiting'"
        " ORDER BY made_at LIMIT $2) RETURNING 1",
        before,
        limit,
    )
    return len(rows)
