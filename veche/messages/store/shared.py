"""What was shared in a chat, by kind: each kind has an index of its own (migration 0016)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from veche.ground.db import Queries
from veche.ground.ids import ActorId, ChatId
from veche.messages.store.rows import COLUMNS, message_of, not_hidden
from veche.messages.wire import Message, SharedKind

COUNTED = 1000
"""So far each kind is counted: more is said as "more than"."""
# Word for word the conditions of the indexes.
_WHERE: Mapping[SharedKind, str] = {
    "media": """extra LIKE '%{"type":"photo"%' OR extra LIKE '%{"type":"video"%'"""
    """ OR extra LIKE '%{"type":"video_note"%'""",
    "files": """extra LIKE '%{"type":"file"%'""",
    "sounds": """extra LIKE '%{"type":"voice"%' OR extra LIKE '%{"type":"audio"%'""",
    "links": """strpos(body, '://') > 0 OR entities LIKE '%"type":"link"%' OR extra LIKE '%{"type":"link"%'""",
}


def page_sql(kind: SharedKind, *, forth: bool = False) -> str:
    """$1 chat, $2 the asker's actors, $3 before (or after) this seq, $4 how many."""
    where, order = ("seq > $3", "ASC") if forth else ("seq < $3", "DESC")
    return (
        f"SELECT {COLUMNS} FROM messages_messages m WHERE chat_id = $1 AND ({_WHERE[kind]}) AND {where}"
        f"{not_hidden(2)} ORDER BY seq {order} LIMIT $4"
    )


_EACH: Mapping[SharedKind, str] = {
    "media": """regexp_count(extra, '{"type":"(photo|video|video_note)"')""",
    "files": """regexp_count(extra, '{"type":"file"')""",
    "sounds": """regexp_count(extra, '{"type":"(voice|audio)"')""",
    "links": "1",
}
"""How many of the kind a message carries: an album is several pictures. Links are counted by message."""


def count_sql() -> str:
    """$1 chat, $2 the asker's actors: one column for each kind."""
    columns = ", ".join(
        f"(SELECT least(coalesce(sum(each), 0), {COUNTED}) FROM (SELECT {_EACH[kind]} AS each FROM messages_messages m"
        f" WHERE chat_id = $1 AND ({where}){not_hidden(2)} ORDER BY seq DESC LIMIT {COUNTED}) x)::int AS {kind}"
        for kind, where in _WHERE.items()
    )
    return f"SELECT {columns}"


async def shared(
    db: Queries,
    chat: ChatId,
    kind: SharedKind,
    *,
    actors: Sequence[ActorId],
    before: int | None = None,
    after: int | None = None,
    limit: int,
) -> list[Message]:
    """Messages with something of the kind: the newest first, or those after a message, the oldest first."""
    bound = after if after is not None else before if before is not None else 1 << 62
    rows = await db.fetch(page_sql(kind, forth=after is not None), chat, actors, bound, limit)
    return [message_of(row) for row in rows]


async def count_shared(db: Queries, chat: ChatId, *, actors: Sequence[ActorId]) -> dict[SharedKind, int]:
    """How much of each kind there is, up to COUNTED."""
    row = await db.fetchrow(count_sql(), chat, actors)
    assert row is not None  # counts are one row
    return {kind: row[kind] for kind in _WHERE}
