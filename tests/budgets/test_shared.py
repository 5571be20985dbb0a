"""What the shared things of a chat may cost in a chat of a million messages: the rows of the page, and no more."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple

import pytest

from tests.chats.world import World
from tests.support.postgres import TestPostgres
from veche.ground.db import Database
from veche.ground.ids import ActorId, ChatId
from veche.messages.store.shared import COUNTED, count_shared, count_sql, page_sql, shared

MESSAGES = 1_000_000
# Every twentieth is a photo, every hundredth has a link; one single file, near the beginning; no sound at all.
ROWS = """
INSERT INTO messages_messages (chat_id, seq, version, sender_id, sent_at, client_key, body, extra)
SELECT $1, seq, seq, 7, timestamptz '2026-11-01' + seq * interval '1 s', seq,
       CASE WHEN seq % 100 = 1 THEN 'см. https://gorod.example/' ELSE 'Принято' END,
       CASE WHEN seq = 77 THEN '{"attachments":[{"type":"file","file":1}]}'
            WHEN seq % 20 = 0 THEN '{"attachments":[{"type":"photo","file":2}]}' END
  FROM generate_series(1, $2::int) seq
"""


class Kept(NamedTuple):
    dsn: str
    chat: list[ChatId]


@pytest.fixture(scope="module")
def kept(postgres: TestPostgres) -> Iterator[Kept]:
    address = postgres.fresh()
    yield Kept(address, [])
    postgres.drop(address)


@pytest.fixture
async def db(kept: Kept) -> AsyncIterator[Database]:
    db = await Database.open(kept.dsn, size=1)
    if not kept.chat:
        world = World(db)
        kept.chat.append(await world.group(await world.person()))
        await db.execute(ROWS, kept.chat[0], MESSAGES)
        await db.execute("VACUUM ANALYZE messages_messages")
    yield db
    await db.close()


async def read_by(db: Database, sql: str, *args: object) -> tuple[int, set[str]]:
    """How many rows of messages were looked at, and by which indexes."""
    answer = await db.fetchval(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", *args)
    rows, indexes = 0, set()

    def walk(node: dict[str, Any]) -> None:
        nonlocal rows
        if node.get("Relation Name") == "messages_messages":
            rows += node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0)
            indexes.add(node.get("Index Name", node["Node Type"]))
        for inner in node.get("Plans", []):
            walk(inner)

    walk(json.loads(answer)[0]["Plan"])
    return rows, indexes


async def test_a_page_reads_its_own_rows(db: Database, kept: Kept) -> None:
    (chat,), nobody = kept.chat, [ActorId(1)]
    for kind, index, most in (
        ("media", "messages_messages_seen", 50),
        ("files", "messages_messages_filed", 1),
        ("sounds", "messages_messages_heard", 0),
        ("links", "messages_messages_linked", 50),
    ):
        for before in (MESSAGES + 1, MESSAGES // 2):
            rows, indexes = await read_by(db, page_sql(kind), chat, nobody, before, 50)  # type: ignore[arg-type]
            assert (rows, indexes) == (most, {index}), kind
        _, indexes = await read_by(db, page_sql(kind, forth=True), chat, nobody, MESSAGES // 2, 50)  # type: ignore[arg-type]
        assert indexes == {index}, kind
    assert [one.seq for one in await shared(db, chat, "files", actors=nobody, before=None, limit=50)] == [77]


async def test_counting_ends_somewhere(db: Database, kept: Kept) -> None:
    (chat,), nobody = kept.chat, [ActorId(1)]
    before = db.queries
    assert await count_shared(db, chat, actors=nobody) == {
        "media": COUNTED,
        "files": 1,
        "sounds": 0,
        "links": COUNTED,
    }
    assert db.queries - before == 1
    rows, _ = await read_by(db, count_sql(), chat, nobody)
    assert rows <= 2 * COUNTED + 1
