"""SQL for `media_links`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from veche.ground.db import Queries
from veche.media.links.wire import LinkCard


async def get(db: Queries, url: str, *, since: datetime) -> LinkCard | None:
    """What is known of a page, if it was asked after `since`."""
    row = await db.fetchrow(
        "SELECT url, found, title, description, site, file_id AS file FROM media_links"
        " WHERE url = $1 AND fetched_at > $2",
        url,
        since,
    )
    return None if row is None else LinkCard(**dict(row.items()))


async def put(db: Queries, card: LinkCard, *, at: datetime) -> None:
    await db.execute(
        "INSERT INTO media_links (url, found, title, description, site, file_id, fetched_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (url) DO UPDATE SET found = excluded.found,"
        " title = excluded.title, description = excluded.description, site = excluded.site,"
        " file_id = excluded.file_id, fetched_at = excluded.fetched_at",
        card.url,
        card.found,
        card.title,
        card.description,
        card.site,
        card.file,
        at,
    )


async def forget(db: Queries, *, before: datetime) -> None:
    """What was asked long ago: nothing stays of who named which page."""
    await db.execute("DELETE FROM media_links WHERE fetched_at < $1", before)


async def among(db: Queries, files: Iterable[int]) -> set[int]:
    """Which of these files are pictures of pages."""
    rows = await db.fetch("SELECT DISTINCT file_id FROM media_links WHERE file_id = ANY($1::bigint[])", list(files))
    return {row["file_id"] for row in rows}
