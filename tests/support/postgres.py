"""One real PostgreSQL for a whole test session, and a fresh migrated database for every test that asks.

Use the fixtures (they stand in tests/conftest.py):
    async def test_x(database: Database): ...   a Database on a fresh, migrated database
    async def test_y(dsn: str): ...             its address, for starting servers or a second pool
    def test_z(postgres: TestPostgres): ...     the server; `postgres.fresh(migrated=False)` makes an empty database

The server is the one from the wheel under the product's own supervisor. Only here fsync is off, and the files are held
in memory where there is room: a test's database is worth nothing, but copying a thousand files for each test costs. It
runs in a thread with a loop of its own, so that it outlives the loops of single tests.
"""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from veche.ground.migrations import migrate
from veche.ground.postgres import Postgres

Result = TypeVar("Result")
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
TEMPLATE = "template_migrated"


MEMORY = Path("/dev/shm")
ROOM = 3 << 30


def _in_memory() -> Path | None:
    """The file system in memory, if there is one with room for both processes that share the tests."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


class TestPostgres:
    """The session's server."""

    __test__ = False

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="veche-test-", dir=_in_memory()))
        self._loop = asyncio.new_event_loop()
        # A child dies with the *thread* that made it, so this thread lives until stop().
        self._thread = threading.Thread(target=self._loop.run_forever, name="test-postgres", daemon=True)
        self._server = Postgres(self._folder, bindir="wheel", settings=FAST, sync=False)
        self._numbers = itertools.count(1)
        self._template_made = False

    def start(self) -> None:
        self._thread.start()
        self._run(self._server.start())

    def stop(self) -> None:
        self._run(self._server.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def fresh(self, *, migrated: bool = True) -> str:
        """Make a database and answer its address."""
        return self._run(self._fresh(migrated=migrated))

    def drop(self, dsn: str) -> None:
        """Remove a database, whoever is still connected to it."""
        name = urlsplit(dsn).path.removeprefix("/")
        self._run(self._as_superuser(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))

    async def _fresh(self, *, migrated: bool) -> str:
        if migrated and not self._template_made:
            await self._as_superuser(f"CREATE DATABASE {TEMPLATE} OWNER veche STRATEGY file_copy")
            await migrate(self._address(TEMPLATE))
            self._template_made = True
        name = f"test_{next(self._numbers)}"
        template = TEMPLATE if migrated else "template1"
        await self._as_superuser(f"CREATE DATABASE {name} OWNER veche TEMPLATE {template} STRATEGY file_copy")
        return self._address(name)

    def _address(self, name: str) -> str:
        return urlunsplit(urlsplit(self._server.dsn)._replace(path=f"/{name}"))

    async def _as_superuser(self, sql: str) -> None:
        connection = await asyncpg.connect(self._server.superuser_dsn)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)
