"""What a search may read, in an index over a million messages: by its plan, its rows, its statements."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, NamedTuple

import pytest

from tests.chats.world import World
from tests.support.postgres import TestPostgres
from veche import messages
from veche.ground.commands import Asker
from veche.ground.db import Database, Queries
from veche.ground.ids import ChatId
from veche.messages import Message
from veche.search.actions.finding import ERAS, READ_AT_MOST, Finder
from veche.search.actions.naming import Names, People
from veche.search.model.query import Place, query_words, tsquery, wanted_of
from veche.search.store import names
from veche.search.store.parts import ERA, FIND, THROUGH_THE_INDEX
from veche.search.store.stems import Stems
from veche.search.wire import SearchMessages

CHATS = 5
MESSAGES = 200_000
"""Of each chat; a million together."""
BLOCK = 64
WRITTEN = 12_000
"""The newest of each chat stand in the log too: more is never read."""

# Each part: its chat, its era, a word that all have, one that a tenth has, one of its own. The newest of all chats
# come last, in turn.
PARTS = """
INSERT INTO search_parts (chat_id, first, last, id, words)
SELECT chat, n * 64 + 1, n * 64 + 64, id, array_to_tsvector(ARRAY[
           '#c' || chat, '#a7', '#e' || id / 512, 'общ', 'забот', 'часть' || id,
           CASE WHEN id % 10 = 0 THEN 'десят' ELSE 'друг' END]
       || ARRAY(SELECT 'слово' || (id * 31 + w * 7919) % 30000 FROM generate_series(1, 40) w))
  FROM (SELECT n, chat, n * cardinality($1::bigint[]) + place AS id
          FROM generate_series(0, $2::int / 64 - 1) n, unnest($1::bigint[]) WITH ORDINALITY AS c (chat, place)) x
 ORDER BY id
"""
ROWS = """
INSERT INTO messages_messages (chat_id, seq, version, sender_id, sent_at, client_key, body)
SELECT chat, seq, seq, 7, timestamptz '2026-11-01' + seq * interval '1 s', seq,
       CASE WHEN seq % 64 = 1 THEN 'общее и десятое' WHEN seq % 64 = 2 THEN 'общая забота' ELSE 'пустое' END
  FROM unnest($1::bigint[]) chat, generate_series($2::int - $3::int + 1, $2::int) seq
"""


class Library(NamedTuple):
    db: Database
    finder: Finder
    anna: Asker
    chats: list[ChatId]


class Kept(NamedTuple):
    dsn: str
    anna: list[Asker]
    chats: list[ChatId]


@pytest.fixture(scope="module")
def kept(postgres: TestPostgres) -> Iterator[Kept]:
    address = postgres.fresh()
    yield Kept(address, [], [])
    postgres.drop(address)


@pytest.fixture
async def library(kept: Kept) -> AsyncIterator[Library]:
    """One connection only: whoever takes a second one inside a transaction would wait for ever."""
    db = await Database.open(kept.dsn, size=1)
    world = World(db)
    if not kept.anna:
        kept.anna.append(await world.person())
        kept.chats.extend([await world.group(kept.anna[0]) for _ in range(CHATS)])
        await db.execute(PARTS, kept.chats, MESSAGES)
        await db.execute("SELECT setval('search_part_ids', (SELECT max(id) FROM search_parts))")
        await db.execute(ROWS, kept.chats, MESSAGES, WRITTEN)
        await db.execute("VACUUM ANALYZE search_parts, messages_messages")
    yield Library(db, Finder(db, Stems(), world.clock), kept.anna[0], kept.chats)
    await db.close()


class Reading:
    """Counts what is read from the log."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.rows = 0
        patch.setattr("veche.search.actions.finding.messages.messages_in", self._read)

    async def _read(
        self, db: Queries, wanted: Sequence[tuple[ChatId, int, int]], **given: Sequence[Any]
    ) -> list[Message]:
        self.rows += sum(last - first + 1 for _, first, last in wanted)
        return await MESSAGES_IN(db, wanted, **given)


