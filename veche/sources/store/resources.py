"""The tables `sources_resources` and `sources_members`: what a SCIM client told, each as a document with a version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, Literal

import msgspec
from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId

Kind = Literal["User", "Group"]
Column = Literal["id", "name", "external_id"]

_COLUMNS: Final = "id, kind, key, name, external_id, doc, version, active, made_at, changed_at"
_HERE: Final = "organisation_id = $1 AND kind = $2 AND NOT gone"


class Kept(Struct, frozen=True, kw_only=True):
    """A user or a group. `name` is its userName or displayName as it is compared; `key` is what staff knows it by."""

    id: int
    kind: Kind
    key: str
    name: str
    external_id: str | None
    doc: dict[str, Any]
    version: int
    active: bool
    made_at: datetime
    changed_at: datetime


class Member(Struct, frozen=True):
    """Someone in a group, or a group in which someone is."""

    id: int
    kind: Kind
    display: str


async def add(conn: Connection, organisation: OrganisationId, kept: Kept) -> None:
    """Raises UniqueViolation where the userName is taken."""
    await conn.execute(
        "INSERT INTO sources_resources"
        " (id, organisation_id, kind, key, name, external_id, doc, version, active, made_at, changed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11)",
        kept.id,
        organisation,
        kept.kind,
        kept.key,
        kept.name,
        kept.external_id,
        _json(kept.doc),
        kept.version,
        kept.active,
        kept.made_at,
        kept.changed_at,
    )


async def change(conn: Connection, kept: Kept) -> None:
    """Raises UniqueViolation where the userName is taken."""
    await conn.execute(
        "UPDATE sources_resources SET name = $2, external_id = $3, doc = $4::jsonb, version = $5, active = $6,"
        " changed_at = $7, news = news + 1, held = false, released = false WHERE id = $1",
        kept.id,
        kept.name,
        kept.external_id,
        _json(kept.doc),
        kept.version,
        kept.active,
        kept.changed_at,
    )


async def touch(conn: Connection, numbers: Iterable[int]) -> None:
    """These users stand elsewhere because their groups changed: staff has to hear of them, their version stays."""
    await conn.execute("UPDATE sources_resources SET news = news + 1 WHERE id = ANY($1::bigint[])", list(numbers))


async def take_away(conn: Connection, number: int, *, at: datetime) -> None:
    """A user stays, unseen, until staff has heard that he left."""
    await conn.execute(
        "UPDATE sources_resources SET gone = true, active = false, version = version + 1, changed_at = $2,"
        " news = news + 1, held = false, released = false WHERE id = $1",
        number,
        at,
    )
    await conn.execute("DELETE FROM sources_members WHERE member_id = $1 OR group_id = $1", number)


async def drop(conn: Connection, number: int) -> None:
    await conn.execute("DELETE FROM sources_resources WHERE id = $1", number)


async def get(db: Queries, organisation: OrganisationId, kind: Kind, number: int, *, lock: bool = False) -> Kept | None:
    suffix = " FOR UPDATE" if lock else ""
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM sources_resources WHERE {_HERE} AND id = $3{suffix}", organisation, kind, number
    )
    return None if row is None else _kept(row)


async def key_taken(db: Queries, organisation: OrganisationId, kind: Kind, key: str) -> bool:
    found = await db.fetchval(f"SELECT 1 FROM sources_resources WHERE {_HERE} AND key = $3", organisation, kind, key)
    return found is not None


async def count(db: Queries, organisation: OrganisationId, kind: Kind) -> int:
    return int(await db.fetchval(f"SELECT count(*) FROM sources_resources WHERE {_HERE}", organisation, kind))


async def where(
    db: Queries, organisation: OrganisationId, kind: Kind, column: Column, value: object, *, limit: int
) -> list[Kept]:
    """Those that have this value in an indexed column."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM sources_resources WHERE {_HERE} AND {column} = $3 ORDER BY id LIMIT $4",
        organisation,
        kind,
        value,
        limit,
    )
    return [_kept(row) for row in rows]


async def some(db: Queries, organisation: OrganisationId, kind: Kind, *, offset: int, limit: int) -> list[Kept]:
    """A page in the order of ids."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM sources_resources WHERE {_HERE} ORDER BY id OFFSET $3 LIMIT $4",
        organisation,
        kind,
        offset,
        limit,
    )
    return [_kept(row) for row in rows]


async def after(db: Queries, organisation: OrganisationId, kind: Kind, *, number: int, limit: int) -> list[Kept]:
    """The next ones behind this id."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM sources_resources WHERE {_HERE} AND id > $3 ORDER BY id LIMIT $4",
        organisation,
        kind,
        number,
        limit,
    )
    return [_kept(row) for row in rows]


