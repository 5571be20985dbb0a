"""The tables `identity_second_factors` and `identity_recovery_codes`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Queries
from veche.ground.ids import PersonId


class FactorRow(Struct, frozen=True):
    """`secret` is sealed. `confirmed`: it is asked for at sign-in."""

    secret: bytes
    created_at: datetime
    confirmed: bool
    last_step: int


async def begin(db: Queries, person: PersonId, *, secret: bytes, at: datetime) -> bool:
    """Keep a secret that is not confirmed yet, in the place of an earlier such one; False if one is on."""
    done = await db.fetchval(
        "INSERT INTO identity_second_factors AS f (person_id, secret, created_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (person_id) DO UPDATE SET secret = $2, created_at = $3, last_step = 0"
        " WHERE f.confirmed_at IS NULL RETURNING 1",
        person,
        secret,
        at,
    )
    return done is not None


async def of_person(db: Queries, person: PersonId) -> FactorRow | None:
    row = await db.fetchrow(
        "SELECT secret, created_at, confirmed_at IS NOT NULL AS confirmed, last_step FROM identity_second_factors"
        " WHERE person_id = $1",
        person,
    )
    if row is None:
        return None
    return FactorRow(row["secret"], row["created_at"], row["confirmed"], row["last_step"])


async def confirm(db: Queries, person: PersonId, *, secret: bytes, step: int, at: datetime) -> bool:
    """Turn on the very secret that was checked."""
    done = await db.fetchval(
        "UPDATE identity_second_factors SET confirmed_at = $4, last_step = $3"
        " WHERE person_id = $1 AND secret = $2 AND confirmed_at IS NULL RETURNING 1",
        person,
        secret,
        step,
        at,
    )
    return done is not None


async def use_step(db: Queries, person: PersonId, *, step: int) -> bool:
    """Use the code of a time step up; False when it or a later one was used already."""
    done = await db.fetchval(
        "UPDATE identity_second_factors SET last_step = $2 WHERE person_id = $1 AND last_step < $2 RETURNING 1",
        person,
        step,
    )
    return done is not None


async def remove(db: Queries, person: PersonId) -> bool:
    done = await db.fetchval("DELETE FROM identity_second_factors WHERE person_id = $1 RETURNING 1", person)
    return done is not None


async def replace_codes(db: Queries, person: PersonId, hashes: Sequence[bytes]) -> None:
    """New recovery codes; the old ones are worth nothing any more. Inside a transaction."""
    await remove_codes(db, person)
    await db.execute(
        "INSERT INTO identity_recovery_codes (person_id, code_hash) SELECT $1, unnest($2::bytea[])", person, hashes
    )


async def has_code(db: Queries, person: PersonId, hashed: bytes) -> bool:
    found = await db.fetchval(
        "SELECT 1 FROM identity_recovery_codes WHERE person_id = $1 AND code_hash = $2", person, hashed
    )
    return found is not None


async def use_code(db: Queries, person: PersonId, hashed: bytes) -> bool:
    """Use a recovery code up; False if he has no such code (any more)."""
    used = await db.fetchval(
        "DELETE FROM identity_recovery_codes WHERE person_id = $1 AND code_hash = $2 RETURNING 1", person, hashed
    )
    return used is not None


async def codes_left(db: Queries, person: PersonId) -> int:
    left: int = await db.fetchval("SELECT count(*) FROM identity_recovery_codes WHERE person_id = $1", person)
    return left


async def remove_codes(db: Queries, person: PersonId) -> None:
    await db.execute("DELETE FROM identity_recovery_codes WHERE person_id = $1", person)


async def protected_among(db: Queries, people: Iterable[PersonId]) -> set[PersonId]:
    """Those of these people who sign in with more than a password: a second factor that is on, or a passkey."""
    rows = await db.fetch(
        "SELECT person_id FROM identity_second_factors WHERE person_id = ANY($1::bigint[]) AND confirmed_at IS NOT NULL"
        " UNION SELECT person_id FROM identity_passkeys WHERE person_id = ANY($1::bigint[])",
        list(people),
    )
    return {PersonId(row["person_id"]) for row in rows}
