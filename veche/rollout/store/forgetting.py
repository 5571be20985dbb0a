"""What goes when a person deletes himself. Acts of a plan stay on record under no name; identity keeps the empty row
that they name."""

from __future__ import annotations

from veche.ground.db import Connection
from veche.ground.ids import PersonId


async def forget_person(connection: Connection, person: PersonId) -> None:
    await connection.execute("UPDATE rollout_old_groups SET closed_by = NULL WHERE closed_by = $1", person)
