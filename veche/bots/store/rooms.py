"""The table `bots_rooms`: in which chats bots are, and up to where they were told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct, structs

from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import BotId, ChatId


class RoomRow(Struct, frozen=True, gc=False):
    """One bot in one chat. `version` and `seq`: of the chat, up to which updates are written; of a channel also those
    of the group in which its comments stand."""

    bot: BotId
    chat: ChatId
    reads_all: bool
    alias: str
    version: int
    seq: int
    edited_at: int
    edited_seq: int
    muted_until: datetime | None
    started: bool
    comments_version: int
    comments_seq: int
    comments_edited_at: int
    comments_edited_seq: int

    def under_posts(self) -> RoomRow:
        """The cursor over the comments in the place of the one over the channel."""
        return structs.replace(
            self,
            version=self.comments_version,
            seq=self.comments_seq,
            edited_at=self.comments_edited_at,
            edited_seq=self.comments_edited_seq,
        )


class Heads(Struct, frozen=True, gc=False):
    """From where on a bot is told: the counters of a chat, and of the group of its comments."""

    version: int = 0
    seq: int = 0
    comments_version: int = 0
    comments_seq: int = 0


_COLUMNS = (
    "bot_id, chat_id, reads_all, alias, version, seq, edited_at, edited_seq, muted_until, started,"
    " comments_version, comments_seq, comments_edited_at, comments_edited_seq"
)


def _row(row: Record) -> RoomRow:
    return RoomRow(*row.values())


async def enter(conn: Connection, bot: BotId, chat: ChatId, heads: Heads, *, reads_all: bool = False) -> bool:
    """The bot came into a chat; False if it was there already. Who comes back starts anew from here."""
    entered = await conn.fetchval(
        "INSERT INTO bots_rooms AS r (bot_id, chat_id, version, seq, reads_all, comments_version, comments_seq)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (bot_id, chat_id) DO UPDATE SET reads_all = $5 OR r.reads_all, alias = '', gone_at = NULL,"
        # Where it was allowed to read before it was written down, it is told from that moment on.
        " version = CASE WHEN r.reads_all THEN r.version ELSE $3 END,"
        " seq = CASE WHEN r.reads_all THEN r.seq ELSE $4 END,"
        " comments_version = CASE WHEN r.reads_all THEN r.comments_version ELSE $6 END,"
        " comments_seq = CASE WHEN r.reads_all THEN r.comments_seq ELSE $7 END"
        " WHERE r.gone_at IS NOT NULL RETURNING 1",
        bot,
        chat,
        heads.version,
        heads.seq,
        reads_all,
        heads.comments_version,
        heads.comments_seq,
    )
    return entered is not None


async def leave(conn: Connection, bot: BotId, chat: ChatId, *, at: datetime) -> bool:
    """The bot is out; False if it was before."""
    left = await conn.fetchval(
        "UPDATE bots_rooms SET gone_at = $3, reads_all = false WHERE bot_id = $1 AND chat_id = $2 AND gone_at IS NULL"
        " RETURNING 1",
        bot,
        chat,
        at,
    )
    return left is not None


async def here(db: Queries, bots: Sequence[BotId]) -> list[RoomRow]:
    """Where these bots are now."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM bots_rooms WHERE bot_id = ANY($1::bigint[]) AND gone_at IS NULL", list(bots)
    )
    return [_row(row) for row in rows]


async def one(db: Queries, bot: BotId, chat: ChatId) -> RoomRow | None:
    row = await db.fetchrow(
        f"SELECT {_COLUMNS} FROM bots_rooms WHERE bot_id = $1 AND chat_id = $2 AND gone_at IS NULL", bot, chat
    )
    return None if row is None else _row(row)


async def in_chat(db: Queries, chat: ChatId) -> list[RoomRow]:
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM bots_rooms WHERE chat_id = $1 AND gone_at IS NULL ORDER BY bot_id", chat
    )
    return [_row(row) for row in rows]


