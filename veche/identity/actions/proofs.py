"""Proving once more who is at the device, before something is changed that keeps the account safe."""

from __future__ import annotations

from veche.ground.commands import Asker
from veche.ground.errors import Refused
from veche.identity.actions.base import Needs
from veche.identity.actions.passkeys import Passkeys
from veche.identity.actions.second_factor import SecondFactor
from veche.identity.model import PASSWORD_CHECK, normal_password
from veche.identity.store import devices, people
from veche.identity.wire.safety import ProveRequest


class Proofs:
    """A passkey, or the password together with the second factor where that is on."""

    def __init__(self, needs: Needs, *, passkeys: Passkeys, second_factor: SecondFactor) -> None:
        self._needs = needs
        self._passkeys = passkeys
        self._second_factor = second_factor

    async def prove(self, asker: Asker, request: ProveRequest) -> None:
        """Good for a quarter of an hour on this device.

        Raises: passkey_refused, old_password_wrong, second_factor_needed, code_wrong, code_behind, too_many_sign_ins.
        """
        if request.passkey is not None:
            await self._passkeys.check_proof(asker, request.passkey)
        else:
            await self.check_password(asker, request.password)
            told = await self._second_factor.check(
                asker.person, request.code, address=asker.address, device=asker.device
            )
            self._needs.tell(told)
        await devices.set_proved(self._needs.db, asker.person, asker.device, at=self._needs.clock.now())

    async def check_password(self, asker: Asker, password: str) -> None:
        """Raises: old_password_wrong, too_many_sign_ins, sign_in_busy."""
        needs = self._needs
        await needs.limits.take(PASSWORD_CHECK, asker.person)
        stored = await people.password_of(needs.db, asker.person)
        if not await needs.passwords.matches(stored, normal_password(password), line=str(asker.person)):
            raise Refused("old_password_wrong")
        await needs.limits.clear((PASSWORD_CHECK, asker.person))
