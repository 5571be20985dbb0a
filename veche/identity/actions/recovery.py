"""Coming back into an account whose password and devices are lost: by one's own recovery code, or through the
organisation, where one administrator asks and another one confirms."""

from __future__ import annotations

from veche.ground import audit
from veche.ground.clock import to_ms
from veche.ground.commands import Asker, Visitor
from veche.ground.db import Connection, Queries
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, PersonId
from veche.identity.actions.base import Needs, come_in, me_of, must_be_administrator, note
from veche.identity.events import DeviceRevoked, Noticed
from veche.identity.model import (
    CODE_MISSES,
    RECOVER_PAIR,
    RECOVERY_ASKED_LIFE,
    RECOVERY_LINK_LIFE,
    SIGN_IN_LOGIN,
    address_key,
    check_new_password,
    device_name,
    new_code,
    normal_login,
    normal_password,
    secret_hash,
)
from veche.identity.model.codes import recovery_hash
from veche.identity.store import actors, devices, factors, passkeys, people, recoveries
from veche.identity.store.devices import NewDevice
from veche.identity.store.people import PersonRow
from veche.identity.store.recoveries import RecoveryRow
from veche.identity.wire import Me, SignInAnswer
from veche.identity.wire.safety import (
    AskRecoveryRequest,
    ListRecoveriesAnswer,
    RecoverRequest,
    RecoveryInfo,
    RecoveryLink,
    RecoveryRequest,
    UseRecoveryRequest,
    ViewRecoveryAnswer,
)
from veche.identity.wire.safety import LinkCodeRequest as CodeRequest


