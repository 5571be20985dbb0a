"""Migrations: forward only, once each, under a lock; foreign histories are refused before anything changes."""

import asyncio
from collections.abc import Iterator

import asyncpg
import pytest

from tests.support.postgres import TestPostgres
from veche.ground.failure import CannotStart
from veche.ground.migrations import Migration, load, migrate, pending

ONE = Migration(1, "one", "CREATE TABLE one (id int);")
TWO = Migration(2, "two", "CREATE TABLE two (id int);\nINSERT INTO two SELECT 7;")


@pytest.fixture
def empty(postgres: TestPostgres) -> Iterator[str]:
    address = postgres.fresh(migrated=False)
    yield address
    postgres.drop(address)


async def ask(dsn: str, sql: str):
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def test_files_are_numbered_without_holes():
    assert [migration.number for migration in load()] == list(range(1, len(load()) + 1))


async def test_all_are_applied_once(empty: str):
    assert await migrate(empty) == load()
    assert await migrate(empty) == []
    assert await pending(empty) == []


async def test_an_older_database_gets_what_it_lacks(empty: str):
    await migrate(empty, migrations=load()[:-1])
    assert await pending(empty) == load()[-1:]
    assert await migrate(empty) == load()[-1:]


async def test_eight_processes_at_once_apply_each_once(empty: str):
    applied = await asyncio.gather(*(migrate(empty, migrations=[ONE, TWO]) for _ in range(8)))
    assert sorted(len(some) for some in applied) == [0] * 7 + [2]
    assert await ask(empty, "SELECT count(*) FROM two") == 1


async def test_a_failing_one_leaves_no_half(empty: str):
    broken = Migration(2, "broken", "CREATE TABLE half (id int); SELECT nonsense;")
    with pytest.raises(asyncpg.UndefinedColumnError):
        await migrate(empty, migrations=[ONE, broken])
    assert await ask(empty, "SELECT to_regclass('half')") is None
    assert await migrate(empty, migrations=[ONE, TWO]) == [TWO]


async def test_a_database_of_a_newer_version_is_refused(empty: str):
    await migrate(empty, migrations=[ONE, TWO])
    with pytest.raises(CannotStart) as caught:
        await migrate(empty, migrations=[ONE])
    assert caught.value.code == "database_newer"
    assert caught.value.details == {"have": 2, "known": 1}


@pytest.mark.parametrize(
    "wanted",
    [
        [Migration(1, "one", "CREATE TABLE changed (id int);"), TWO],
        [ONE, Migration(2, "two", "SELECT 1"), Migration(3, "three", "SELECT 1")],
    ],
)
async def test_a_changed_history_is_refused(empty: str, wanted: list[Migration]):
    await migrate(empty, migrations=[ONE, TWO])
    with pytest.raises(CannotStart) as caught:
        await migrate(empty, migrations=wanted)
    assert caught.value.code == "database_differs"


async def test_a_hole_in_the_history_is_refused(empty: str):
    await migrate(empty, migrations=[ONE, TWO])
    await ask(empty, "DELETE FROM ground_migrations WHERE number = 1")
    with pytest.raises(CannotStart) as caught:
        await migrate(empty, migrations=[ONE, TWO])
    assert caught.value.details == {"migration": "0001_one"}
