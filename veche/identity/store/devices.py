"""The table `identity_devices`: sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries
from veche.ground.ids import DeviceId, PersonId
from veche.identity.model import Session


class DeviceRow(Struct, frozen=True, kw_only=True):
    id: DeviceId
    name: str
    created_at: datetime
    last_used_at: datetime
    address: str
    how: str


class NewDevice(Struct, frozen=True, kw_only=True):
    """A session to be. `proved`: whoever begins it has just proved who he is (by linking nothing is proved here)."""

    name: str
    address: str
    how: str
    proved: bool = True


async def add(
    conn: Connection, device: DeviceId, new: NewDevice, *, person: PersonId, token_hash: bytes, at: datetime
) -> None:
    await conn.execute(
        "INSERT INTO identity_devices"
        " (id, person_id, token_hash, name, created_at, last_used_at, address, address_at, how, proved_at, noticed)"
        " VALUES ($1, $2, $3, $4, $5, $5, $6, $5, $7, CASE WHEN $8 THEN $5::timestamptz END, $1)",
        device,
        person,
        token_hash,
        new.name,
        at,
        new.address,
        new.how,
        new.proved,
    )


async def proofs(db: Queries, person: PersonId, device: DeviceId) -> tuple[datetime, datetime | None] | None:
    """When this session began, and when its user last proved who he is."""
    row = await db.fetchrow(
        "SELECT created_at, proved_at FROM identity_devices WHERE id = $2 AND person_id = $1", person, device
    )
    return None if row is None else (row["created_at"], row["proved_at"])


async def set_proved(db: Queries, person: PersonId, device: DeviceId, *, at: datetime) -> None:
    await db.execute("UPDATE identity_devices SET proved_at = $3 WHERE id = $2 AND person_id = $1", person, device, at)


async def brief(db: Queries, person: PersonId, device: DeviceId) -> tuple[str, str]:
    """Name and address of a session; empty for one that has ended."""
    row = await db.fetchrow(
        "SELECT name, address FROM identity_devices WHERE id = $2 AND person_id = $1", person, device
    )
    return ("", "") if row is None else (row["name"], row["address"])


async def moved(db: Queries, device: DeviceId, *, address: str, at: datetime, older_than: datetime) -> None:
    """The device is used from this address now."""
    await db.execute(
        "UPDATE identity_devices SET address = $2, address_at = $3"
        " WHERE id = $1 AND (address <> $2 OR address_at < $4)",
        device,
        address,
        at,
        older_than,
    )


async def session(
    db: Queries, token_hash: bytes, *, used_after: datetime
) -> tuple[Session, datetime, tuple[str, datetime | None]] | None:
    """What a token stands for, when it was last used and from where; nothing for one that was idle too long."""
    row = await db.fetchrow(
        "SELECT d.id, d.person_id, d.last_used_at, d.address, d.address_at, p.locale, p.administrator"
        " FROM identity_devices d"
        " JOIN identity_people p ON p.id = d.person_id"
        " WHERE d.token_hash = $1 AND d.last_used_at > $2 AND p.deactivated_at IS NULL",
        token_hash,
        used_after,
    )
    if row is None:
        return None
    found = Session(
        person=PersonId(row["person_id"]),
        device=DeviceId(row["id"]),
        locale=row["locale"],
        administrator=row["administrator"],
    )
    return found, row["last_used_at"], (row["address"], row["address_at"])


async def live_devices(db: Queries, asked: Sequence[DeviceId]) -> set[DeviceId]:
    """Which of these sessions are still good."""
    rows = await db.fetch(
        "SELECT d.id FROM identity_devices d JOIN identity_people p ON p.id = d.person_id"
        " WHERE d.id = ANY($1::bigint[]) AND p.deactivated_at IS NULL",
        asked,
    )
    return {row["id"] for row in rows}


async def touch(db: Queries, devices: Sequence[DeviceId], *, at: datetime, older_than: datetime) -> None:
    """These devices are in use; written only where the stored moment is older."""
    await db.execute(
        "UPDATE identity_devices SET last_used_at = $2 WHERE id = ANY($1::bigint[]) AND last_used_at < $3",
        devices,
        at,
        older_than,
    )


async def of_person(db: Queries, person: PersonId, *, used_after: datetime) -> list[DeviceRow]:
    rows = await db.fetch(
        "SELECT id, name, created_at, last_used_at, address, how FROM identity_devices"
        " WHERE person_id = $1 AND last_used_at > $2 ORDER BY last_used_at DESC, id DESC",
        person,
        used_after,
    )
    return [
        DeviceRow(
            id=DeviceId(row["id"]),
            name=row["name"],
            created_at=row["created_at"],
            last_used_at=row["last_used_at"],
            address=row["address"],
            how=row["how"],
        )
        for row in rows
    ]


async def remove(db: Queries, person: PersonId, device: DeviceId) -> bool:
    """End one session; False if this person has no such device."""
    gone = await db.fetchval(
        "DELETE FROM identity_devices WHERE id = $2 AND person_id = $1 RETURNING id", person, device
    )
    return gone is not None


async def remove_all(db: Queries, person: PersonId, *, but: DeviceId | None = None) -> tuple[DeviceId, ...]:
    """End every session of a person, or every other one."""
    rows = await db.fetch(
        "DELETE FROM identity_devices WHERE person_id = $1 AND ($2::bigint IS NULL OR id <> $2) RETURNING id",
        person,
        but,
    )
    return tuple(DeviceId(row["id"]) for row in rows)


async def remove_idle(db: Queries, person: PersonId, *, used_before: datetime) -> None:
    """Sessions that nobody used for half a year have ended: forget them when the person signs in anew."""
    await db.execute("DELETE FROM identity_devices WHERE person_id = $1 AND last_used_at <= $2", person, used_before)
