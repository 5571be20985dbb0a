"""Jobs: part of the transaction, taken once, tried again, back after a crash, one per key."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import Struct

from veche.ground.db import Database
from veche.ground.jobs import Work, Worker, enqueue


class Count(Struct):
    number: int


class Doing:
    """A kind of work that remembers what it did, and may be told to fail or to wait."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.failures = 0
        self.gate: asyncio.Event | None = None
        self.entered = asyncio.Event()

    async def run(self, payload: Count) -> None:
        self.entered.set()
        if self.gate:
            await self.gate.wait()
        if self.failures:
            self.failures -= 1
            raise LookupError(payload)
        self.done.append(payload.number)

    @property
    def work(self) -> Work[Count]:
        return Work("count", Count, self.run)


async def make_due(database: Database) -> None:
    """Let the clock of the jobs run ahead."""
    await database.execute("UPDATE ground_jobs SET run_at = now() - interval '1 second'")


async def test_a_job_is_done_once_and_gone(database: Database):
    doing = Doing()
    worker = Worker(database, works=[doing.work])
    await enqueue(database, "count", Count(7))
    assert await worker.once() == 1
    assert await worker.once() == 0
    assert doing.done == [7]
    assert await database.fetchval("SELECT count(*) FROM ground_jobs") == 0


async def test_a_rolled_back_transaction_leaves_no_job(database: Database):
    try:
        async with database.transaction() as connection:
            await enqueue(connection, "count", Count(1))
            raise LookupError
    except LookupError:
        pass
    assert await Worker(database, works=[Doing().work]).once() == 0


async def test_later_means_later(database: Database):
    doing = Doing()
    worker = Worker(database, works=[doing.work])
    await enqueue(database, "count", Count(1), run_at=datetime.now(UTC) + timedelta(hours=1))
    assert await worker.once() == 0
    await make_due(database)
    assert await worker.once() == 1


async def test_a_failing_job_is_tried_again_with_growing_pauses_and_dies(database: Database):
    doing = Doing()
    doing.failures = 99
    worker = Worker(database, works=[doing.work], tries=3)
    await enqueue(database, "count", Count(1))
    pauses = []
    for _ in range(3):
        await make_due(database)
        assert await worker.once() == 1
        row = await database.fetchrow("SELECT error, extract(epoch FROM run_at - now()) AS pause FROM ground_jobs")
        assert row is not None
        assert row["error"] == "LookupError"
        pauses.append(round(row["pause"]))
    assert pauses == [2, 4, 8]
    await make_due(database)
    assert await worker.once() == 0
    assert await database.fetchval("SELECT dead_at IS NOT NULL AND attempts = 3 FROM ground_jobs")


async def test_many_workers_share_without_doing_anything_twice(database: Database):
    doing = Doing()
    for number in range(60):
        await enqueue(database, "count", Count(number))
    workers = [Worker(database, works=[doing.work]) for _ in range(4)]

    async def drain(worker: Worker) -> None:
        while await worker.once():
            pass

    await asyncio.gather(*(drain(worker) for worker in workers))
    assert sorted(doing.done) == list(range(60))


async def test_the_job_of_a_worker_that_died_comes_back(database: Database):
    doing = Doing()
    doing.gate = asyncio.Event()
    await enqueue(database, "count", Count(1))
    dying = Worker(database, works=[doing.work])
    dying.start()
    await doing.entered.wait()
    await dying.stop()
    doing.gate = None
    other = Worker(database, works=[doing.work])
    assert await other.once() == 0  # the lease still holds
    await make_due(database)
    assert await other.once() == 1
    assert doing.done == [1]


async def test_who_overslept_his_lease_does_not_end_the_run_of_another(database: Database):
    slow, quick = Doing(), Doing()
    slow.gate = quick.gate = asyncio.Event()
    await enqueue(database, "count", Count(1))
    first = asyncio.create_task(Worker(database, works=[slow.work]).once())
    await slow.entered.wait()
    await make_due(database)
    gate, quick.gate = quick.gate, asyncio.Event()
    second = asyncio.create_task(Worker(database, works=[quick.work]).once())
    await quick.entered.wait()
    gate.set()
    await first
    assert await database.fetchval("SELECT count(*) FROM ground_jobs") == 1
    quick.gate.set()
    await second
    assert await database.fetchval("SELECT count(*) FROM ground_jobs") == 0


async def test_one_waiting_job_per_key_with_the_newest_payload(database: Database):
    doing = Doing()
    worker = Worker(database, works=[doing.work])
    for number in (1, 2, 3):
        await enqueue(database, "count", Count(number), key="a")
    await enqueue(database, "count", Count(4), key="b")
    await worker.once()
    assert sorted(doing.done) == [3, 4]


async def test_asked_again_while_it_runs_means_one_more_run(database: Database):
    doing = Doing()
    doing.gate = asyncio.Event()
    worker = Worker(database, works=[doing.work])
    await enqueue(database, "count", Count(1), key="a")
    running = asyncio.create_task(worker.once())
    await doing.entered.wait()
    await enqueue(database, "count", Count(2), key="a")
    doing.gate.set()
    await running
    assert await worker.once() == 1
    assert doing.done == [1, 2]
    assert await worker.once() == 0


async def test_kinds_of_a_newer_version_are_left_alone(database: Database):
    await enqueue(database, "unknown", Count(1))
    assert await Worker(database, works=[Doing().work]).once() == 0


async def test_a_woken_worker_works_by_itself(database: Database):
    doing = Doing()
    worker = Worker(database, works=[doing.work])
    worker.start()
    await enqueue(database, "count", Count(5))
    worker.wake()
    await asyncio.wait_for(doing.entered.wait(), 5)
    await worker.stop()


@pytest.mark.parametrize("turns", range(4))
async def test_it_ends_also_when_it_is_woken_at_that_moment(database: Database, turns: int):
    """Whichever step of its waking is under way: a stop that got lost would wait for ever."""
    worker = Worker(database, works=[])
    worker.start()
    while not worker._wake._waiters:  # noqa: ASYNC110  its going to sleep is no event
        await asyncio.sleep(0.005)
    worker.wake()
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await worker.stop()
