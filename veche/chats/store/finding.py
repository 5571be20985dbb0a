"""What whoever keeps something made from chats (search) has to know: heads, and chats that anybody may find."""

from __future__ import annotations

from collections.abc import Sequence

from veche.chats.store.cards import _CARDS, chat_of
from veche.chats.wire import Chat
from veche.ground.db import Queries
from veche.ground.ids import ChatId


async def heads_of(db: Queries, chats: Sequence[ChatId]) -> dict[ChatId, tuple[int, int]]:
    """Last seq and version of these chats."""
    rows = await db.fetch(
        "SELECT chat_id, seq, version FROM chats_heads WHERE chat_id = ANY($1::bigint[])", list(chats)
    )
    return {row["chat_id"]: (row["seq"], row["version"]) for row in rows}


async def heads_after(db: Queries, after: int, *, limit: int) -> list[tuple[ChatId, int, int]]:
    """(chat, last seq, version) of the chats that follow `after` by id: to walk through all of them."""
    rows = await db.fetch(
        "SELECT chat_id, seq, version FROM chats_heads WHERE chat_id > $1 ORDER BY chat_id LIMIT $2", after, limit
    )
    return [(row["chat_id"], row["seq"], row["version"]) for row in rows]


async def public_chats_after(db: Queries, after: int, *, limit: int) -> list[Chat]:
    """Public chats that somebody is in, by id."""
    rows = await db.fetch(
        "SELECT id FROM chats_chats WHERE id > $1 AND mode = 'public' AND members_count > 0 ORDER BY id LIMIT $2",
        after,
        limit,
    )
    cards = await db.fetch(_CARDS, [row["id"] for row in rows]) if rows else []
    return sorted((chat_of(row) for row in cards), key=lambda chat: chat.id)
