"""From a token to a person: right, fast, and over at once when it is revoked."""

import pytest

from tests.builders import Town, build_parts
from veche.ground.clock import FixedClock
from veche.ground.errors import SignedOut
from veche.identity.events import DeviceRevoked
from veche.identity.model import DEVICE_IDLE
from veche.identity.wire import RevokeDeviceRequest


async def test_a_token_stands_for_its_person(town: Town) -> None:
    anna = await town.person("Соколова Анна Петровна", login="anna")
    asker = await town.identity.authenticate(await town.token("anna"), address="192.0.2.9")
    assert (asker.person, asker.administrator, asker.locale, asker.address) == (anna.person, False, "ru", "192.0.2.9")
    assert asker.device != anna.device


@pytest.mark.parametrize("token", ["", "x", "y" * 43, "ы" * 43, "z" * 5000, "\ud800" * 43])
async def test_other_tokens_stand_for_nobody(town: Town, token: str) -> None:
    with pytest.raises(SignedOut):
        await town.identity.authenticate(token)


async def test_the_token_itself_is_not_stored(town: Town) -> None:
    token = await town.token("chief")
    stored = await town.database.fetch("SELECT d::text AS row FROM identity_devices d")
    assert all(token not in row["row"] for row in stored)


async def test_a_revoked_device_is_out_at_once_though_cached(town: Town) -> None:
    await town.person(login="anna")
    first, second = await town.token("anna"), await town.token("anna")
    one, two = await town.asker(first), await town.asker(second)
    await town.identity.devices.revoke(one, RevokeDeviceRequest(device=two.device))
    with pytest.raises(SignedOut):
        await town.identity.authenticate(second)
    assert await town.asker(first) == one
    assert town.heard(DeviceRevoked) == [
        DeviceRevoked(person=one.person, devices=(two.device,), reason="device_revoked")
    ]


async def test_another_process_hears_of_it(town: Town) -> None:
    await town.person(login="anna")
    token = await town.token("anna")
    other = build_parts(town.database, clock=town.clock, cell=1)
    asker = await other.asker(token)
    await town.identity.signing_in.sign_out(asker)
    assert await other.asker(token) == asker, "kept for seconds until the event comes"
    for event in town.events:
        other.identity.hear(event)
    with pytest.raises(SignedOut):
        await other.asker(token)


async def test_what_is_cached_is_read_again_after_seconds(town: Town, clock: FixedClock) -> None:
    token = await town.token("chief")
    await town.asker(token)
    await town.database.execute("DELETE FROM identity_devices")
    clock.step(11)
    with pytest.raises(SignedOut):
        await town.asker(token)


async def test_a_clock_that_steps_back_does_not_keep_the_cache(town: Town, clock: FixedClock) -> None:
    token = await town.token("chief")
    await town.asker(token)
    await town.database.execute("DELETE FROM identity_devices")
    clock.step(-3600)
    with pytest.raises(SignedOut):
        await town.asker(token)


async def test_last_use_is_written_every_few_minutes_only(town: Town, clock: FixedClock) -> None:
    token = await town.token("chief")
    asker = await town.asker(token)
    clock.step(240)
    await town.asker(token)
    assert await _last_use(town, asker.device) == 240
    clock.step(120)
    await town.asker(token)
    assert await _last_use(town, asker.device) == 0
    clock.step(301)
    await town.identity.house.once([asker.device])
    assert await _last_use(town, asker.device) == 0


async def _last_use(town: Town, device: int) -> float:
    """Seconds since the stored last use."""
    at = await town.database.fetchval("SELECT last_used_at FROM identity_devices WHERE id = $1", device)
    return float((town.clock.now() - at).total_seconds())


async def test_a_session_idle_for_half_a_year_is_over(town: Town, clock: FixedClock) -> None:
    token = await town.token("chief")
    clock.step(DEVICE_IDLE.total_seconds() + 1)
    with pytest.raises(SignedOut):
        await town.asker(token)
    fresh = await town.asker(await town.token("chief"))
    assert [device.current for device in (await town.identity.devices.list(fresh)).devices] == [True]


async def test_a_revocation_during_the_check_is_not_cached_over(town: Town) -> None:
    """The read of the session finds it; before it is kept, the device is revoked. What is kept must not be that."""
    token = await town.token("chief")
    asker = await town.asker(token)
    sessions = town.identity.sessions
    sessions.forget(asker.person)
    checking = sessions.authenticate(token).__await__()
    waiting = next(checking)  # the first await: the session is being read
    await town.database.execute("DELETE FROM identity_devices WHERE id = $1", asker.device)
    sessions.forget(asker.person)
    with pytest.raises(SignedOut):
        await _finish(checking, waiting)
    with pytest.raises(SignedOut):
        await sessions.authenticate(token)


class _finish:  # noqa: N801  reads as a verb
    """Goes on with a coroutine whose first awaited thing was taken out."""

    def __init__(self, running: object, waiting: object) -> None:
        self._running, self._waiting = running, waiting

    def __await__(self):
        yield self._waiting
        yield from self._running  # type: ignore[misc]
