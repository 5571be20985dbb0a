"""The table `directory_leavers`: who let how many go lately without a second one."""

from __future__ import annotations

from datetime import datetime

from veche.ground.db import Connection, Queries
from veche.ground.ids import OrganisationId, PersonId

# Its own space of advisory locks, beside those of a whole process.
_LOCK = "SELECT pg_advisory_xact_lock(1, hashint8($1::bigint))"


async def lock(conn: Connection, organisation: OrganisationId) -> None:
    """Nobody else counts here until the transaction ends. Taken after all row locks, so that nobody waits in a ring."""
    await conn.execute(_LOCK, organisation)


async def lately(db: Queries, organisation: OrganisationId, *, since: datetime) -> dict[PersonId | None, int]:
    """How many each let go since then; None: the sources that tell by themselves."""
    rows = await db.fetch(
        "SELECT by_person, sum(leaving)::int AS leaving FROM directory_leavers"
        " WHERE organisation_id = $1 AND at >= $2 GROUP BY by_person",
        organisation,
        since,
    )
    return {None if row["by_person"] is None else PersonId(row["by_person"]): row["leaving"] for row in rows}


async def add(
    conn: Connection,
    organisation: OrganisationId,
    *,
    by: PersonId | None,
    leaving: int,
    ref: int | None,
    at: datetime,
    old: datetime,
) -> None:
    """`ref`: what it belongs to. Entries older than `old` count for nothing any more, and go."""
    await conn.execute("DELETE FROM directory_leavers WHERE organisation_id = $1 AND at < $2", organisation, old)
    await conn.execute(
        "INSERT INTO directory_leavers (organisation_id, at, by_person, ref, leaving) VALUES ($1, $2, $3, $4, $5)",
        organisation,
        at,
        by,
        ref,
        leaving,
    )


async def remove(conn: Queries, ref: int) -> None:
    """It was not done after all, or is counted anew."""
    await conn.execute("DELETE FROM directory_leavers WHERE ref = $1", ref)
