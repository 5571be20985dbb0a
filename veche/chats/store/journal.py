"""The table `chats_log`: what those who run a chat did in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from veche.chats.model import LoggedAct
from veche.chats.wire import LogEntry
from veche.ground.clock import to_ms
from veche.ground.db import Queries
from veche.ground.ids import MAX_ID, ActorId, ChatId

Detail = str | int | list[int] | None
_details = msgspec.json.Decoder(dict[str, Detail])


class Note(Struct, frozen=True):
    """An entry to be written."""

    id: int
    chat: ChatId
    actor: ActorId
    act: LoggedAct
    at: datetime
    details: Mapping[str, Detail] = {}

    async def write(self, db: Queries) -> None:
        """In the transaction of what it tells about."""
        await db.execute(
            "INSERT INTO chats_log (chat_id, id, actor_id, act, at, details) VALUES ($1, $2, $3, $4, $5, $6)",
            self.chat,
            self.id,
            self.actor,
            self.act,
            self.at,
            msgspec.json.encode(self.details).decode(),
        )


async def page(db: Queries, chat: ChatId, *, before: int | None, limit: int) -> list[LogEntry]:
    """The newest first."""
    rows = await db.fetch(
        "SELECT id, actor_id, act, at, details FROM chats_log WHERE chat_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        chat,
        before or MAX_ID,
        limit,
    )
    return [
        LogEntry(row["id"], row["actor_id"], row["act"], to_ms(row["at"]), _details.decode(row["details"]))
        for row in rows
    ]
