"""The table `messages_files`: which messages name a file."""

from __future__ import annotations

from collections.abc import Sequence

from veche import directory
from veche.ground.commands import Asker
from veche.ground.db import Queries


async def may_see_file(db: Queries, asker: Asker, file: int) -> bool:
    """Is one of the asker's actors, at this moment, in a chat with a message that names the file?"""
    actors = [int(asker.person), *map(int, await directory.posts_of(db, asker.person))]
    seen: bool = await db.fetchval(
        "SELECT EXISTS (SELECT FROM messages_files f WHERE f.file_id = $1 AND chats_is_in(f.chat_id, $2))", file, actors
    )
    return seen


async def files_in_use(db: Queries, files: Sequence[int]) -> set[int]:
    """Which of these files a message or a scheduled message names."""
    rows = await db.fetch(
        "SELECT file_id FROM unnest($1::bigint[]) AS asked (file_id)"
        " WHERE EXISTS (SELECT FROM messages_files f WHERE f.file_id = asked.file_id)"
        " OR EXISTS (SELECT FROM messages_scheduled_files f WHERE f.file_id = asked.file_id)",
        list(files),
    )
    return {row["file_id"] for row in rows}