MESSAGES_IN = messages.messages_in


async def plan_of(library: Library, text: str, *, eras: int | None) -> tuple[str, int]:
    """The plan as text, and how many rows of the table it took."""
    stems = Stems()
    words = query_words(text)
    await stems.learn(library.db, words)
    place = Place(chats=frozenset(map(int, library.chats)))
    newest = MESSAGES * CHATS // BLOCK // ERA
    query = tsquery(
        wanted_of(words, stems.known, finished=True), place, eras=range(newest - eras + 1, newest + 1) if eras else None
    )
    async with library.db.transaction() as connection:
        await connection.execute(THROUGH_THE_INDEX)
        answer = await connection.fetchval(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {FIND}", query, list(library.chats), 1 << 53, 12
        )
    plan = json.loads(answer)[0]["Plan"]
    heap: list[dict[str, Any]] = []

    def walk(node: dict[str, Any]) -> None:
        if node.get("Relation Name") == "search_parts":
            heap.append(node)
        for below in node.get("Plans", []):
            walk(below)

    walk(plan)
    return json.dumps(plan), sum(node["Actual Rows"] + node.get("Rows Removed by Filter", 0) for node in heap)


@pytest.mark.parametrize("text", ["общий", "десятый", "общий десятый", "часть77", "нигде"])
async def test_the_index_over_words_decides(library: Library, text: str) -> None:
    plan, rows = await plan_of(library, text, eras=ERAS[0])
    assert "search_parts_words" in plan
    assert "Seq Scan" not in plan
    assert "search_parts_pkey" not in plan
    assert rows <= ERAS[0] * ERA
    plan, rows = await plan_of(library, text, eras=None)
    assert "Seq Scan" not in plan
    if text in {"часть77", "нигде"}:
        assert rows <= 1


@pytest.mark.parametrize(
    ("text", "hits", "statements", "most"),
    [
        # The newest parts fill the window: 60 hits, two of each part.
        ("общая ", 20, 20, 2_500),
        # Rare: through all eras, and one part is read.
        ("часть77 ", 0, 20, 100),
        ("нигде ", 0, 16, 0),
        # Two words that stand in nearly all parts and in no message together: an answer has an end, and a cursor.
        ("забота десятое ", 0, 40, READ_AT_MOST + 1_000),
    ],
)
async def test_what_one_answer_reads(
    library: Library, monkeypatch: pytest.MonkeyPatch, text: str, hits: int, statements: int, most: int
) -> None:
    await library.finder.find(library.anna, SearchMessages(query=text))
    reading, before = Reading(monkeypatch), library.db.queries
    answer = await library.finder.find(library.anna, SearchMessages(query=text))
    assert len(answer.hits) == hits
    assert library.db.queries - before <= statements
    assert reading.rows <= most
    assert (answer.next is not None) == (text in {"общая ", "забота десятое "})


async def test_the_directory_is_searched_through_the_index_in_few_statements(library: Library) -> None:
    """Twenty thousand names; the planner may think what it likes of a word that half of them have."""
    async with library.db.transaction() as connection:
        await connection.execute(
            "INSERT INTO search_names (id, kind, words) SELECT n, 'post',"
            " to_tsvector('simple', 'otdel ' || n || ' specialist') FROM generate_series(1, 20000) n"
        )
        await connection.execute(names.THROUGH_THE_INDEX)
        plan = await connection.fetchval(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {names.FIND}", "'otdel':* & '77':*", ["post"], 200
        )
        assert "search_names_words" in json.dumps(json.loads(plan))
        assert json.loads(plan)[0]["Plan"]["Actual Rows"] <= 200
        await connection.execute("DELETE FROM search_names")
    people = People(library.db, Names(library.db))
    await people.find_in_directory("отдел", None)
    before = library.db.queries
    await people.find_in_directory("отдел 77", None)
    assert library.db.queries - before <= 16
