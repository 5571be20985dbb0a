"""The table `identity_notices`: what happened to an account, for its owner."""

from __future__ import annotations

from datetime import datetime

from veche.ground.clock import to_ms
from veche.ground.db import Queries
from veche.ground.ids import DeviceId, PersonId
from veche.identity.wire.safety import Notice


async def add(db: Queries, notice: Notice, *, person: PersonId, at: datetime) -> None:
    await db.execute(
        "INSERT INTO identity_notices (id, person_id, kind, at, device_id, device_name, address)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        notice.id,
        person,
        notice.kind,
        at,
        notice.device,
        notice.device_name,
        notice.address,
    )


async def unseen(db: Queries, person: PersonId, *, device: DeviceId, limit: int) -> list[Notice]:
    """What was not put aside on this device yet, the newest first; nothing of what it did itself."""
    rows = await db.fetch(
        "SELECT n.id, n.kind, n.at, n.device_id, n.device_name, n.address FROM identity_notices n"
        " JOIN identity_devices d ON d.id = $2 AND d.person_id = $1 AND n.id > d.noticed"
        " WHERE n.person_id = $1 AND n.device_id IS DISTINCT FROM $2 ORDER BY n.id DESC LIMIT $3",
        person,
        device,
        limit,
    )
    return [
        Notice(
            id=row["id"],
            kind=row["kind"],
            at=to_ms(row["at"]),
            device=None if row["device_id"] is None else DeviceId(row["device_id"]),
            device_name=row["device_name"],
            address=row["address"],
        )
        for row in rows
    ]


async def put_aside(db: Queries, person: PersonId, *, device: DeviceId, up_to: int) -> None:
    await db.execute(
        "UPDATE identity_devices SET noticed = greatest(noticed, $3) WHERE id = $2 AND person_id = $1",
        person,
        device,
        up_to,
    )


async def tidy(db: Queries, *, older_than: datetime, addresses_older_than: datetime) -> None:
    """Notices stay for months, the addresses in them for days."""
    await db.execute("DELETE FROM identity_notices WHERE at < $1", older_than)
    await db.execute("UPDATE identity_notices SET address = '' WHERE at < $1 AND address <> ''", addresses_older_than)
    await db.execute(
        "UPDATE identity_devices SET address = '' WHERE address_at < $1 AND address <> ''", addresses_older_than
    )
