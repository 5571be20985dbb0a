"""Histories of other messengers: rows with the time at which they were said, into a group that nobody is in yet.

The path of every message (`log.py`) gives its own time and asks who may speak; here both come from an export. The
caller has made the chat in a transaction before and holds this one's lock by writing the head first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from veche import chats
from veche.ground.clock import from_ms
from veche.ground.db import Connection
from veche.ground.ids import ActorId, ChatId
from veche.messages.store import topics
from veche.messages.wire import Entity, Extra, Reaction, Service

_COLUMNS = (
    "chat_id",
    "seq",
    "version",
    "sender_id",
    "sent_at",
    "client_key",
    "body",
    "entities",
    "reply_to",
    "origin",
    "edited_at",
    "reactions",
    "service",
    "extra",
    "topic",
)
RECENT = 3
DROPPED_AT_ONCE = 1000


class MovedReaction(Struct, frozen=True):
    """`count`: how many gave it; `people`: those of them who are known."""

    emoji: str
    count: int
    people: Sequence[int]


class MovedMessage(Struct, frozen=True, kw_only=True):
    """A message as it was said elsewhere. `reply_to`: a seq that is there. `files`: those that `extra` names."""

    sender: int
    at_ms: int
    key: int
    text: str = ""
    entities: Sequence[Entity] = ()
    reply_to: int | None = None
    origin: str | None = None
    edited_ms: int | None = None
    reactions: Sequence[MovedReaction] = ()
    service: Service | None = None
    extra: Extra
    topic: int | None = None
    files: Sequence[int] = ()


async def heads_for(connection: Connection, chat: ChatId, count: int, *, now: datetime) -> tuple[int, int]:
    """Takes the next `count` places of a chat, and its lock: the first seq and its version."""
    head = (await chats.take_versions(connection, [(chat, count, count)], now))[chat]
    return head.seq - count + 1, head.version - count + 1


async def append_moved(
    connection: Connection, chat: ChatId, messages: Sequence[MovedMessage], *, first: tuple[int, int]
) -> None:
    """At the places that `heads_for` took. A client key that is there already raises UniqueViolation."""
    seq, version = first
    rows = [_row(chat, seq + place, version + place, one) for place, one in enumerate(messages)]
    await connection.copy_records_to_table("messages_messages", records=rows, columns=_COLUMNS)
    given = [
        (chat, seq + place, person, reaction.emoji, from_ms(one.at_ms))
        for place, one in enumerate(messages)
        for reaction in one.reactions
        for person in dict.fromkeys(reaction.people)
    ]
    if given:
        columns = ("chat_id", "seq", "actor_id", "emoji", "reacted_at")
        await connection.copy_records_to_table("messages_reactions", records=given, columns=columns)
    files = [(file, chat, seq + place) for place, one in enumerate(messages) for file in dict.fromkeys(one.files)]
    if files:
        await connection.copy_records_to_table("messages_files", records=files, columns=("file_id", "chat_id", "seq"))
    topical = [(one.topic, seq + place) for place, one in enumerate(messages) if one.topic is not None]
    if topical:
        await connection.execute(
            "SELECT messages_count_in_topics($1, $2, $3)",
            [chat] * len(topical),
            [topic for topic, _ in topical],
            [place for _, place in topical],
        )


async def add_moved_topic(connection: Connection, chat: ChatId, topic: int, *, title: str, by: int, at_ms: int) -> None:
    await topics.add_topic(connection, chat, topic, title=title, emoji="", by=ActorId(by), at=from_ms(at_ms))


async def pin_moved(connection: Connection, chat: ChatId, seqs: Sequence[int], *, now: datetime) -> None:
    """In their order; the last one stands on top. Each takes a version, as by hand."""
    if not seqs:
        return
    head = (await chats.take_versions(connection, [(chat, 0, len(seqs))], now))[chat]
    first = head.version - len(seqs) + 1
    await connection.execute(
        "UPDATE messages_messages m SET pinned_at = m.sent_at, changed = p.version"
        " FROM unnest($2::bigint[], $3::bigint[]) AS p (seq, version) WHERE m.chat_id = $1 AND m.seq = p.seq",
        chat,
        list(seqs),
        [first + place for place in range(len(seqs))],
    )


async def drop_some(connection: Connection, chat: ChatId) -> tuple[int, list[int]]:
    """Take the newest messages out of the table, with all that hangs on them: how many, and the files they named.
    Nobody is in the chat any more. 0 when none is left."""
    rows = await connection.fetch(
        "DELETE FROM messages_messages WHERE chat_id = $1 AND seq IN"
        f" (SELECT seq FROM messages_messages WHERE chat_id = $1 ORDER BY seq DESC LIMIT {DROPPED_AT_ONCE})"
        " RETURNING seq",
        chat,
    )
    seqs = [row["seq"] for row in rows]
    if not seqs:
        for table in ("messages_topics", "messages_scheduled"):
            await connection.execute(f"DELETE FROM {table} WHERE chat_id = $1", chat)
        return 0, []
    for table in ("messages_reactions", "messages_votes", "messages_hidden", "messages_viewers", "messages_views"):
        await connection.execute(f"DELETE FROM {table} WHERE chat_id = $1 AND seq = ANY($2::bigint[])", chat, seqs)
    files = await connection.fetch(
        "DELETE FROM messages_files WHERE chat_id = $1 AND seq = ANY($2::bigint[]) RETURNING file_id", chat, seqs
    )
    return len(seqs), [row["file_id"] for row in files]


def _row(chat: ChatId, seq: int, version: int, one: MovedMessage) -> tuple[object, ...]:
    return (
        chat,
        seq,
        version,
        one.sender,
        from_ms(one.at_ms),
        one.key,
        one.text,
        msgspec.json.encode(one.entities).decode() if one.entities else None,
        one.reply_to,
        one.origin,
        None if one.edited_ms is None else from_ms(one.edited_ms),
        _counts(one.reactions),
        None if one.service is None else msgspec.json.encode(one.service).decode(),
        msgspec.json.encode(one.extra).decode(),
        one.topic,
    )


def _counts(reactions: Sequence[MovedReaction]) -> str | None:
    if not reactions:
        return None
    shown = [Reaction(one.emoji, one.count, list(dict.fromkeys(one.people))[:RECENT]) for one in reactions]
    return msgspec.json.encode(shown).decode()
