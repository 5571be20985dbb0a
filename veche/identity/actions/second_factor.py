"""The second factor (codes of an authenticator app, RFC 6238) and the recovery codes that stand in for it."""

from __future__ import annotations

from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import DeviceId, PersonId
from veche.identity.actions.base import Needs, must_be_proved, note
from veche.identity.events import Noticed
from veche.identity.model import FACTOR_BEGIN, FACTOR_PAIR, FACTOR_PERSON, RECOVERY_CODES, address_key
from veche.identity.model.codes import (
    RECOVERY_LENGTH,
    is_code,
    new_readable,
    new_secret,
    otp_uri,
    recovery_hash,
    try_code,
)
from veche.identity.store import factors, passkeys, people
from veche.identity.store.factors import FactorRow
from veche.identity.wire.safety import (
    ConfirmSecondFactorRequest,
    NewSecondFactor,
    PasskeyInfo,
    RecoveryCodes,
    Security,
)


class SecondFactor:
    """Turns it on and off, and checks codes at sign-in."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def security(self, asker: Asker) -> Security:
        """How the asker's account is kept safe."""
        db = self._needs.db
        factor = await factors.of_person(db, asker.person)
        return Security(
            passkeys=[
                PasskeyInfo(
                    id=row.id,
                    name=row.name,
                    created_at=to_ms(row.created_at),
                    last_used_at=None if row.last_used_at is None else to_ms(row.last_used_at),
                )
                for row in await passkeys.of_person(db, asker.person)
            ],
            passkeys_possible=bool(self._needs.site.name),
            second_factor=factor is not None and factor.confirmed,
            recovery_codes_left=await factors.codes_left(db, asker.person),
        )

    async def begin(self, asker: Asker) -> NewSecondFactor:
        """A secret for the authenticator app; nothing is asked for at sign-in before a code of it was confirmed.

        Raises: proof_needed, second_factor_on, too_many_requests.
        """
        needs = self._needs
        await must_be_proved(needs, needs.db, asker)
        await needs.limits.take(FACTOR_BEGIN, asker.person)
        person = await people.asker_card(needs.db, asker.person)
        if person is None:
            raise Refused("proof_needed")
        secret = new_secret()
        sealed = needs.seal.close(secret, person=asker.person)
        if not await factors.begin(needs.db, asker.person, secret=sealed, at=needs.clock.now()):
            raise Conflict("second_factor_on")
        return NewSecondFactor(secret=secret, uri=otp_uri(secret, login=person.login, site="Veche"))

    async def confirm(self, asker: Asker, request: ConfirmSecondFactorRequest) -> RecoveryCodes:
        """On from now; recovery codes come along where there are none.

        Raises: proof_needed, second_factor_not_begun, second_factor_on, code_wrong, code_behind, code_ahead,
        too_many_codes.
        """
        needs = self._needs
        await must_be_proved(needs, needs.db, asker)
        await self._count(asker.person, asker.address)
        factor = await factors.of_person(needs.db, asker.person)
        if factor is None:
            raise NotFound("second_factor_not_begun")
        if factor.confirmed:
            raise Conflict("second_factor_on")
        step = self._right_step(asker.person, factor, request.code, ahead_too=True)
        async with needs.db.transaction() as conn:
            await people.lock_person(conn, asker.person)
            now = needs.clock.now()
            if not await factors.confirm(conn, asker.person, secret=factor.secret, step=step, at=now):
                raise Conflict("second_factor_on")
            none_left = await factors.codes_left(conn, asker.person) == 0
            codes = await self._new_codes(conn, asker.person) if none_left else []
            told = await note(needs, conn, asker.person, "second_factor_on", device=asker.device)
        await self._clear(asker.person, asker.address)
        needs.tell([told])
        return RecoveryCodes(codes)

    async def remove(self, asker: Asker) -> None:
        """Off. Raises: proof_needed."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            await must_be_proved(needs, conn, asker)
            if not await factors.remove(conn, asker.person):
                return
            told = await note(needs, conn, asker.person, "second_factor_off", device=asker.device)
        needs.tell([told])

    async def make_codes(self, asker: Asker) -> RecoveryCodes:
        """Ten new recovery codes in the place of the old ones. Raises: proof_needed, too_many_requests."""
        needs = self._needs
        await must_be_proved(needs, needs.db, asker)
        await needs.limits.take(FACTOR_BEGIN, asker.person)
        async with needs.db.transaction() as conn:
            await people.lock_person(conn, asker.person)
            codes = await self._new_codes(conn, asker.person)
            told = await note(needs, conn, asker.person, "recovery_codes", device=asker.device)
        needs.tell([told])
        return RecoveryCodes(codes)

    async def check(
        self, person: PersonId, typed: str, *, address: str, device: DeviceId | None = None
    ) -> list[Noticed]:
        """The second question of a sign-in, after the password was right; nothing where the factor is off.

        What comes back is to be told after the sign-in.
        Raises: second_factor_needed, code_wrong, code_behind, too_many_codes.
        """
        needs = self._needs
        factor = await factors.of_person(needs.db, person)
        if factor is None or not factor.confirmed:
            return []
        if not typed.strip():
            raise Refused("second_factor_needed")
        await self._count(person, address)
        told: list[Noticed] = []
        if is_code(typed):
            step = self._right_step(person, factor, typed, ahead_too=False)
            if not await factors.use_step(needs.db, person, step=step):
                raise Refused("code_wrong")
        else:
            async with needs.db.transaction() as conn:
                if not await factors.use_code(conn, person, recovery_hash(person, typed)):
                    raise Refused("code_wrong")
                told.append(await note(needs, conn, person, "recovery_code_used", device=device))
        await self._clear(person, address)
        return told

    def _right_step(self, person: PersonId, factor: FactorRow, typed: str, *, ahead_too: bool) -> int:
        secret = self._needs.seal.open(factor.secret, person=person)
        now = self._needs.clock.now().timestamp()
        tried = try_code(secret, typed, at=now, after=factor.last_step, ahead_too=ahead_too)
        if tried.step is not None:
            return tried.step
        if tried.off:
            minutes = max(1, round(abs(tried.off) / 60))
            raise Refused("code_ahead" if tried.off > 0 else "code_behind", minutes=minutes)
        raise Refused("code_wrong")

    async def _new_codes(self, conn: Connection, person: PersonId) -> list[str]:
        codes = [new_readable(RECOVERY_LENGTH) for _ in range(RECOVERY_CODES)]
        await factors.replace_codes(conn, person, [recovery_hash(person, code) for code in codes])
        return codes

    async def _count(self, person: PersonId, address: str) -> None:
        await self._needs.limits.take(FACTOR_PAIR, f"{person}\0{address_key(address)}")
        await self._needs.limits.take(FACTOR_PERSON, person)

    async def _clear(self, person: PersonId, address: str) -> None:
        await self._needs.limits.clear((FACTOR_PAIR, f"{person}\0{address_key(address)}"), (FACTOR_PERSON, person))
