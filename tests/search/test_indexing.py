"""The index follows the versions of chats: late, twice at once, after a crash, and small."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chats.world import World
from veche.ground.commands import Asker
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.ids import ActorId, ChatId
from veche.messages import PostgresLog, model
from veche.messages.model import Draft
from veche.search.actions.finding import Finder
from veche.search.actions.indexing import Indexer, _Plan
from veche.search.actions.reporting import Behind, behind
from veche.search.store.parts import BLOCK, Part, Reached
from veche.search.store.stems import Stems
from veche.search.wire import SearchMessages


class Desk:
    """A chat, its log, and an index over it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.world = World(db)
        self.log = PostgresLog(db, self.world.clock)
        self.indexer = Indexer(db, Stems())
        self.finder = Finder(db, Stems(), self.world.clock)
        self.number = 0

    async def say(self, chat: ChatId, who: Asker, texts: Sequence[str]) -> None:
        drafts = []
        for text in texts:
            self.number += 1
            key = model.client_key(who.person, str(self.number))
            drafts.append(
                Draft(chat=chat, sender=ActorId(who.person), person=who.person, key=key, text=text, done=lambda _: None)
            )
        await self.log.append(drafts)

    async def index(self, *chats: ChatId) -> None:
        self.indexer.hear(chats)
        await self.indexer.settle()

    async def found(self, who: Asker, query: str) -> list[int]:
        answer = await self.finder.find(who, SearchMessages(query=query, limit=50, order="newest"))
        return [hit.message.seq for hit in answer.hits]

    async def parts(self, chat: ChatId) -> list[tuple[int, int]]:
        rows = await self.db.fetch("SELECT first, last FROM search_parts WHERE chat_id = $1 ORDER BY first", chat)
        return [(row["first"], row["last"]) for row in rows]


@pytest.fixture
async def desk(database: Database) -> Desk:
    return Desk(database)


async def test_a_slow_chat_ends_in_whole_blocks(desk: Desk) -> None:
    anna = await desk.world.person()
    chat = await desk.world.group(anna)
    for number in range(BLOCK + 3):
        await desk.say(chat, anna, [f"слово{number} общее"])
        await desk.index(chat)
    assert await desk.parts(chat) == [(1, BLOCK), (BLOCK + 1, BLOCK + 2), (BLOCK + 3, BLOCK + 3)]
    assert await desk.found(anna, "слово0 ") == [1]
    assert len(await desk.found(anna, "общее ")) == 50


async def test_after_a_crash_the_sweep_finds_what_nobody_told(desk: Desk) -> None:
    anna = await desk.world.person()
    chats = [await desk.world.group(anna) for _ in range(3)]
    for chat in chats:
        await desk.say(chat, anna, [f"забытое {number}" for number in range(700)])
    assert await desk.found(anna, "забытое") == []
    await desk.indexer.sweep()
    assert desk.indexer.waiting == 3
    assert desk.indexer.lag >= 0
    await desk.indexer.settle()
    assert len(await desk.parts(chats[0])) == -(-700 // BLOCK)
    assert await desk.found(anna, "забытое 699") == [700, 700, 700]
    again = Indexer(desk.db, Stems())
    await again.sweep()
    assert again.waiting == 0, "what is indexed is not looked at again"
    assert again.lag == 0


async def test_two_processes_at_once_write_each_message_once(desk: Desk) -> None:
    anna = await desk.world.person()
    chats = [await desk.world.group(anna) for _ in range(4)]
    other = Indexer(desk.db, Stems())
    for round_ in range(5):
        for chat in chats:
            await desk.say(chat, anna, [f"вместе {round_} {number}" for number in range(30)])
        desk.indexer.hear(chats)
        other.hear(chats)
        await asyncio.gather(desk.indexer.settle(), other.settle())
    for chat in chats:
        ends = [0, *[place for part in await desk.parts(chat) for place in part]]
        assert ends[-1] == 150
        assert all(first == last + 1 for last, first in zip(ends[::2], ends[1::2], strict=False)), ends
        assert await desk.db.fetchval("SELECT seq FROM search_chats WHERE chat_id = $1", chat) == 150


async def test_reactions_and_pins_write_nothing_edits_do(desk: Desk) -> None:
    anna = await desk.world.person()
    chat = await desk.world.group(anna)
    await desk.say(chat, anna, ["первое", "второе"])
    await desk.index(chat)
    before = await desk.db.fetchval("SELECT xmin::text FROM search_parts WHERE chat_id = $1", chat)

    async def change(sql: str) -> None:
        version = await desk.db.fetchval(
            "UPDATE chats_heads SET version = version + 1 WHERE chat_id = $1 RETURNING version", chat
        )
        await desk.db.execute(
            f"UPDATE messages_messages SET {sql}, changed = $2 WHERE chat_id = $1 AND seq = 1", chat, version
        )
        await desk.index(chat)

    await change("pinned_at = now()")
    assert await desk.db.fetchval("SELECT xmin::text FROM search_parts WHERE chat_id = $1", chat) == before
    await change("body = 'третье', edited_at = now()")
    assert await desk.found(anna, "третье") == [1]
    assert await desk.found(anna, "первое") == []
    await change("body = '', deleted_at = now()")
    words = await desk.db.fetchval("SELECT words::text FROM search_parts WHERE chat_id = $1", chat)
    assert "трет" not in words
    assert "втор" in words, "what stays is kept, what is deleted leaves no word behind"


async def test_a_failed_turn_is_done_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await desk.world.person()
    chat = await desk.world.group(anna)
    await desk.say(chat, anna, ["важное"])
    desk.indexer.hear([chat])
    with monkeypatch.context() as patch:
        patch.setattr("veche.search.actions.indexing.messages.messages_in", _broken)
        with pytest.raises(RuntimeError):
            await desk.indexer.once()
    assert desk.indexer.waiting == 1
    await desk.indexer.settle()
    assert await desk.found(anna, "важное") == [1]


async def _broken(*_: object, **__: object) -> list[object]:
    raise RuntimeError("broken")


@given(st.lists(st.integers(1, 90), min_size=1, max_size=40))
def test_parts_cover_every_message_once_and_are_few(steps: list[int]) -> None:
    """However messages come, no message is missing, parts end where blocks end, and few are open."""
    chat, head, kept = ChatId(1), 0, list[tuple[int, int]]()
    written = 0
    for step in steps:
        reached, head = head, head + step
        plan = _Plan({chat: (head, head)}, budget=10_000)
        block = reached // BLOCK * BLOCK + 1
        plan.tails([Part(0, chat, first, last) for first, last in kept if first >= block])
        plan.extend(Reached(chat, reached, reached))
        for part in plan.dropped:
            kept.remove((part.first, part.last))
        kept += [(first, last) for _, first, last in plan.fresh]
        kept.sort()
        written += sum(last - first + 1 for _, first, last in plan.fresh)
        assert [place for first, last in kept for place in range(first, last + 1)] == list(range(1, head + 1))
        assert all((first - 1) // BLOCK == (last - 1) // BLOCK for first, last in kept)
    assert len(kept) <= head // BLOCK + 7
    assert written <= 8 * head


async def test_how_far_it_is_behind(desk: Desk, dsn: str, tmp_path: Path) -> None:
    anna = await desk.world.person()
    chat = await desk.world.group(anna)
    settings = Settings(data=tmp_path, database_dsn=dsn)
    await desk.say(chat, anna, ["раз", "два"])
    assert await behind(settings) == Behind(1, 2)
    await desk.index(chat)
    assert await behind(settings) == Behind(0, 0)
    assert await behind(Settings(data=tmp_path)) is None
