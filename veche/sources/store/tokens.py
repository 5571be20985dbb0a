"""The tables `sources_tokens` and `sources_scim`."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId, PersonId

_COLUMNS = "id, organisation_id, label, made_by, made_at, used_at, revoked_at"
USED_EVERY = timedelta(minutes=1)


class Token(Struct, frozen=True, kw_only=True):
    """A right to write one organisation's staff. `made_by` None: the command line."""

    id: int
    organisation: OrganisationId
    label: str
    made_by: PersonId | None
    made_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class Rules(Struct, frozen=True, kw_only=True):
    """How SCIM fills an organisation, and how many people left lately."""

    units_from: str
    leaves_since: datetime | None
    leaves: int


async def add(conn: Connection, token: Token, *, token_hash: bytes) -> None:
    await conn.execute(
        "INSERT INTO sources_tokens (id, organisation_id, label, hash, made_by, made_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        token.id,
        token.organisation,
        token.label,
        token_hash,
        token.made_by,
        token.made_at,
    )


async def of_organisation(db: Queries, organisation: OrganisationId) -> list[Token]:
    """All of them, the revoked ones too: they tell who once had access."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM sources_tokens WHERE organisation_id = $1 ORDER BY id DESC", organisation
    )
    return [_token(row) for row in rows]


async def count_living(db: Queries, organisation: OrganisationId) -> int:
    return int(
        await db.fetchval(
            "SELECT count(*) FROM sources_tokens WHERE organisation_id = $1 AND revoked_at IS NULL", organisation
        )
    )


async def get(db: Queries, number: int) -> Token | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM sources_tokens WHERE id = $1", number)
    return None if row is None else _token(row)


async def of_hash(db: Queries, token_hash: bytes) -> Token | None:
    """The token that is in force, whose hash this is."""
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM sources_tokens WHERE hash = $1 AND revoked_at IS NULL", token_hash)
    return None if row is None else _token(row)


async def set_used(db: Queries, token: Token, *, at: datetime) -> None:
    """When it was used last, to the minute: no write for every request."""
    if token.used_at is None or at - token.used_at >= USED_EVERY:
        await db.execute("UPDATE sources_tokens SET used_at = $2 WHERE id = $1", token.id, at)


async def revoke(conn: Connection, number: int, *, at: datetime) -> bool:
    done = await conn.execute(
        "UPDATE sources_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", number, at
    )
    return done != "UPDATE 0"


async def lock_rules(conn: Connection, organisation: OrganisationId) -> Rules:
    """The rules of an organisation; whoever has them writes its SCIM alone until the transaction ends."""
    await conn.execute(
        "INSERT INTO sources_scim (organisation_id) VALUES ($1) ON CONFLICT (organisation_id) DO NOTHING", organisation
    )
    row = await conn.fetchrow(
        "SELECT units_from, leaves_since, leaves FROM sources_scim WHERE organisation_id = $1 FOR UPDATE",
        organisation,
    )
    assert row is not None
    return _rules(row)


async def rules_of(db: Queries, organisation: OrganisationId) -> Rules:
    row = await db.fetchrow(
        "SELECT units_from, leaves_since, leaves FROM sources_scim WHERE organisation_id = $1",
        organisation,
    )
    return Rules(units_from="department", leaves_since=None, leaves=0) if row is None else _rules(row)


async def set_units_from(conn: Connection, organisation: OrganisationId, units_from: str) -> None:
    await conn.execute("UPDATE sources_scim SET units_from = $2 WHERE organisation_id = $1", organisation, units_from)


async def set_leaves(conn: Connection, organisation: OrganisationId, leaves: int, *, since: datetime) -> None:
    await conn.execute(
        "UPDATE sources_scim SET leaves = $2, leaves_since = $3 WHERE organisation_id = $1", organisation, leaves, since
    )


def _token(row: Record) -> Token:
    return Token(
        id=row["id"],
        organisation=OrganisationId(row["organisation_id"]),
        label=row["label"],
        made_by=None if row["made_by"] is None else PersonId(row["made_by"]),
        made_at=row["made_at"],
        used_at=row["used_at"],
        revoked_at=row["revoked_at"],
    )


def _rules(row: Record) -> Rules:
    return Rules(
        units_from=row["units_from"],
        leaves_since=row["leaves_since"],
        leaves=row["leaves"],
    )
