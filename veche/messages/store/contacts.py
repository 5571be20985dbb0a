"""Who knows whom: two actors whose dialog has words of both."""

from __future__ import annotations

from collections.abc import Sequence

from veche import chats
from veche.ground.db import Queries
from veche.ground.ids import ActorId

LOOKED_AT = 300
"""Messages at the beginning and at the end of a dialog: whoever answered at all did it there, and a stranger who writes
ten thousand times into a void costs no more than that."""

_WROTE = f"""
SELECT d.other FROM unnest($1::bigint[], $2::bigint[]) AS d (chat, other)
 WHERE EXISTS (SELECT FROM (
        (SELECT sender_id FROM messages_messages WHERE chat_id = d.chat ORDER BY seq LIMIT {LOOKED_AT})
        UNION ALL
        (SELECT sender_id FROM messages_messages WHERE chat_id = d.chat ORDER BY seq DESC LIMIT {LOOKED_AT})) AS m
     WHERE m.sender_id = $3)
   AND EXISTS (SELECT FROM (
        (SELECT sender_id FROM messages_messages WHERE chat_id = d.chat ORDER BY seq LIMIT {LOOKED_AT})
        UNION ALL
        (SELECT sender_id FROM messages_messages WHERE chat_id = d.chat ORDER BY seq DESC LIMIT {LOOKED_AT})) AS m
     WHERE m.sender_id = d.other)
"""


async def contacts_among(db: Queries, actor: ActorId, others: Sequence[ActorId]) -> set[ActorId]:
    """Those of the others with whom the actor has a dialog in which both wrote."""
    dialogs = await chats.dialogs_with(db, actor, others)
    if not dialogs:
        return set()
    rows = await db.fetch(_WROTE, list(dialogs.values()), list(dialogs), actor)
    return {ActorId(row["other"]) for row in rows}


async def authors_of(db: Queries, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Who wrote these messages, by (chat, seq)."""
    rows = await db.fetch(
        "SELECT m.chat_id, m.seq, m.sender_id FROM unnest($1::bigint[], $2::bigint[]) AS a (chat, seq)"
        " JOIN messages_messages m ON m.chat_id = a.chat AND m.seq = a.seq",
        [chat for chat, _ in places],
        [seq for _, seq in places],
    )
    return {(row["chat_id"], row["seq"]): row["sender_id"] for row in rows}
