"""How far search is behind, for those who run an installation."""

from __future__ import annotations

from dataclasses import dataclass

from veche import chats
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.postgres.supervisor import running
from veche.search.store import parts

PAGE = 5000


@dataclass(frozen=True, slots=True)
class Behind:
    """Chats in which something is not indexed, and how many messages that are."""

    chats: int
    messages: int


async def behind(settings: Settings) -> Behind | None:
    """Walks through the heads of all chats; None while no database answers."""
    dsn = settings.database_dsn or running(settings.data)
    if not dsn:
        return None
    db = await Database.open(dsn, size=1)
    try:
        if await db.fetchval("SELECT to_regclass('search_chats')") is None:
            return None  # written by an older version, to be brought up at the next start
        return await count_behind(db)
    finally:
        await db.close()


async def count_behind(db: Database) -> Behind:
    waiting = missing = after = 0
    while page := await chats.heads_after(db, after, limit=PAGE):
        after = page[-1][0]
        known = await parts.reached(db, [chat for chat, _, _ in page])
        for chat, seq, version in page:
            done = known.get(chat)
            if (seq or version) and (done is None or (done.seq, done.version) != (seq, version)):
                waiting += 1
                missing += seq - (done.seq if done else 0)
    return Behind(waiting, missing)
