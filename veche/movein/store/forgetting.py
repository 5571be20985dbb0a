"""What goes when a person deletes himself: how he was called elsewhere. What he said there stays with the group."""

from __future__ import annotations

from veche import identity
from veche.ground.db import Connection
from veche.ground.ids import PersonId
from veche.movein.store import placeholders


async def forget_person(connection: Connection, person: PersonId) -> None:
    await placeholders.forget(connection, person)
    await identity.moved.forget(connection, person)
