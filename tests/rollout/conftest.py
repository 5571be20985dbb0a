"""One server for all of these tests: each test has bodies of its own. Making one takes longer than most tests."""

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from tests.rollout.world import Sink, live_with_ways
from tests.support.live import Live
from tests.support.postgres import TestPostgres
from veche.ground.db import Database


@pytest.fixture(scope="package")
def shared_dsn(postgres: TestPostgres) -> Iterator[str]:
    """The address of the database that these tests share."""
    address = postgres.fresh()
    yield address
    postgres.drop(address)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def ways(shared_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[Live, Sink]]:
    """The server, and the mailbox that its letters end in."""
    database = await Database.open(shared_dsn, size=8)
    async with live_with_ways(database, tmp_path_factory.mktemp("rollout")) as found:
        yield found
    await database.close()


@pytest.fixture(scope="package")
def live(ways: tuple[Live, Sink]) -> Live:
    """The server."""
    return ways[0]
