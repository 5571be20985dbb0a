"""Sign-in and sign-out, and the change of a password."""

from __future__ import annotations

from veche.ground.commands import Asker, Visitor
from veche.ground.errors import BadInput, Conflict, Refused, TooMany
from veche.ground.ids import DeviceId, PersonId
from veche.identity.actions.base import Needs, come_in, me_of, note
from veche.identity.actions.second_factor import SecondFactor
from veche.identity.events import DeviceRevoked, Noticed
from veche.identity.model import (
    PASSWORD_CHECK,
    SIGN_IN_ADDRESS,
    SIGN_IN_LOGIN,
    SIGN_IN_PAIR,
    address_key,
    check_new_password,
    device_name,
    normal_login,
    normal_password,
)
from veche.identity.store import devices, people
from veche.identity.store.devices import NewDevice
from veche.identity.wire import ChangePasswordRequest, Me, SignInAnswer, SignInRequest


class SigningIn:
    """Who comes in and who goes out."""

    def __init__(self, needs: Needs, *, second_factor: SecondFactor) -> None:
        self._needs = needs
        self._second_factor = second_factor

    async def sign_in(self, visitor: Visitor, request: SignInRequest) -> tuple[SignInAnswer, str]:
        """A session for login and password, and the code of the second factor where it is on. One error for unknown
        login and wrong password, after the same work.

        Raises: sign_in_failed, too_many_sign_ins, sign_in_busy, person_deactivated, second_factor_needed, code_wrong,
        code_behind, too_many_codes.
        """
        name = device_name(request.device_name, visitor.user_agent)
        try:
            login = normal_login(request.login)
        except BadInput:
            login = ""  # nobody has it; the limits still count
        password = normal_password(request.password)
        address = address_key(visitor.address)
        await self._count(login, address)
        found = await people.person_with_password(self._needs.db, login)
        try:
            right = await self._needs.passwords.matches(found[1] if found else None, password, line=address)
        except TooMany:  # we are busy: that is not his failure
            await self._needs.limits.give_back(SIGN_IN_ADDRESS, address)
            await self._needs.limits.give_back(SIGN_IN_PAIR, f"{login}\0{address}")
            await self._needs.limits.give_back(SIGN_IN_LOGIN, login)
            raise
        if found is None or not right:
            raise Refused("sign_in_failed")
        person, stored = found
        await self._needs.limits.give_back(SIGN_IN_ADDRESS, address)
        await self._needs.limits.clear((SIGN_IN_PAIR, f"{login}\0{address}"), (SIGN_IN_LOGIN, login))
        if not person.active:
            raise Refused("person_deactivated")
        if self._needs.passwords.outdated(stored):
            fresh = await self._needs.passwords.make(password, line=address)
            if await people.replace_password(
                self._needs.db, person.id, old=stored, new=fresh, at=self._needs.clock.now()
            ):
                stored = fresh
        used = await self._second_factor.check(person.id, request.code, address=visitor.address)
        new = NewDevice(name=name, address=visitor.address, how="password")
        me, token, told = await self._begin(person.id, proof=stored, new=new)
        self._needs.tell([*used, told])
        return SignInAnswer(me=me, token=token if request.want_token else None), token

    async def sign_out(self, asker: Asker) -> None:
        """End the session that asks."""
        await devices.remove(self._needs.db, asker.person, asker.device)
        self._ended(asker.person, (asker.device,), reason="signed_out")

    async def change_password(self, asker: Asker, request: ChangePasswordRequest) -> None:
        """A new password; every other session ends.

        Raises: old_password_wrong, too_many_sign_ins, password_too_short, password_too_common, text_too_long.
        """
        old, new = normal_password(request.old), normal_password(request.new)
        person = await people.asker_card(self._needs.db, asker.person)
        if person is None:
            raise Refused("sign_in_failed")
        check_new_password(new, login=person.login, name=person.name)
        await self._needs.limits.take(PASSWORD_CHECK, asker.person)
        stored = await people.password_of(self._needs.db, asker.person)
        line = str(asker.person)
        if not await self._needs.passwords.matches(stored, old, line=line) or stored is None:
            raise Refused("old_password_wrong")
        hashed = await self._needs.passwords.make(new, line=line)
        async with self._needs.db.transaction() as conn:
            await people.lock_person(conn, asker.person)  # no sign-in with the old password slips in between
            now = self._needs.clock.now()
            if not await people.replace_password(conn, asker.person, old=stored, new=hashed, at=now):
                raise Conflict("password_changed_meanwhile")
            ended = await devices.remove_all(conn, asker.person, but=asker.device)
            told = await note(self._needs, conn, asker.person, "password_changed", device=asker.device)
        await self._needs.limits.clear((PASSWORD_CHECK, asker.person))
        self._ended(asker.person, ended, reason="password_changed")
        self._needs.tell([told])

    async def _count(self, login: str, address: str) -> None:
        """Count the attempt before it is checked: a thousand at once are a thousand."""
        limits = self._needs.limits
        await limits.take(SIGN_IN_PAIR, f"{login}\0{address}")
        await limits.take(SIGN_IN_ADDRESS, address)
        await limits.take(SIGN_IN_LOGIN, login)

    async def _begin(self, person: PersonId, *, proof: str, new: NewDevice) -> tuple[Me, str, Noticed]:
        needs = self._needs
        async with needs.db.transaction() as conn:
            # Since the password was checked the person may have been deactivated, or have chosen another one
            # to throw out whoever is signing in with this one.
            locked = await people.lock_person(conn, person)
            if locked is None or not locked.active:
                raise Refused("person_deactivated")
            if await people.password_of(conn, person) != proof:
                raise Refused("sign_in_failed")
            token, told = await come_in(needs, conn, person, new)
            me = await me_of(needs, conn, locked)
        return me, token, told

    def _ended(self, person: PersonId, ended: tuple[DeviceId, ...], *, reason: str) -> None:
        if ended:
            self._needs.sessions.forget(person)
            self._needs.announce(DeviceRevoked(person=person, devices=ended, reason=reason))
