"""The column `photo` of `chats_chats`."""

from __future__ import annotations

from collections.abc import Sequence

from veche.directory import posts_of
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.ids import ChatId, Version


async def set_photo(conn: Connection, chat: ChatId, file: int | None, *, version: Version) -> int | None:
    """Another picture, or none; the one before."""
    before: int | None = await conn.fetchval("SELECT photo FROM chats_chats WHERE id = $1", chat)
    await conn.execute("UPDATE chats_chats SET photo = $2, version = $3 WHERE id = $1", chat, file, version)
    return before


async def photos_in_use(db: Queries, files: Sequence[int]) -> set[int]:
    """Which of these files are the picture of a chat."""
    rows = await db.fetch("SELECT photo FROM chats_chats WHERE photo = ANY($1::bigint[])", list(files))
    return {row["photo"] for row in rows}


async def may_see_photo(db: Queries, asker: Asker, file: int) -> bool:
    """Members see the picture of their chat, and everybody that of a public one."""
    actors = [int(asker.person), *map(int, await posts_of(db, asker.person))]
    seen: bool = await db.fetchval(
        "SELECT EXISTS (SELECT FROM chats_chats c WHERE c.photo = $1"
        " AND (c.mode = 'public' OR chats_is_in(c.id, $2) OR chats_is_in(c.comments_of, $2)))",
        file,
        actors,
    )
    return seen
