"""The pool of connections: never more than its size, in order, nothing lost when somebody gives up waiting."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.ground.pool import Pool, PoolClosed


class Fake:
    """A connection that remembers what became of it."""

    def __init__(self) -> None:
        self.closed = False

    def is_closed(self) -> bool:
        return self.closed

    def terminate(self) -> None:
        self.closed = True

    async def close(self, *, timeout: float | None = None) -> None:
        self.closed = True


class Maker:
    def __init__(self) -> None:
        self.made: list[Fake] = []
        self.failures = 0

    async def __call__(self) -> Fake:
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError
        self.made.append(Fake())
        return self.made[-1]

    @property
    def living(self) -> int:
        return sum(not one.closed for one in self.made)


async def turns(count: int = 5) -> None:
    """Let everything that can run, run."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_the_one_used_last_goes_out_first():
    maker = Maker()
    pool = Pool(maker, size=3)
    one, other = await pool.take(), await pool.take()
    pool.give(one)
    pool.give(other)
    assert await pool.take() is other
    assert len(maker.made) == 2


async def test_who_waits_is_served_in_order():
    pool = Pool(Maker(), size=1)
    first = await pool.take()
    waiting = [asyncio.create_task(pool.take()) for _ in range(3)]
    await turns()
    for task in waiting:
        pool.give(first)
        assert await task is first


async def test_a_dropped_one_makes_room_for_a_new_one():
    maker = Maker()
    pool = Pool(maker, size=1)
    first = await pool.take()
    waiting = asyncio.create_task(pool.take())
    await turns()
    pool.drop(first)
    assert await waiting is not first
    assert maker.living == 1


async def test_closed_ones_are_not_given_out():
    maker = Maker()
    pool = Pool(maker, size=1)
    first = await pool.take()
    pool.give(first)
    first.closed = True
    assert await pool.take() is not first


async def test_a_failure_to_connect_takes_no_place():
    maker = Maker()
    pool = Pool(maker, size=1)
    maker.failures = 3
    for _ in range(3):
        with pytest.raises(ConnectionRefusedError):
            await pool.take()
    assert await pool.take() is maker.made[0]


async def test_giving_up_in_the_moment_of_being_served_loses_nothing():
    pool = Pool(Maker(), size=1)
    first = await pool.take()
    impatient, patient = asyncio.create_task(pool.take()), asyncio.create_task(pool.take())
    await turns()
    pool.give(first)
    impatient.cancel()
    assert await asyncio.wait_for(patient, 1) is first


async def test_closing_waits_for_work_in_hand_and_then_no_longer():
    maker = Maker()
    pool = Pool(maker, size=2)
    quick, slow = await pool.take(), await pool.take()
    waiting = asyncio.create_task(pool.take())
    await turns()
    closing = asyncio.create_task(pool.close(within=0.05))
    await turns()
    pool.give(quick)
    await closing
    assert slow.closed
    assert maker.living == 0
    with pytest.raises(PoolClosed):
        await waiting
    with pytest.raises(PoolClosed):
        await pool.take()


@given(
    st.lists(st.sampled_from(["take", "give", "drop", "die", "cancel", "idle", "fail"]), max_size=60), st.integers(1, 4)
)
async def test_whatever_happens_there_are_never_too_many_and_nobody_is_forgotten(steps: list[str], size: int):
    maker = Maker()
    pool = Pool(maker, size=size)
    takers: list[asyncio.Task[Fake]] = []
    held: list[Fake] = []
    for step in steps:
        if step == "take":
            takers.append(asyncio.create_task(pool.take()))
        elif step == "cancel" and takers:
            takers.pop().cancel()
        elif step in ("give", "drop") and held:
            getattr(pool, step)(held.pop(0))
        elif step == "die" and held:
            held[0].closed = True
        elif step == "idle":
            pool.drop_idle()
        elif step == "fail":
            maker.failures = 1
        await turns()
        for taker in [taker for taker in takers if taker.done()]:
            takers.remove(taker)
            if not taker.cancelled() and taker.exception() is None:
                held.append(taker.result())
        assert maker.living <= size
        assert len(set(map(id, held))) == len(held)
    maker.failures = 0
    while takers or held:
        for one in held:
            pool.give(one)
        held = []
        await turns()
        held = [taker.result() for taker in takers if taker.done() and not taker.exception()]
        progress = [taker for taker in takers if taker.done()]
        assert progress or not takers
        takers = [taker for taker in takers if not taker.done()]
