"""Keeping the words of messages: follows the versions of chats, beside sending and never in its way."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence

from veche import chats, messages
from veche.ground.db import Connection, Database
from veche.ground.errors import Unavailable
from veche.ground.ids import ChatId
from veche.ground.logs import get_logger
from veche.ground.waking import wait_within
from veche.search.model import query
from veche.search.model.words import words_of
from veche.search.store import parts
from veche.search.store.parts import BLOCK, Part, Reached
from veche.search.store.stems import Stems

log = get_logger("search")

CHATS_AT_ONCE = 64
MESSAGES_AT_ONCE = 512
YIELD_EVERY = 16
"""Messages cut into words before others have their turn on the event loop."""
GATHER = 0.25
"""Seconds in which what follows a message becomes part of the same turn."""
REST, REST_UNDER_LOAD = 4, 20
"""Times the work of a turn that are rested after it; the second where more than `LOAD` messages a second are sent."""
LOAD = 1000
LEAST_REST = 0.01
SWEEP_EVERY = 300.0
PAGE = 1000


class Indexer:
    """Indexes the chats that it is told of, and walks through all chats now and then for those that nobody told."""

    def __init__(self, db: Database, stems: Stems) -> None:
        self._db = db
        self._stems = stems
        self._waiting: dict[ChatId, float] = {}
        self._heard = 0
        self._wake = asyncio.Event()
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run(), name="search-index")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def hear(self, changed: Iterable[int]) -> None:
        """Something was written in these chats; a chat may be named once per message."""
        now = time.monotonic()
        for chat in changed:
            self._heard += 1
            self._waiting.setdefault(ChatId(chat), now)
        self._wake.set()

    @property
    def waiting(self) -> int:
        """Chats that are to be looked at."""
        return len(self._waiting)

    @property
    def lag(self) -> float:
        """Seconds since the chat that waits longest was named."""
        return time.monotonic() - min(self._waiting.values()) if self._waiting else 0.0

    async def settle(self) -> None:
        """Wait until everything that was said so far is indexed, without rests in between."""
        async with self._lock:
            while self._waiting:
                await self._next()

    async def sweep(self) -> None:
        """Look for chats that are ahead of the index: after a crash, and whatever another process could not tell."""
        after = 0
        while page := await chats.heads_after(self._db, after, limit=PAGE):
            after = page[-1][0]
            known = await parts.reached(self._db, [chat for chat, _, _ in page])
            self.hear(
                chat
                for chat, seq, version in page
                if (seq or version)
                and ((done := known.get(chat)) is None or (done.seq, done.version) != (seq, version))
            )

    async def once(self) -> int:
        """One turn; answers how many messages were read."""
        async with self._lock:
            return await self._next()

    async def _next(self) -> int:
        asked = list(self._waiting)[:CHATS_AT_ONCE]
        named = {chat: self._waiting.pop(chat) for chat in asked}
        try:
            async with self._db.transaction() as connection:
                unfinished, read = await self._turn(connection, asked)
        except BaseException:
            self._waiting = {**named, **self._waiting}
            raise
        for chat in unfinished:
            self._waiting.setdefault(chat, named[chat])
        return read

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        swept = -SWEEP_EVERY
        while True:
            try:
                if loop.time() - swept >= SWEEP_EVERY:
                    swept = loop.time()
                    await self.sweep()
                started, heard = loop.time(), self._heard
                while self._waiting:
                    began = loop.time()
                    await self.once()
                    busy = self._heard - heard > LOAD * (loop.time() - started + 1)
                    pause = (REST_UNDER_LOAD if busy else REST) * (loop.time() - began)
                    await asyncio.sleep(max(pause, LEAST_REST))
            except Unavailable:
                await asyncio.sleep(1)
            except Exception:  # the loop's edge: one bad turn must not end all indexing
                log.exception("search_turn_failed")
                await asyncio.sleep(1)
            if not self._waiting:
                self._wake.clear()
                await wait_within(self._wake, SWEEP_EVERY)
                await asyncio.sleep(GATHER)

    async def _turn(self, connection: Connection, asked: Sequence[ChatId]) -> tuple[list[ChatId], int]:
        """Bring these chats forward; those with more to do, and those that another process has in hand just now."""
        taken = await parts.take(connection, asked)
        heads = await chats.heads_of(connection, [one.chat for one in taken])
        behind = [one for one in taken if one.chat in heads and heads[one.chat] != (one.seq, one.version)]
        left = [chat for chat in asked if chat not in {one.chat for one in taken}]
        if not behind:
            return left, 0
        plan = _Plan(heads, budget=MESSAGES_AT_ONCE)
        blocks = [(one.chat, one.seq // BLOCK * BLOCK + 1) for one in behind if one.seq < heads[one.chat][0]]
        plan.tails(await parts.tails(connection, blocks) if blocks else [])
        for one in behind:
            plan.extend(one)
        reworded = await messages.messages_reworded(
            connection,
            [(one.chat, one.version, heads[one.chat][1], one.seq) for one in behind if one.version and one.seq],
        )
        old = (
            [part for part in await parts.around(connection, reworded) if part not in plan.dropped] if reworded else []
        )
        await self._write(connection, plan, old)
        await parts.leave(connection, plan.done)
        return [*left, *plan.unfinished], plan.size

    async def _write(self, connection: Connection, plan: _Plan, old: list[Part]) -> None:
        ranges = [*plan.fresh, *((part.chat, part.first, part.last) for part in old)]
        if not ranges:
            return
        texts = await self._texts(connection, ranges)
        if plan.dropped:
            await parts.drop(connection, plan.dropped)
        if plan.fresh:
            await parts.add(connection, [(*one, texts[one]) for one in plan.fresh])
        if old:
            await parts.reword(connection, [(part, texts[part.chat, part.first, part.last]) for part in old])

    async def _texts(
        self, connection: Connection, ranges: list[tuple[ChatId, int, int]]
    ) -> dict[tuple[ChatId, int, int], set[str]]:
        """The lexemes of each range of messages."""
        found: dict[int, list[tuple[int, set[str], set[str]]]] = {}
        unknown: set[str] = set()
        for number, message in enumerate(await messages.messages_in(connection, ranges)):
            if number % YIELD_EVERY == 0:
                await asyncio.sleep(0)
            if message.deleted or message.kind != "text":
                continue
            words: set[str] = set()
            for text in (message.text, *query.attached_texts(message)):
                words |= words_of(text)
            found.setdefault(message.chat, []).append((message.seq, words, query.marks_of(message)))
            unknown |= words
        await self._stems.learn(connection, unknown)
        known = self._stems.known
        lexemes: dict[tuple[ChatId, int, int], set[str]] = {}
        for chat, first, last in ranges:
            merged = lexemes[chat, first, last] = set()
            for seq, words, marks in found.get(chat, ()):
                if first <= seq <= last:
                    merged |= marks
                    merged |= {stem for word in words if (stem := known.get(word, word))}
        return lexemes


class _Plan:
    """What one turn writes. New messages become parts that end where blocks end; a part takes in those before it in its
    block that are not larger, so that a message is written again at most six times, however slowly a chat goes."""

    def __init__(self, heads: dict[ChatId, tuple[int, int]], *, budget: int) -> None:
        self._heads = heads
        self._budget = budget
        self._tails: dict[ChatId, list[Part]] = {}
        self.fresh: list[tuple[ChatId, int, int]] = []
        self.dropped: list[Part] = []
        self.done: list[Reached] = []
        self.unfinished: list[ChatId] = []
        self.size = 0

    def tails(self, found: list[Part]) -> None:
        for part in found:
            self._tails.setdefault(part.chat, []).append(part)

    def extend(self, one: Reached) -> None:
        head, version = self._heads[one.chat]
        reached = one.seq
        before = self._tails.get(one.chat, [])
        while reached < head and self.size < self._budget:
            first, last = reached + 1, min(head, reached // BLOCK * BLOCK + BLOCK)
            reached = last
            while before and (last % BLOCK == 0 or before[-1].size <= last - first + 1):
                absorbed = before.pop()
                self.dropped.append(absorbed)
                first = absorbed.first
            before = []
            self.fresh.append((one.chat, first, last))
            self.size += last - first + 1
        if reached < head:
            self.unfinished.append(one.chat)
        self.done.append(Reached(one.chat, reached, version))
