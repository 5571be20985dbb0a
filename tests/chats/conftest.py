"""Fixtures of the chats tests: one database per module, emptied before each test."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.chats.world import World
from tests.support.postgres import TestPostgres
from veche.ground.db import Database


@pytest.fixture(scope="module")
def shared_dsn(postgres: TestPostgres) -> Iterator[str]:
    """The address of the database that the tests of one module share: making one takes longer than most tests."""
    address = postgres.fresh()
    yield address
    postgres.drop(address)


@pytest.fixture
async def world(shared_dsn: str) -> AsyncIterator[World]:
    """People, posts and chats; nobody is there yet."""
    database = await Database.open(shared_dsn, size=8)
    await database.execute(
        "TRUNCATE identity_actors, identity_attempts, directory_organisations, ground_outbox CASCADE"
    )
    yield World(database)
    await database.close()
