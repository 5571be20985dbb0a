"""Fixtures of the chats tests."""

import pytest

from tests.chats.world import World
from veche.ground.db import Database


@pytest.fixture
def world(database: Database) -> World:
    """People, posts and chats on a fresh database."""
    return World(database)
