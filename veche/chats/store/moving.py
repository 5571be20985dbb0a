"""SQL for groups that are brought along, and for taking one away again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from veche.ground.db import Connection
from veche.ground.ids import ActorId, ChatId, Version


async def set_topics(conn: Connection, chat: ChatId) -> None:
    await conn.execute("UPDATE chats_chats SET topics = true WHERE id = $1", chat)


async def members_of(conn: Connection, chat: ChatId) -> list[ActorId]:
    """All who are in it now. The head is locked: nobody comes meanwhile."""
    rows = await conn.fetch(
        "SELECT actor_id FROM chats_members WHERE chat_id = $1 AND left_at IS NULL ORDER BY actor_id", chat
    )
    return [ActorId(row["actor_id"]) for row in rows]


async def close(
    conn: Connection, chat: ChatId, versions: Mapping[ActorId, Version], *, version: Version, now: datetime
) -> None:
    """Rows of members stay: they tell devices that the chat is gone."""
    await conn.execute(
        "UPDATE chats_members m SET left_at = $4, removed = true, version = a.version, chat_version = $5"
        " FROM unnest($2::bigint[], $3::bigint[]) AS a (actor_id, version)"
        " WHERE m.chat_id = $1 AND m.actor_id = a.actor_id",
        chat,
        list(versions),
        list(versions.values()),
        now,
        version,
    )
    await conn.execute("UPDATE chats_links SET revoked_at = $2 WHERE chat_id = $1 AND revoked_at IS NULL", chat, now)
    for table in ("chats_requests", "chats_drafts", "chats_log"):
        await conn.execute(f"DELETE FROM {table} WHERE chat_id = $1", chat)
    await conn.execute(
        "UPDATE chats_chats SET members_count = 0, title = '', about = '', photo = NULL, version = $2 WHERE id = $1",
        chat,
        version,
    )
