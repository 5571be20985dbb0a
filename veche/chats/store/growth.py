"""How a chat grew: counts by day, nobody by name."""

from __future__ import annotations

from datetime import date, datetime

from veche.ground.db import Queries
from veche.ground.ids import ChatId


async def growth(db: Queries, chat: ChatId, since: datetime) -> dict[date, int]:
    """By how much the number of members changed on each day (UTC); one statement, days without a change are absent.
    Who left and came back counts from when he came back."""
    rows = await db.fetch(
        "SELECT (at AT TIME ZONE 'UTC')::date AS day, sum(step)::int AS change FROM ("
        " SELECT joined_at AS at, 1 AS step FROM chats_members WHERE chat_id = $1 AND joined_at >= $2"
        " UNION ALL SELECT left_at, -1 FROM chats_members WHERE chat_id = $1 AND left_at >= $2"
        ") AS moves GROUP BY day",
        chat,
        since,
    )
    return {row["day"]: row["change"] for row in rows}
