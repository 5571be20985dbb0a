"""Imports and their steps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.staff.model.columns import Mapping as Profile
from veche.staff.reading.table import Look
from veche.staff.wire import StaffCounts


class File(Struct, frozen=True):
    """`path`: where it lies while it is needed; `name`: what it was called."""

    path: str
    name: str


class Import(Struct, frozen=True, kw_only=True):
    id: int
    organisation: int
    source: int | None
    person: int | None
    confirmed_by: int | None
    applied_by: int | None
    state: str
    files: list[File]
    tables: list[Look]
    profile: Profile
    locale: str
    counts: StaffCounts
    print: bytes | None
    total: int
    done: int
    error: str | None
    details: dict[str, str | int]
    asked_at: datetime
    done_at: datetime | None
    undo_until: datetime | None
    live: bool = False
    """Told by a program and done at once."""


class StepRow(Struct, frozen=True):
    """`kind`: organisation, unit, person, problem. `body`: JSON, of the type that the kind has."""

    number: int
    kind: str
    act: str
    line: int
    body: str


_COLUMNS = (
    "id, organisation_id, source_id, person_id, confirmed_by, applied_by, state, files, tables, profile, locale,"
    " counts, print, total, done, error, details, asked_at, done_at, undo_until, live"
)


async def add(conn: Queries, one: Import) -> None:
    await conn.execute(
        "INSERT INTO staff_imports (id, organisation_id, source_id, person_id, state, files, tables, profile, locale,"
        " asked_at, live) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb, $9, $10, $11)",
        one.id,
        one.organisation,
        one.source,
        one.person,
        one.state,
        _json(one.files),
        _json(one.tables),
        _json(one.profile),
        one.locale,
        one.asked_at,
        one.live,
    )


async def get(db: Queries, number: int, *, lock: bool = False) -> Import | None:
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM staff_imports WHERE id = $1{' FOR NO KEY UPDATE' if lock else ''}", number
    )
    return None if row is None else _import(row)


async def newest(db: Queries, organisations: Collection[int] | None, *, limit: int = 50) -> list[Import]:
    """Of these organisations, or of all. What programs told at once is not among them."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM staff_imports"
        " WHERE ($1::bigint[] IS NULL OR organisation_id = ANY($1::bigint[])) AND NOT live"
        " ORDER BY id DESC LIMIT $2",
        None if organisations is None else list(organisations),
        limit,
    )
    return [_import(row) for row in rows]


async def later_done(db: Queries, one: Import) -> bool:
    """Whether something was brought in after this one that builds on it. What a program tells all day long does so
    only if it is of the same source: else nothing else could be undone beside it."""
    found = await db.fetchval(
        "SELECT 1 FROM staff_imports WHERE organisation_id = $1 AND state IN ('working', 'done') AND done_at > $2"
        " AND id <> $3 AND (NOT live OR source_id = $4)",
        one.organisation,
        one.done_at,
        one.id,
        one.source,
    )
    return found is not None


