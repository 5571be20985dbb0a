"""A town for the tests of identity."""

import pytest

from tests.builders import Town, build_town
from veche.ground.clock import FixedClock
from veche.ground.db import Database


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def town(database: Database, clock: FixedClock) -> Town:
    return await build_town(database, clock=clock)
