"""One cell, one process."""

from __future__ import annotations

import pytest

from veche.ground.cells import COMMANDS, claimed
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
