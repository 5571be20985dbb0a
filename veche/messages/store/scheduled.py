"""The tables `messages_scheduled` and `messages_scheduled_files`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from veche.ground.clock import to_ms
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, ChatId, PersonId
from veche.messages.wire import Extra, Scheduled, SendMessage

_extra = msgspec.json.Decoder(Extra)
_request = msgspec.json.Decoder(SendMessage)


class Waiting(Struct, frozen=True):
    """A scheduled message with all that is needed to send it."""

    id: int
    chat: ChatId
    sender: ActorId
    person: PersonId
    send_at: datetime
    request: SendMessage
    extra: str | None
    error: str | None = None

    def shown(self) -> Scheduled:
        """As its owner sees it."""
        extra = _extra.decode(self.extra) if self.extra else Extra()
        return Scheduled(
            id=self.id,
            chat=self.chat,
            sender=self.sender,
            at=to_ms(self.send_at),
            text=self.request.text,
            entities=self.request.entities,
            reply_to=self.request.reply_to,
            attachments=extra.attachments,
            silent=self.request.silent,
            urgent=self.request.urgent,
            topic=self.request.topic,
            error=self.error or "",
        )


async def add(connection: Connection, waiting: Waiting, *, files: Sequence[int], now: datetime) -> bool:
    """False: it is there already."""
    made = await connection.fetchval(
        "INSERT INTO messages_scheduled (id, chat_id, sender_id, person_id, send_at, request, extra, made_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1",
        waiting.id,
        waiting.chat,
        waiting.sender,
        waiting.person,
        waiting.send_at,
        msgspec.json.encode(waiting.request).decode(),
        waiting.extra,
        now,
    )
    if made is None:
        return False
    named = [(file, waiting.id) for file in dict.fromkeys(files)]
    if named:
        await connection.copy_records_to_table(
            "messages_scheduled_files", records=named, columns=("file_id", "scheduled_id")
        )
    return True


async def change(connection: Connection, waiting: Waiting) -> None:
    """Other words or another time; what went wrong before is forgotten."""
    await connection.execute(
        "UPDATE messages_scheduled SET request = $2, send_at = $3, error = NULL WHERE id = $1",
        waiting.id,
        msgspec.json.encode(waiting.request).decode(),
        waiting.send_at,
    )


async def fail(db: Queries, number: int, *, error: str) -> None:
    await db.execute("UPDATE messages_scheduled SET error = $2 WHERE id = $1", number, error)


async def remove(db: Queries, number: int) -> bool:
    return await db.fetchval("DELETE FROM messages_scheduled WHERE id = $1 RETURNING 1", number) is not None


async def one(db: Queries, number: int, *, lock: bool = False) -> Waiting | None:
    row = await db.fetchrow("SELECT * FROM messages_scheduled WHERE id = $1" + (" FOR UPDATE" if lock else ""), number)
    return None if row is None else _waiting(row)


async def of_senders(db: Queries, senders: Sequence[ActorId], *, chat: ChatId | None, limit: int) -> list[Waiting]:
    rows = await db.fetch(
        "SELECT * FROM messages_scheduled WHERE sender_id = ANY($1) AND ($2::bigint IS NULL OR chat_id = $2)"
        " ORDER BY send_at, id LIMIT $3",
        senders,
        chat,
        limit,
    )
    return [_waiting(row) for row in rows]


async def how_many(db: Queries, sender: ActorId) -> int:
    number: int = await db.fetchval("SELECT count(*) FROM messages_scheduled WHERE sender_id = $1", sender)
    return number


def _waiting(row: Record) -> Waiting:
    return Waiting(
        id=row["id"],
        chat=row["chat_id"],
        sender=row["sender_id"],
        person=row["person_id"],
        send_at=row["send_at"],
        request=_request.decode(row["request"]),
        extra=row["extra"],
        error=row["error"],
    )
