"""Views of posts in channels: each person once, as long as it is remembered that he was there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from veche.ground.db import Connection, Queries
from veche.ground.ids import ChatId

_COUNT = """
WITH fresh AS (
    INSERT INTO messages_viewers (chat_id, seq, person_id, viewed_at)
    SELECT v.chat, v.seq, v.person, $4 FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS v (chat, seq, person)
      JOIN messages_messages m ON m.chat_id = v.chat AND m.seq = v.seq AND m.deleted_at IS NULL
    ON CONFLICT DO NOTHING RETURNING chat_id, seq
)
INSERT INTO messages_views AS w (chat_id, seq, views)
SELECT chat_id, seq, count(*) FROM fresh GROUP BY chat_id, seq ORDER BY chat_id, seq
ON CONFLICT (chat_id, seq) DO UPDATE SET views = w.views + excluded.views
"""


async def count(connection: Connection, seen: Collection[tuple[int, int, int]], *, at: datetime) -> None:
    """(chat, seq, person): one statement, in one order for all processes."""
    ordered = sorted(seen)
    await connection.execute(
        _COUNT,
        [chat for chat, _, _ in ordered],
        [seq for _, seq, _ in ordered],
        [person for _, _, person in ordered],
        at,
    )


async def forget(db: Queries, *, before: datetime) -> None:
    """Who looked is forgotten; the number stays."""
    await db.execute("DELETE FROM messages_viewers WHERE viewed_at < $1", before)


async def views(db: Queries, chat: ChatId, seqs: Sequence[int]) -> dict[int, int]:
    rows = await db.fetch(
        "SELECT seq, views FROM messages_views WHERE chat_id = $1 AND seq = ANY($2)", chat, list(seqs)
    )
    return {row["seq"]: row["views"] for row in rows}
