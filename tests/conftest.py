"""What every test has: the event loop of production, and no settings of the machine it runs on."""

import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import pytest
import uvloop

from tests.support.live import Live
from tests.support.postgres import TestPostgres
from veche.ground.db import Database

ROOT = Path(__file__).resolve().parent.parent
ARTEFACTS = ROOT / "test-artefacts"

# A developer's own settings must not decide whether a test passes.
for _name in [name for name in os.environ if name.startswith("VECHE_")]:
    del os.environ[_name]


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, Callable[[], uvloop.Loop]]:
    """Tests run on the loop that the server runs on."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def postgres() -> Iterator[TestPostgres]:
    """One real PostgreSQL for the whole session; see tests/support/postgres.py."""
    server = TestPostgres()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def dsn(postgres: TestPostgres) -> Iterator[str]:
    """The address of a fresh, migrated database."""
    address = postgres.fresh()
    yield address
    postgres.drop(address)


@pytest.fixture
async def database(dsn: str) -> AsyncIterator[Database]:
    """A fresh, migrated database."""
    opened = await Database.open(dsn, size=8)
    yield opened
    await opened.close()


@pytest.fixture
async def live(database: Database) -> AsyncIterator[Live]:
    """A server on a port of its own; see tests/support/live.py."""
    server = Live(database)
    await server.start()
    yield server
    await server.stop()
