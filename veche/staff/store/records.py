"""Sources, their codes of units, records and jobs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.staff.model import Facts, Place
from veche.staff.model.columns import Mapping as Profile


class Source(Struct, frozen=True):
    """Where staff comes from: one profile of tables, one directory server, one program."""

    id: int
    organisation: int
    kind: str
    name: str
    profile: Profile


class RecordRow(Struct, frozen=True):
    """An employee as a source tells him. `person`: who he is here, once he has come in."""

    id: int
    source: int
    key: str
    facts: Facts
    person: int | None
    came_at: datetime | None
    left_at: datetime | None


_FACTS = "name, email, phone, login, since, until"
_RECORD = f"id, source_id, key, {_FACTS}, person_id, came_at, left_at"


# -- sources


async def source_by_id(db: Queries, source: int) -> Source | None:
    row = await db.fetchrow("SELECT id, organisation_id, kind, name, profile FROM staff_sources WHERE id = $1", source)
    return None if row is None else _source(row)


async def sources_of(db: Queries, organisation: int) -> list[Source]:
    rows = await db.fetch(
        "SELECT id, organisation_id, kind, name, profile FROM staff_sources WHERE organisation_id = $1 ORDER BY id",
        organisation,
    )
    return [_source(row) for row in rows]


async def take_source(conn: Connection, new: int, *, organisation: int, kind: str, name: str, at: datetime) -> Source:
    """The source of this kind and name, made if it is not there; nobody else works on it until the transaction ends."""
    await conn.execute(
        "INSERT INTO staff_sources (id, organisation_id, kind, name, created_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (organisation_id, kind, name) DO NOTHING",
        new,
        organisation,
        kind,
        name,
        at,
    )
    row = await conn.fetchrow(
        "SELECT id, organisation_id, kind, name, profile FROM staff_sources"
        " WHERE organisation_id = $1 AND kind = $2 AND name = $3 FOR NO KEY UPDATE",
        organisation,
        kind,
        name,
    )
    if row is None:
        raise LookupError(name)
    return _source(row)


async def lock_source(conn: Connection, source: int) -> None:
    await conn.execute("SELECT 1 FROM staff_sources WHERE id = $1 FOR NO KEY UPDATE", source)


async def set_profile(conn: Queries, source: int, profile: Profile) -> None:
    await conn.execute(
        "UPDATE staff_sources SET profile = $2::jsonb WHERE id = $1", source, msgspec.json.encode(profile).decode()
    )


async def codes_of(db: Queries, source: int) -> dict[str, int]:
    rows = await db.fetch("SELECT code, unit_id FROM staff_units WHERE source_id = $1", source)
    return {row["code"]: row["unit_id"] for row in rows}


async def set_codes(conn: Connection, source: int, codes: Mapping[str, int]) -> None:
    await conn.execute(
        "INSERT INTO staff_units (source_id, code, unit_id) SELECT $1, code, unit_id"
        " FROM unnest($2::text[], $3::bigint[]) AS c (code, unit_id)"
        " ON CONFLICT (source_id, code) DO UPDATE SET unit_id = excluded.unit_id",
        source,
        list(codes),
        list(codes.values()),
    )


async def drop_codes(conn: Connection, source: int, codes: Iterable[str]) -> None:
    await conn.execute("DELETE FROM staff_units WHERE source_id = $1 AND code = ANY($2::text[])", source, list(codes))


# -- records and jobs


async def records_of(db: Queries, source: int, *, keys: Collection[str] | None = None) -> list[RecordRow]:
    """All of a source, or those with these keys."""
    rows = await db.fetch(
        f"SELECT {_RECORD} FROM staff_records WHERE source_id = $1 AND ($2::text[] IS NULL OR key = ANY($2::text[]))"
        " ORDER BY id",
        source,
        None if keys is None else list(keys),
    )
    return [_record(row) for row in rows]


async def records_by_ids(db: Queries, records: Iterable[int]) -> dict[int, RecordRow]:
    rows = await db.fetch(f"SELECT {_RECORD} FROM staff_records WHERE id = ANY($1::bigint[])", list(records))
    return {row["id"]: _record(row) for row in rows}


async def places_of_records(db: Queries, records: Collection[int]) -> dict[int, list[Place]]:
    rows = await db.fetch(
        "SELECT record_id, post_id, head, deputy FROM staff_places WHERE record_id = ANY($1::bigint[])"
        " ORDER BY record_id, post_id",
        list(records),
    )
    found: dict[int, list[Place]] = {}
    for row in rows:
        found.setdefault(row["record_id"], []).append(Place(row["post_id"], row["head"], row["deputy"]))
    return found


async def records_at(db: Queries, posts: Iterable[int]) -> dict[int, int]:
    """Post → record, for those of the posts that are somebody's job."""
    rows = await db.fetch("SELECT post_id, record_id FROM staff_places WHERE post_id = ANY($1::bigint[])", list(posts))
    return {row["post_id"]: row["record_id"] for row in rows}


async def lock_record(conn: Connection, record: int) -> RecordRow | None:
    row = await conn.fetchrow(f"SELECT {_RECORD} FROM staff_records WHERE id = $1 FOR NO KEY UPDATE", record)
    return None if row is None else _record(row)


