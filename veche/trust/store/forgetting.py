"""What goes when a person deletes himself. Reports stay with those who answer them."""

from __future__ import annotations

from veche.ground.db import Connection
from veche.ground.ids import PersonId


async def forget_person(connection: Connection, person: PersonId) -> None:
    for table in ("trust_privacy", "trust_seen"):
        await connection.execute(f"DELETE FROM {table} WHERE person_id = $1", person)
    await connection.execute("DELETE FROM trust_blocks WHERE actor_id = $1", person)
