"""SQL for `media_files`: rows and the cards made of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from veche.ground.db import Queries, Record
from veche.ground.ids import PersonId
from veche.media.wire import FileCard

CARD = """
id, state, code, kind, name, mime, size, width, height, duration_ms, blur, waveform,
preview IS NOT NULL AS preview, thumb IS NOT NULL AS thumb
"""
CLAIM = f"""
UPDATE media_files SET look_at = greatest(look_at, $3) WHERE id = ANY($2::bigint[]) AND person_id = $1 RETURNING {CARD}
"""


async def claim(db: Queries, person: PersonId, ids: Sequence[int], *, look_at: datetime) -> list[FileCard]:
    """Files of a person that are about to be named; their rows stay locked until the transaction ends."""
    return [card_of(row) for row in await db.fetch(CLAIM, person, list(ids), look_at)]


async def let_go(db: Queries, ids: Sequence[int], *, now: datetime) -> None:
    """Something that named these files is gone: look soon whether anything else does."""
    await db.execute("UPDATE media_files SET look_at = $2 WHERE id = ANY($1::bigint[])", list(ids), now)


def card_of(row: Record) -> FileCard:
    return FileCard(**dict(row.items()))
