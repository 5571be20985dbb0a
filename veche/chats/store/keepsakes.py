"""The tables `chats_drafts` and `chats_folders`: what an actor keeps for himself about his chats."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from veche.chats.wire import Draft, DraftEntity, Folder
from veche.ground.clock import to_ms
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, ChatId, Version

# The later one wins, whichever came first: two devices may come back from a tunnel in any order.
_PUT = """
INSERT INTO chats_drafts AS d (actor_id, chat_id, body, entities, reply_to, at, version)
SELECT $1, $2, $3, $4, $5, $6, $7
 WHERE EXISTS (SELECT FROM chats_members m WHERE m.chat_id = $2 AND m.actor_id = $1 AND m.left_at IS NULL)
ON CONFLICT (actor_id, chat_id) DO UPDATE
   SET body = excluded.body, entities = excluded.entities, reply_to = excluded.reply_to, at = excluded.at,
       version = excluded.version
 WHERE d.at <= excluded.at
RETURNING chat_id, body, entities, reply_to, at
"""
_DRAFT = "SELECT chat_id, body, entities, reply_to, at FROM chats_drafts WHERE actor_id = $1 AND chat_id = $2"
# Folders are one row: it stands first, so that it is never cut off. A page never ends in the middle of a version.
_SINCE = """
SELECT NULL::bigint AS chat_id, folders AS body, NULL AS entities, NULL::bigint AS reply_to, NULL::timestamptz AS at,
       version
  FROM chats_folders WHERE actor_id = $1 AND version > $2
UNION ALL
(SELECT chat_id, body, entities, reply_to, at, version FROM chats_drafts WHERE actor_id = $1 AND version > $2
  ORDER BY version FETCH FIRST $3 ROWS WITH TIES)
"""
_entities = msgspec.json.Decoder(list[DraftEntity])
_folders = msgspec.json.Decoder(list[Folder])


class OwnChanges(Struct, frozen=True):
    """Drafts that changed, all folders if any of them did, the version reached, and whether there is more."""

    drafts: list[Draft]
    folders: list[Folder] | None
    version: Version
    more: bool


async def put_draft(conn: Connection, actor: ActorId, draft: Draft, *, at: datetime, version: Version) -> Draft | None:
    """Keep a draft; None if a later one is there, or the actor is not in the chat."""
    row = await conn.fetchrow(
        _PUT,
        actor,
        draft.chat,
        draft.text,
        msgspec.json.encode(draft.entities).decode() if draft.entities else None,
        draft.reply_to,
        at,
        version,
    )
    return None if row is None else _draft(row)


async def draft(db: Queries, actor: ActorId, chat: ChatId) -> Draft | None:
    row = await db.fetchrow(_DRAFT, actor, chat)
    return None if row is None else _draft(row)


async def folders(db: Queries, actor: ActorId) -> list[Folder]:
    text: str | None = await db.fetchval("SELECT folders FROM chats_folders WHERE actor_id = $1", actor)
    return _folders.decode(text) if text else []


async def put_folders(conn: Connection, actor: ActorId, kept: list[Folder], *, version: Version) -> None:
    await conn.execute(
        "INSERT INTO chats_folders (actor_id, folders, version) VALUES ($1, $2, $3)"
        " ON CONFLICT (actor_id) DO UPDATE SET folders = excluded.folders, version = excluded.version",
        actor,
        msgspec.json.encode(kept).decode(),
        version,
    )


async def own_since(db: Queries, actor: ActorId, *, since: int, limit: int) -> OwnChanges:
    """What an actor keeps for himself and changed after version `since`; one statement."""
    rows = await db.fetch(_SINCE, actor, since, limit)
    drafts = [row for row in rows if row["chat_id"] is not None]
    lists = [row for row in rows if row["chat_id"] is None]
    more = len(drafts) >= limit
    reached = max((row["version"] for row in (drafts if more else rows)), default=since)
    return OwnChanges(
        drafts=[_draft(row) for row in drafts],
        folders=_folders.decode(lists[0]["body"]) if lists else None,
        version=Version(reached),
        more=more,
    )


def _draft(row: Record) -> Draft:
    return Draft(
        chat=row["chat_id"],
        text=row["body"],
        entities=_entities.decode(row["entities"]) if row["entities"] else [],
        reply_to=row["reply_to"],
        at=to_ms(row["at"]),
    )
