"""Members as far as it matters who is to be told of a message; and chats that come back from the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from veche.chats.model import Kind
from veche.chats.wire import Notify
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, Seq, Version

_LISTENERS = """
SELECT m.chat_id, m.actor_id, c.kind, m.notify, m.muted_until, m.read_seq
  FROM chats_members m JOIN chats_chats c ON c.id = m.chat_id
 WHERE m.chat_id = ANY($1::bigint[]) AND m.actor_id = ANY($2::bigint[]) AND m.left_at IS NULL
"""

# What is muted stays put away, whatever is written there.
_PUT_AWAY = """
SELECT chat_id, actor_id FROM chats_members
 WHERE chat_id = ANY($1::bigint[]) AND archived AND left_at IS NULL AND coalesce(muted_until, 'epoch') <= $2
"""


class Listener(Struct, frozen=True, gc=False):
    """One actor in one chat. `notify`: his own rule for it, or none."""

    chat: ChatId
    actor: ActorId
    kind: Kind
    notify: Notify | None
    muted_until: datetime | None
    read_seq: Seq


async def listeners(db: Queries, chats: Sequence[ChatId], actors: Sequence[ActorId]) -> list[Listener]:
    """Those of the actors who are in any of these chats."""
    return [Listener(*row.values()) for row in await db.fetch(_LISTENERS, list(chats), list(actors))]


async def put_away(db: Queries, chats: Sequence[ChatId], *, now: datetime) -> list[tuple[ChatId, ActorId]]:
    """Who keeps which of these chats in his archive and would be told of a message."""
    rows = await db.fetch(_PUT_AWAY, list(chats), now)
    return [(ChatId(row["chat_id"]), ActorId(row["actor_id"])) for row in rows]


async def take_out(conn: Connection, chat: ChatId, versions: dict[ActorId, Version]) -> None:
    await conn.execute(
        "UPDATE chats_members m SET archived = false, version = v.version"
        " FROM unnest($2::bigint[], $3::bigint[]) AS v (actor, version)"
        " WHERE m.chat_id = $1 AND m.actor_id = v.actor AND m.archived AND m.left_at IS NULL",
        chat,
        list(versions),
        list(versions.values()),
    )