async def undoable(db: Queries, source: int, *, since: int, at: datetime) -> list[Import]:
    """What this source did that can still be undone, from that import on; the newest first."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM staff_imports"
        " WHERE source_id = $1 AND id >= $2 AND state = 'done' AND undo_until >= $3 ORDER BY done_at DESC, id DESC",
        source,
        since,
        at,
    )
    return [_import(row) for row in rows]


async def set_planning(conn: Queries, number: int, *, source: int, profile: Profile) -> None:
    await conn.execute(
        "UPDATE staff_imports SET state = 'planning', source_id = $2, profile = $3::jsonb, error = NULL, done = 0,"
        " details = '{}', confirmed_by = NULL WHERE id = $1",
        number,
        source,
        _json(profile),
    )


async def set_planned(conn: Queries, number: int, *, counts: StaffCounts, known: bytes, total: int) -> None:
    await conn.execute(
        "UPDATE staff_imports SET state = 'planned', counts = $2::jsonb, print = $3, total = $4 WHERE id = $1",
        number,
        _json(counts),
        known,
        total,
    )


async def set_state(
    conn: Queries, number: int, state: str, *, error: str | None = None, details: dict[str, Any] | None = None
) -> None:
    await conn.execute(
        "UPDATE staff_imports SET state = $2, error = $3, details = $4::jsonb WHERE id = $1",
        number,
        state,
        error,
        _json(details or {}),
    )


async def set_working(db: Queries, number: int) -> bool:
    """False: somebody else has finished it, or it is not to be done."""
    found = await db.fetchval(
        "UPDATE staff_imports SET state = 'working' WHERE id = $1 AND state IN ('waiting', 'working') RETURNING id",
        number,
    )
    return found is not None


async def set_confirmed(conn: Queries, number: int, person: int) -> None:
    await conn.execute("UPDATE staff_imports SET confirmed_by = $2 WHERE id = $1", number, person)


async def set_applied_by(conn: Queries, number: int, person: int) -> None:
    """Who said that it is to be done."""
    await conn.execute("UPDATE staff_imports SET applied_by = $2 WHERE id = $1", number, person)


async def set_progress(db: Queries, number: int, done: int) -> None:
    await db.execute("UPDATE staff_imports SET done = $2 WHERE id = $1", number, done)


async def set_done(conn: Queries, number: int, *, at: datetime, undo_until: datetime, source: int | None) -> None:
    await conn.execute(
        "UPDATE staff_imports SET state = 'done', done_at = $2, undo_until = $3, done = total,"
        " source_id = coalesce($4, source_id), error = NULL WHERE id = $1",
        number,
        at,
        undo_until,
        source,
    )


async def set_counts(conn: Queries, number: int, counts: StaffCounts) -> None:
    await conn.execute("UPDATE staff_imports SET counts = $2::jsonb WHERE id = $1", number, _json(counts))


async def let_go(conn: Queries, one: Import) -> None:
    """The tables are needed no more: neither where they lie nor the first lines of them."""
    names = [File("", file.name) for file in one.files]
    await conn.execute("UPDATE staff_imports SET files = $2::jsonb, tables = '[]' WHERE id = $1", one.id, _json(names))


async def forget(conn: Queries, number: int) -> None:
    """The report goes; of what was live nothing stays, of others their totals."""
    await drop_steps(conn, number)
    await conn.execute("DELETE FROM staff_imports WHERE id = $1 AND live", number)


async def drop(conn: Queries, one: Import) -> None:
    """What was only looked at leaves its name and nothing of what stood in it."""
    await set_state(conn, one.id, "failed", error="staff_cancelled")
    await let_go(conn, one)
    await drop_steps(conn, one.id)


# -- steps


async def drop_steps(conn: Queries, number: int) -> None:
    await conn.execute("DELETE FROM staff_steps WHERE import_id = $1", number)


async def add_steps(conn: Connection, number: int, steps: Sequence[StepRow]) -> None:
    await conn.copy_records_to_table(
        "staff_steps",
        records=[(number, one.number, one.kind, one.act, one.line, one.body) for one in steps],
        columns=["import_id", "number", "kind", "act", "line", "body"],
    )


async def set_bodies(conn: Connection, number: int, steps: Sequence[StepRow]) -> None:
    """The ids that new things were given."""
    await conn.execute(
        "UPDATE staff_steps d SET body = s.body::jsonb FROM unnest($2::int[], $3::text[]) AS s (number, body)"
        " WHERE d.import_id = $1 AND d.number = s.number",
        number,
        [one.number for one in steps],
        [one.body for one in steps],
    )


async def steps(
    db: Queries,
    number: int,
    *,
    kind: str,
    acts: Collection[str] | None = None,
    after: int = -1,
    limit: int = 500,
) -> list[StepRow]:
    rows = await db.fetch(
        "SELECT number, kind, act, line, body FROM staff_steps WHERE import_id = $1 AND kind = $2"
        " AND ($3::text[] IS NULL OR act = ANY($3::text[])) AND number > $4 ORDER BY number LIMIT $5",
        number,
        kind,
        None if acts is None else list(acts),
        after,
        limit,
    )
    return [StepRow(row["number"], row["kind"], row["act"], row["line"], row["body"]) for row in rows]


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _import(row: Record) -> Import:
    return Import(
        id=row["id"],
        organisation=row["organisation_id"],
        source=row["source_id"],
        person=row["person_id"],
        confirmed_by=row["confirmed_by"],
        applied_by=row["applied_by"],
        state=row["state"],
        files=msgspec.json.decode(row["files"], type=list[File]),
        tables=msgspec.json.decode(row["tables"], type=list[Look]),
        profile=msgspec.json.decode(row["profile"], type=Profile),
        locale=row["locale"],
        counts=msgspec.json.decode(row["counts"], type=StaffCounts),
        print=row["print"],
        total=row["total"],
        done=row["done"],
        error=row["error"],
        details=msgspec.json.decode(row["details"]),
        asked_at=row["asked_at"],
        done_at=row["done_at"],
        undo_until=row["undo_until"],
        live=row["live"],
    )
