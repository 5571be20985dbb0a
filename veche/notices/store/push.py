"""The tables `notices_push` and `notices_held`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Queries


class Subscription(Struct, frozen=True):
    """Where one browser wants to be woken, and the keys to write to it."""

    device: int
    person: int
    endpoint: str
    p256dh: bytes
    auth: bytes


async def put(db: Queries, one: Subscription, *, now: datetime) -> None:
    await db.execute(
        "INSERT INTO notices_push (device_id, person_id, endpoint, p256dh, auth, subscribed_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (device_id) DO UPDATE SET endpoint = excluded.endpoint,"
        " p256dh = excluded.p256dh, auth = excluded.auth, subscribed_at = excluded.subscribed_at",
        one.device,
        one.person,
        one.endpoint,
        one.p256dh,
        one.auth,
        now,
    )


async def remove(db: Queries, devices: Iterable[int]) -> None:
    await db.execute("DELETE FROM notices_push WHERE device_id = ANY($1::bigint[])", list(devices))


async def is_subscribed(db: Queries, device: int) -> bool:
    return await db.fetchval("SELECT 1 FROM notices_push WHERE device_id = $1", device) is not None


async def people(db: Queries) -> set[int]:
    """Everybody who has a subscription."""
    return {row["person_id"] for row in await db.fetch("SELECT DISTINCT person_id FROM notices_push")}


async def of(db: Queries, people: Iterable[int]) -> list[Subscription]:
    rows = await db.fetch(
        "SELECT device_id, person_id, endpoint, p256dh, auth FROM notices_push WHERE person_id = ANY($1::bigint[])",
        list(people),
    )
    return [Subscription(*row.values()) for row in rows]


async def hold(db: Queries, held: Sequence[tuple[int, int, datetime]]) -> None:
    """(person, how many more, until when): told in one summary."""
    await db.execute(
        "INSERT INTO notices_held AS h (person_id, count, due_at)"
        " SELECT p, c, d FROM unnest($1::bigint[], $2::int[], $3::timestamptz[]) AS n (p, c, d)"
        " ON CONFLICT (person_id) DO UPDATE SET count = h.count + excluded.count, due_at = excluded.due_at",
        [person for person, _, _ in held],
        [count for _, count, _ in held],
        [due for _, _, due in held],
    )


async def take_due(db: Queries, *, now: datetime) -> list[tuple[int, int]]:
    """(person, how many) of summaries whose time has come; each is taken once."""
    rows = await db.fetch("DELETE FROM notices_held WHERE due_at <= $1 RETURNING person_id, count", now)
    return [(row["person_id"], row["count"]) for row in rows]