async def lock(conn: Connection, chat: ChatId) -> list[RoomRow]:
    """The bots of a chat; nobody else writes their updates of it until this transaction ends."""
    rows = await conn.fetch(
        f"SELECT {_COLUMNS} FROM bots_rooms WHERE chat_id = $1 AND gone_at IS NULL ORDER BY bot_id FOR NO KEY UPDATE",
        chat,
    )
    return [_row(row) for row in rows]


async def move(conn: Connection, moved: Sequence[RoomRow]) -> None:
    """Updates of these are written up to here."""
    await conn.execute(
        "UPDATE bots_rooms r SET version = m.version, seq = m.seq, edited_at = m.edited_at, edited_seq = m.edited_seq,"
        " started = m.started"
        " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bool[])"
        " AS m (bot, chat, version, seq, edited_at, edited_seq, started)"
        " WHERE r.bot_id = m.bot AND r.chat_id = m.chat",
        [one.bot for one in moved],
        [one.chat for one in moved],
        [one.version for one in moved],
        [one.seq for one in moved],
        [one.edited_at for one in moved],
        [one.edited_seq for one in moved],
        [one.started for one in moved],
    )


async def move_comments(conn: Connection, moved: Sequence[RoomRow]) -> None:
    """Updates about comments are written up to here; rows as `under_posts` gives them."""
    await conn.execute(
        "UPDATE bots_rooms r SET comments_version = m.version, comments_seq = m.seq,"
        " comments_edited_at = m.edited_at, comments_edited_seq = m.edited_seq"
        " FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])"
        " AS m (bot, chat, version, seq, edited_at, edited_seq)"
        " WHERE r.bot_id = m.bot AND r.chat_id = m.chat",
        [one.bot for one in moved],
        [one.chat for one in moved],
        [one.version for one in moved],
        [one.seq for one in moved],
        [one.edited_at for one in moved],
        [one.edited_seq for one in moved],
    )


async def set_reading(conn: Connection, bot: BotId, chat: ChatId, heads: Heads, *, on: bool, at: datetime) -> bool:
    """May it read everything from here on? False if nothing changed.

    A bot that was put in a moment ago is perhaps not written down yet: then the row says so, and `enter` keeps what
    was decided."""
    changed = await conn.fetchval(
        "INSERT INTO bots_rooms AS r"
        " (bot_id, chat_id, reads_all, version, seq, comments_version, comments_seq, gone_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        " ON CONFLICT (bot_id, chat_id) DO UPDATE SET reads_all = $3, version = $4, seq = $5,"
        " comments_version = $6, comments_seq = $7"
        " WHERE r.reads_all <> $3 RETURNING 1",
        bot,
        chat,
        on,
        heads.version,
        heads.seq,
        heads.comments_version,
        heads.comments_seq,
        at,
    )
    return changed is not None


async def set_alias(conn: Connection, bot: BotId, chat: ChatId, alias: str) -> None:
    await conn.execute("UPDATE bots_rooms SET alias = $3 WHERE bot_id = $1 AND chat_id = $2", bot, chat, alias)


async def set_mute(conn: Connection, bot: BotId, chat: ChatId, until: datetime | None) -> bool:
    """What the other side of a dialog did; False if it is so already."""
    changed = await conn.fetchval(
        "UPDATE bots_rooms SET muted_until = $3 WHERE bot_id = $1 AND chat_id = $2"
        " AND muted_until IS DISTINCT FROM $3 RETURNING 1",
        bot,
        chat,
        until,
    )
    return changed is not None


async def stop(conn: Connection, bot: BotId, chat: ChatId) -> bool:
    """The other side of a dialog wants no more of the bot; False if it had not begun, or stopped before."""
    stopped = await conn.fetchval(
        "UPDATE bots_rooms SET started = false WHERE bot_id = $1 AND chat_id = $2 AND started RETURNING 1", bot, chat
    )
    return stopped is not None


async def set_started(conn: Connection, bot: BotId, chat: ChatId) -> None:
    await conn.execute("UPDATE bots_rooms SET started = true WHERE bot_id = $1 AND chat_id = $2", bot, chat)
