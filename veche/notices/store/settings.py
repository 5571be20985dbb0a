"""The table `notices_settings`."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from veche.ground.db import Connection, Queries
from veche.notices.model import Settings

_decode = msgspec.json.Decoder(Settings).decode


async def of(db: Queries, people: Iterable[int]) -> dict[int, Settings]:
    """What these people decided; who decided nothing is left out."""
    rows = await db.fetch(
        "SELECT person_id, settings FROM notices_settings WHERE person_id = ANY($1::bigint[])", list(people)
    )
    return {row["person_id"]: _decode(row["settings"]) for row in rows}


async def put(conn: Connection, person: int, settings: Settings) -> None:
    await conn.execute(
        "INSERT INTO notices_settings (person_id, settings) VALUES ($1, $2)"
        " ON CONFLICT (person_id) DO UPDATE SET settings = excluded.settings",
        person,
        msgspec.json.encode(settings).decode(),
    )
