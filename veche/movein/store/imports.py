"""The tables `movein_imports` and `movein_messages`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ChatId, PersonId
from veche.movein.model import Plan, Reading

_COLUMNS = (
    "id, person_id, format, state, path, file_id, plan, source_key, chat_number, chat_id, title, locale, total, done,"
    " files, refused, error, asked_at, done_at, undo_until, zone, dates, name, reason"
)
LISTED = 100


class Import(Struct, frozen=True, kw_only=True):
    id: int
    person: PersonId
    format: str
    state: str
    path: str
    file: int | None
    plan: Plan | None
    key: str | None
    number: int | None
    chat: ChatId | None
    title: str
    locale: str
    total: int
    done: int
    files: int
    refused: int
    error: str | None
    asked_at: datetime
    done_at: datetime | None
    undo_until: datetime | None
    zone: str
    dates: str
    name: str
    reason: str

    @property
    def reading(self) -> Reading:
        """How its export is read, now and after a crash."""
        return Reading(self.locale, format=self.format, zone=self.zone, dates=self.dates, name=self.name)


async def add(conn: Connection, one: Import) -> None:
    """Raises UniqueViolation when the export is here already."""
    await conn.execute(
        f"INSERT INTO movein_imports ({_COLUMNS})"
        " VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21,$22,$23,$24)",
        one.id,
        one.person,
        one.format,
        one.state,
        one.path,
        one.file,
        msgspec.json.encode(one.plan).decode() if one.plan else None,
        one.key,
        one.number,
        one.chat,
        one.title,
        one.locale,
        one.total,
        one.done,
        one.files,
        one.refused,
        one.error,
        one.asked_at,
        one.done_at,
        one.undo_until,
        one.zone,
        one.dates,
        one.name,
        one.reason,
    )


async def get(db: Queries, number: int, *, lock: bool = False) -> Import | None:
    suffix = " FOR UPDATE" if lock else ""
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM movein_imports WHERE id = $1{suffix}", number)
    return None if row is None else _import(row)


async def of_key(db: Queries, key: str) -> Import | None:
    """The import of this export that is under way or done."""
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM movein_imports WHERE source_key = $1"
        " AND state IN ('waiting', 'working', 'done', 'failed', 'undoing')",
        key,
    )
    return None if row is None else _import(row)


async def of_chat(db: Queries, chat: int) -> Import | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM movein_imports WHERE chat_id = $1 AND state <> 'undone'", chat)
    return None if row is None else _import(row)


async def newest(db: Queries, *, of: PersonId | None) -> list[Import]:
    """Of one person, or all."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM movein_imports WHERE $1::bigint IS NULL OR person_id = $1"
        f" ORDER BY id DESC LIMIT {LISTED}",
        of,
    )
    return [_import(row) for row in rows]


async def set_planned(db: Queries, number: int, plan: Plan) -> None:
    await db.execute(
        "UPDATE movein_imports SET state = 'planned', plan = $2, format = $3 WHERE id = $1 AND state = 'planning'",
        number,
        msgspec.json.encode(plan).decode(),
        plan.format,
    )


async def set_reading(conn: Connection, number: int, *, zone: str, dates: str) -> None:
    """To be looked at again, read in another way."""
    await conn.execute(
        "UPDATE movein_imports SET state = 'planning', plan = NULL, zone = $2, dates = $3 WHERE id = $1",
        number,
        zone,
        dates,
    )


async def set_asked(conn: Connection, number: int, *, key: str, chat_number: int, title: str, total: int) -> None:
    """Raises UniqueViolation when the export is here already."""
    await conn.execute(
        "UPDATE movein_imports SET state = 'waiting', source_key = $2, chat_number = $3, title = $4, total = $5,"
        " error = NULL WHERE id = $1",
        number,
        key,
        chat_number,
        title,
        total,
    )


