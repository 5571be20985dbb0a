"""The devices of a person: seeing them, and ending their sessions at once."""

from __future__ import annotations

from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.errors import NotFound
from veche.ground.ids import DeviceId
from veche.identity.actions.base import Needs, must_be_proved
from veche.identity.events import DeviceRevoked
from veche.identity.model import DEVICE_IDLE, YOUNG
from veche.identity.store import devices
from veche.identity.wire import DeviceInfo, ListDevicesAnswer, RevokeDeviceRequest


class Devices:
    """Each acts only on the asker's own devices."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def list(self, asker: Asker) -> ListDevicesAnswer:
        since = self._needs.clock.now() - DEVICE_IDLE
        return ListDevicesAnswer(
            devices=[
                DeviceInfo(
                    id=row.id,
                    name=row.name,
                    created_at=to_ms(row.created_at),
                    last_used_at=to_ms(row.last_used_at),
                    current=row.id == asker.device,
                    address=row.address,
                    how=row.how,
                )
                for row in await devices.of_person(self._needs.db, asker.person, used_after=since)
            ]
        )

    async def revoke(self, asker: Asker, request: RevokeDeviceRequest) -> None:
        """Raises: device_not_found (a foreign device is not told apart from none), proof_needed."""
        device = DeviceId(request.device)
        if device != asker.device:
            await self._may_put_out(asker, device)
        if not await devices.remove(self._needs.db, asker.person, device):
            raise NotFound("device_not_found")
        self._ended(asker, (device,))

    async def revoke_others(self, asker: Asker) -> None:
        """Raises: proof_needed."""
        await self._may_put_out(asker, None)
        ended = await devices.remove_all(self._needs.db, asker.person, but=asker.device)
        if ended:
            self._ended(asker, ended)

    async def _may_put_out(self, asker: Asker, device: DeviceId | None) -> None:
        """A device of today proves itself before it puts an older one out: whoever came in by a trick must not lock the
        owner out. The other way round it is always allowed."""
        db, now = self._needs.db, self._needs.clock.now()
        here = await devices.proofs(db, asker.person, asker.device)
        if here is None or here[0] <= now - YOUNG:
            return
        there = None if device is None else await devices.proofs(db, asker.person, device)
        if device is None or (there is not None and there[0] <= here[0]):
            await must_be_proved(self._needs, db, asker)

    def _ended(self, asker: Asker, ended: tuple[DeviceId, ...]) -> None:
        self._needs.sessions.forget(asker.person)
        self._needs.announce(DeviceRevoked(person=asker.person, devices=ended, reason="device_revoked"))
