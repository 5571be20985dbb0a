"""The table `sources_ldap`."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId, PersonId
from veche.sources.ldap.profile import Profile

_COLUMNS = (
    "id, organisation_id, name, connection, profile, every_hours, most_leavers, made_by, made_at, ran_at, state,"
    " problem, people, import_id, print, next_at"
)


class Directory(Struct, frozen=True, kw_only=True):
    """What is read from which server. `made_by`: whose right it is read and applied by. `print`: of what was applied
    by itself last. `problem`: an error of ours, as JSON."""

    id: int
    organisation: OrganisationId
    name: str
    connection: str
    profile: Profile
    every_hours: int | None
    most_leavers: int
    made_by: PersonId
    made_at: datetime
    ran_at: datetime | None = None
    state: str = "new"
    problem: str | None = None
    people: int = 0
    import_id: int | None = None
    print: bytes | None = None
    next_at: datetime | None = None


async def put(conn: Connection, one: Directory) -> None:
    """A new one, or an old one as it is wanted from now on: what was read before is about something else then."""
    await conn.execute(
        "INSERT INTO sources_ldap"
        " (id, organisation_id, name, connection, profile, every_hours, most_leavers, made_by, made_at)"
        " VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " connection = excluded.connection, profile = excluded.profile, every_hours = excluded.every_hours,"
        " most_leavers = excluded.most_leavers, made_by = excluded.made_by, print = NULL, problem = NULL",
        one.id,
        one.organisation,
        one.name,
        one.connection,
        msgspec.json.encode(one.profile).decode(),
        one.every_hours,
        one.most_leavers,
        one.made_by,
        one.made_at,
    )


async def get(db: Queries, number: int, *, lock: bool = False) -> Directory | None:
    suffix = " FOR UPDATE" if lock else ""
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM sources_ldap WHERE id = $1{suffix}", number)
    return None if row is None else _directory(row)


async def named(db: Queries, organisation: OrganisationId, name: str) -> Directory | None:
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM sources_ldap WHERE organisation_id = $1 AND name = $2", organisation, name
    )
    return None if row is None else _directory(row)


async def of_organisation(db: Queries, organisation: OrganisationId) -> list[Directory]:
    rows = await db.fetch(f"SELECT {_COLUMNS} FROM sources_ldap WHERE organisation_id = $1 ORDER BY id", organisation)
    return [_directory(row) for row in rows]


async def remove(conn: Connection, number: int) -> None:
    await conn.execute("DELETE FROM sources_ldap WHERE id = $1", number)


async def set_next(conn: Connection, number: int, at: datetime | None) -> None:
    await conn.execute("UPDATE sources_ldap SET next_at = $2 WHERE id = $1", number, at)


async def set_state(conn: Queries, number: int, state: str, *, problem: str | None = None) -> None:
    await conn.execute("UPDATE sources_ldap SET state = $2, problem = $3 WHERE id = $1", number, state, problem)


async def set_read(
    conn: Queries,
    number: int,
    state: str,
    *,
    at: datetime,
    people: int,
    import_id: int | None,
    fingerprint: bytes | None = None,
    problem: str | None = None,
) -> None:
    await conn.execute(
        "UPDATE sources_ldap SET state = $2, ran_at = $3, people = $4, import_id = coalesce($5, import_id),"
        " problem = $6, print = $7 WHERE id = $1",
        number,
        state,
        at,
        people,
        import_id,
        problem,
        fingerprint,
    )


def _directory(row: Record) -> Directory:
    return Directory(
        id=row["id"],
        organisation=OrganisationId(row["organisation_id"]),
        name=row["name"],
        connection=row["connection"],
        profile=msgspec.json.decode(row["profile"], type=Profile),
        every_hours=row["every_hours"],
        most_leavers=row["most_leavers"],
        made_by=PersonId(row["made_by"]),
        made_at=row["made_at"],
        ran_at=row["ran_at"],
        state=row["state"],
        problem=row["problem"],
        people=row["people"],
        import_id=row["import_id"],
        print=row["print"],
        next_at=row["next_at"],
    )
