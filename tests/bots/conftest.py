"""A live server with bots on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.stand import BotStand
from tests.support.live import Live
from veche.ground.config import Settings
from veche.ground.db import Database


@pytest.fixture
async def strict(live: Live) -> AsyncIterator[BotStand]:
    """Bots and people on a live server with the settings of a new installation; see stand.py."""
    made = BotStand(live)
    yield made
    await made.close()


@pytest.fixture
async def stand(database: Database, tmp_path: Path) -> AsyncIterator[BotStand]:
    """The same for tests that are not about limits: loopback is listed, and bots may be fast."""
    settings = Settings(data=tmp_path, bot_requests=10_000, bot_sends=10_000, outgoing_allow=("127.0.0.1",))
    live = Live(database, settings=settings)
    await live.start()
    made = BotStand(live)
    yield made
    await made.close()
    await live.stop()
