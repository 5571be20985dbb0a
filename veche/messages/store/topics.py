"""The table `messages_topics`: topics of groups, and threads of comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, ChatId
from veche.messages.wire import Topic

LISTED = 200
_COLUMNS = "topic, title, emoji, closed, count, last_seq, created_by"


async def add_topic(
    connection: Connection, chat: ChatId, topic: int, *, title: str, emoji: str, by: ActorId, at: datetime
) -> None:
    await connection.execute(
        "INSERT INTO messages_topics (chat_id, topic, title, emoji, created_by, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        chat,
        topic,
        title,
        emoji,
        by,
        at,
    )


async def topic_of(db: Queries, chat: ChatId, topic: int) -> Topic | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM messages_topics WHERE chat_id = $1 AND topic = $2", chat, topic)
    return None if row is None else _topic(row)


async def set_topic(connection: Connection, chat: ChatId, topic: int, *, title: str, emoji: str, closed: bool) -> None:
    await connection.execute(
        "UPDATE messages_topics SET title = $3, emoji = $4, closed = $5 WHERE chat_id = $1 AND topic = $2",
        chat,
        topic,
        title,
        emoji,
        closed,
    )


async def close_threads(connection: Connection, chat: ChatId, topics: Sequence[int]) -> None:
    """The posts are gone: nothing more is said under them."""
    await connection.execute(
        "UPDATE messages_topics SET closed = true WHERE chat_id = $1 AND topic = ANY($2)", chat, list(topics)
    )


async def how_many(db: Queries, chat: ChatId) -> int:
    number: int = await db.fetchval("SELECT count(*) FROM messages_topics WHERE chat_id = $1", chat)
    return number


async def topics(db: Queries, chat: ChatId) -> list[Topic]:
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM messages_topics WHERE chat_id = $1 ORDER BY last_seq DESC, topic DESC LIMIT {LISTED}",
        chat,
    )
    return [_topic(row) for row in rows]


async def uncount(connection: Connection, chat: ChatId, topics: Sequence[int]) -> None:
    """Messages of these topics were deleted, one for each time a topic is named."""
    await connection.execute(
        "UPDATE messages_topics t SET count = greatest(t.count - gone.count, 0)"
        " FROM (SELECT topic, count(*)::integer AS count FROM unnest($2::bigint[]) AS topic GROUP BY topic) gone"
        " WHERE t.chat_id = $1 AND t.topic = gone.topic",
        chat,
        list(topics),
    )


async def set_comments(
    connection: Connection, channel: ChatId, versions: dict[int, int], *, companion: ChatId
) -> list[int]:
    """The number of comments on posts, as their threads have it. `versions`: seq of the post → its new version.
    The posts that changed: a deleted one stays as it is."""
    rows = await connection.fetch(
        "UPDATE messages_messages m SET comments = t.count, changed = post.version"
        " FROM unnest($2::bigint[], $3::bigint[]) AS post (seq, version)"
        " JOIN messages_topics t ON t.chat_id = $4 AND t.topic = post.seq"
        " WHERE m.chat_id = $1 AND m.seq = post.seq AND m.deleted_at IS NULL RETURNING m.seq",
        channel,
        list(versions),
        list(versions.values()),
        companion,
    )
    return [row["seq"] for row in rows]


def _topic(row: Record) -> Topic:
    return Topic(
        id=row["topic"],
        title=row["title"],
        emoji=row["emoji"],
        seq=row["last_seq"],
        count=row["count"],
        closed=row["closed"],
        created_by=row["created_by"],
    )
