"""Votes, and the counts that stand in the message. The caller holds the lock of the chat's head."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from veche.ground.clock import to_ms
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId
from veche.messages.wire import Extra, Message, MyVote, Voter

LISTED = 200
_extra = msgspec.json.Decoder(Extra)


async def extra_of(db: Queries, chat: ChatId, seq: int) -> Extra:
    """All that the row keeps, also what its shape does not tell."""
    kept = await db.fetchval("SELECT extra FROM messages_messages WHERE chat_id = $1 AND seq = $2", chat, seq)
    return _extra.decode(kept) if kept else Extra()


async def set_extra(connection: Connection, chat: ChatId, seq: int, *, version: int, extra: Extra) -> None:
    await connection.execute(
        "UPDATE messages_messages SET extra = $4, changed = $3 WHERE chat_id = $1 AND seq = $2",
        chat,
        seq,
        version,
        msgspec.json.encode(extra).decode(),
    )


async def vote_of(db: Queries, chat: ChatId, seq: int, *, actor: ActorId) -> list[int]:
    chosen = await db.fetchval(
        "SELECT options FROM messages_votes WHERE chat_id = $1 AND seq = $2 AND actor_id = $3", chat, seq, actor
    )
    return list(chosen or ())


async def set_vote(
    connection: Connection, chat: ChatId, seq: int, *, actor: ActorId, options: Sequence[int], at: datetime
) -> None:
    """Choose these, or nothing any more."""
    if options:
        await connection.execute(
            "INSERT INTO messages_votes (chat_id, seq, actor_id, options, voted_at) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (chat_id, seq, actor_id) DO UPDATE"
            " SET options = excluded.options, voted_at = excluded.voted_at",
            chat,
            seq,
            actor,
            list(options),
            at,
        )
    else:
        await connection.execute(
            "DELETE FROM messages_votes WHERE chat_id = $1 AND seq = $2 AND actor_id = $3", chat, seq, actor
        )


async def voters(db: Queries, chat: ChatId, seq: int, *, option: int) -> list[Voter]:
    rows = await db.fetch(
        "SELECT actor_id, voted_at FROM messages_votes WHERE chat_id = $1 AND seq = $2 AND $3 = ANY(options)"
        f" ORDER BY voted_at DESC LIMIT {LISTED}",
        chat,
        seq,
        option,
    )
    return [Voter(row["actor_id"], to_ms(row["voted_at"])) for row in rows]


async def my_votes(
    db: Queries, chat: ChatId, messages: Sequence[Message], *, actors: Sequence[ActorId]
) -> dict[int, MyVote]:
    """What these actors chose in the polls among these messages; no query where there is no poll."""
    seqs = [message.seq for message in messages if message.attachments and message.attachments[0].poll is not None]
    if not seqs:
        return {}
    rows = await db.fetch(
        "SELECT v.seq, v.options, m.extra FROM messages_votes v JOIN messages_messages m USING (chat_id, seq)"
        " WHERE v.chat_id = $1 AND v.seq = ANY($2) AND v.actor_id = ANY($3) AND m.extra IS NOT NULL",
        chat,
        seqs,
        actors,
    )
    return {row["seq"]: MyVote(list(row["options"]), _extra.decode(row["extra"]).right) for row in rows}
