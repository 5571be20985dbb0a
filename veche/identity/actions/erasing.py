"""A person deletes himself: the account ends at once and keeps nothing of him but a number."""

from __future__ import annotations

from msgspec import Struct

from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, Refused, SignedOut
from veche.ground.ids import ActorId
from veche.identity.actions.base import Needs, must_be_proved
from veche.identity.events import ActorChanged, DeviceRevoked
from veche.identity.store import actors, devices, erasing, people


class Erasing:
    """One act, inside the transaction of whoever takes care of the rest."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def erase(self, connection: Connection, asker: Asker, *, login: str, name: str) -> list[Struct]:
        """The name becomes `name`, login and everything by which one signs in are gone, posts are vacant. What comes
        back is to be announced after the commit.

        Raises: proof_needed, login_differs, last_administrator, signed_out.
        """
        needs = self._needs
        await people.lock_administrators(connection)
        await must_be_proved(needs, connection, asker)
        person = await people.lock_person(connection, asker.person)
        if person is None or not person.active:
            raise SignedOut("signed_out")
        if login.strip().lower() != person.login:
            raise Refused("login_differs")
        if person.administrator and await people.count_administrators(connection) <= 1:
            raise Conflict("last_administrator")
        events: list[Struct] = await needs.posts.leave_all(connection, person.id)
        await actors.set_photo(connection, ActorId(person.id), None)
        await actors.set_actor_card(connection, ActorId(person.id), name=name, login="")
        events.append(ActorChanged(await actors.set_active(connection, ActorId(person.id), active=False)))
        ended = await devices.remove_all(connection, person.id)
        await erasing.erase(connection, person.id, at=needs.clock.now())
        await audit.record(
            connection, actor=person.id, act="identity.delete_myself", subject=f"person:{person.id}", details={}
        )
        events.append(DeviceRevoked(person=person.id, devices=ended, reason="person_deleted"))
        return events

    def forget(self, asker: Asker) -> None:
        """After the commit: no cached session is good any more."""
        self._needs.sessions.forget(asker.person)
