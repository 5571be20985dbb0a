"""The record of administrators' acts belongs to the act's transaction."""

import msgspec

from veche.ground import audit
from veche.ground.db import Database


async def test_an_act_is_on_record_with_its_details(database: Database):
    await audit.record(database, actor=5, act="appoint", subject="post:7", details={"person": 9, "was": None})
    row = await database.fetchrow("SELECT actor, act, subject, details, at <= now() AS past FROM ground_audit")
    assert row is not None
    assert (row["actor"], row["act"], row["subject"], row["past"]) == (5, "appoint", "post:7", True)
    assert msgspec.json.decode(row["details"]) == {"person": 9, "was": None}


async def test_an_act_that_did_not_happen_is_not_on_record(database: Database):
    try:
        async with database.transaction() as connection:
            await audit.record(connection, actor=None, act="try", subject="x")
            raise LookupError
    except LookupError:
        pass
    assert await database.fetchval("SELECT count(*) FROM ground_audit") == 0