async def add_records(
    conn: Connection, source: int, records: Sequence[tuple[int, str, Facts]], *, at: datetime
) -> None:
    await conn.execute(
        f"INSERT INTO staff_records (id, source_id, key, {_FACTS}, changed_at)"
        " SELECT r.id, $1, r.key, r.name, r.email, r.phone, r.login, r.since, r.until, $2"
        " FROM unnest($3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],"
        " $10::text[])"
        " AS r (id, key, name, email, phone, login, since, until)",
        source,
        at,
        [number for number, _, _ in records],
        [key for _, key, _ in records],
        *_columns([facts for _, _, facts in records]),
    )


async def change_records(conn: Connection, records: Sequence[tuple[int, Facts, bool]], *, at: datetime) -> None:
    """Facts, and whether somebody has left."""
    await conn.execute(
        "UPDATE staff_records d SET name = r.name, email = r.email, phone = r.phone, login = r.login,"
        " since = r.since, until = r.until, changed_at = $1,"
        " left_at = CASE WHEN r.gone THEN coalesce(d.left_at, $1) END"
        " FROM unnest($2::bigint[], $3::bool[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])"
        " AS r (id, gone, name, email, phone, login, since, until) WHERE d.id = r.id",
        at,
        [number for number, _, _ in records],
        [gone for _, _, gone in records],
        *_columns([facts for _, facts, _ in records]),
    )


async def remove_records(conn: Connection, records: Collection[int]) -> None:
    await conn.execute("DELETE FROM staff_records WHERE id = ANY($1::bigint[])", list(records))


async def set_places(conn: Connection, places: Sequence[tuple[int, Place]]) -> None:
    """Record and its job; a post that was another record's is this one's now."""
    await conn.execute(
        "INSERT INTO staff_places (post_id, record_id, head, deputy)"
        " SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bool[], $4::bool[])"
        " ON CONFLICT (post_id) DO UPDATE SET record_id = excluded.record_id, head = excluded.head,"
        " deputy = excluded.deputy",
        [place.post for _, place in places],
        [record for record, _ in places],
        [place.head for _, place in places],
        [place.deputy for _, place in places],
    )


async def drop_places(conn: Connection, posts: Collection[int]) -> None:
    await conn.execute("DELETE FROM staff_places WHERE post_id = ANY($1::bigint[])", list(posts))


async def set_people(conn: Queries, people: Mapping[int, int], *, at: datetime) -> None:
    """Record → the person who came in for it."""
    await conn.execute(
        "UPDATE staff_records d SET person_id = r.person, came_at = coalesce(d.came_at, $3)"
        " FROM unnest($1::bigint[], $2::bigint[]) AS r (id, person)"
        " WHERE d.id = r.id AND d.person_id IS DISTINCT FROM r.person",
        list(people),
        list(people.values()),
        at,
    )


async def addresses_of(db: Queries, people: Collection[int]) -> dict[int, list[str]]:
    """E-mail addresses and telephones under which sources know people who have come in."""
    rows = await db.fetch(
        "SELECT person_id, email, phone FROM staff_records WHERE person_id = ANY($1::bigint[]) AND left_at IS NULL",
        list(people),
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).extend(one for one in (row["email"], row["phone"]) if one)
    return found


async def forget_person(conn: Queries, person: int) -> None:
    """Who deletes himself is no longer known as anybody's record."""
    await conn.execute("UPDATE staff_records SET person_id = NULL WHERE person_id = $1", person)
    await conn.execute("UPDATE staff_imports SET person_id = NULL WHERE person_id = $1", person)
    await conn.execute("UPDATE staff_imports SET confirmed_by = NULL WHERE confirmed_by = $1", person)
    await conn.execute("UPDATE staff_imports SET applied_by = NULL WHERE applied_by = $1", person)


async def count_employed(db: Queries, organisation: int) -> int:
    """How many employees the sources of an organisation tell of."""
    found: int = await db.fetchval(
        "SELECT count(*) FROM staff_records r JOIN staff_sources s ON s.id = r.source_id"
        " WHERE s.organisation_id = $1 AND r.left_at IS NULL",
        organisation,
    )
    return found


# -- domains


async def domains_of(db: Queries, organisation: int) -> list[str]:
    rows = await db.fetch("SELECT domain FROM staff_domains WHERE organisation_id = $1 ORDER BY domain", organisation)
    return [row["domain"] for row in rows]


async def set_domains(conn: Connection, organisation: int, domains: Collection[str]) -> None:
    await conn.execute("DELETE FROM staff_domains WHERE organisation_id = $1", organisation)
    await conn.execute(
        "INSERT INTO staff_domains (organisation_id, domain) SELECT $1, unnest($2::text[])", organisation, list(domains)
    )


def _columns(facts: Sequence[Facts]) -> list[list[str]]:
    return [[getattr(one, name) for one in facts] for name in Facts.__struct_fields__]


def _source(row: Record) -> Source:
    profile = msgspec.json.decode(row["profile"], type=Profile)
    return Source(row["id"], row["organisation_id"], row["kind"], row["name"], profile)


def _record(row: Record) -> RecordRow:
    return RecordRow(
        id=row["id"],
        source=row["source_id"],
        key=row["key"],
        facts=Facts(*(row[name] for name in Facts.__struct_fields__)),
        person=row["person_id"],
        came_at=row["came_at"],
        left_at=row["left_at"],
    )
