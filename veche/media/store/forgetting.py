"""What goes when a person deletes himself. Files that messages name stay with the messages; others are swept as
nobody needs them."""

from __future__ import annotations

from veche.ground.db import Connection
from veche.ground.ids import PersonId


async def forget_person(connection: Connection, person: PersonId) -> None:
    await connection.execute("DELETE FROM media_installed WHERE person_id = $1", person)
    # What no message names goes with the next sweep; what he sent to others stays theirs.
    await connection.execute("UPDATE media_files SET look_at = now() WHERE person_id = $1", person)
