"""What a bot may read, as `bots_rooms` has it."""

from __future__ import annotations

from veche.ground.db import Queries
from veche.ground.ids import BotId, ChatId


async def reads_all(db: Queries, bot: BotId, chat: ChatId) -> bool:
    """Was the bot told to read everything that is said there?"""
    found: bool | None = await db.fetchval(
        "SELECT reads_all FROM bots_rooms WHERE bot_id = $1 AND chat_id = $2 AND gone_at IS NULL", bot, chat
    )
    return bool(found)
