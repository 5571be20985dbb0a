"""What the actions of the directory share."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec import Struct

from veche.directory.actions.holding import PostKeeper
from veche.directory.model import ALARM, READ
from veche.ground import audit
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import TooMany
from veche.ground.ids import Ids
from veche.ground.logs import get_logger
from veche.identity import Identity

log = get_logger("directory")


class Reading:
    """The directory is for finding somebody, not for copying: whoever asks for too much of it is slowed down, and those
    who administer the installation hear of it, once a day for each."""

    def __init__(self, db: Database, identity: Identity, announce: Callable[[Struct], None]) -> None:
        self._db = db
        self._identity = identity
        self._announce = announce

    async def take(self, asker: Asker) -> None:
        """Raises: too_many_requests."""
        try:
            await self._identity.limits.take(READ, asker.person)
        except TooMany:
            await self.alarm(asker)
            raise

    async def alarm(self, asker: Asker) -> None:
        """Somebody asks for too much of it, whichever way he asks."""
        with contextlib.suppress(TooMany):
            await self._identity.limits.take(ALARM, asker.person)
            log.warning("directory_listed", person=asker.person)
            async with self._db.transaction() as conn:
                await audit.record(conn, actor=asker.person, act="directory.listed", subject=f"person:{asker.person}")
                told = await self._identity.people.tell_administrators(conn, "directory_listed")
            for event in told:
                self._announce(event)


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Callable[[Struct], None]
    identity: Identity
    keeper: PostKeeper
    reading: Reading

    def tell(self, events: Iterable[Struct]) -> None:
        for event in events:
            self.announce(event)
