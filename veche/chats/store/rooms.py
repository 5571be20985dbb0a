"""The table `chats_chats`: what a chat is called and how many are in it."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.chats.model import Kind, Mode, Seal, first_member_rights
from veche.ground.db import Connection, Queries
from veche.ground.ids import ActorId, ChatId, Version


class Room(Struct, frozen=True):
    """A chat as actions see it."""

    id: ChatId
    kind: Kind
    mode: Mode
    title: str
    about: str
    member_rights: int
    members_count: int
    seal: Seal | None
    version: Version
    """Of the head, now."""


class NewRoom(Struct, frozen=True):
    """A group or channel to be made."""

    id: ChatId
    kind: Kind
    mode: Mode
    title: str
    about: str
    created_by: ActorId
    created_at: datetime
    members_count: int


async def room(db: Queries, chat: ChatId) -> Room | None:
    row = await db.fetchrow(
        "SELECT c.id, c.kind, c.mode, c.title, c.about, c.member_rights, c.members_count, c.seal, h.version"
        " FROM chats_chats c JOIN chats_heads h ON h.chat_id = c.id WHERE c.id = $1",
        chat,
    )
    return Room(*row.values()) if row else None


async def add_room(conn: Connection, new: NewRoom) -> None:
    await conn.execute(
        "INSERT INTO chats_chats (id, kind, mode, title, about, member_rights, created_by, created_at, members_count)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.id,
        new.kind,
        new.mode,
        new.title,
        new.about,
        first_member_rights(new.kind, new.mode),
        new.created_by,
        new.created_at,
        new.members_count,
    )


async def add_dialog(
    conn: Connection, chat: ChatId, *, pair: tuple[ActorId, ActorId], by: ActorId, now: datetime
) -> bool:
    """Make the dialog of a pair (lower id first). False if there is one: somebody was faster."""
    low, high = pair
    made = await conn.fetchval(
        "INSERT INTO chats_chats (id, kind, mode, member_rights, created_by, created_at, members_count,"
        " dialog_low, dialog_high) VALUES ($1, 'dialog', 'ordinary', $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (dialog_low, dialog_high) WHERE kind = 'dialog' DO NOTHING RETURNING 1",
        chat,
        first_member_rights("dialog", "ordinary"),
        by,
        now,
        1 if low == high else 2,
        low,
        high,
    )
    return made is not None


async def dialog_of(db: Queries, pair: tuple[ActorId, ActorId]) -> ChatId | None:
    """The dialog of a pair (lower id first)."""
    found: ChatId | None = await db.fetchval(
        "SELECT id FROM chats_chats WHERE kind = 'dialog' AND dialog_low = $1 AND dialog_high = $2", *pair
    )
    return found


async def set_info(
    conn: Connection, chat: ChatId, *, title: str, about: str, member_rights: int, version: Version
) -> None:
    await conn.execute(
        "UPDATE chats_chats SET title = $2, about = $3, member_rights = $4, version = $5 WHERE id = $1",
        chat,
        title,
        about,
        member_rights,
        version,
    )


async def public_channels_of(conn: Connection, owner: ActorId) -> int:
    """How many public channels an actor owns; two at once wait for one another, so that none is counted too few."""
    await conn.execute("SELECT pg_advisory_xact_lock($1)", owner)
    count: int = await conn.fetchval(
        "SELECT count(*) FROM chats_members m JOIN chats_chats c ON c.id = m.chat_id"
        " WHERE m.actor_id = $1 AND m.role = 0 AND m.left_at IS NULL AND c.kind = 'channel' AND c.mode = 'public'",
        owner,
    )
    return count


async def set_seal(conn: Connection, chat: ChatId, seal: Seal | None, *, version: Version) -> None:
    await conn.execute("UPDATE chats_chats SET seal = $2, version = $3 WHERE id = $1", chat, seal, version)


async def count(conn: Connection, chat: ChatId, *, step: int, version: Version | None) -> None:
    """Move the number of members; `version` if this is a change that everybody is told."""
    await conn.execute(
        "UPDATE chats_chats SET members_count = members_count + $2, version = coalesce($3, version) WHERE id = $1",
        chat,
        step,
        version,
    )
