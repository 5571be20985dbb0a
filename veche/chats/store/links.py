"""The tables `chats_links` and `chats_requests`: ways into a chat."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, LinkId

_COLUMNS = "id, created_by, created_at, uses, used, expires_at, approval, revoked_at"

# One statement decides, so that ten people at once cannot share the last use.
_TAKE_USE = """
UPDATE chats_links SET used = used + 1
 WHERE chat_id = $1 AND id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $3)
   AND (uses IS NULL OR used < uses)
RETURNING 1
"""
# A request that came to nothing gives its use back.
_CLOSE_REQUESTS = """
WITH closed AS (
    DELETE FROM chats_requests WHERE chat_id = $1 AND actor_id = ANY($2::bigint[]) RETURNING link_id
)
UPDATE chats_links l SET used = l.used - c.number
  FROM (SELECT link_id, count(*) AS number FROM closed GROUP BY link_id) AS c
 WHERE l.chat_id = $1 AND l.id = c.link_id
"""


class LinkRow(Struct, frozen=True):
    id: LinkId
    created_by: ActorId
    created_at: datetime
    uses: int | None
    used: int
    expires_at: datetime | None
    approval: bool
    revoked_at: datetime | None


class RequestRow(Struct, frozen=True):
    actor: ActorId
    link: LinkId
    asked_at: datetime


async def add_link(conn: Connection, chat: ChatId, link: LinkRow, *, code_hash: bytes) -> None:
    await conn.execute(
        "INSERT INTO chats_links (chat_id, id, code_hash, created_by, created_at, uses, expires_at, approval)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        chat,
        link.id,
        code_hash,
        link.created_by,
        link.created_at,
        link.uses,
        link.expires_at,
        link.approval,
    )


async def link_by_code(db: Queries, chat: ChatId, code_hash: bytes) -> LinkRow | None:
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM chats_links WHERE chat_id = $1 AND code_hash = $2", chat, code_hash
    )
    return LinkRow(*row.values()) if row else None


async def open_links(db: Queries, chat: ChatId, *, by: ActorId | None, limit: int) -> list[LinkRow]:
    """Links that are not revoked, newest first: all, or those of one member."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM chats_links WHERE chat_id = $1 AND revoked_at IS NULL"
        " AND ($2::bigint IS NULL OR created_by = $2) ORDER BY id DESC LIMIT $3",
        chat,
        by,
        limit,
    )
    return [LinkRow(*row.values()) for row in rows]


async def revoke_link(conn: Connection, chat: ChatId, link: LinkId, *, by: ActorId | None, now: datetime) -> bool:
    """Revoke any open link of the chat, or with `by` only one's own; False if there is none."""
    done = await conn.fetchval(
        "UPDATE chats_links SET revoked_at = $4 WHERE chat_id = $1 AND id = $2 AND revoked_at IS NULL"
        " AND ($3::bigint IS NULL OR created_by = $3) RETURNING 1",
        chat,
        link,
        by,
        now,
    )
    return done is not None


async def revoke_links_of(conn: Connection, chat: ChatId, member: ActorId, *, now: datetime) -> None:
    """Whatever links this member made lead nowhere from now on."""
    await conn.execute(
        "UPDATE chats_links SET revoked_at = $3 WHERE chat_id = $1 AND created_by = $2 AND revoked_at IS NULL",
        chat,
        member,
        now,
    )


async def take_use(conn: Connection, chat: ChatId, link: LinkId, *, now: datetime) -> bool:
    return await conn.fetchval(_TAKE_USE, chat, link, now) is not None


async def add_request(conn: Connection, chat: ChatId, actor: ActorId, *, link: LinkId, now: datetime) -> None:
    await conn.execute(
        "INSERT INTO chats_requests (chat_id, actor_id, link_id, asked_at) VALUES ($1, $2, $3, $4)",
        chat,
        actor,
        link,
        now,
    )


async def has_request(db: Queries, chat: ChatId, actor: ActorId) -> bool:
    found = await db.fetchval("SELECT 1 FROM chats_requests WHERE chat_id = $1 AND actor_id = $2", chat, actor)
    return found is not None


async def requests_page(db: Queries, chat: ChatId, *, after: tuple[datetime, int], limit: int) -> list[RequestRow]:
    """Who asks to be let in, the oldest first."""
    rows = await db.fetch(
        "SELECT actor_id, link_id, asked_at FROM chats_requests WHERE chat_id = $1"
        " AND (asked_at, actor_id) > ($2::timestamptz, $3::bigint) ORDER BY asked_at, actor_id LIMIT $4",
        chat,
        *after,
        limit,
    )
    return [RequestRow(*row.values()) for row in rows]


async def accept_request(conn: Connection, chat: ChatId, actor: ActorId) -> bool:
    """Take a request off the list, keeping the use of its link; False if there is none."""
    done = await conn.fetchval(
        "DELETE FROM chats_requests WHERE chat_id = $1 AND actor_id = $2 RETURNING 1", chat, actor
    )
    return done is not None


async def close_requests(conn: Connection, chat: ChatId, actors: Sequence[ActorId]) -> None:
    """Take requests off the list and give the uses of their links back."""
    await conn.execute(_CLOSE_REQUESTS, chat, list(actors))