async def among(db: Queries, organisation: OrganisationId, numbers: Sequence[int]) -> dict[int, Kind]:
    """Which of these exist in the organisation, and what they are."""
    rows = await db.fetch(
        "SELECT id, kind FROM sources_resources WHERE organisation_id = $1 AND NOT gone AND id = ANY($2::bigint[])",
        organisation,
        numbers,
    )
    return {row["id"]: row["kind"] for row in rows}


# -- who is in which group


async def members_of(db: Queries, groups: Sequence[int]) -> dict[int, list[Member]]:
    rows = await db.fetch(
        "SELECT m.group_id, r.id, r.kind, coalesce(r.doc->>'displayName', r.doc->>'userName', r.name) AS display"
        " FROM sources_members m JOIN sources_resources r ON r.id = m.member_id"
        " WHERE m.group_id = ANY($1::bigint[]) ORDER BY m.group_id, r.id",
        groups,
    )
    found: dict[int, list[Member]] = {group: [] for group in groups}
    for row in rows:
        found[row["group_id"]].append(Member(row["id"], row["kind"], row["display"]))
    return found


async def member_counts(db: Queries, groups: Sequence[int]) -> dict[int, int]:
    rows = await db.fetch(
        "SELECT group_id, count(*) AS count FROM sources_members WHERE group_id = ANY($1::bigint[]) GROUP BY group_id",
        groups,
    )
    return {row["group_id"]: row["count"] for row in rows}


async def groups_of(db: Queries, members: Sequence[int]) -> dict[int, list[Member]]:
    """The groups in which each of these is itself, by name."""
    rows = await db.fetch(
        "SELECT m.member_id, r.id, r.kind, r.doc->>'displayName' AS display"
        " FROM sources_members m JOIN sources_resources r ON r.id = m.group_id"
        " WHERE m.member_id = ANY($1::bigint[]) AND NOT r.gone ORDER BY m.member_id, r.name, r.id",
        members,
    )
    found: dict[int, list[Member]] = {member: [] for member in members}
    for row in rows:
        found[row["member_id"]].append(Member(row["id"], row["kind"], row["display"]))
    return found


async def put_in(conn: Connection, group: int, members: Iterable[int]) -> None:
    await conn.execute(
        "INSERT INTO sources_members (group_id, member_id) SELECT $1, unnest($2::bigint[]) ON CONFLICT DO NOTHING",
        group,
        list(members),
    )


async def take_out(conn: Connection, group: int, members: Iterable[int]) -> None:
    await conn.execute(
        "DELETE FROM sources_members WHERE group_id = $1 AND member_id = ANY($2::bigint[])", group, list(members)
    )


async def people_below(db: Queries, groups: Sequence[int], *, depth: int) -> list[int]:
    """The users in these groups, in groups inside them too."""
    rows = await db.fetch(
        "WITH RECURSIVE inside (id, depth) AS ("
        " SELECT unnest($1::bigint[]), 0"
        " UNION SELECT m.member_id, i.depth + 1 FROM inside i JOIN sources_members m ON m.group_id = i.id"
        " WHERE i.depth < $2"
        ") SELECT DISTINCT r.id FROM inside i JOIN sources_resources r ON r.id = i.id WHERE r.kind = 'User'",
        groups,
        depth,
    )
    return [row["id"] for row in rows]


async def group_names(db: Queries, organisation: OrganisationId) -> list[tuple[int, str]]:
    """Groups by name."""
    rows = await db.fetch(
        "SELECT id, doc->>'displayName' AS display FROM sources_resources"
        " WHERE organisation_id = $1 AND kind = 'Group' AND NOT gone ORDER BY name, id",
        organisation,
    )
    return [(row["id"], row["display"]) for row in rows]


async def is_group(db: Queries, organisation: OrganisationId, number: int) -> bool:
    found = await db.fetchval(
        "SELECT 1 FROM sources_resources WHERE id = $2 AND organisation_id = $1 AND kind = 'Group' AND NOT gone",
        organisation,
        number,
    )
    return found is not None


async def keys_below(db: Queries, group: int, *, depth: int) -> list[str]:
    """By what staff knows the users in this group, in groups inside it too."""
    people = await people_below(db, [group], depth=depth)
    rows = await db.fetch("SELECT key FROM sources_resources WHERE id = ANY($1::bigint[]) ORDER BY id", people)
    return [row["key"] for row in rows]


def _json(doc: dict[str, Any]) -> str:
    return msgspec.json.encode(doc).decode()


def _kept(row: Record) -> Kept:
    return Kept(
        id=row["id"],
        kind=row["kind"],
        key=row["key"],
        name=row["name"],
        external_id=row["external_id"],
        doc=msgspec.json.decode(row["doc"]),
        version=row["version"],
        active=row["active"],
        made_at=row["made_at"],
        changed_at=row["changed_at"],
    )
