"""What has to be done now and then, without anybody asking."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from itertools import islice

from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.errors import Unavailable
from veche.ground.ids import DeviceId
from veche.ground.logs import get_logger
from veche.identity.actions.limits import Limits
from veche.identity.actions.sessions import Sessions
from veche.identity.model import ADDRESS_LIFE, NOTICE_LIFE
from veche.identity.store import links, notices, passkeys

log = get_logger("identity")

EVERY = 900.0
AT_ONCE = 1000


class House:
    """Every quarter of an hour: an open socket counts as use of its device; limits, challenges and links that have run
    out are deleted, and network addresses after their days."""

    def __init__(self, db: Database, clock: Clock, *, sessions: Sessions, limits: Limits) -> None:
        self._db = db
        self._clock = clock
        self._sessions = sessions
        self._limits = limits
        self._task: asyncio.Task[None] | None = None

    def start(self, *, in_use: Callable[[], Iterable[DeviceId]]) -> None:
        """`in_use`: the devices whose sockets are open now."""
        self._task = asyncio.create_task(self._run(in_use), name="identity-house")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def once(self, devices: Iterable[DeviceId]) -> None:
        rest = iter(set(devices))
        while some := list(islice(rest, AT_ONCE)):
            await self._sessions.seen(some)
        await self._limits.tidy()
        now = self._clock.now()
        await passkeys.tidy_challenges(self._db, now=now)
        await links.tidy(self._db, now=now)
        await notices.tidy(self._db, older_than=now - NOTICE_LIFE, addresses_older_than=now - ADDRESS_LIFE)

    async def _run(self, in_use: Callable[[], Iterable[DeviceId]]) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.once(in_use())
            except Unavailable:
                continue
            except Exception:  # the loop's edge: one bad turn must not end all that follow
                log.exception("house_turn_failed")
