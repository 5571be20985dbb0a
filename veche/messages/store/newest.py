"""How the newest posts of a channel were seen: counts only."""

from __future__ import annotations

from collections.abc import Sequence
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


async def viewers_since(db: Queries, chat: ChatId, seqs: Sequence[int], moments: Sequence[datetime]) -> list[int]:
    """How many different people opened one of these posts for the first time since each of these moments; one
    statement, whose work is bounded by the posts that are asked about. Who they are does not leave the database."""
    rows = await db.fetch(
        "SELECT (SELECT count(DISTINCT v.person_id) FROM messages_viewers v"
        "  WHERE v.chat_id = $1 AND v.seq = ANY($2::bigint[]) AND v.viewed_at >= m.since) AS people"
        " FROM unnest($3::timestamptz[]) WITH ORDINALITY AS m (since, place) ORDER BY m.place",
        chat,
        list(seqs),
        list(moments),
    )
    return [row["people"] for row in rows]
