"""The tables `identity_passkeys` and `identity_challenges`."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.ground.db import Queries, Record
from veche.ground.ids import PersonId


class PasskeyRow(Struct, frozen=True, kw_only=True):
    id: int
    person: PersonId
    credential: bytes
    public_key: bytes
    sign_count: int
    name: str
    created_at: datetime
    last_used_at: datetime | None = None


_COLUMNS = "id, person_id, credential_id, public_key, sign_count, name, created_at, last_used_at"


async def add(db: Queries, new: PasskeyRow) -> bool:
    """False when this credential is known already."""
    added = await db.fetchval(
        f"INSERT INTO identity_passkeys ({_COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)"
        " ON CONFLICT (credential_id) DO NOTHING RETURNING id",
        new.id,
        new.person,
        new.credential,
        new.public_key,
        new.sign_count,
        new.name,
        new.created_at,
    )
    return added is not None


async def of_person(db: Queries, person: PersonId) -> list[PasskeyRow]:
    rows = await db.fetch(f"SELECT {_COLUMNS} FROM identity_passkeys WHERE person_id = $1 ORDER BY id", person)
    return [_row(row) for row in rows]


async def by_credential(db: Queries, credential: bytes) -> PasskeyRow | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM identity_passkeys WHERE credential_id = $1", credential)
    return None if row is None else _row(row)


async def used(db: Queries, passkey: int, *, before: int, count: int, at: datetime) -> bool:
    """Move the counter on; False when somebody used it meanwhile (or it is gone): of two answers one counts."""
    moved = await db.fetchval(
        "UPDATE identity_passkeys SET sign_count = $3, last_used_at = $4 WHERE id = $1 AND sign_count = $2 RETURNING 1",
        passkey,
        before,
        count,
        at,
    )
    return moved is not None


async def rename(db: Queries, person: PersonId, passkey: int, *, name: str) -> bool:
    done = await db.fetchval(
        "UPDATE identity_passkeys SET name = $3 WHERE id = $2 AND person_id = $1 RETURNING 1", person, passkey, name
    )
    return done is not None


async def remove(db: Queries, person: PersonId, passkey: int) -> bool:
    done = await db.fetchval(
        "DELETE FROM identity_passkeys WHERE id = $2 AND person_id = $1 RETURNING 1", person, passkey
    )
    return done is not None


async def remove_all(db: Queries, person: PersonId) -> None:
    await db.execute("DELETE FROM identity_passkeys WHERE person_id = $1", person)


async def add_challenge(
    db: Queries, hashed: bytes, *, purpose: str, person: PersonId | None, expires_at: datetime
) -> None:
    await db.execute(
        "INSERT INTO identity_challenges (challenge_hash, purpose, person_id, expires_at) VALUES ($1, $2, $3, $4)",
        hashed,
        purpose,
        person,
        expires_at,
    )


async def take_challenge(db: Queries, hashed: bytes, *, purpose: str, person: PersonId | None, now: datetime) -> bool:
    """Use a challenge up; False if there is none for this purpose and person, or it is too old."""
    taken = await db.fetchval(
        "DELETE FROM identity_challenges WHERE challenge_hash = $1 AND purpose = $2"
        " AND person_id IS NOT DISTINCT FROM $3 AND expires_at > $4 RETURNING 1",
        hashed,
        purpose,
        person,
        now,
    )
    return taken is not None


async def tidy_challenges(db: Queries, *, now: datetime) -> None:
    await db.execute("DELETE FROM identity_challenges WHERE expires_at <= $1", now)


def _row(row: Record) -> PasskeyRow:
    return PasskeyRow(
        id=row["id"],
        person=PersonId(row["person_id"]),
        credential=row["credential_id"],
        public_key=row["public_key"],
        sign_count=row["sign_count"],
        name=row["name"],
        created_at=row["created_at"],
        last_used_at=row["last_used_at"],
    )
