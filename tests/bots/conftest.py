"""A live server with bots on it."""

from collections.abc import AsyncIterator

import pytest

from tests.bots.stand import BotStand
from tests.support.live import Live


@pytest.fixture
async def stand(live: Live) -> AsyncIterator[BotStand]:
    """Bots and people on a live server; see stand.py."""
    made = BotStand(live)
    yield made
    await made.close()
