"""Search over a million messages: how long an answer takes beside an empty query of the same run, how fast the index
follows, what it takes on disk. `python -m bench.search [--messages 1000000]`; figures go to bench/out/search.json."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from itertools import accumulate
from pathlib import Path

from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.ids import DeviceId, PersonId
from veche.ground.migrations import migrate
from veche.ground.postgres import Postgres
from veche.search.actions.finding import Finder
from veche.search.actions.indexing import Indexer
from veche.search.store.stems import Stems
from veche.search.wire import SearchMessages

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench/out/search.json"
CHATS = 200
PEOPLE = 1000
LENGTH = 100
"""Characters of a message, as in all scenarios."""
CHUNK = 20_000
ASKED = 60
"""Times that each question is asked."""
ANNA = 1

PREPARE = f"""
INSERT INTO identity_actors (id, kind, name, words)
SELECT n, 'person', 'Житель ' || n, ''::tsvector FROM generate_series(1, {PEOPLE}) n;
INSERT INTO chats_chats (id, kind, mode, title, member_rights, created_by, created_at, members_count)
SELECT n, 'group', 'ordinary', 'Чат ' || n, 1, 1, now(), 1 FROM generate_series(1, {CHATS}) n;
INSERT INTO chats_heads (chat_id, last_at) SELECT n, now() FROM generate_series(1, {CHATS}) n;
INSERT INTO chats_members (chat_id, actor_id, role, joined_at, version, chat_version)
SELECT n, {ANNA}, 0, now(), 1, 1 FROM generate_series(1, {CHATS}) n;
"""
SIZES = """
SELECT sum(pg_total_relation_size(c.oid)) FILTER (WHERE c.relname LIKE 'messages%')::bigint AS messages,
       sum(pg_total_relation_size(c.oid)) FILTER (WHERE c.relname LIKE 'search%')::bigint AS search
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'
"""


def vocabulary() -> list[str]:
    """Words of the project's own Russian texts, the most frequent first."""
    texts = [path.read_text("utf-8") for path in (*ROOT.rglob("docs/**/*.ru.md"), ROOT / "README.ru.md")]
    export = json.loads((ROOT / "tests/data/telegram-export/result.json").read_text("utf-8"))
    texts += re.findall(r'"text": "([^"]+)"', json.dumps(export, ensure_ascii=False))
    counts: dict[str, int] = {}
    for word in re.findall(r"[А-Яа-яёЁ]+", " ".join(texts)):
        counts[word.lower()] = counts.get(word.lower(), 0) + 1
    return sorted(counts, key=lambda word: -counts[word])


class Library:
    """A million messages as people write them: few words often, many seldom, names and numbers once."""

    def __init__(self, db: Database, count: int) -> None:
        self.db, self.count = db, count
        self.words = vocabulary()
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        self.random = random.Random(1136)

    def text(self, number: int) -> str:
        words = self.random.choices(self.words, cum_weights=self.weights, k=14)
        # Names, numbers and misspellings: the long tail that every real archive has.
        if number % 2 == 0:
            words.insert(
                3, self.words[number // 2 % len(self.words)][:6] + self.words[number // 7 % len(self.words)][:5]
            )
        if number % 20 == 0:
            words.insert(5, str(number))
        return " ".join(words)[:LENGTH]

    async def fill(self) -> None:
        await self.db.execute(PREPARE)
        for start in range(0, self.count, CHUNK):
            numbers = range(start, min(start + CHUNK, self.count))
            rows = [
                (
                    number % CHATS + 1,
                    number // CHATS + 1,
                    number // CHATS + 1,
                    number % PEOPLE + 1,
                    number,
                    self.text(number),
                )
                for number in numbers
            ]
            await self.db.execute(
                "INSERT INTO messages_messages (chat_id, seq, version, sender_id, sent_at, client_key, body)"
                " SELECT chat, seq, version, sender, now() - ($7 - key) * interval '1 minute', key, body"
                " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[])"
                " AS r (chat, seq, version, sender, key, body)",
                *[list(column) for column in zip(*rows, strict=True)],
                self.count,
            )
        await self.db.execute(
            "UPDATE chats_heads h SET seq = m.seq, version = m.seq FROM"
            " (SELECT chat_id, max(seq) AS seq FROM messages_messages GROUP BY chat_id) m WHERE m.chat_id = h.chat_id"
        )


async def timed(times: int, work: Callable[[], Awaitable[object]]) -> list[float]:
    """Milliseconds of each."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


async def questions(db: Database, library: Library) -> dict[str, dict[str, float]]:
    """What people ask, and beside it a query that reads nothing."""
    finder = Finder(db, Stems(), Clock())
    anna = Asker(PersonId(ANNA), DeviceId(1))
    telling = [word for word in library.words if len(word) > 5]
    often, seldom = telling[3], telling[len(telling) // 2]
    asked = {
        "rare word": SearchMessages(query=f"{seldom} "),
        "number": SearchMessages(query="500000 "),
        "common word": SearchMessages(query=f"{often} "),
        "two common words": SearchMessages(query=f"{often} {telling[5]} "),
        "beginning of a word": SearchMessages(query=seldom[:4]),
        "common word in one chat": SearchMessages(query=often, chat=7, order="newest"),
        "common word, one author": SearchMessages(query=often, author=77),
        "nothing found": SearchMessages(query="абракадабрище "),
    }

    async def empty() -> object:
        return await db.fetchval("SELECT 1")

    base = statistics.median(await timed(300, empty))
    found = {"empty query": {"median_ms": round(base, 3)}}
    for name, request in asked.items():

        async def ask(request: SearchMessages = request) -> object:
            return await finder.find(anna, request)

        await ask()
        took = await timed(ASKED, ask)
        hits = len((await finder.find(anna, request)).hits)
        median, slow = statistics.median(took), took[int(len(took) * 0.95)]
        found[name] = {
            "median_ms": round(median, 1),
            "p95_ms": round(slow, 1),
            "ratio": round(median / base, 1),
            "hits": hits,
        }
        print(
            f"  {name:<26} {median:7.1f} ms  p95 {slow:7.1f} ms  {median / base:6.0f} × an empty query  {hits} hits",
            flush=True,
        )
    return found


async def measure(folder: Path, count: int) -> dict[str, object]:
    server = Postgres(folder, bindir="wheel")
    await server.start()
    try:
        await migrate(server.dsn)
        db = await Database.open(server.dsn, size=4)
        library = Library(db, count)
        began = time.perf_counter()
        await library.fill()
        print(f"  {count} messages written in {time.perf_counter() - began:.0f} s", flush=True)
        indexer = Indexer(db, Stems())
        began = time.perf_counter()
        await indexer.sweep()
        await indexer.settle()
        took = time.perf_counter() - began
        await db.execute("VACUUM ANALYZE search_parts")
        await db.execute("VACUUM ANALYZE messages_messages")
        sizes = await db.fetchrow(SIZES)
        assert sizes is not None
        log, index = sizes["messages"] / count, sizes["search"] / count
        print(
            f"  indexed {count / took:.0f} messages/s; bytes per message: {log:.0f}, with the index {log + index:.0f}"
        )
        answers = await questions(db, library)
        await db.close()
    finally:
        await server.stop()
    return {
        "messages": count,
        "indexed_per_second": round(count / took),
        "bytes_per_message": {"log": round(log), "index": round(index), "together": round(log + index)},
        "answers": answers,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    count = parser.parse_args().messages
    folder = Path(tempfile.mkdtemp(prefix="veche-search-"))
    try:
        found = asyncio.run(measure(folder, count))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
