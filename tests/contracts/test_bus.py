"""The contract of the bus, on every implementation: one in memory, one on a real NATS server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from tests.support.nats import NatsServer
from veche.ground.bus import Bus, MemoryBus, MemoryHub
from veche.ground.bus.nats import NatsBus
from veche.ground.failure import CannotStart

Make = Callable[[], Bus]


@pytest.fixture(scope="module")
def server() -> Iterator[NatsServer]:
    with NatsServer() as running:
        yield running


@pytest.fixture(params=["memory", "nats"])
async def make(request: pytest.FixtureRequest) -> AsyncIterator[Make]:
    """Makes buses that hear each other, as the processes of one installation would."""
    made: list[Bus] = []
    if request.param == "memory":
        hub = MemoryHub()
        build: Make = lambda: MemoryBus(hub)  # noqa: E731
    else:
        url = request.getfixturevalue("server").url
        build = lambda: NatsBus(url)  # noqa: E731

    def remember() -> Bus:
        made.append(build())
        return made[-1]

    yield remember
    for bus in made:
        await bus.stop()


class Ear:
    """Remembers what it heard and lets a test wait for it."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()

    async def __call__(self, payload: bytes) -> None:
        self.heard.put_nowait(payload)

    async def next(self) -> bytes:
        return await asyncio.wait_for(self.heard.get(), 20)


async def test_others_hear_and_the_publisher_does_not(make: Make):
    ears = [Ear(), Ear(), Ear()]
    buses = [make() for _ in ears]
    for bus, ear in zip(buses, ears, strict=True):
        bus.subscribe("chat", ear)
        await bus.start()
    await buses[0].publish("chat", b"1")
    assert [await ears[1].next(), await ears[2].next()] == [b"1", b"1"]
    await buses[1].publish("chat", b"2")
    # Messages of one topic arrive in order: had the publisher heard itself, "1" would come first.
    assert [await ears[0].next(), await ears[2].next()] == [b"2", b"2"]


async def test_one_of_two_is_not_alone(make: Make):
    buses = [make(), make()]
    for bus in buses:
        await bus.start()
    assert not buses[0].alone


async def test_order_is_kept_and_topics_are_apart(make: Make):
    sender, hearer, ear, other = make(), make(), Ear(), Ear()
    hearer.subscribe("chat", ear)
    hearer.subscribe("actor.card", other)
    await hearer.start()
    await sender.start()
    for number in range(500):
        await sender.publish("chat", b"%d" % number)
    await sender.publish("actor.card", b"x")
    assert [await ear.next() for _ in range(500)] == [b"%d" % number for number in range(500)]
    assert await other.next() == b"x"
    assert other.heard.empty()


async def test_a_failing_hearer_hears_the_next_message(make: Make):
    sender, hearer, ear = make(), make(), Ear()

    async def fails(payload: bytes) -> None:
        raise LookupError(payload)

    hearer.subscribe("chat", fails)
    hearer.subscribe("chat", ear)
    await hearer.start()
    await sender.start()
    await sender.publish("chat", b"1")
    await sender.publish("chat", b"2")
    assert [await ear.next(), await ear.next()] == [b"1", b"2"]


async def test_any_bytes_and_large_messages_pass(make: Make):
    sender, hearer, ear = make(), make(), Ear()
    hearer.subscribe("chat", ear)
    await hearer.start()
    await sender.start()
    for payload in (b"", bytes(range(256)), b"x" * 1024 * 1024):
        await sender.publish("chat", payload)
        assert await ear.next() == payload
    with pytest.raises(ValueError, match="too large"):
        await sender.publish("chat", b"x" * (1024 * 1024 + 1))


@pytest.mark.parametrize("topic", ["", "Chat", "a b", "a.*", ">", "a..b", "чат"])
async def test_bad_topics_are_refused(make: Make, topic: str):
    bus = make()
    with pytest.raises(ValueError, match="not a topic"):
        bus.subscribe(topic, Ear())
    await bus.start()
    with pytest.raises(ValueError, match="not a topic"):
        await bus.publish(topic, b"")


async def test_subscribing_late_is_a_mistake(make: Make):
    bus = make()
    await bus.start()
    with pytest.raises(RuntimeError):
        bus.subscribe("chat", Ear())


async def test_publishing_to_nobody_and_stopping_twice_is_fine(make: Make):
    bus = make()
    await bus.start()
    await bus.publish("chat", b"1")
    await bus.stop()
    await bus.stop()


class Gaps:
    def __init__(self) -> None:
        self.told = asyncio.Event()

    async def __call__(self) -> None:
        self.told.set()


async def test_after_an_interruption_everybody_is_told_and_hears_again():
    with NatsServer() as server:
        buses = [NatsBus(server.url), NatsBus(server.url)]
        ears, gaps = [Ear(), Ear()], [Gaps(), Gaps()]
        for bus, ear, gap in zip(buses, ears, gaps, strict=True):
            bus.subscribe("chat", ear)
            bus.on_gap(gap)
            await bus.start()
        server.kill()
        await buses[0].publish("chat", b"lost")  # neither raises nor waits
        server.start()
        for gap in gaps:
            await asyncio.wait_for(gap.told.wait(), 30)
        await buses[0].publish("chat", b"heard")
        received = await ears[1].next()
        assert received in (b"heard", b"lost")
        for bus in buses:
            await bus.stop()


async def test_no_server_is_said_in_one_line():
    with pytest.raises(CannotStart) as caught:
        await asyncio.wait_for(NatsBus("nats://127.0.0.1:1").start(), 20)
    assert caught.value.code == "bus_unreachable"
