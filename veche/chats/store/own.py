"""What a member keeps for himself in his row: mute, pin, archive, how far he has read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from veche.chats.model import Kind
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, Seq, Version

Column = Literal["muted_until", "pinned_at", "archived", "notify"]

_MARKS = """
SELECT m.chat_id, m.actor_id, m.read_seq, h.seq, c.kind, c.members_count, c.dialog_low, c.dialog_high
  FROM unnest($1::bigint[], $2::bigint[]) AS p (chat_id, actor_id)
  JOIN chats_members m ON m.chat_id = p.chat_id AND m.actor_id = p.actor_id
  JOIN chats_chats c ON c.id = m.chat_id
  JOIN chats_heads h ON h.chat_id = m.chat_id
 WHERE m.left_at IS NULL
"""

# Never back, never beyond the newest message, whatever happened since the marks were looked at.
_MOVE = """
UPDATE chats_members m
   SET read_seq = least(a.seq, h.seq), version = a.version
  FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS a (chat_id, actor_id, seq, version)
  JOIN chats_heads h ON h.chat_id = a.chat_id
 WHERE m.chat_id = a.chat_id AND m.actor_id = a.actor_id AND m.left_at IS NULL AND m.read_seq < least(a.seq, h.seq)
RETURNING m.chat_id, m.actor_id, m.read_seq, m.version
"""


class Mark(Struct, frozen=True, gc=False):
    """How far a member has read, and what is told about it."""

    read_seq: Seq
    seq: Seq
    kind: Kind
    members_count: int
    low: ActorId | None = None
    high: ActorId | None = None
    """The two of a dialog."""


class Moved(Struct, frozen=True, gc=False):
    chat: ChatId
    actor: ActorId
    read_seq: Seq
    version: Version


async def set_own(
    conn: Connection,
    chat: ChatId,
    actor: ActorId,
    *,
    column: Column,
    value: datetime | bool | str | None,
    version: Version,
) -> bool:
    """Set one of the member's own switches; False if he is not in the chat."""
    done = await conn.fetchval(
        f"UPDATE chats_members SET {column} = $3, version = $4"
        " WHERE chat_id = $1 AND actor_id = $2 AND left_at IS NULL RETURNING 1",
        chat,
        actor,
        value,
        version,
    )
    return done is not None


async def marks_of(db: Queries, pairs: Sequence[tuple[ChatId, ActorId]]) -> dict[tuple[ChatId, ActorId], Mark]:
    """The read marks of these active members."""
    rows = await db.fetch(_MARKS, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return {(chat, actor): Mark(*mark) for chat, actor, *mark in (row.values() for row in rows)}


async def move_marks(conn: Connection, moves: Sequence[Moved]) -> list[Moved]:
    """Move read marks forward; those that moved. One statement for any number of them."""
    rows = await conn.fetch(
        _MOVE,
        [move.chat for move in moves],
        [move.actor for move in moves],
        [move.read_seq for move in moves],
        [move.version for move in moves],
    )
    return [Moved(*row.values()) for row in rows]


async def read_upto(db: Queries, chat: ChatId, seq: int, *, joined_before: datetime) -> list[ActorId]:
    """The active members who have read up to `seq` or beyond, and were in the chat when it was said. Only for chats of
    a bounded size."""
    rows = await db.fetch(
        "SELECT actor_id FROM chats_members WHERE chat_id = $1 AND left_at IS NULL AND read_seq >= $2"
        " AND joined_at <= $3 ORDER BY role, joined_at, actor_id",
        chat,
        seq,
        joined_before,
    )
    return [row["actor_id"] for row in rows]
