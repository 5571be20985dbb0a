"""The table `services_consents`. Rows are never changed but for the moment at which they were taken back."""

from __future__ import annotations

from datetime import datetime

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import ActorId, PersonId
from veche.services.model import Consent

_COLUMNS = "id, person_id, bot_id, edition, fields, receipt, signature, given_at, revoked_at"


async def current(db: Queries, person: PersonId, bot: int) -> Consent | None:
    """What a person lets an app have now."""
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM services_consents WHERE person_id = $1 AND bot_id = $2 AND revoked_at IS NULL",
        person,
        bot,
    )
    return None if row is None else _consent(row)


async def of_person(db: Queries, person: PersonId) -> list[Consent]:
    """What a person lets apps have now, the newest first."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM services_consents WHERE person_id = $1 AND revoked_at IS NULL"
        " ORDER BY given_at DESC, id DESC",
        person,
    )
    return [_consent(row) for row in rows]


async def add(conn: Connection, consent: Consent) -> None:
    """A new one takes the place of the one before; two devices at once go one after the other."""
    await conn.execute("SELECT pg_advisory_xact_lock(hashtextextended('services_consents', $1))", consent.person)
    await revoke(conn, consent.person, consent.bot, at=consent.given_at)
    await conn.execute(
        "INSERT INTO services_consents (id, person_id, bot_id, edition, fields, receipt, signature, given_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        consent.id,
        consent.person,
        consent.bot,
        consent.edition,
        list(consent.fields),
        consent.receipt,
        consent.signature,
        consent.given_at,
    )


async def revoke(db: Queries, person: PersonId, bot: int, *, at: datetime) -> None:
    await db.execute(
        "UPDATE services_consents SET revoked_at = $3 WHERE person_id = $1 AND bot_id = $2 AND revoked_at IS NULL",
        person,
        bot,
        at,
    )


async def revoke_all(conn: Connection, bot: int, *, at: datetime) -> None:
    """Of everybody: the app is no more."""
    await conn.execute("UPDATE services_consents SET revoked_at = $2 WHERE bot_id = $1 AND revoked_at IS NULL", bot, at)


async def forget_person(conn: Connection, person: PersonId) -> None:
    """For somebody who deletes himself."""
    await conn.execute("DELETE FROM services_consents WHERE person_id = $1", person)


def _consent(row: Record) -> Consent:
    return Consent(
        id=row["id"],
        person=PersonId(row["person_id"]),
        bot=ActorId(row["bot_id"]),
        edition=row["edition"],
        fields=tuple(row["fields"]),
        receipt=row["receipt"],
        signature=row["signature"],
        given_at=row["given_at"],
        revoked_at=row["revoked_at"],
    )
