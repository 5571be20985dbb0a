"""The table `notices_mentions`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from veche.ground.db import Queries

Called = tuple[int, int, int]
"""(actor, chat, seq): who was called by name in which message."""


async def add(db: Queries, called: Sequence[Called], *, now: datetime) -> None:
    await db.execute(
        "INSERT INTO notices_mentions (actor_id, chat_id, seq, at) SELECT a, c, s, $4"
        " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS m (a, c, s) ON CONFLICT DO NOTHING",
        [actor for actor, _, _ in called],
        [chat for _, chat, _ in called],
        [seq for _, _, seq in called],
        now,
    )


async def of(db: Queries, actor: int, *, limit: int) -> list[tuple[int, int]]:
    """(chat, seq), the newest first."""
    rows = await db.fetch(
        "SELECT chat_id, seq FROM notices_mentions WHERE actor_id = $1 ORDER BY at DESC, seq DESC LIMIT $2",
        actor,
        limit,
    )
    return [(row["chat_id"], row["seq"]) for row in rows]


async def forget(db: Queries, actor: int, read: Sequence[tuple[int, int]]) -> None:
    """Mentions that were read: (chat, read up to)."""
    await db.execute(
        "DELETE FROM notices_mentions m USING unnest($2::bigint[], $3::bigint[]) AS r (chat, upto)"
        " WHERE m.actor_id = $1 AND m.chat_id = r.chat AND m.seq <= r.upto",
        actor,
        [chat for chat, _ in read],
        [seq for _, seq in read],
    )


async def forget_old(db: Queries, *, before: datetime) -> None:
    await db.execute("DELETE FROM notices_mentions WHERE at < $1", before)
