"""What goes when a person deletes himself: his own notes about chats. Memberships end by leaving."""

from __future__ import annotations

from veche.ground.db import Connection
from veche.ground.ids import PersonId


async def forget_person(connection: Connection, person: PersonId) -> None:
    for table in ("chats_drafts", "chats_folders", "chats_requests"):
        await connection.execute(f"DELETE FROM {table} WHERE actor_id = $1", person)