class Recovery:
    """After it nothing of the old ways in is left: sessions, passkeys, the second factor and recovery codes end."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    # -- by one's own code

    async def recover(self, visitor: Visitor, request: RecoverRequest) -> tuple[SignInAnswer, str]:
        """A new password for a recovery code. One error for an unknown login and a wrong code.

        Raises: recovery_code_wrong, too_many_codes, password_too_short, password_too_common, person_deactivated.
        """
        needs = self._needs
        try:
            login = normal_login(request.login)
        except BadInput:
            login = ""  # nobody has it; the limits still count
        pair = f"{login}\0{address_key(visitor.address)}"
        await needs.limits.take(RECOVER_PAIR, pair)
        await needs.limits.take(SIGN_IN_LOGIN, login)
        found = await people.person_with_password(needs.db, login)
        person = None if found is None else found[0]
        hashed = recovery_hash(0 if person is None else person.id, request.code)
        if person is None or not await factors.has_code(needs.db, person.id, hashed):
            raise Refused("recovery_code_wrong")
        stored = await self._hash(request.password, person, visitor)
        async with needs.db.transaction() as conn:
            locked = await self._active(conn, person.id)
            if not await factors.use_code(conn, person.id, hashed):
                raise Refused("recovery_code_wrong")
            outcome = await self._restore(conn, locked, _device(visitor, request.device_name), stored=stored)
        await needs.limits.clear((RECOVER_PAIR, pair), (SIGN_IN_LOGIN, login))
        return self._restored(outcome, want_token=request.want_token)

    # -- through the organisation

    async def ask(self, asker: Asker, request: AskRecoveryRequest) -> RecoveryInfo:
        """The first of two administrators. The person is told on every device he still has.

        Raises: administrators_only, person_not_found, recovery_of_oneself, recovery_open.
        """
        needs, person, now = self._needs, PersonId(request.person), self._needs.clock.now()
        new = RecoveryRow(
            id=needs.ids.new(),
            person=person,
            asked_by=asker.person,
            asked_at=now,
            expires_at=now + RECOVERY_ASKED_LIFE,
        )
        async with needs.db.transaction() as conn:
            await must_be_administrator(conn, asker)
            if person == asker.person:
                raise Refused("recovery_of_oneself")
            locked = await people.lock_person(conn, person)
            if locked is None or not locked.active:
                raise NotFound("person_not_found")
            if not await recoveries.add(conn, new):
                raise Conflict("recovery_open")
            await self._record(conn, asker.person, "identity.ask_recovery", new)
            told = await note(needs, conn, person, "recovery_asked")
            info = await self._infos(conn, [new])
        needs.tell([told])
        return info[0]

    async def confirm(self, asker: Asker, request: RecoveryRequest) -> RecoveryLink:
        """The second one, who is somebody else; he gets the link and hands it to the person.

        Raises: administrators_only, recovery_not_found, recovery_confirmed, second_administrator_needed,
        recovery_of_oneself.
        """
        needs, code, now = self._needs, new_code(), self._needs.clock.now()
        until = now + RECOVERY_LINK_LIFE
        async with needs.db.transaction() as conn:
            await must_be_administrator(conn, asker)
            row = await recoveries.lock(conn, request.recovery, now=now)
            if row is None:
                raise NotFound("recovery_not_found")
            if row.confirmed_by is not None:
                raise Conflict("recovery_confirmed")
            if row.person == asker.person:
                raise Refused("recovery_of_oneself")
            if row.asked_by == asker.person or not await people.is_administrator(conn, row.asked_by):
                raise Refused("second_administrator_needed")
            await recoveries.confirm(conn, row.id, by=asker.person, code_hash=secret_hash(code), expires_at=until)
            await self._record(conn, asker.person, "identity.confirm_recovery", row)
            told = await note(needs, conn, row.person, "recovery_confirmed")
        needs.tell([told])
        # Behind the # the code is not sent to servers, so it does not end up in logs of proxies.
        return RecoveryLink(link=f"{needs.public_address}/recover#{code}", expires_at=to_ms(until))

    async def cancel(self, asker: Asker, request: RecoveryRequest) -> None:
        """Raises: administrators_only, recovery_not_found."""
        needs, now = self._needs, self._needs.clock.now()
        async with needs.db.transaction() as conn:
            await must_be_administrator(conn, asker)
            row = await recoveries.lock(conn, request.recovery, now=now)
            if row is None:
                raise NotFound("recovery_not_found")
            await recoveries.cancel(conn, row.id, at=now)
            await self._record(conn, asker.person, "identity.cancel_recovery", row)

    async def refuse(self, asker: Asker) -> None:
        """The person himself says no, on a device that he has. Raises: recovery_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            if not await recoveries.cancel_of_person(conn, asker.person, at=needs.clock.now()):
                raise NotFound("recovery_not_found")
            await audit.record(
                conn, actor=asker.person, act="identity.refuse_recovery", subject=f"person:{asker.person}"
            )

    async def pending(self, asker: Asker) -> ListRecoveriesAnswer:
        """Raises: administrators_only."""
        db = self._needs.db
        await must_be_administrator(db, asker)
        return ListRecoveriesAnswer(await self._infos(db, await recoveries.open_ones(db, now=self._needs.clock.now())))

    async def view(self, visitor: Visitor, request: CodeRequest) -> ViewRecoveryAnswer:
        """Whose account a link gives back. Raises: recovery_link_unknown, too_many_requests."""
        row = await self._by_code(visitor, request.code)
        person = await people.asker_card(self._needs.db, row.person)
        if person is None:
            raise NotFound("recovery_link_unknown")
        return ViewRecoveryAnswer(name=person.name, login=person.login, expires_at=to_ms(row.expires_at))

    async def use(self, visitor: Visitor, request: UseRecoveryRequest) -> tuple[SignInAnswer, str]:
        """Raises: recovery_link_unknown, person_deactivated, password_too_short, password_too_common."""
        needs = self._needs
        row = await self._by_code(visitor, request.code)
        person = await people.asker_card(needs.db, row.person)
        if person is None:
            raise NotFound("recovery_link_unknown")
        stored = await self._hash(request.password, person, visitor)
        async with needs.db.transaction() as conn:
            locked = await self._active(conn, row.person)
            if not await recoveries.use(conn, row.id, at=needs.clock.now()):
                raise NotFound("recovery_link_unknown")
            await self._record(conn, row.person, "identity.use_recovery", row)
            outcome = await self._restore(conn, locked, _device(visitor, request.device_name), stored=stored)
        return self._restored(outcome, want_token=request.want_token)

    # -- both

    async def _hash(self, password: str, person: PersonRow, visitor: Visitor) -> str:
        new = normal_password(password)
        check_new_password(new, login=person.login, name=person.name)
        return await self._needs.passwords.make(new, line=address_key(visitor.address))

    async def _active(self, conn: Connection, person: PersonId) -> PersonRow:
        locked = await people.lock_person(conn, person)
        if locked is None or not locked.active:
            raise Refused("person_deactivated")
        return locked

    async def _restore(
        self, conn: Connection, person: PersonRow, new: NewDevice, *, stored: str
    ) -> tuple[Me, str, list[DeviceRevoked | Noticed]]:
        """A new password, and no other way in: whoever had one may be the reason for all this."""
        needs, now = self._needs, self._needs.clock.now()
        await people.set_password(conn, person.id, stored=stored, at=now)
        ended = await devices.remove_all(conn, person.id)
        await passkeys.remove_all(conn, person.id)
        await factors.remove(conn, person.id)
        await factors.remove_codes(conn, person.id)
        await recoveries.cancel_of_person(conn, person.id, at=now)
        token, came = await come_in(needs, conn, person.id, new)
        events: list[DeviceRevoked | Noticed] = [came, await note(needs, conn, person.id, "recovered")]
        if ended:
            events.insert(0, DeviceRevoked(person=person.id, devices=ended, reason="recovered"))
        return await me_of(needs, conn, person), token, events

    def _restored(
        self, outcome: tuple[Me, str, list[DeviceRevoked | Noticed]], *, want_token: bool
    ) -> tuple[SignInAnswer, str]:
        me, token, events = outcome
        self._needs.sessions.forget(me.id)
        self._needs.tell(events)
        return SignInAnswer(me=me, token=token if want_token else None), token

    async def _by_code(self, visitor: Visitor, code: str) -> RecoveryRow:
        needs = self._needs
        row = await recoveries.by_code(needs.db, secret_hash(code), now=needs.clock.now())
        if row is None:
            await needs.limits.take(CODE_MISSES, address_key(visitor.address))
            raise NotFound("recovery_link_unknown")
        return row

    async def _infos(self, db: Queries, rows: list[RecoveryRow]) -> list[RecoveryInfo]:
        cards = await actors.actor_cards(db, [ActorId(number) for row in rows for number in (row.person, row.asked_by)])
        return [
            RecoveryInfo(
                id=row.id,
                person=row.person,
                name=cards[ActorId(row.person)].name,
                asked_by=row.asked_by,
                asked_by_name=cards[ActorId(row.asked_by)].name,
                asked_at=to_ms(row.asked_at),
                expires_at=to_ms(row.expires_at),
                confirmed=row.confirmed_by is not None,
            )
            for row in rows
        ]

    async def _record(self, conn: Connection, actor: PersonId, act: str, row: RecoveryRow) -> None:
        await audit.record(conn, actor=actor, act=act, subject=f"person:{row.person}", details={"recovery": row.id})


def _device(visitor: Visitor, given: str | None) -> NewDevice:
    return NewDevice(name=device_name(given, visitor.user_agent), address=visitor.address, how="recovery")
