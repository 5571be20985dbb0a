"""SQL for `media_files`: rows and the cards made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from veche.ground.db import Queries, Record
from veche.ground.ids import PersonId, PostId
from veche.media.wire import FileCard

CARD = """
id, state, code, kind, name, mime, size, width, height, duration_ms, blur, waveform, title,
performer, note,
preview IS NOT NULL AS preview, thumb IS NOT NULL AS thumb
"""
CLAIM = f"""
UPDATE media_files SET look_at = greatest(look_at, $3) WHERE id = ANY($2::bigint[]) AND person_id = $1 RETURNING {CARD}
"""

OFFER = f"""
UPDATE media_files SET look_at = greatest(look_at, $2) WHERE id = ANY($1::bigint[]) RETURNING person_id, {CARD}
"""

READY = """
UPDATE media_files SET state = 'ready', code = NULL, kind = $2, mime = $3, size = $4, received = $4, charged = $5,
    width = $6, height = $7, duration_ms = $8, blur = $9, waveform = $10, title = $11, performer = $12, note = $13,
    hash = $14, preview = $15, thumb = $16, look_at = $17
WHERE id = $1
"""
STATE = "UPDATE media_files SET state = $2, code = $3, charged = $4, look_at = $5 WHERE id = $1"
TOUCH_BLOB = """
INSERT INTO media_blobs AS b (hash, size, look_at) VALUES ($1, $2, $3)
ON CONFLICT (hash) DO UPDATE SET look_at = CASE WHEN b.look_at IS NOT NULL THEN greatest(b.look_at, $3) END
"""
CONTENT = """
SELECT person_id, post_id, state, kind, name, mime, encode(hash, 'hex') AS content, encode(preview, 'hex') AS preview,
    encode(thumb, 'hex') AS thumb
FROM media_files WHERE id = $1
"""
FREE = """
DELETE FROM media_blobs b WHERE hash = $1 AND look_at <= $2
    AND NOT EXISTS (SELECT FROM media_files f WHERE f.hash = b.hash)
    AND NOT EXISTS (SELECT FROM media_files f WHERE f.preview = b.hash)
    AND NOT EXISTS (SELECT FROM media_files f WHERE f.thumb = b.hash)
RETURNING hash
"""


class Content(Struct, frozen=True, kw_only=True):
    """Whose a file is and where its content stands."""

    person_id: PersonId
    post_id: PostId | None
    state: str
    kind: str
    name: str
    mime: str
    content: str | None
    preview: str | None
    thumb: str | None


class Offered(Struct, frozen=True, kw_only=True):
    """A file and whose it is."""

    owner: PersonId
    card: FileCard


class Kept(Struct, frozen=True, kw_only=True):
    """What a checked file turned out to be, with its content in the store."""

    kind: str
    mime: str
    size: int
    charged: int
    width: int | None
    height: int | None
    duration_ms: int | None
    blur: str
    waveform: str
    title: str
    performer: str
    note: str
    content: str
    preview: str | None
    thumb: str | None


async def claim(db: Queries, person: PersonId, ids: Sequence[int], *, look_at: datetime) -> list[FileCard]:
    """Files of a person that are about to be named; their rows stay locked until the transaction ends."""
    return [card_of(row) for row in await db.fetch(CLAIM, person, list(ids), look_at)]


async def offer(db: Queries, ids: Sequence[int], *, look_at: datetime) -> list[Offered]:
    """Files that somebody is about to name; their rows stay locked until the transaction ends."""
    rows = [dict(row.items()) for row in await db.fetch(OFFER, list(ids), look_at)]
    return [Offered(owner=row.pop("person_id"), card=FileCard(**row)) for row in rows]


async def let_go(db: Queries, ids: Sequence[int], *, now: datetime) -> None:
    """Something that named these files is gone: look soon whether anything else does."""
    await db.execute("UPDATE media_files SET look_at = $2 WHERE id = ANY($1::bigint[])", list(ids), now)


async def card(db: Queries, file: int, person: PersonId) -> FileCard | None:
    """The card of a person's own file."""
    row = await db.fetchrow(f"SELECT {CARD} FROM media_files WHERE id = $1 AND person_id = $2", file, person)
    return None if row is None else card_of(row)


async def cards(db: Queries, files: Sequence[int]) -> list[FileCard]:
    """Cards of files whosever they are, the oldest first."""
    rows = await db.fetch(f"SELECT {CARD} FROM media_files WHERE id = ANY($1::bigint[]) ORDER BY id", list(files))
    return [card_of(row) for row in rows]


async def any_card(db: Queries, file: int) -> FileCard | None:
    """The card of a file that is ready, whosever it is: for what may be named by others, such as a sticker."""
    row = await db.fetchrow(f"SELECT {CARD} FROM media_files WHERE id = $1 AND state = 'ready'", file)
    return None if row is None else card_of(row)


async def content(db: Queries, file: int) -> Content | None:
    row = await db.fetchrow(CONTENT, file)
    return None if row is None else Content(**dict(row.items()))


async def ready(db: Queries, file: int, kept: Kept, *, look_at: datetime) -> None:
    measures = (kept.width, kept.height, kept.duration_ms, kept.blur, kept.waveform)
    said = (kept.title, kept.performer, kept.note)
    hashes = [None if key is None else bytes.fromhex(key) for key in (kept.content, kept.preview, kept.thumb)]
    await db.execute(READY, file, kept.kind, kept.mime, kept.size, kept.charged, *measures, *said, *hashes, look_at)


async def set_state(db: Queries, file: int, state: str, *, code: str, charged: int, look_at: datetime) -> None:
    """Refused or held, and why."""
    await db.execute(STATE, file, state, code, charged, look_at)


async def touch_blob(db: Queries, key: str, size: int, *, look_at: datetime) -> None:
    """Somebody is about to need this content: it is not swept before `look_at`."""
    await db.execute(TOUCH_BLOB, bytes.fromhex(key), size, look_at)


async def blobs_to_look_at(db: Queries, now: datetime, *, limit: int) -> list[str]:
    rows = await db.fetch(
        "SELECT encode(hash, 'hex') AS key FROM media_blobs WHERE look_at <= $1 ORDER BY look_at LIMIT $2", now, limit
    )
    return [row["key"] for row in rows]


async def free_blob(db: Queries, key: str, now: datetime) -> bool:
    """Forget content that no file holds; True when the store may delete it, in the same transaction."""
    if await db.fetchval(FREE, bytes.fromhex(key), now) is not None:
        return True
    await db.execute("UPDATE media_blobs SET look_at = NULL WHERE hash = $1 AND look_at <= $2", bytes.fromhex(key), now)
    return False


def card_of(row: Record) -> FileCard:
    return FileCard(**dict(row.items()))
