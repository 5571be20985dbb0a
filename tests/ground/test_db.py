"""The pool: values as text, the counter, transactions, a database that goes away."""

import asyncio

import asyncpg
import pytest

from tests.support.postgres import TestPostgres
from veche.ground.db import Database, ForeignKeyViolation, UniqueViolation
from veche.ground.errors import Unavailable


async def test_jsonb_travels_as_text(database: Database):
    assert await database.fetchval("SELECT $1::jsonb", '{"a": 1}') == '{"a": 1}'


async def test_times_are_aware_and_utc(database: Database):
    now = await database.fetchval("SELECT now()")
    assert now.utcoffset().total_seconds() == 0


async def test_russian_letters_are_letters(database: Database):
    assert await database.fetchval("SELECT lower('ЁЖИК Вече')") == "ёжик вече"


async def test_statements_are_counted_and_transaction_words_are_not(database: Database):
    before = database.queries
    async with database.transaction() as connection:
        await connection.execute("CREATE TEMP TABLE t (a int) ON COMMIT DROP")
        await connection.copy_records_to_table("t", records=[(1,), (2,)], columns=["a"])
        await connection.executemany("INSERT INTO t VALUES ($1)", [(3,), (4,)])
        assert [row["a"] for row in await connection.fetch("SELECT a FROM t ORDER BY a")] == [1, 2, 3, 4]
    await database.fetchrow("SELECT 1")
    assert database.queries - before == 5


async def test_an_exception_rolls_back(database: Database):
    async def write_and_fail() -> None:
        async with database.transaction() as connection:
            await connection.execute("INSERT INTO ground_audit (act, subject) VALUES ('try', 'x')")
            raise LookupError

    with pytest.raises(LookupError):
        await write_and_fail()
    assert await database.fetchval("SELECT count(*) FROM ground_audit") == 0


async def test_violations_have_names_of_ours(database: Database):
    await database.execute("CREATE TABLE a (id int PRIMARY KEY)")
    await database.execute("CREATE TABLE b (id int REFERENCES a)")
    await database.execute("INSERT INTO a VALUES (1)")
    with pytest.raises(UniqueViolation):
        await database.execute("INSERT INTO a VALUES (1)")
    with pytest.raises(ForeignKeyViolation):
        await database.execute("INSERT INTO b VALUES (2)")


async def test_a_lost_connection_is_unavailable_and_the_next_call_works(database: Database):
    with pytest.raises(Unavailable) as caught:
        await database.fetchval("SELECT pg_terminate_backend(pg_backend_pid())")
    assert caught.value.retry_after == 1
    assert await database.fetchval("SELECT 1") == 1


async def test_a_transaction_that_loses_its_connection_is_unavailable(database: Database):
    async def lose_it_midway() -> None:
        async with database.transaction() as connection:
            mine = await connection.fetchval("SELECT pg_backend_pid()")
            await database.execute("SELECT pg_terminate_backend($1)", mine)
            await connection.execute("SELECT 1")

    with pytest.raises(Unavailable):
        await lose_it_midway()
    assert await database.fetchval("SELECT 1") == 1


async def test_nobody_there_is_unavailable_after_the_patience():
    with pytest.raises(Unavailable):
        await Database.open("postgresql://veche:x@/veche?host=/nonexistent", patience=0.1)


async def test_a_cancelled_statement_leaves_the_pool_whole(postgres: TestPostgres, dsn: str):
    database = await Database.open(dsn, size=1)
    sleeping = asyncio.create_task(database.execute("SELECT pg_sleep(60)"))
    other = await Database.open(dsn, size=1)
    while not await other.fetchval("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"):
        pass
    sleeping.cancel()
    await asyncio.gather(sleeping, return_exceptions=True)
    assert await database.fetchval("SELECT 1") == 1
    await database.close()
    await other.close()


async def test_the_role_is_no_superuser(database: Database):
    mighty = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    assert await database.fetchval(mighty) is False


async def test_a_full_disk_is_said(database: Database):
    with pytest.raises(Unavailable) as caught:
        await database.execute("DO $$ BEGIN RAISE SQLSTATE '53100'; END $$")
    assert caught.value.code == "storage_full"
    assert await database.fetchval("SELECT 1") == 1


async def test_a_failed_statement_keeps_its_connection(postgres: TestPostgres, dsn: str):
    database = await Database.open(dsn, size=1)
    mine = await database.fetchval("SELECT pg_backend_pid()")
    with pytest.raises(asyncpg.UndefinedTableError):
        await database.fetch("SELECT * FROM nowhere")
    with pytest.raises(asyncpg.DataError):
        await database.fetch("SELECT $1::int", "text")
    await database.execute("CREATE TABLE a (id int PRIMARY KEY)")

    async def insert_twice() -> None:
        async with database.transaction() as connection:
            await connection.execute("INSERT INTO a VALUES (1)")
            await connection.execute("INSERT INTO a VALUES (1)")

    with pytest.raises(UniqueViolation):
        await insert_twice()
    assert await database.fetchval("SELECT pg_backend_pid()") == mine
    await database.close()


async def test_closed_it_answers_at_once(dsn: str):
    database = await Database.open(dsn)
    await database.close()
    with pytest.raises(Unavailable):
        await asyncio.wait_for(database.fetchval("SELECT 1"), 1)


async def test_a_lock_that_is_never_given_up_ends_in_a_clear_refusal(dsn: str) -> None:
    """Nothing was changed, the connection is good, and the next one gets through once the lock is gone."""
    database = await Database.open(dsn, size=3, settings={"lock_timeout": "50ms"})
    try:
        await database.execute("CREATE TABLE thing (id int PRIMARY KEY, n int)")
        await database.execute("INSERT INTO thing VALUES (1, 0)")
        async with database.transaction() as holder:
            await holder.execute("UPDATE thing SET n = 1")
            with pytest.raises(Unavailable):
                await database.execute("UPDATE thing SET n = 2")
            assert await database.fetchval("SELECT n FROM thing") == 0
        await database.execute("UPDATE thing SET n = n + 2")
        assert await database.fetchval("SELECT n FROM thing") == 3
    finally:
        await database.close()


async def test_a_statement_that_never_ends_is_ended(dsn: str) -> None:
    database = await Database.open(dsn, size=1, settings={"statement_timeout": "50ms"})
    try:
        with pytest.raises(Unavailable):
            await database.execute("SELECT pg_sleep(60)")
        assert await database.fetchval("SELECT 1") == 1
    finally:
        await database.close()
