"""What is done now and then: last use of devices with open sockets, limits that have run out."""

import asyncio

import pytest

from tests.builders import Town
from tests.support.live import Live
from veche.ground.clock import FixedClock
from veche.ground.ids import DeviceId
from veche.identity.actions import house
from veche.identity.model import FIND


async def test_open_sockets_count_as_use(town: Town, clock: FixedClock) -> None:
    asker = await town.person()
    other = await town.person()
    clock.step(3600)
    await town.identity.house.once([asker.device, asker.device])
    rows = await town.database.fetch("SELECT id FROM identity_devices WHERE last_used_at = $1", clock.now())
    assert [row["id"] for row in rows] == [asker.device]
    assert other.device != asker.device


async def test_any_number_of_devices_is_marked(town: Town, monkeypatch: pytest.MonkeyPatch, clock: FixedClock) -> None:
    monkeypatch.setattr(house, "AT_ONCE", 2)
    devices = [(await town.person()).device for _ in range(5)]
    clock.step(3600)
    await town.identity.house.once(devices)
    marked = "SELECT count(*) FROM identity_devices WHERE last_used_at = $1"
    assert await town.database.fetchval(marked, clock.now()) == 5


async def test_limits_that_have_run_out_are_deleted(town: Town, clock: FixedClock) -> None:
    await town.identity.limits.take(FIND, "somebody")
    await town.identity.house.once([])
    assert await town.database.fetchval("SELECT count(*) FROM identity_attempts") == 1
    clock.step(FIND.seconds)
    await town.identity.house.once([])
    assert await town.database.fetchval("SELECT count(*) FROM identity_attempts") == 0


async def test_it_comes_round_by_itself_and_survives_a_bad_turn(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "EVERY", 0.0)
    turns: asyncio.Queue[int] = asyncio.Queue()

    def in_use() -> list[DeviceId]:
        turns.put_nowait(1)
        if turns.qsize() == 1:
            raise ValueError("a bad turn")
        return []

    town.identity.house.start(in_use=in_use)
    async with asyncio.timeout(10):
        await turns.get()
        await turns.get()
    await town.identity.house.stop()


async def test_a_server_knows_which_devices_are_there(live: Live) -> None:
    anna = await live.person("Анна")
    asker = await live.identity.authenticate(anna.token)
    async with anna.socket():
        assert live.server.messenger._devices_in_use() == [asker.device]
