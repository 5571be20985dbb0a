"""The record of administrators' acts. Append only; never the content of messages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from veche.ground.db import Queries

Json = str | int | bool | None | list[str] | list[int]


async def record(
    conn: Queries, *, actor: int | None, act: str, subject: str, details: Mapping[str, Json] | None = None
) -> None:
    """Write down who did what to whom, in the transaction that does it. `actor` None: the command line or the program.

    `subject` names the thing, such as `post:123`; `details` hold ids and settings, no texts that people wrote.
    """
    await conn.execute(
        "INSERT INTO ground_audit (actor, act, subject, details) VALUES ($1, $2, $3, $4::jsonb)",
        actor,
        act,
        subject,
        msgspec.json.encode(details or {}).decode(),
    )
