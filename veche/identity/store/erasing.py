"""What goes when a person deletes himself."""

from __future__ import annotations

from datetime import datetime

from veche.ground.db import Connection
from veche.ground.ids import PersonId

_OF_HIS = (
    "identity_passwords",
    "identity_passkeys",
    "identity_second_factors",
    "identity_recovery_codes",
    "identity_device_links",
    "identity_notices",
    "identity_recoveries",
)


async def erase(connection: Connection, person: PersonId, *, at: datetime) -> None:
    """The row stays as a number that messages can name; the login becomes free."""
    await connection.execute(
        "UPDATE identity_people SET login = 'deleted.' || id, about = '', administrator = false, deactivated_at = $2"
        " WHERE id = $1",
        person,
        at,
    )
    for table in _OF_HIS:
        await connection.execute(f"DELETE FROM {table} WHERE person_id = $1", person)
