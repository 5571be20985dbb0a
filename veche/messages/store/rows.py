"""Reading messages: pages, single rows, and rows as they go on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import msgspec

from veche.ground.clock import from_ms, to_ms
from veche.ground.db import Queries, Record
from veche.ground.ids import ActorId, ChatId
from veche.messages.wire import Entity, Extra, Message, Origin, Reaction, Service

COLUMNS = (
    "chat_id, seq, coalesce(changed, version) AS version, sender_id, sent_at, body, entities, reply_to, origin,"
    " edited_at, deleted_at, pinned_at, reactions, service, extra, topic, comments"
)
HIDDEN_PAGE = 500
_entities = msgspec.json.Decoder(list[Entity])
_reactions = msgspec.json.Decoder(list[Reaction])
_origin = msgspec.json.Decoder(Origin)
_service = msgspec.json.Decoder(Service)
_extra = msgspec.json.Decoder(Extra)


def not_hidden(actors: int) -> str:
    """The condition that none of the actors in parameter number `actors` deleted the row for himself."""
    return (
        f" AND NOT EXISTS (SELECT FROM messages_hidden h WHERE h.actor_id = ANY(${actors}::bigint[])"
        " AND h.chat_id = m.chat_id AND h.seq = m.seq)"
    )


def fields_of(row: Record) -> dict[str, object]:
    """The optional parts of a row; most messages have none."""
    more: dict[str, object] = {}
    if row["topic"] is not None:
        more["topic"] = row["topic"]
    if row["deleted_at"] is not None:
        more["deleted"] = True
        return more
    if row["entities"] is not None:
        more["entities"] = _entities.decode(row["entities"])
    if row["reply_to"] is not None:
        more["reply_to"] = row["reply_to"]
    if row["origin"] is not None:
        more["origin"] = _origin.decode(row["origin"])
    if row["edited_at"] is not None:
        more["edited_at"] = to_ms(row["edited_at"])
    if row["pinned_at"] is not None:
        more["pinned"] = True
    if row["reactions"] is not None:
        more["reactions"] = _reactions.decode(row["reactions"])
    if row["service"] is not None:
        more["kind"] = "service"
        more["service"] = _service.decode(row["service"])
    if row["comments"] is not None:
        more["comments"] = row["comments"]
    if row["extra"] is not None:
        extra = _extra.decode(row["extra"])
        more.update(attachments=extra.attachments, silent=extra.silent, urgent=extra.urgent)
        if extra.moved:
            more["moved"] = extra.moved
        if extra.by:
            more["by"] = extra.by
    return more


def message_of(row: Record, shape: type[Message] = Message) -> Message:
    """A row of `messages_messages` as the wire shape; a tombstone keeps its place and nothing of its content."""
    return shape(
        chat=row["chat_id"],
        seq=row["seq"],
        version=row["version"],
        sender=row["sender_id"],
        at=to_ms(row["sent_at"]),
        text=row["body"],
        **fields_of(row),  # type: ignore[arg-type]
    )


async def page(
    db: Queries,
    chat: ChatId,
    *,
    actors: Sequence[ActorId],
    before: int | None = None,
    after: int | None = None,
    topic: int | None = None,
    limit: int,
) -> list[Message]:
    """Up to `limit` messages by ascending seq: the newest, those before or those after a seq; of a topic, or of none
    (0)."""
    hidden = not_hidden(2)
    of_topic = "" if topic is None else " AND topic IS NULL" if topic == 0 else " AND topic = $5"
    named = [topic] if topic else []
    if after is not None:
        where, order, bound = "seq > $3", "ASC", after
    else:
        where, order, bound = "seq < $3", "DESC", before if before is not None else (1 << 62)
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM messages_messages m WHERE chat_id = $1 AND {where}{of_topic}{hidden}"
        f" ORDER BY seq {order} LIMIT $4",
        chat,
        actors,
        bound,
        limit,
        *named,
    )
    return [message_of(row) for row in (rows if order == "ASC" else reversed(rows))]


async def seq_on(db: Queries, chat: ChatId, moment: int) -> int:
    """The first message said at or after a moment (milliseconds); the newest where there is none."""
    seq: int = await db.fetchval(
        "SELECT messages_seq_on($1, $2, coalesce((SELECT max(seq) FROM messages_messages WHERE chat_id = $1), 1))",
        chat,
        from_ms(moment),
    )
    return seq


async def some(db: Queries, chat: ChatId, seqs: Iterable[int], *, actors: Sequence[ActorId]) -> list[Message]:
    """These messages, as far as they exist and are not hidden for the asker."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM messages_messages m WHERE chat_id = $1 AND seq = ANY($2){not_hidden(3)} ORDER BY seq",
        chat,
        list(seqs),
        actors,
    )
    return [message_of(row) for row in rows]


