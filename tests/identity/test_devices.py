"""The list of devices, and ending their sessions."""

import pytest

from tests.builders import Town
from veche.ground.clock import FixedClock
from veche.ground.errors import NotFound, SignedOut
from veche.identity.events import DeviceRevoked
from veche.identity.wire import RevokeDeviceRequest


async def test_the_last_used_comes_first_and_this_one_is_marked(town: Town, clock: FixedClock) -> None:
    first = await town.person(login="anna")
    clock.step(60)
    second = await town.asker(await town.token("anna"))
    listed = (await town.identity.devices.list(first)).devices
    assert [(device.id, device.current) for device in listed] == [(second.device, False), (first.device, True)]
    assert listed[0].last_used_at - listed[1].last_used_at == 60_000


async def test_all_others_at_once(town: Town) -> None:
    await town.person(login="anna")
    tokens = [await town.token("anna") for _ in range(3)]
    keep = await town.asker(tokens[0])
    await town.identity.devices.revoke_others(keep)
    for token in tokens[1:]:
        with pytest.raises(SignedOut):
            await town.asker(token)
    assert len((await town.identity.devices.list(keep)).devices) == 1
    assert len(town.heard(DeviceRevoked)[-1].devices) == 3
    before = len(town.events)
    await town.identity.devices.revoke_others(keep)
    assert len(town.events) == before, "nothing ended, nothing said"


async def test_a_foreign_device_cannot_be_ended_or_even_seen(town: Town) -> None:
    anna, boris = await town.person(), await town.person()
    for number in (boris.device, 12345):
        with pytest.raises(NotFound, match="device_not_found"):
            await town.identity.devices.revoke(anna, RevokeDeviceRequest(device=number))
    assert len((await town.identity.devices.list(boris)).devices) == 1


async def test_ending_the_session_that_asks(town: Town) -> None:
    token = await town.token("chief")
    asker = await town.asker(token)
    await town.identity.devices.revoke(asker, RevokeDeviceRequest(device=asker.device))
    with pytest.raises(SignedOut):
        await town.asker(token)
