"""What administrators do with people, and what the command line does in their stead."""

from __future__ import annotations

from msgspec import Struct

from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import ActorId, DeviceId, PersonId
from veche.ground.text import clean_name
from veche.identity.actions.base import Needs, must_be_administrator
from veche.identity.actions.invitations import Newcomer, add_person
from veche.identity.actions.notices import tell_person
from veche.identity.events import ActorChanged, DeviceRevoked, MeChanged
from veche.identity.model import check_new_password, normal_login, normal_password
from veche.identity.store import actors, devices, people
from veche.identity.store.people import PersonRow
from veche.identity.wire import ActorCard


class People:
    """Every act is audited; the last administrator cannot be lost."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def add(self, login: str, *, name: str, password: str, administrator: bool = False) -> PersonId:
        """A person by the command line: whoever runs it owns the database anyway.

        Raises: login_invalid, login_taken, name_empty, name_bidi, password_too_short, password_too_common.
        """
        needs = self._needs
        login, name, password = normal_login(login), clean_name(name), normal_password(password)
        check_new_password(password, login=login, name=name)
        newcomer = Newcomer(
            login=login,
            name=name,
            password_hash=await needs.passwords.make(password),
            administrator=administrator,
        )
        async with needs.db.transaction() as conn:
            person = await add_person(needs, conn, newcomer)
            await audit.record(
                conn,
                actor=None,
                act="identity.add_person",
                subject=f"person:{person}",
                details={"administrator": administrator},
            )
        return person

    async def set_password(self, login: str, *, password: str) -> PersonId:
        """A forgotten password, replaced by the command line; all sessions of the person end.

        Raises: person_not_found, password_too_short, password_too_common.
        """
        needs = self._needs
        login, password = normal_login(login), normal_password(password)
        found = await people.person_with_password(needs.db, login)
        if found is None:
            raise NotFound("person_not_found")
        person, _ = found
        check_new_password(password, login=login, name=person.name)
        stored = await needs.passwords.make(password)
        async with needs.db.transaction() as conn:
            await people.lock_person(conn, person.id)
            await people.set_password(conn, person.id, stored=stored, at=needs.clock.now())
            ended = await devices.remove_all(conn, person.id)
            await audit.record(conn, actor=None, act="identity.set_password", subject=f"person:{person.id}", details={})
        needs.sessions.forget(person.id)
        self._out(person.id, ended)
        return person.id

    async def deactivate(self, asker: Asker, person: PersonId) -> None:
        """Out at once: sessions ended, posts vacant. What he wrote stays under his name.

        Raises: administrators_only, person_not_found, last_administrator, second_administrator_needed.
        """
        needs = self._needs
        async with needs.db.transaction() as conn:
            await self._for_administrators(conn, asker)
            leaver = await self._person(conn, person)
            if not leaver.active:
                return
            if leaver.administrator:
                await self._not_the_last(conn)
            await people.set_deactivated(conn, person, at=needs.clock.now())
            ended = await devices.remove_all(conn, person)
            events: list[Struct] = [ActorChanged(await actors.set_active(conn, ActorId(person), active=False))]
            events += await needs.posts.leave_all(conn, person, by=asker.person)
            await audit.record(
                conn, actor=asker.person, act="identity.deactivate_person", subject=f"person:{person}", details={}
            )
        needs.sessions.forget(person)
        self._out(person, ended)
        needs.tell(events)

    async def reactivate(self, asker: Asker, person: PersonId) -> None:
        """Back again, with the old password, without posts and without administrator's rights.

        Raises: administrators_only, person_not_found.
        """
        needs = self._needs
        async with needs.db.transaction() as conn:
            await self._for_administrators(conn, asker)
            if (await self._person(conn, person)).active:
                return
            await people.set_deactivated(conn, person, at=None)
            card = await actors.set_active(conn, ActorId(person), active=True)
            await audit.record(
                conn, actor=asker.person, act="identity.reactivate_person", subject=f"person:{person}", details={}
            )
        needs.tell([ActorChanged(card)])

    async def set_administrator(self, asker: Asker, person: PersonId, *, on: bool) -> None:
        """Raises: administrators_only, person_not_found, person_deactivated, last_administrator."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            await self._for_administrators(conn, asker)
            found = await self._person(conn, person)
            if found.administrator == on:
                return
            if on and not found.active:
                raise Conflict("person_deactivated")
            if not on:
                await self._not_the_last(conn)
            await people.set_administrator(conn, person, on=on)
            await audit.record(
                conn,
                actor=asker.person,
                act="identity.set_administrator",
                subject=f"person:{person}",
                details={"on": on},
            )
        needs.sessions.forget(person)
        needs.tell([MeChanged(person)])

    async def lock_active(self, conn: Connection, person: PersonId) -> str:
        """His name; he can be neither deactivated nor renamed until the transaction ends. Raises: person_not_found."""
        found = await people.lock_person(conn, person)
        if found is None or not found.active:
            raise NotFound("person_not_found")
        return found.name

    async def any_administrator(self) -> bool:
        """Whether somebody runs this installation already."""
        return await people.count_administrators(self._needs.db) > 0

    async def chiefs(self, asker: Asker) -> list[ActorCard]:
        """Those who may everything, the longest here first. Raises: administrators_only."""
        db = self._needs.db
        await must_be_administrator(db, asker)
        found = await people.administrators(db)
        cards = await actors.actor_cards(db, found)
        return [cards[ActorId(person)] for person in found if ActorId(person) in cards]

    async def administrators(self, db: Queries) -> list[PersonId]:
        """Those who may everything, the longest here first."""
        return await people.administrators(db)

    async def must_be_administrator(self, db: Queries, asker: Asker) -> None:
        """Raises: administrators_only."""
        await must_be_administrator(db, asker)

    async def tell_administrators(self, conn: Connection, kind: str) -> list[Struct]:
        """Leave word for everybody who runs this installation; what comes back is announced after the commit."""
        needs = self._needs
        return [
            await tell_person(conn, person, kind, number=needs.ids.new(), at=needs.clock.now())
            for person in await people.administrators(conn)
        ]

    async def _for_administrators(self, conn: Connection, asker: Asker) -> None:
        # The lock first: two administrators who remove each other go one after the other, and the second is refused.
        await people.lock_administrators(conn)
        await must_be_administrator(conn, asker)

    async def _person(self, conn: Connection, person: PersonId) -> PersonRow:
        found = await people.lock_person(conn, person)
        if found is None:
            raise NotFound("person_not_found")
        return found

    async def _not_the_last(self, conn: Connection) -> None:
        if await people.count_administrators(conn) <= 1:
            raise Conflict("last_administrator")

    def _out(self, person: PersonId, ended: tuple[DeviceId, ...]) -> None:
        if ended:
            self._needs.announce(DeviceRevoked(person=person, devices=ended, reason="person_deactivated"))
