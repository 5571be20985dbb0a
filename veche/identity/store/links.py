"""The table `identity_device_links`: devices that wait to be let in by a signed-in one."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.ground.db import Queries, Record
from veche.ground.ids import DeviceId, PersonId


class LinkRow(Struct, frozen=True, kw_only=True):
    """`state`: shown, seen (by `device` of `person`), confirmed, refused, elsewhere."""

    code_hash: bytes
    secret_hash: bytes
    device_name: str
    address: str
    agent_hash: bytes
    number: int
    choices: list[int]
    created_at: datetime
    expires_at: datetime
    state: str = "shown"
    person: PersonId | None = None
    device: DeviceId | None = None


_COLUMNS = (
    "code_hash, secret_hash, device_name, address, agent_hash, number, choices, created_at, expires_at, state,"
    " person_id, device_id"
)


async def add(db: Queries, new: LinkRow) -> bool:
    """False when the short code is taken just now."""
    added = await db.fetchval(
        "INSERT INTO identity_device_links"
        " (code_hash, secret_hash, device_name, address, agent_hash, number, choices, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7::smallint[], $8, $9) ON CONFLICT (code_hash) DO NOTHING RETURNING 1",
        new.code_hash,
        new.secret_hash,
        new.device_name,
        new.address,
        new.agent_hash,
        new.number,
        new.choices,
        new.created_at,
        new.expires_at,
    )
    return added is not None


async def lock_by_code(conn: Queries, code_hash: bytes, *, now: datetime) -> LinkRow | None:
    return _row(
        await conn.fetchrow(
            f"SELECT {_COLUMNS} FROM identity_device_links WHERE code_hash = $1 AND expires_at > $2 FOR UPDATE",
            code_hash,
            now,
        )
    )


async def by_secret(db: Queries, secret_hash: bytes) -> LinkRow | None:
    return _row(await db.fetchrow(f"SELECT {_COLUMNS} FROM identity_device_links WHERE secret_hash = $1", secret_hash))


async def lock_by_secret(conn: Queries, secret_hash: bytes) -> LinkRow | None:
    return _row(
        await conn.fetchrow(
            f"SELECT {_COLUMNS} FROM identity_device_links WHERE secret_hash = $1 FOR UPDATE", secret_hash
        )
    )


async def set_state(
    conn: Queries, code_hash: bytes, state: str, *, person: PersonId | None = None, device: DeviceId | None = None
) -> None:
    await conn.execute(
        "UPDATE identity_device_links SET state = $2, person_id = coalesce($3, person_id),"
        " device_id = coalesce($4, device_id) WHERE code_hash = $1",
        code_hash,
        state,
        person,
        device,
    )


async def remove(conn: Queries, code_hash: bytes) -> None:
    await conn.execute("DELETE FROM identity_device_links WHERE code_hash = $1", code_hash)


async def tidy(db: Queries, *, now: datetime) -> None:
    await db.execute("DELETE FROM identity_device_links WHERE expires_at <= $1", now)


def _row(row: Record | None) -> LinkRow | None:
    if row is None:
        return None
    return LinkRow(
        code_hash=row["code_hash"],
        secret_hash=row["secret_hash"],
        device_name=row["device_name"],
        address=row["address"],
        agent_hash=row["agent_hash"],
        number=row["number"],
        choices=list(row["choices"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        state=row["state"],
        person=None if row["person_id"] is None else PersonId(row["person_id"]),
        device=None if row["device_id"] is None else DeviceId(row["device_id"]),
    )
