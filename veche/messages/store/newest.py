"""How the newest posts of a channel were seen: counts only."""

from __future__ import annotations

from datetime import datetime

from veche.ground.db import Queries
from veche.ground.ids import ChatId


async def views_of_newest(db: Queries, chat: ChatId, limit: int) -> list[tuple[int, datetime, int]]:
    """(seq, when, how many saw it) of the newest posts, the newest first; one statement."""
    rows = await db.fetch(
        "SELECT m.seq, m.sent_at, coalesce(v.views, 0) AS views FROM messages_messages m"
        " LEFT JOIN messages_views v ON v.chat_id = m.chat_id AND v.seq = m.seq"
        " WHERE m.chat_id = $1 AND m.deleted_at IS NULL AND m.service IS NULL ORDER BY m.seq DESC LIMIT $2",
        chat,
        limit,
    )
    return [(row["seq"], row["sent_at"], row["views"]) for row in rows]
