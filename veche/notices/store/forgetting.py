"""What goes when a person deletes himself."""

from __future__ import annotations

from veche.ground.db import Connection
from veche.ground.ids import PersonId


async def forget_person(connection: Connection, person: PersonId) -> None:
    for table in ("notices_settings", "notices_push", "notices_held"):
        await connection.execute(f"DELETE FROM {table} WHERE person_id = $1", person)
    await connection.execute("DELETE FROM notices_mentions WHERE actor_id = $1", person)
