"""The table `identity_invitations`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import InvitationId, PersonId, PostId


class InvitationRow(Struct, frozen=True):
    id: InvitationId
    name: str
    post: PostId | None
    first_administrator: bool
    created_by: PersonId | None
    created_at: datetime
    expires_at: datetime
    accepted_at: datetime | None
    accepted_by: PersonId | None
    revoked_at: datetime | None

    def state(self, now: datetime) -> str:
        """open, accepted, revoked or expired."""
        if self.accepted_at is not None:
            return "accepted"
        if self.revoked_at is not None:
            return "revoked"
        return "open" if now < self.expires_at else "expired"


class NewInvitation(Struct, frozen=True, kw_only=True):
    id: InvitationId
    code_hash: bytes
    created_at: datetime
    expires_at: datetime
    name: str = ""
    post: PostId | None = None
    first_administrator: bool = False
    created_by: PersonId | None = None


_COLUMNS = (
    "id, name, post_id, first_administrator, created_by, created_at, expires_at, accepted_at, accepted_by, revoked_at"
)


_ADD = (
    "INSERT INTO identity_invitations"
    " (id, code_hash, name, post_id, first_administrator, created_by, created_at, expires_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
)


async def add(conn: Queries, new: NewInvitation) -> None:
    await conn.execute(_ADD, *_values(new))


async def add_many(conn: Connection, new: Iterable[NewInvitation]) -> None:
    await conn.executemany(_ADD, [_values(one) for one in new])


def _values(new: NewInvitation) -> tuple[object, ...]:
    return (
        new.id,
        new.code_hash,
        new.name,
        new.post,
        new.first_administrator,
        new.created_by,
        new.created_at,
        new.expires_at,
    )


async def by_code(db: Queries, code_hash: bytes) -> InvitationRow | None:
    return _row(await db.fetchrow(f"SELECT {_COLUMNS} FROM identity_invitations WHERE code_hash = $1", code_hash))


async def lock_by_code(conn: Connection, code_hash: bytes) -> InvitationRow | None:
    """The invitation, locked: of two newcomers with one code the second waits and then finds it used."""
    return _row(
        await conn.fetchrow(f"SELECT {_COLUMNS} FROM identity_invitations WHERE code_hash = $1 FOR UPDATE", code_hash)
    )


async def set_accepted(conn: Connection, invitation: InvitationId, *, by: PersonId, at: datetime) -> None:
    await conn.execute(
        "UPDATE identity_invitations SET accepted_at = $2, accepted_by = $3 WHERE id = $1", invitation, at, by
    )


async def revoke(conn: Connection, invitation: InvitationId, *, at: datetime, by: PersonId | None) -> bool:
    """Revoke an open invitation, of one who made it or of anybody (None); False if there is none or it is used, over
    or revoked already."""
    done = await conn.fetchval(
        "UPDATE identity_invitations SET revoked_at = $2"
        " WHERE id = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2"
        " AND ($3::bigint IS NULL OR created_by = $3) RETURNING id",
        invitation,
        at,
        by,
    )
    return done is not None


async def revoke_many(conn: Connection, ids: Iterable[InvitationId], *, at: datetime) -> None:
    """Revoke those of these that were not used yet."""
    await conn.execute(
        "UPDATE identity_invitations SET revoked_at = $2"
        " WHERE id = ANY($1::bigint[]) AND accepted_at IS NULL AND revoked_at IS NULL",
        list(ids),
        at,
    )


async def exists(db: Queries, invitation: InvitationId, *, by: PersonId | None) -> bool:
    found = await db.fetchval(
        "SELECT 1 FROM identity_invitations WHERE id = $1 AND ($2::bigint IS NULL OR created_by = $2)", invitation, by
    )
    return found is not None


async def page(
    db: Queries, *, after: InvitationId | None, limit: int, by: PersonId | None = None
) -> list[InvitationRow]:
    """Newest first, without the links for the first administrator; those of one who made them, or all."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM identity_invitations WHERE NOT first_administrator"
        " AND ($1::bigint IS NULL OR id < $1) AND ($3::bigint IS NULL OR created_by = $3) ORDER BY id DESC LIMIT $2",
        after,
        limit,
        by,
    )
    return [invitation for row in rows if (invitation := _row(row)) is not None]


def _row(row: Record | None) -> InvitationRow | None:
    if row is None:
        return None
    return InvitationRow(
        id=InvitationId(row["id"]),
        name=row["name"],
        post=None if row["post_id"] is None else PostId(row["post_id"]),
        first_administrator=row["first_administrator"],
        created_by=None if row["created_by"] is None else PersonId(row["created_by"]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        accepted_at=row["accepted_at"],
        accepted_by=None if row["accepted_by"] is None else PersonId(row["accepted_by"]),
        revoked_at=row["revoked_at"],
    )
