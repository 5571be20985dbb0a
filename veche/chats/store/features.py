"""Topics, slow mode and comments: what a group or a channel may have besides."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.chats.model import Kind, Mode, Rights, Role
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, Version


class Features(Struct, frozen=True):
    topics: bool
    slow_mode: int
    comments: bool


class Discussed(Struct, frozen=True):
    """A channel whose posts can be discussed, as far as its companion goes."""

    kind: Kind
    mode: Mode
    title: str
    comments: bool
    companion: ChatId | None
    created_by: ActorId


async def features_of(db: Queries, chat: ChatId) -> Features:
    row = await db.fetchrow("SELECT topics, slow_mode, comments FROM chats_chats WHERE id = $1", chat)
    return Features(*row.values()) if row else Features(False, 0, False)


async def set_features(conn: Connection, chat: ChatId, features: Features, *, version: Version) -> None:
    """The counter has a copy of slow mode: the path of every message reads it there."""
    await conn.execute(
        "UPDATE chats_chats SET topics = $2, slow_mode = $3, comments = $4, version = $5 WHERE id = $1",
        chat,
        features.topics,
        features.slow_mode,
        features.comments,
        version,
    )
    await conn.execute("UPDATE chats_heads SET slow = $2 WHERE chat_id = $1", chat, features.slow_mode)


async def discussed(db: Queries, channel: ChatId) -> Discussed | None:
    row = await db.fetchrow(
        "SELECT kind, mode, title, comments, comments_chat, created_by FROM chats_chats WHERE id = $1", channel
    )
    return Discussed(*row.values()) if row else None


async def companion_of(db: Queries, channel: ChatId) -> ChatId | None:
    found: ChatId | None = await db.fetchval("SELECT comments_chat FROM chats_chats WHERE id = $1", channel)
    return found


async def channels_of(db: Queries, chats: list[ChatId]) -> dict[ChatId, ChatId]:
    """Companion → its channel, for those of these chats that are one or the other."""
    rows = await db.fetch(
        "SELECT id, comments_of FROM chats_chats WHERE id = ANY($1::bigint[]) AND comments_of IS NOT NULL"
        " UNION ALL"
        " SELECT comments_chat, id FROM chats_chats WHERE id = ANY($1::bigint[]) AND comments_chat IS NOT NULL",
        chats,
    )
    return {row["id"]: row["comments_of"] for row in rows}


async def add_companion(
    conn: Connection, companion: ChatId, *, channel: ChatId, mode: Mode, title: str, by: ActorId, now: datetime
) -> None:
    """An empty group beside a channel. Its members come when they open the comments of a post."""
    await conn.execute(
        "INSERT INTO chats_chats (id, kind, mode, title, member_rights, created_by, created_at, members_count,"
        " comments_of) VALUES ($1, 'group', $2, $3, $4, $5, $6, 0, $7)",
        companion,
        mode,
        title,
        Rights.POST | Rights.REACT,
        by,
        now,
        channel,
    )
    await conn.execute("INSERT INTO chats_heads (chat_id, last_at) VALUES ($1, $2)", companion, now)
    await conn.execute("UPDATE chats_chats SET comments_chat = $2 WHERE id = $1", channel, companion)


async def role_of(db: Queries, chat: ChatId, actor: ActorId) -> tuple[Role, int | None] | None:
    """The role and own rights of an active member."""
    row = await db.fetchrow(
        "SELECT role, rights FROM chats_members WHERE chat_id = $1 AND actor_id = $2 AND left_at IS NULL", chat, actor
    )
    return None if row is None else (("owner", "admin", "member")[row["role"]], row["rights"])
