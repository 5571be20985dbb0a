"""The table `trust_reports`."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, PersonId
from veche.trust.model import Outcome, Reason

_COLUMNS = (
    "id, reporter_id, chat_id, actor_id, title, reason, note, content, count, reported_at, taken_by, taken_at,"
    " answered_at, outcome, answer"
)


class Report(Struct, frozen=True, kw_only=True):
    """What somebody asks to be looked at."""

    id: int
    reporter: ActorId
    chat: int | None
    actor: ActorId | None
    title: str
    reason: Reason
    note: str
    content: str | None
    count: int
    reported_at: datetime
    taken_by: PersonId | None = None
    taken_at: datetime | None = None
    answered_at: datetime | None = None
    outcome: Outcome | None = None
    answer: str = ""


async def add(conn: Connection, report: Report) -> None:
    await conn.execute(
        "INSERT INTO trust_reports (id, reporter_id, chat_id, actor_id, title, reason, note, content, count,"
        " reported_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        report.id,
        report.reporter,
        report.chat,
        report.actor,
        report.title,
        report.reason,
        report.note,
        report.content,
        report.count,
        report.reported_at,
    )


async def page(db: Queries, *, answered: bool, before: int | None, limit: int) -> list[Report]:
    """Open ones, the oldest first; or answered ones, the newest first."""
    place, order = ("id > $1", "id") if not answered else ("id < $1", "id DESC")
    start = before if before is not None else (0 if not answered else 1 << 62)
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM trust_reports WHERE answered_at IS {'NOT ' if answered else ''}NULL AND {place}"
        f" ORDER BY {order} LIMIT $2",
        start,
        limit,
    )
    return [_report(row) for row in rows]


async def lock(conn: Connection, report: int) -> Report | None:
    row = await conn.fetchrow(f"SELECT {_COLUMNS} FROM trust_reports WHERE id = $1 FOR NO KEY UPDATE", report)
    return None if row is None else _report(row)


async def take(conn: Connection, report: int, *, by: PersonId, now: datetime) -> None:
    await conn.execute("UPDATE trust_reports SET taken_by = $2, taken_at = $3 WHERE id = $1", report, by, now)


async def answer(conn: Connection, report: int, *, by: PersonId, outcome: Outcome, answer: str, now: datetime) -> None:
    """The content goes: what was to be judged by it is judged."""
    await conn.execute(
        "UPDATE trust_reports SET outcome = $2, answer = $3, answered_at = $4, content = NULL, taken_by = $5,"
        " taken_at = coalesce(taken_at, $4) WHERE id = $1",
        report,
        outcome,
        answer,
        now,
        by,
    )


# Whom it is about: the actor, or the chat where no actor is named. What another administrator has taken is his.
_OTHERS = (
    "FROM trust_reports WHERE answered_at IS NULL AND id <> $1 AND (taken_by IS NULL OR taken_by = $4)"
    " AND CASE WHEN $2::bigint IS NULL THEN actor_id IS NULL AND chat_id = $3 ELSE actor_id = $2 END"
)


async def count_others(conn: Connection, about: Report, *, by: PersonId) -> int:
    """Further open reports about the same one that this administrator may answer."""
    count: int = await conn.fetchval(f"SELECT count(*) {_OTHERS}", about.id, about.actor, about.chat, by)
    return count


async def lock_others(conn: Connection, about: Report, *, by: PersonId, limit: int) -> list[Report]:
    """These reports, the oldest first, locked."""
    rows = await conn.fetch(
        f"SELECT {_COLUMNS} {_OTHERS} ORDER BY id LIMIT $5 FOR NO KEY UPDATE",
        about.id,
        about.actor,
        about.chat,
        by,
        limit,
    )
    return [_report(row) for row in rows]


async def forget(db: Queries, *, answered_before: datetime) -> None:
    await db.execute("DELETE FROM trust_reports WHERE answered_at < $1", answered_before)


def _report(row: Record) -> Report:
    return Report(
        id=row["id"],
        reporter=ActorId(row["reporter_id"]),
        chat=row["chat_id"],
        actor=None if row["actor_id"] is None else ActorId(row["actor_id"]),
        title=row["title"],
        reason=row["reason"],
        note=row["note"],
        content=row["content"],
        count=row["count"],
        reported_at=row["reported_at"],
        taken_by=None if row["taken_by"] is None else PersonId(row["taken_by"]),
        taken_at=row["taken_at"],
        answered_at=row["answered_at"],
        outcome=row["outcome"],
        answer=row["answer"],
    )
