"""Views of posts: collected for a moment, written together."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from veche import chats
from veche.ground.clock import Clock
from veche.ground.commands import Asker, Done
from veche.ground.db import Database
from veche.ground.errors import VecheError
from veche.ground.ids import ChatId
from veche.ground.logs import get_logger
from veche.messages import wire
from veche.messages.actions.reading import Reader
from veche.messages.store import views

log = get_logger("views")

TOGETHER = 1.0
"""Seconds for which views are collected before they are written."""
REMEMBERED = timedelta(days=30)
"""For so long it is known who has seen a post, so that he counts once."""
FORGET_EVERY = 500
AT_ONCE = 5_000


class Views:
    """A reader of a channel with 100,000 others costs no row lock of his own: the count of a post is moved once for all
    who saw it within a second. What was not written yet is lost with the process: a view is no message."""

    def __init__(self, db: Database, clock: Clock, reader: Reader) -> None:
        self._db = db
        self._clock = clock
        self._reader = reader
        self._seen: set[tuple[int, int, int]] = set()
        self._task: asyncio.Task[None] | None = None
        self._turns = 0

    async def stop(self) -> None:
        """Write what was collected."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._write()

    async def view(self, asker: Asker, request: wire.ViewMessages) -> Done:
        """These posts were on the screen. Elsewhere than in channels nothing is counted. Raises: chat_not_found."""
        chat = ChatId(request.chat)
        actors = await self._reader.members_of(asker, chat)
        access = await chats.rights_of(self._db, [(chat, actors[0])])
        if any(one.kind == "channel" for one in access.values()):
            self._seen.update((request.chat, seq, int(asker.person)) for seq in request.seqs)
            if self._task is None or self._task.done():
                self._task = asyncio.get_running_loop().create_task(self._collect(), name="views")
        return Done()

    async def get(self, asker: Asker, request: wire.GetViews) -> wire.Views:
        """Raises: chat_not_found."""
        chat = ChatId(request.chat)
        await self._reader.members_of(asker, chat)
        return wire.Views(await views.views(self._db, chat, request.seqs))

    async def _collect(self) -> None:
        while self._seen:
            await asyncio.sleep(TOGETHER)
            await self._write()

    async def _write(self) -> None:
        """What cannot be written is let go: it must not pile up while the database is away."""
        seen, self._seen = self._seen, set()
        ordered = sorted(seen)
        try:
            for start in range(0, len(ordered), AT_ONCE):
                async with self._db.transaction() as connection:
                    await views.count(connection, ordered[start : start + AT_ONCE], at=self._clock.now())
            self._turns += 1
            if seen and self._turns % FORGET_EVERY == 1:
                await views.forget(self._db, before=self._clock.now() - REMEMBERED)
        except VecheError as error:
            log.warning("views_lost", count=len(seen), code=error.code)
