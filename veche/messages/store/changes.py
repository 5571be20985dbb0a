"""Changing rows that are in the log: edit, delete, pin, reactions. The caller holds the lock of the chat's head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from veche.ground.clock import from_ms, to_ms
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId
from veche.messages.wire import Reaction, ReactionOf

RECENT = 3


async def set_text(
    connection: Connection, chat: ChatId, seq: int, *, version: int, text: str, entities: str | None, at: datetime
) -> None:
    await connection.execute(
        "UPDATE messages_messages SET body = $4, entities = $5, edited_at = $6, changed = $3"
        " WHERE chat_id = $1 AND seq = $2",
        chat,
        seq,
        version,
        text,
        entities,
        at,
    )


class Content(Struct, frozen=True, kw_only=True):
    """What a message says from now on. `edited_at` None: as it was."""

    version: int
    text: str
    entities: str | None
    extra: str | None
    files: tuple[int, ...]
    edited_at: datetime | None


async def set_content(connection: Connection, chat: ChatId, seq: int, content: Content) -> list[int]:
    """Words and attachments at once. The files that the message named and names no more."""
    await connection.execute(
        "UPDATE messages_messages SET body = $4, entities = $5, extra = $6, edited_at = coalesce($7, edited_at),"
        " changed = $3 WHERE chat_id = $1 AND seq = $2",
        chat,
        seq,
        content.version,
        content.text,
        content.entities,
        content.extra,
        content.edited_at,
    )
    gone = await connection.fetch(
        "WITH added AS (INSERT INTO messages_files (file_id, chat_id, seq) SELECT file, $1, $2"
        " FROM unnest($3::bigint[]) AS file ON CONFLICT DO NOTHING)"
        " DELETE FROM messages_files WHERE chat_id = $1 AND seq = $2 AND NOT file_id = ANY($3) RETURNING file_id",
        chat,
        seq,
        list(content.files),
    )
    return [row["file_id"] for row in gone]


async def set_extra(
    connection: Connection, chat: ChatId, seq: int, *, version: int, extra: str, files: Sequence[int]
) -> None:
    """What hangs on a message, and the files that it names from now on."""
    await connection.execute(
        "WITH named AS (INSERT INTO messages_files (file_id, chat_id, seq) SELECT file, $1, $2"
        " FROM unnest($5::bigint[]) AS file ON CONFLICT DO NOTHING)"
        " UPDATE messages_messages SET extra = $4, changed = $3 WHERE chat_id = $1 AND seq = $2",
        chat,
        seq,
        version,
        extra,
        list(files),
    )


async def bury(connection: Connection, chat: ChatId, versions: dict[int, int], *, at: datetime) -> list[int]:
    """Tombstones: the place stays, the content goes. `versions`: seq → version of the deletion. The files that these
    messages named."""
    await connection.execute(
        "UPDATE messages_messages m SET body = '', entities = NULL, origin = NULL, reactions = NULL, pinned_at = NULL,"
        " edited_at = NULL, reply_to = NULL, service = NULL, extra = NULL, comments = NULL, deleted_at = $4,"
        " changed = gone.version"
        " FROM unnest($2::bigint[], $3::bigint[]) AS gone (seq, version) WHERE m.chat_id = $1 AND m.seq = gone.seq",
        chat,
        list(versions),
        list(versions.values()),
        at,
    )
    named = await connection.fetch(
        "WITH reactions AS (DELETE FROM messages_reactions WHERE chat_id = $1 AND seq = ANY($2)),"
        " votes AS (DELETE FROM messages_votes WHERE chat_id = $1 AND seq = ANY($2))"
        " DELETE FROM messages_files WHERE chat_id = $1 AND seq = ANY($2) RETURNING file_id",
        chat,
        list(versions),
    )
    return [row["file_id"] for row in named]


async def hide(
    connection: Connection, chat: ChatId, seqs: Sequence[int], *, actor: ActorId, version: int, at: datetime
) -> None:
    await connection.execute(
        "INSERT INTO messages_hidden (actor_id, chat_id, seq, hidden_at, version) SELECT $1, $2, seq, $4, $5"
        " FROM unnest($3::bigint[]) AS seq ON CONFLICT DO NOTHING",
        actor,
        chat,
        list(seqs),
        at,
        version,
    )


async def set_pinned(connection: Connection, chat: ChatId, seq: int, *, version: int, at: datetime | None) -> None:
    await connection.execute(
        "UPDATE messages_messages SET pinned_at = $4, changed = $3 WHERE chat_id = $1 AND seq = $2",
        chat,
        seq,
        version,
        at,
    )


async def reactions_given(connection: Queries, chat: ChatId, seq: int, *, actor: ActorId) -> set[str]:
    rows = await connection.fetch(
        "SELECT emoji FROM messages_reactions WHERE chat_id = $1 AND seq = $2 AND actor_id = $3", chat, seq, actor
    )
    return {row["emoji"] for row in rows}


async def react(
    connection: Connection, chat: ChatId, seq: int, *, actor: ActorId, emoji: str, on: bool, at: datetime
) -> None:
    if on:
        await connection.execute(
            "INSERT INTO messages_reactions (chat_id, seq, actor_id, emoji, reacted_at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT DO NOTHING",
            chat,
            seq,
            actor,
            emoji,
            at,
        )
    else:
        await connection.execute(
            "DELETE FROM messages_reactions WHERE chat_id = $1 AND seq = $2 AND actor_id = $3 AND emoji = $4",
            chat,
            seq,
            actor,
            emoji,
        )


async def count_again(
    connection: Connection, chat: ChatId, seq: int, *, version: int, emoji: str, named: bool
) -> list[Reaction]:
    """The counts on the message after one emoji changed: the others are taken over, so that a message with
    100,000 reactions costs one count of one emoji. `named`: the last few who gave it stand on the message. Those who
    reacted in another messenger and are named by nobody go on counting."""
    row = await connection.fetchrow(
        "SELECT m.reactions, (SELECT count(*) FROM messages_reactions r"
        " WHERE r.chat_id = $1 AND r.seq = $2 AND r.emoji = $3)"
        " + coalesce((m.extra::jsonb -> 'unnamed' ->> $3)::bigint, 0) AS count,"
        " ARRAY(SELECT r.actor_id FROM messages_reactions r WHERE r.chat_id = $1 AND r.seq = $2 AND r.emoji = $3"
        f" ORDER BY r.reacted_at DESC LIMIT {RECENT}) AS recent"
        " FROM messages_messages m WHERE m.chat_id = $1 AND m.seq = $2",
        chat,
        seq,
        emoji,
    )
    assert row is not None  # the caller has read the message under the lock
    old = msgspec.json.decode(row["reactions"], type=list[Reaction]) if row["reactions"] else []
    changed = Reaction(emoji=emoji, count=row["count"], recent=list(row["recent"]) if named else [])
    reactions = [changed if reaction.emoji == emoji else reaction for reaction in old]
    if all(reaction.emoji != emoji for reaction in old):
        reactions.append(changed)
    reactions = [reaction for reaction in reactions if reaction.count]
    await connection.execute(
        "UPDATE messages_messages SET reactions = $4, changed = $3 WHERE chat_id = $1 AND seq = $2",
        chat,
        seq,
        version,
        msgspec.json.encode(reactions).decode() if reactions else None,
    )
    return reactions


async def reactions_of(
    db: Queries, chat: ChatId, seq: int, *, emoji: str | None, before: int | None, limit: int
) -> list[ReactionOf]:
    """The newest first; those of one emoji, those given before a moment (milliseconds)."""
    rows = await db.fetch(
        "SELECT actor_id, emoji, reacted_at FROM messages_reactions WHERE chat_id = $1 AND seq = $2"
        " AND ($3::text IS NULL OR emoji = $3) AND ($4::timestamptz IS NULL OR reacted_at < $4)"
        " ORDER BY reacted_at DESC LIMIT $5",
        chat,
        seq,
        emoji,
        None if before is None else from_ms(before),
        limit,
    )
    return [ReactionOf(actor=row["actor_id"], emoji=row["emoji"], at=to_ms(row["reacted_at"])) for row in rows]
