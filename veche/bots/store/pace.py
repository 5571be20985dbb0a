"""The table `bots_pace`: how fast bots asked and spoke a moment ago, where several processes serve them."""

from __future__ import annotations

from datetime import datetime, timedelta

from veche.ground.db import Database, Queries
from veche.ground.ids import BotId, ChatId

# A leaky bucket that holds a second's worth, by the one clock that all processes share.
_TAKE = """
INSERT INTO bots_pace AS p (bot_id, chat_id, empty_at) VALUES ($1, $2, clock_timestamp() + $3)
ON CONFLICT (bot_id, chat_id) DO UPDATE SET empty_at = greatest(p.empty_at, clock_timestamp()) + $3
 WHERE greatest(p.empty_at, clock_timestamp()) + $3 <= clock_timestamp() + interval '1.000001 second'
RETURNING true
"""


async def take(db: Database, bot: BotId, chat: ChatId, *, each: timedelta) -> bool:
    """One more, which is forgotten after `each`; False if the second is full. Chat 0: any request."""
    return bool(await db.fetchval(_TAKE, bot, chat, each))


async def sweep(db: Queries, *, before: datetime) -> None:
    await db.execute("DELETE FROM bots_pace WHERE empty_at < $1", before)
