"""SQL for `media_files` while they come and are checked, and for the end of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct, convert

from veche.ground.db import Connection, Queries
from veche.ground.ids import OrganisationId, PersonId, PostId
from veche.media.store import usage


class Row(Struct, frozen=True, kw_only=True):
    """A file as its upload sees it."""

    id: int
    person: PersonId
    post: PostId | None
    organisation: OrganisationId | None
    purpose: str
    name: str
    state: str
    size: int
    received: int
    charged: int
    look_at: datetime

    @property
    def accounts(self) -> list[int]:
        """Whose quotas it counts for."""
        return [self.person] if self.organisation is None else [self.person, self.organisation]


COLUMNS = """
id, person_id AS person, post_id AS post, organisation_id AS organisation, purpose, name, state, size, received,
charged, look_at
"""
ADD = """
INSERT INTO media_files (id, person_id, post_id, organisation_id, purpose, kind, state, name, mime, size, charged,
    created_at, look_at)
VALUES ($1, $2, $3, $4, $5, $5, 'uploading', $6, $7, $8, $8, $9, $10)
"""
PROGRESS = "UPDATE media_files SET received = $2, look_at = $3 WHERE id = $1 AND state = 'uploading'"
COMPLETE = """
UPDATE media_files SET received = size, state = 'checking', look_at = $2 WHERE id = $1 AND state = 'uploading'
RETURNING id
"""
DUE = f"SELECT {COLUMNS} FROM media_files WHERE look_at <= $1 ORDER BY look_at LIMIT $2 FOR UPDATE SKIP LOCKED"
FREE_BLOBS = """
UPDATE media_blobs SET look_at = least(coalesce(look_at, $2), $2) WHERE hash IN (
    SELECT unnest(ARRAY[hash, preview, thumb]) FROM media_files WHERE id = ANY($1::bigint[]))
"""


async def add(db: Queries, row: Row, *, mime: str, now: datetime) -> None:
    args = (row.purpose, row.name, mime, row.size, now, row.look_at)
    await db.execute(ADD, row.id, row.person, row.post, row.organisation, *args)


async def get(db: Queries, file: int, *, lock: bool = False) -> Row | None:
    suffix = " FOR UPDATE" if lock else ""
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM media_files WHERE id = $1{suffix}", file)
    return None if row is None else _row(row)


async def progress(db: Queries, file: int, received: int, *, look_at: datetime) -> None:
    await db.execute(PROGRESS, file, received, look_at)


async def complete(db: Queries, file: int, *, look_at: datetime) -> bool:
    """All is there; False when it was complete before."""
    return await db.fetchval(COMPLETE, file, look_at) is not None


async def unfinished(db: Queries, person: PersonId) -> int:
    count: int = await db.fetchval(
        "SELECT count(*) FROM media_files WHERE person_id = $1 AND state = 'uploading'", person
    )
    return count


async def due(db: Queries, now: datetime, *, limit: int) -> list[Row]:
    """Files to look at; their rows stay locked, so that nobody takes them into a message meanwhile."""
    return [_row(row) for row in await db.fetch(DUE, now, limit)]


async def look_later(db: Queries, ids: Sequence[int], at: datetime) -> None:
    await db.execute("UPDATE media_files SET look_at = $2 WHERE id = ANY($1::bigint[])", list(ids), at)


async def delete(conn: Connection, rows: Sequence[Row], *, blobs_at: datetime) -> None:
    """The rows go, their quotas are free, and what they held is looked at soon."""
    ids = [row.id for row in rows]
    await conn.execute(FREE_BLOBS, ids, blobs_at)
    await conn.execute("DELETE FROM media_files WHERE id = ANY($1::bigint[])", ids)
    for row in rows:
        await usage.change(conn, row.accounts, size=-row.charged, files=-1)


async def known(db: Queries, ids: Sequence[int]) -> set[int]:
    """Which of these still need their file on the disk."""
    rows = await db.fetch(
        "SELECT id FROM media_files WHERE id = ANY($1::bigint[]) AND state IN ('uploading', 'checking', 'held')",
        list(ids),
    )
    return {row["id"] for row in rows}


def _row(row: Any) -> Row:  # the driver's row
    return convert(dict(row.items()), Row)
