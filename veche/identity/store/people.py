"""The tables `identity_people` and `identity_passwords`."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import PersonId

ADMINISTRATORS_LOCK = 0x5645_4348_4501
"""Advisory lock of whoever adds the first administrator or takes one away: two at once could leave none."""


class PersonRow(Struct, frozen=True):
    """A person as stored, with his name."""

    id: PersonId
    login: str
    name: str
    about: str
    locale: str
    administrator: bool
    active: bool


_PERSON = (
    "SELECT p.id, p.login, a.name, p.about, p.locale, p.administrator, p.deactivated_at IS NULL AS active"
    " FROM identity_people p JOIN identity_actors a ON a.id = p.id"
)


async def add_person(
    conn: Connection, person: PersonId, *, login: str, locale: str, administrator: bool, at: datetime
) -> bool:
    """Add; False when the login is taken."""
    added = await conn.fetchval(
        "INSERT INTO identity_people (id, login, locale, administrator, created_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (login) DO NOTHING RETURNING id",
        person,
        login,
        locale,
        administrator,
        at,
    )
    return added is not None


async def anybody(db: Queries) -> bool:
    """Is there any person, deactivated ones included?"""
    return bool(await db.fetchval("SELECT EXISTS (SELECT FROM identity_people)"))


async def asker_card(db: Queries, person: PersonId) -> PersonRow | None:
    """A person as he is to himself: name, language, rights."""
    return _person(await db.fetchrow(f"{_PERSON} WHERE p.id = $1", person))


async def administrators(db: Queries) -> list[PersonId]:
    """Those who may everything, the longest here first."""
    rows = await db.fetch(
        "SELECT id FROM identity_people WHERE administrator AND deactivated_at IS NULL ORDER BY created_at, id"
    )
    return [PersonId(row["id"]) for row in rows]


async def person_called(db: Queries, login: str) -> PersonRow | None:
    """The person with this login."""
    return _person(await db.fetchrow(f"{_PERSON} WHERE p.login = $1", login))


async def lock_person(conn: Connection, person: PersonId) -> PersonRow | None:
    """The person, who can neither be deactivated nor changed until this transaction ends."""
    return _person(await conn.fetchrow(f"{_PERSON} WHERE p.id = $1 FOR NO KEY UPDATE OF p", person))


async def person_with_password(db: Queries, login: str) -> tuple[PersonRow, str] | None:
    """The person and his password hash."""
    row = await db.fetchrow(
        "SELECT p.id, p.login, a.name, p.about, p.locale, p.administrator, p.deactivated_at IS NULL AS active, w.hash"
        " FROM identity_people p JOIN identity_actors a ON a.id = p.id JOIN identity_passwords w ON w.person_id = p.id"
        " WHERE p.login = $1",
        login,
    )
    person = _person(row)
    return None if person is None or row is None else (person, row["hash"])


async def password_of(db: Queries, person: PersonId) -> str | None:
    stored: str | None = await db.fetchval("SELECT hash FROM identity_passwords WHERE person_id = $1", person)
    return stored


async def set_password(conn: Queries, person: PersonId, *, stored: str, at: datetime) -> None:
    await conn.execute(
        "INSERT INTO identity_passwords (person_id, hash, changed_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (person_id) DO UPDATE SET hash = $2, changed_at = $3",
        person,
        stored,
        at,
    )


async def replace_password(conn: Queries, person: PersonId, *, old: str, new: str, at: datetime) -> bool:
    """Change the hash if it still is `old`: of two changes at once only one happens."""
    changed = await conn.fetchval(
        "UPDATE identity_passwords SET hash = $3, changed_at = $4 WHERE person_id = $1 AND hash = $2 RETURNING 1",
        person,
        old,
        new,
        at,
    )
    return changed is not None


async def set_profile(conn: Connection, person: PersonId, *, about: str, locale: str) -> None:
    await conn.execute("UPDATE identity_people SET about = $2, locale = $3 WHERE id = $1", person, about, locale)


async def set_deactivated(conn: Connection, person: PersonId, *, at: datetime | None) -> None:
    await conn.execute(
        "UPDATE identity_people SET deactivated_at = $2, administrator = administrator AND $2::timestamptz IS NULL"
        " WHERE id = $1",
        person,
        at,
    )


async def set_administrator(conn: Connection, person: PersonId, *, on: bool) -> None:
    await conn.execute("UPDATE identity_people SET administrator = $2 WHERE id = $1", person, on)


async def is_administrator(db: Queries, person: PersonId) -> bool:
    found = await db.fetchval(
        "SELECT 1 FROM identity_people WHERE id = $1 AND administrator AND deactivated_at IS NULL", person
    )
    return found is not None


async def lock_administrators(conn: Connection) -> None:
    """Wait for whoever else adds a first administrator or takes one away; until this transaction ends."""
    await conn.execute("SELECT pg_advisory_xact_lock($1)", ADMINISTRATORS_LOCK)


async def first_administrator(db: Queries) -> PersonRow | None:
    """Who has been one for longest, for commands that name nobody."""
    return _person(
        await db.fetchrow(f"{_PERSON} WHERE p.administrator AND p.deactivated_at IS NULL ORDER BY p.id LIMIT 1")
    )


async def count_administrators(db: Queries) -> int:
    count: int = await db.fetchval(
        "SELECT count(*) FROM identity_people WHERE administrator AND deactivated_at IS NULL"
    )
    return count


def _person(row: Record | None) -> PersonRow | None:
    if row is None:
        return None
    return PersonRow(
        id=PersonId(row["id"]),
        login=row["login"],
        name=row["name"],
        about=row["about"],
        locale=row["locale"],
        administrator=row["administrator"],
        active=row["active"],
    )
