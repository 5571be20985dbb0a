"""The outbox: at least once, in order per key, one failing key holds up nobody else."""

import asyncio
from datetime import UTC, datetime, timedelta

import msgspec

from veche.ground.db import Database
from veche.ground.outbox import Worker, done, drop, keys, put, waiting


class Hearer:
    """Remembers deliveries; refuses those whose key is in `refuse`."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, int]] = []
        self.refuse: set[str] = set()
        self.arrived = asyncio.Event()

    async def __call__(self, payload: bytes) -> None:
        fields = msgspec.json.decode(payload)
        if fields["key"] in self.refuse:
            raise LookupError
        self.heard.append((fields["key"], fields["n"]))
        self.arrived.set()


async def fill(database: Database, *deliveries: tuple[str, int]) -> None:
    async with database.transaction() as connection:
        for key, number in deliveries:
            await put(connection, "said", {"key": key, "n": number}, key=key)


async def make_due(database: Database) -> None:
    await database.execute("UPDATE ground_outbox SET next_at = now() - interval '1 second'")


async def test_deliveries_go_out_in_order_and_are_gone(database: Database):
    hearer = Hearer()
    worker = Worker(database, handlers={"said": hearer})
    await fill(database, ("a", 1), ("b", 1), ("a", 2))
    assert await worker.once() == 3
    assert hearer.heard == [("a", 1), ("b", 1), ("a", 2)]
    assert await database.fetchval("SELECT count(*) FROM ground_outbox") == 0


async def test_a_failing_key_waits_in_order_and_others_pass(database: Database):
    hearer = Hearer()
    hearer.refuse.add("a")
    worker = Worker(database, handlers={"said": hearer})
    await fill(database, ("a", 1), ("a", 2), ("b", 1))
    assert await worker.once() == 1
    assert hearer.heard == [("b", 1)]
    hearer.refuse.clear()
    await fill(database, ("a", 3), ("b", 2))
    assert await worker.once() == 1  # "a" is still in its pause, and what came after it waits behind it
    assert hearer.heard == [("b", 1), ("b", 2)]
    await make_due(database)
    assert await worker.once() == 3
    assert hearer.heard[2:] == [("a", 1), ("a", 2), ("a", 3)]


async def test_pauses_grow(database: Database):
    hearer = Hearer()
    hearer.refuse.add("a")
    worker = Worker(database, handlers={"said": hearer})
    await fill(database, ("a", 1))
    pauses = []
    for _ in range(3):
        await make_due(database)
        await worker.once()
        pauses.append(round(await database.fetchval("SELECT extract(epoch FROM next_at - now()) FROM ground_outbox")))
    assert pauses == [1, 2, 4]


async def test_a_delivery_that_fails_for_weeks_holds_up_nobody(database: Database):
    hearer = Hearer()
    hearer.refuse.add("a")
    worker = Worker(database, handlers={"said": hearer})
    await fill(database, ("a", 1), ("b", 1))
    await database.execute("UPDATE ground_outbox SET attempts = 5000 WHERE key = 'a'")
    assert await worker.once() == 1
    assert ("b", 1) in hearer.heard


async def test_a_worker_that_dies_in_the_middle_loses_nothing(database: Database):
    entered = asyncio.Event()

    async def hangs(_payload: bytes) -> None:
        entered.set()
        await asyncio.Event().wait()

    await fill(database, ("a", 1), ("a", 2))
    dying = Worker(database, handlers={"said": hangs})
    dying.start()
    await asyncio.wait_for(entered.wait(), 5)
    await dying.stop()
    hearer = Hearer()
    assert await Worker(database, handlers={"said": hearer}).once() == 2
    assert hearer.heard == [("a", 1), ("a", 2)]


async def test_two_processes_do_not_mix_up_the_order(database: Database):
    hearer = Hearer()
    workers = [Worker(database, handlers={"said": hearer}) for _ in range(3)]
    await fill(database, *(("a", number) for number in range(250)))
    while await database.fetchval("SELECT count(*) FROM ground_outbox"):
        await asyncio.gather(*(worker.once() for worker in workers))
    assert hearer.heard == [("a", number) for number in range(250)]


async def test_a_woken_worker_delivers_by_itself(database: Database):
    hearer = Hearer()
    worker = Worker(database, handlers={"said": hearer})
    worker.start()
    await fill(database, ("a", 1))
    worker.wake()
    await asyncio.wait_for(hearer.arrived.wait(), 5)
    await worker.stop()
    assert hearer.heard == [("a", 1)]


async def test_topics_nobody_here_hears_are_kept(database: Database):
    await fill(database, ("a", 1))
    assert await Worker(database, handlers={"other": Hearer()}).once() == 0
    assert await database.fetchval("SELECT count(*) FROM ground_outbox") == 1


async def test_what_has_no_handler_is_taken_out_with_what_follows_from_it(database: Database):
    """In order, some at a time; a transaction that fails takes nothing out, and workers leave it alone."""
    await fill(database, ("a", 1), ("b", 1), ("a", 2), ("a", 3))
    assert await Worker(database, handlers={"else": Hearer()}).once() == 0
    assert sorted(await keys(database, "said")) == ["a", "b"]
    for fails in (True, False):
        try:
            async with database.transaction() as connection:
                found = await waiting(connection, "said", key="a", limit=2)
                assert [msgspec.json.decode(payload)["n"] for _, payload in found] == [1, 2]
                await done(connection, [number for number, _ in found])
                if fails:
                    raise LookupError
        except LookupError:
            continue
    async with database.transaction() as connection:
        assert len(await waiting(connection, "said", key="a", limit=2)) == 1
    await drop(database, "said", before=datetime.now(UTC) - timedelta(hours=1))
    assert sorted(await keys(database, "said")) == ["a", "b"]
    await drop(database, "said", before=datetime.now(UTC) + timedelta(hours=1))
    assert await keys(database, "said") == []
