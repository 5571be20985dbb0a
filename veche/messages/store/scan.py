"""Rows of many chats at once, for whoever keeps something that is made from messages (search)."""

from __future__ import annotations

from collections.abc import Sequence

from veche.ground.db import Queries
from veche.ground.ids import ActorId, ChatId
from veche.messages.store.rows import COLUMNS, message_of, not_hidden
from veche.messages.wire import Message

# Letters that fold into others: accents, ligatures, wide forms. A text that has them is not judged here.
_UNUSUAL = (
    "[\u0300-\u036f\u0483-\u0487\u00aa-\u024f\u1e00-\u1eff\u2010\u2011\u2070-\u215f"
    "\u2c60-\u2c7f\ufb00-\ufb06\uff00-\uffef]"
)


async def messages_in(
    db: Queries,
    wanted: Sequence[tuple[ChatId, int, int]],
    *,
    actors: Sequence[ActorId] = (),
    containing: Sequence[str] = (),
) -> list[Message]:
    """The messages of several (chat, first seq, last seq) in their current state, tombstones too, by chat and seq;
    without those that one of `actors` deleted for himself. Who may see them is the caller's business.

    `containing`: spares those whose text surely has not all of these (letters and digits, folded; hyphens in the text
    do not count). Attachments have words of their own: what has some is always here."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS w (chat, low, high)"
        f" JOIN messages_messages m ON m.chat_id = w.chat AND m.seq BETWEEN w.low AND w.high{not_hidden(4)}"
        " AND (replace(replace(lower(m.body), 'ё', 'е'), '-', '') LIKE ALL($5::text[]) OR m.extra IS NOT NULL"
        f" OR m.body ~ '{_UNUSUAL}')"
        " ORDER BY m.chat_id, m.seq",
        [chat for chat, _, _ in wanted],
        [low for _, low, _ in wanted],
        [high for _, _, high in wanted],
        list(actors),
        [f"%{part}%" for part in containing],
    )
    return [message_of(row) for row in rows]


async def messages_reworded(db: Queries, wanted: Sequence[tuple[ChatId, int, int, int]]) -> list[tuple[ChatId, int]]:
    """Messages whose words may have changed: (chat, seq) for each (chat, version since, version up to, last seq).
    Reactions, pins and votes change no words."""
    rows = await db.fetch(
        "SELECT m.chat_id, m.seq FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])"
        " AS w (chat, low, high, last)"
        " JOIN messages_messages m ON m.chat_id = w.chat AND m.changed > w.low AND m.changed <= w.high"
        " AND m.seq <= w.last WHERE m.edited_at IS NOT NULL OR m.deleted_at IS NOT NULL OR m.extra IS NOT NULL",
        [one[0] for one in wanted],
        [one[1] for one in wanted],
        [one[2] for one in wanted],
        [one[3] for one in wanted],
    )
    return [(row["chat_id"], row["seq"]) for row in rows]
