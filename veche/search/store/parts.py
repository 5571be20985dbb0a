"""The tables `search_chats` and `search_parts`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from veche.ground.db import Connection, Queries
from veche.ground.ids import ChatId

BLOCK = 64
"""Messages of a full part; parts never lie across the end of a block."""
ERA = 512
"""Parts of an era: some 30,000 messages."""

# The index over words decides, whatever the planner thinks of it: a query for a common word must not read the table
# (`THROUGH_THE_INDEX`), nor walk through a large chat by its primary key (`+ 0`).
FIND = """
SELECT id, chat_id, first, last FROM search_parts
 WHERE words @@ $1::text::tsquery AND chat_id + 0 = ANY($2::bigint[]) AND id < $3
 ORDER BY id DESC LIMIT $4
"""
THROUGH_THE_INDEX = "SET LOCAL enable_seqscan = off"

_ADD = """
INSERT INTO search_parts (chat_id, first, last, id, words)
SELECT n.chat_id, n.first, n.last, n.id,
       array_to_tsvector(string_to_array(n.words, ' ') || ('#e' || n.id / $5))
  FROM (SELECT a.*, nextval('search_part_ids') AS id
          FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) AS a (chat_id, first, last, words)) n
"""
# The era stays: the part holds the same messages as before. What did not change is not written.
_REWORD = """
UPDATE search_parts p SET words = n.words
  FROM (SELECT a.chat_id, a.first,
               array_to_tsvector(string_to_array(a.words, ' ') || ('#e' || q.id / $4)) AS words
          FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS a (chat_id, first, words)
          JOIN search_parts q ON q.chat_id = a.chat_id AND q.first = a.first) n
 WHERE p.chat_id = n.chat_id AND p.first = n.first AND p.words <> n.words
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of messages of one chat."""

    id: int
    chat: ChatId
    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a chat is indexed."""

    chat: ChatId
    seq: int
    version: int


async def newest_id(db: Queries) -> int:
    """The id of the newest part, at least: some ids may have been taken and never used."""
    newest: int = await db.fetchval("SELECT last_value FROM search_part_ids")
    return newest


async def find(connection: Connection, query: str, *, chats: Iterable[int], before: int, limit: int) -> list[Part]:
    """Parts that may hold an answer, newest first. The transaction must be one of `THROUGH_THE_INDEX`."""
    rows = await connection.fetch(FIND, query, list(chats), before, limit)
    return [Part(row["id"], row["chat_id"], row["first"], row["last"]) for row in rows]


async def forget_chat(connection: Connection, chat: int) -> None:
    """The chat's messages are gone: so are their words."""
    for table in ("search_parts", "search_chats"):
        await connection.execute(f"DELETE FROM {table} WHERE chat_id = $1", chat)


# -- what the indexer does


async def reached(db: Queries, chats: Sequence[ChatId]) -> dict[ChatId, Reached]:
    rows = await db.fetch(
        "SELECT chat_id, seq, version FROM search_chats WHERE chat_id = ANY($1::bigint[])", list(chats)
    )
    return {row["chat_id"]: Reached(*row.values()) for row in rows}


async def take(connection: Connection, chats: Sequence[ChatId]) -> list[Reached]:
    """Those of these chats that nobody else indexes at this moment; nobody else will until the transaction ends."""
    await connection.execute(
        "INSERT INTO search_chats (chat_id) SELECT * FROM unnest($1::bigint[]) ORDER BY 1 ON CONFLICT DO NOTHING",
        list(chats),
    )
    rows = await connection.fetch(
        "SELECT chat_id, seq, version FROM search_chats WHERE chat_id = ANY($1::bigint[]) FOR UPDATE SKIP LOCKED",
        list(chats),
    )
    return [Reached(*row.values()) for row in rows]


async def leave(connection: Connection, done: Sequence[Reached]) -> None:
    await connection.execute(
        "UPDATE search_chats c SET seq = d.seq, version = d.version"
        " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS d (chat_id, seq, version)"
        " WHERE c.chat_id = d.chat_id",
        [one.chat for one in done],
        [one.seq for one in done],
        [one.version for one in done],
    )


async def tails(connection: Connection, asked: Sequence[tuple[ChatId, int]]) -> list[Part]:
    """The parts of these chats that begin at or after a seq, in order."""
    rows = await connection.fetch(
        "SELECT p.id, p.chat_id, p.first, p.last FROM unnest($1::bigint[], $2::bigint[]) AS a (chat_id, since)"
        " JOIN search_parts p ON p.chat_id = a.chat_id AND p.first >= a.since ORDER BY p.chat_id, p.first",
        [chat for chat, _ in asked],
        [since for _, since in asked],
    )
    return [Part(*row.values()) for row in rows]


async def around(connection: Connection, asked: Sequence[tuple[ChatId, int]]) -> list[Part]:
    """The parts that hold these messages, each once."""
    rows = await connection.fetch(
        "SELECT DISTINCT p.id, p.chat_id, p.first, p.last FROM unnest($1::bigint[], $2::bigint[]) AS a (chat_id, seq)"
        " CROSS JOIN LATERAL (SELECT * FROM search_parts q WHERE q.chat_id = a.chat_id AND q.first <= a.seq"
        " ORDER BY q.first DESC LIMIT 1) p WHERE p.last >= a.seq",
        [chat for chat, _ in asked],
        [seq for _, seq in asked],
    )
    return [Part(*row.values()) for row in rows]


async def drop(connection: Connection, parts: Sequence[Part]) -> None:
    await connection.execute(
        "DELETE FROM search_parts p USING unnest($1::bigint[], $2::bigint[]) AS a (chat_id, first)"
        " WHERE p.chat_id = a.chat_id AND p.first = a.first",
        [part.chat for part in parts],
        [part.first for part in parts],
    )


async def add(connection: Connection, parts: Sequence[tuple[ChatId, int, int, set[str]]]) -> None:
    """New parts, in the order given: later ones are newer."""
    await connection.execute(
        _ADD,
        [part[0] for part in parts],
        [part[1] for part in parts],
        [part[2] for part in parts],
        [" ".join(part[3]) for part in parts],
        ERA,
    )


async def reword(connection: Connection, parts: Sequence[tuple[Part, set[str]]]) -> None:
    await connection.execute(
        _REWORD,
        [part.chat for part, _ in parts],
        [part.first for part, _ in parts],
        [" ".join(words) for _, words in parts],
        ERA,
    )