async def set_working(conn: Connection, number: int, chat: ChatId, *, total: int) -> None:
    await conn.execute(
        "UPDATE movein_imports SET state = 'working', chat_id = $2, total = $3 WHERE id = $1", number, chat, total
    )


async def go_on(conn: Connection, number: int, *, before: int, lines: int, files: int, refused: int) -> bool:
    """Count what this transaction writes; False when somebody else wrote it meanwhile."""
    moved = await conn.fetchval(
        "UPDATE movein_imports SET done = done + $3, files = files + $4, refused = refused + $5"
        " WHERE id = $1 AND state = 'working' AND done = $2 RETURNING done",
        number,
        before,
        lines,
        files,
        refused,
    )
    return moved is not None


async def set_done(conn: Connection, number: int, *, at: datetime, undo_until: datetime) -> None:
    await conn.execute(
        "UPDATE movein_imports SET state = 'done', done_at = $2, undo_until = $3, error = NULL WHERE id = $1",
        number,
        at,
        undo_until,
    )


async def others_read(db: Queries, number: int, path: str) -> bool:
    """Does another import need the same upload still?"""
    return bool(
        await db.fetchval(
            "SELECT EXISTS (SELECT FROM movein_imports WHERE path = $2 AND id <> $1 AND file_id IS NOT NULL"
            " AND (state IN ('planned', 'waiting', 'working', 'failed') OR (state = 'done' AND undo_until > now())))",
            number,
            path,
        )
    )


async def set_state(db: Queries, number: int, state: str) -> None:
    await db.execute("UPDATE movein_imports SET state = $2, error = NULL, reason = '' WHERE id = $1", number, state)


async def set_failed(db: Queries, number: int, *, error: str, reason: str) -> None:
    """It stops here; `reason`: the error as a sentence."""
    await db.execute(
        "UPDATE movein_imports SET state = 'failed', error = $2, reason = $3 WHERE id = $1", number, error, reason
    )


async def resume(db: Queries, number: int, *, path: str) -> None:
    """Go on, perhaps from another place."""
    await db.execute(
        "UPDATE movein_imports SET path = $2, error = NULL, reason = '',"
        " state = CASE WHEN chat_id IS NULL THEN 'waiting' ELSE 'working' END"
        " WHERE id = $1 AND state IN ('waiting', 'working', 'failed')",
        number,
        path,
    )


async def remember(conn: Connection, number: int, seqs: Mapping[int, int]) -> None:
    """Which message became which."""
    rows = [(number, source, seq) for source, seq in seqs.items()]
    if rows:
        columns = ("import_id", "source_id", "seq")
        await conn.copy_records_to_table("movein_messages", records=rows, columns=columns)


async def seqs_of(db: Queries, number: int, sources: Sequence[int]) -> dict[int, int]:
    if not sources:
        return {}
    rows = await db.fetch(
        "SELECT source_id, seq FROM movein_messages WHERE import_id = $1 AND source_id = ANY($2::bigint[])",
        number,
        list(sources),
    )
    return {row["source_id"]: row["seq"] for row in rows}


async def forget_numbers(db: Queries, number: int) -> None:
    await db.execute("DELETE FROM movein_messages WHERE import_id = $1", number)


def _import(row: Record) -> Import:
    plan = row["plan"]
    return Import(
        id=row["id"],
        person=PersonId(row["person_id"]),
        format=row["format"],
        state=row["state"],
        path=row["path"],
        file=row["file_id"],
        plan=None if plan is None else msgspec.json.decode(plan, type=Plan),
        key=row["source_key"],
        number=row["chat_number"],
        chat=None if row["chat_id"] is None else ChatId(row["chat_id"]),
        title=row["title"],
        locale=row["locale"],
        total=row["total"],
        done=row["done"],
        files=row["files"],
        refused=row["refused"],
        error=row["error"],
        asked_at=row["asked_at"],
        done_at=row["done_at"],
        undo_until=row["undo_until"],
        zone=row["zone"],
        dates=row["dates"],
        name=row["name"],
        reason=row["reason"],
    )
