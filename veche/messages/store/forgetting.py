"""What goes when a person deletes himself. What he said in chats belongs to those who were told."""

from __future__ import annotations

from veche.ground.db import Connection
from veche.ground.ids import PersonId


async def forget_person(connection: Connection, person: PersonId) -> None:
    """Messages that wait to be sent for him, and what he hid from himself."""
    await connection.execute("DELETE FROM messages_scheduled WHERE person_id = $1 AND sender_id = $1", person)
    await connection.execute("DELETE FROM messages_hidden WHERE actor_id = $1", person)
