"""Applies the files of `sql/` in order, each in its own transaction, under an advisory lock.

`ground_migrations` remembers what was applied and the checksum of its text. A database that a newer version wrote, or
whose history differs from ours, is refused before anything is changed. Why not a ready-made runner: see
docs/decisions/migrations.md.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import asyncpg

from veche.ground.failure import CannotStart
from veche.ground.logs import get_logger

log = get_logger("migrations")

LOCK = 7_318_406_511  # any number, the same for everybody who migrates
NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")
HISTORY = """
CREATE TABLE IF NOT EXISTS ground_migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


@dataclass(frozen=True)
class Migration:
    """One step of the schema."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()[:32]


def load() -> list[Migration]:
    """The migrations of this version, in order."""
    found = []
    for file in resources.files("veche.ground.migrations").joinpath("sql").iterdir():
        match = NAME.fullmatch(file.name)
        if match:
            found.append(Migration(int(match[1]), match[2], file.read_text(encoding="utf-8")))
    return sorted(found, key=lambda migration: migration.number)


async def migrate(dsn: str, *, migrations: list[Migration] | None = None) -> list[Migration]:
    """Bring the database to the state of this version; answers what was applied now."""
    wanted = load() if migrations is None else migrations
    connection = await asyncpg.connect(dsn, server_settings={"application_name": "veche-migrate", "timezone": "UTC"})
    try:
        # Several processes may start at once: the lock is of the session, so it ends with the connection at the latest.
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        await connection.execute(HISTORY)
        todo = await _todo(connection, wanted)
        for migration in todo:
            async with connection.transaction():
                await connection.execute(migration.sql)
                await connection.execute(
                    "INSERT INTO ground_migrations (number, name, checksum) VALUES ($1, $2, $3)",
                    migration.number,
                    migration.name,
                    migration.checksum,
                )
            log.info("migrated", number=migration.number, migration=migration.name)
        return todo
    finally:
        await connection.close()


async def pending(dsn: str) -> list[Migration]:
    """What `migrate` would apply; refuses what it would refuse."""
    connection = await asyncpg.connect(dsn)
    try:
        if await connection.fetchval("SELECT to_regclass('ground_migrations')") is None:
            return load()
        return await _todo(connection, load())
    finally:
        await connection.close()


async def _todo(connection: Any, wanted: list[Migration]) -> list[Migration]:  # Any: an untyped driver's connection
    """Compare the database's history with ours."""
    rows = await connection.fetch("SELECT number, name, checksum FROM ground_migrations ORDER BY number")
    applied = {row["number"]: row for row in rows}
    ours = {migration.number: migration for migration in wanted}
    newest = max(ours, default=0)
    for number, row in applied.items():
        if number > newest:
            raise CannotStart("database_newer", have=number, known=newest)
        if number not in ours or row["checksum"] != ours[number].checksum:
            raise CannotStart("database_differs", migration=f"{number:04d}_{row['name']}")
    missing = [migration for migration in wanted if migration.number not in applied]
    if missing and missing[0].number < max(applied, default=0):
        raise CannotStart("database_differs", migration=f"{missing[0].number:04d}_{missing[0].name}")
    return missing