async def last_of(db: Queries, chats: Sequence[ChatId], *, actor: ActorId) -> dict[ChatId, Message]:
    """The newest message of each chat that the actor did not hide. One query, one index look-up per chat."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM unnest($1::bigint[]) AS asked (id) CROSS JOIN LATERAL ("
        f"SELECT * FROM messages_messages m WHERE m.chat_id = asked.id{not_hidden(2)} ORDER BY seq DESC LIMIT 1) m",
        chats,
        [actor],
    )
    return {row["chat_id"]: message_of(row) for row in rows}


async def pinned(db: Queries, chat: ChatId, *, actors: Sequence[ActorId], limit: int = 100) -> list[Message]:
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM messages_messages m"
        f" WHERE chat_id = $1 AND pinned_at IS NOT NULL AND deleted_at IS NULL{not_hidden(3)}"
        " ORDER BY pinned_at DESC, seq DESC LIMIT $2",
        chat,
        limit,
        actors,
    )
    return [message_of(row) for row in reversed(rows)]


async def changed_since(
    db: Queries, chat: ChatId, since: int, *, head: tuple[int, int], actors: Sequence[ActorId], limit: int
) -> tuple[list[Message], bool]:
    """Rows whose version is greater than `since`, oldest change first, and whether there are more.

    `head` is (seq, version) of the chat, read in the same snapshot or earlier. New rows are found by seq, changed ones
    by the index over `changed`; a row that is both counts once, by its last change.
    """
    rows = await db.fetch(
        "WITH start AS MATERIALIZED (SELECT messages_seq_at($1, $2, $3) AS seq)"
        f" (SELECT {COLUMNS} FROM messages_messages m WHERE chat_id = $1 AND changed IS NULL"
        f" AND seq > (SELECT seq FROM start) AND seq <= $3{not_hidden(6)} ORDER BY seq LIMIT $5)"
        " UNION ALL"
        f" (SELECT {COLUMNS} FROM messages_messages m WHERE chat_id = $1 AND changed > $2 AND changed <= $4"
        f"{not_hidden(6)} ORDER BY changed LIMIT $5)"
        " ORDER BY version LIMIT $5",
        chat,
        since,
        head[0],
        head[1],
        limit + 1,
        actors,
    )
    return [message_of(row) for row in rows[:limit]], len(rows) > limit


async def right_answers(db: Queries, chat: ChatId, seqs: Sequence[int]) -> dict[int, int]:
    """The right options of the quizzes among these messages: what their shape does not tell."""
    found = await db.fetch(
        "SELECT seq, extra FROM messages_messages WHERE chat_id = $1 AND seq = ANY($2) AND extra IS NOT NULL",
        chat,
        list(seqs),
    )
    extras = {row["seq"]: _extra.decode(row["extra"]) for row in found}
    return {seq: extra.right for seq, extra in extras.items() if extra.right is not None}


async def my_reactions(
    db: Queries, chat: ChatId, messages: Sequence[Message], *, actors: Sequence[ActorId]
) -> dict[int, list[str]]:
    """What these actors gave to these messages; no query when nobody reacted to any."""
    seqs = [message.seq for message in messages if message.reactions]
    if not seqs:
        return {}
    rows = await db.fetch(
        "SELECT seq, emoji FROM messages_reactions WHERE chat_id = $1 AND seq = ANY($2) AND actor_id = ANY($3)"
        " ORDER BY seq, reacted_at",
        chat,
        seqs,
        actors,
    )
    mine: dict[int, list[str]] = {}
    for row in rows:
        mine.setdefault(cast(int, row["seq"]), []).append(row["emoji"])
    return mine


async def ranges(db: Queries, wanted: Sequence[tuple[ChatId, int, int]]) -> list[Message]:
    """The rows of several (chat, first seq, last seq), each chat's in the order of their versions."""
    found = await db.fetch(
        f"SELECT {COLUMNS} FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS w (chat, low, high)"
        " JOIN messages_messages ON chat_id = w.chat AND seq BETWEEN w.low AND w.high ORDER BY chat_id, version",
        [chat for chat, _, _ in wanted],
        [low for _, low, _ in wanted],
        [high for _, _, high in wanted],
    )
    return [message_of(row) for row in found]


async def hidden_since(
    db: Queries, actor: ActorId, since: int, *, upto: int | None
) -> tuple[dict[int, list[int]], int, bool]:
    """What the actor deleted for himself after version `since`: chat → seqs, the version reached, is that all.
    A page never ends in the middle of a version."""
    found = await db.fetch(
        "SELECT chat_id, seq, version FROM messages_hidden WHERE actor_id = $1 AND version > $2"
        " AND ($3::bigint IS NULL OR version <= $3) ORDER BY version FETCH FIRST $4 ROWS WITH TIES",
        actor,
        since,
        upto,
        HIDDEN_PAGE,
    )
    hidden: dict[int, list[int]] = {}
    for row in found:
        hidden.setdefault(row["chat_id"], []).append(row["seq"])
    return hidden, found[-1]["version"] if found else since, len(found) < HIDDEN_PAGE
