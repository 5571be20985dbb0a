"""What goes when a person deletes himself. What he said in chats belongs to those who were told."""

from __future__ import annotations

from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, PersonId


async def forget_person(connection: Connection, person: PersonId) -> None:
    """Messages that wait to be sent for him, and what he hid from himself."""
    await connection.execute("DELETE FROM messages_scheduled WHERE person_id = $1 AND sender_id = $1", person)
    await connection.execute("DELETE FROM messages_hidden WHERE actor_id = $1", person)


async def last_seq(db: Queries, chat: ChatId) -> int:
    seq: int = await db.fetchval("SELECT coalesce(max(seq), 0) FROM messages_messages WHERE chat_id = $1", chat)
    return seq


async def said_by(db: Queries, chat: ChatId, actor: ActorId, *, after: int, upto: int) -> list[int]:
    """What an actor wrote in this stretch of a chat and is still there; service lines are said by the chat."""
    rows = await db.fetch(
        "SELECT seq FROM messages_messages WHERE chat_id = $1 AND seq > $2 AND seq <= $3 AND sender_id = $4"
        " AND deleted_at IS NULL AND service IS NULL ORDER BY seq",
        chat,
        after,
        upto,
        actor,
    )
    return [row["seq"] for row in rows]
