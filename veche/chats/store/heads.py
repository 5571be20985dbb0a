"""The counters of chat spaces. Whoever changes anything in a chat locks its head first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from veche.chats.model import Head
from veche.ground.db import Connection
from veche.ground.ids import ChatId, Seq, Version

_LOCK = "SELECT chat_id FROM chats_heads WHERE chat_id = ANY($1::bigint[]) ORDER BY chat_id FOR NO KEY UPDATE"

# Only a new message moves the chat in lists; an edit or a new title takes a version and leaves the time alone.
_TAKE = """
UPDATE chats_heads h
   SET seq = h.seq + a.seq_step,
       version = h.version + a.version_step,
       last_at = CASE WHEN a.seq_step > 0 THEN greatest(h.last_at, $4) ELSE h.last_at END
  FROM unnest($1::bigint[], $2::int[], $3::int[]) AS a (chat_id, seq_step, version_step)
 WHERE h.chat_id = a.chat_id
RETURNING h.chat_id, h.seq, h.version, h.last_at
"""


async def lock_heads(conn: Connection, chats: Iterable[ChatId]) -> None:
    """Take the row locks of these chats in the order of their ids, so that two batches never wait for each other."""
    await conn.execute(_LOCK, list(chats))


async def take_versions(conn: Connection, asks: Sequence[tuple[ChatId, int, int]], now: datetime) -> dict[ChatId, Head]:
    """Move the counters of chats by (chat, steps of seq, steps of version), each chat once; the new heads.

    The numbers taken are the last ones of the head: with a step of 3, `seq - 2 … seq`. `last_at` never goes back.
    """
    rows = await conn.fetch(_TAKE, [a[0] for a in asks], [a[1] for a in asks], [a[2] for a in asks], now)
    return {
        chat: Head(Seq(seq), Version(version), last_at)
        for chat, seq, version, last_at in (row.values() for row in rows)
    }


async def add_head(conn: Connection, chat: ChatId, *, now: datetime) -> None:
    await conn.execute("INSERT INTO chats_heads (chat_id, last_at) VALUES ($1, $2)", chat, now)
