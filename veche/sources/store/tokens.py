"""The tables `sources_tokens` and `sources_scim`."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId, PersonId

_COLUMNS = "id, organisation_id, label, made_by, made_at, used_at, revoked_at"
_RULES = "units_from, applies, default_unit, planning, import_id, problem"
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
    """How SCIM fills an organisation. `applies` False: what is told waits for a plan;
    `import_id`: that plan, `planning`: it is being made, `problem`: why the last one was not."""

    units_from: str = "department"
    applies: bool = False
    default_unit: str = ""
    planning: bool = False
    import_id: int | None = None
    problem: str | None = None


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
        f"SELECT {_RULES} FROM sources_scim WHERE organisation_id = $1 FOR UPDATE",
        organisation,
    )
    assert row is not None
    return _rules(row)


async def rules_of(db: Queries, organisation: OrganisationId) -> Rules:
    row = await db.fetchrow(
        f"SELECT {_RULES} FROM sources_scim WHERE organisation_id = $1",
        organisation,
    )
    return Rules() if row is None else _rules(row)


async def set_units_from(conn: Connection, organisation: OrganisationId, units_from: str, *, default_unit: str) -> None:
    await conn.execute(
        "UPDATE sources_scim SET units_from = $2, default_unit = $3 WHERE organisation_id = $1",
        organisation,
        units_from,
        default_unit,
    )


async def set_applies(conn: Connection, organisation: OrganisationId, *, applies: bool) -> None:
    """Either way no plan waits any longer."""
    await conn.execute(
        "UPDATE sources_scim SET applies = $2, planning = false, import_id = NULL, problem = NULL"
        " WHERE organisation_id = $1",
        organisation,
        applies,
    )


async def set_planning(conn: Connection, organisation: OrganisationId) -> None:
    await conn.execute(
        "UPDATE sources_scim SET planning = true, import_id = NULL, problem = NULL WHERE organisation_id = $1",
        organisation,
    )


async def set_plan(
    conn: Queries, organisation: OrganisationId, import_id: int | None, *, problem: str | None = None
) -> None:
    await conn.execute(
        "UPDATE sources_scim SET planning = false, import_id = $2, problem = $3 WHERE organisation_id = $1",
        organisation,
        import_id,
        problem,
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
    return Rules(**{name: row[name] for name in Rules.__struct_fields__})
