"""The table `movein_placeholders`: authors who have not signed in here, and who they turned out to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, PersonId
from veche.movein.model import NARRATOR

_SOMEBODY = f"key <> '{NARRATOR}'"
"""Who only tells what the export itself says is nobody: he can be shown, and be no person."""
_COLUMNS = "actor_id, import_id, name, messages, asked_by, claimed_by, hints"


class Placeholder(Struct, frozen=True):
    actor: ActorId
    move: int
    name: str
    messages: int
    asked_by: PersonId | None
    claimed_by: PersonId | None
    hints: frozenset[str]


async def add(
    conn: Connection,
    move: int,
    actors: Mapping[str, ActorId],
    *,
    names: Mapping[str, str],
    counts: Mapping[str, int],
    hints: Mapping[str, Sequence[str]],
) -> None:
    await conn.execute(
        "INSERT INTO movein_placeholders (actor_id, import_id, key, name, messages, hints)"
        " SELECT actor, $1, key, name, messages, hints FROM"
        " unnest($2::bigint[], $3::text[], $4::text[], $5::integer[], $6::text[])"
        " AS p (actor, key, name, messages, hints)",
        move,
        list(actors.values()),
        list(actors),
        [names[key] for key in actors],
        [counts.get(key, 0) for key in actors],
        [" ".join(hints.get(key, ())) for key in actors],
    )


async def actors_of(db: Queries, move: int) -> dict[str, ActorId]:
    """Key in the export → actor."""
    rows = await db.fetch("SELECT key, actor_id FROM movein_placeholders WHERE import_id = $1", move)
    return {row["key"]: ActorId(row["actor_id"]) for row in rows}


async def of_import(db: Queries, move: int, *, after: int, limit: int) -> list[Placeholder]:
    """Those who said most stand first. `after`: how many were listed before."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM movein_placeholders WHERE import_id = $1 AND {_SOMEBODY}"
        " ORDER BY messages DESC, actor_id OFFSET $2 LIMIT $3",
        move,
        after,
        limit,
    )
    return [_placeholder(row) for row in rows]


async def lock(conn: Connection, actor: int) -> Placeholder | None:
    row = await conn.fetchrow(
        f"SELECT {_COLUMNS} FROM movein_placeholders WHERE actor_id = $1 AND {_SOMEBODY} FOR UPDATE", actor
    )
    return None if row is None else _placeholder(row)


async def set_asked(conn: Connection, actor: int, person: PersonId | None, *, at: datetime) -> None:
    await conn.execute(
        "UPDATE movein_placeholders SET asked_by = $2,"
        " asked_at = CASE WHEN $2::bigint IS NULL THEN NULL ELSE $3::timestamptz END"
        " WHERE actor_id = $1",
        actor,
        person,
        at,
    )


async def set_claimed(conn: Connection, actor: int, person: PersonId | None, *, by: PersonId, at: datetime) -> None:
    await conn.execute(
        "UPDATE movein_placeholders SET asked_by = NULL, asked_at = NULL, claimed_by = $2,"
        " hints = CASE WHEN $2::bigint IS NULL THEN hints ELSE '' END,"
        " claimed_at = CASE WHEN $2::bigint IS NULL THEN NULL ELSE $4::timestamptz END,"
        " confirmed_by = CASE WHEN $2::bigint IS NULL THEN NULL ELSE $3::bigint END WHERE actor_id = $1",
        actor,
        person,
        by,
        at,
    )


async def remove_all(conn: Connection, move: int) -> list[ActorId]:
    rows = await conn.fetch("DELETE FROM movein_placeholders WHERE import_id = $1 RETURNING actor_id", move)
    return [ActorId(row["actor_id"]) for row in rows]


async def forget(conn: Connection, person: PersonId) -> None:
    """He asks for nothing any more; how he was called elsewhere is nobody's business."""
    await conn.execute("UPDATE movein_placeholders SET asked_by = NULL, asked_at = NULL WHERE asked_by = $1", person)
    await conn.execute("UPDATE movein_placeholders SET name = '', hints = '' WHERE claimed_by = $1", person)


def _placeholder(row: Record) -> Placeholder:
    return Placeholder(
        ActorId(row["actor_id"]),
        row["import_id"],
        row["name"],
        row["messages"],
        row["asked_by"],
        row["claimed_by"],
        frozenset(row["hints"].split()),
    )
