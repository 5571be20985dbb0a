"""A live server with bots on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.stand import BotStand
from tests.support.live import Live
from veche.ground.config import Settings
from veche.ground.db import Database


@pytest.fixture
async def live(database: Database, tmp_path: Path) -> AsyncIterator[Live]:
    """For tests that are not about limits: loopback is listed, and bots may be fast."""
    settings = Settings(data=tmp_path, bot_requests=10_000, bot_sends=10_000, outgoing_allow=("127.0.0.1",))
    server = Live(database, settings=settings)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def stand(live: Live) -> AsyncIterator[BotStand]:
    """Bots and people on that server; see stand.py."""
    made = BotStand(live)
    yield made
    await made.close()


@pytest.fixture
async def strict(database: Database) -> AsyncIterator[BotStand]:
    """The same with the settings of a new installation."""
    server = Live(database)
    await server.start()
    made = BotStand(server)
    yield made
    await made.close()
    await server.stop()
