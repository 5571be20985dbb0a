"""One cell, one process."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.support.live import Live
from veche.ground.cells import COMMANDS, claimed, newest_id
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.failure import CannotStart


async def test_a_cell_belongs_to_one_process_at_a_time(dsn: str) -> None:
    async with claimed(dsn, range(7, 8)) as cell:
        assert cell == 7
        with pytest.raises(CannotStart, match="cell_taken"):
            async with claimed(dsn, range(7, 8), patience=0):
                raise AssertionError("two processes have one cell")
        async with claimed(dsn, range(8, 9)) as other:
            assert other == 8
    async with claimed(dsn, range(7, 8)) as again:
        assert again == 7


async def test_commands_beside_a_server_take_another_each(dsn: str) -> None:
    async with claimed(dsn, range(1)), claimed(dsn, COMMANDS) as one, claimed(dsn, COMMANDS) as other:
        assert (one, other) == (1023, 1022)


async def test_a_predecessor_that_goes_down_is_waited_for(dsn: str) -> None:
    async with claimed(dsn, range(7, 8)):
        pass  # its connection ends a moment later
    async with claimed(dsn, range(7, 8)) as cell:
        assert cell == 7


async def test_a_process_that_starts_again_gives_no_number_twice(database: Database):
    """In the same second, after a burst that borrowed from the future, and with a clock that was set back."""
    assert await newest_id(database) == 0
    first = Live(database)
    await first.start()
    person = await first.person()
    ids = first.server.messenger.ids
    for _ in range(5000):  # two seconds and more of what is to come
        ids.new()
    last = await first.person()
    await first.stop()
    assert await newest_id(database) >= last.id > person.id

    class Behind(Clock):
        def now(self) -> datetime:
            return super().now() - timedelta(days=3)

    for clock in (Clock(), Behind()):
        again = Live(database, clock=clock)
        await again.start()
        newer = await again.person()
        assert newer.id > last.id
        last = newer
        await again.stop()
