"""Limits that hold over restarts and for all processes together, with a waiting time that can be told."""

from __future__ import annotations

import math
from datetime import timedelta

from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.errors import TooMany
from veche.identity.model import Limit, limit_key
from veche.identity.store import attempts

TIDY_EVERY = 64


class Limits:
    """Leaky buckets in the database."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._taken = 0

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None:
        """Use the limit once, or several times at once, or raise TooMany with the seconds to wait."""
        if self._taken % TIDY_EVERY == 0:
            await self.tidy()
        self._taken += 1
        hashed, now = limit_key(limit, str(key)), self._clock.now()
        each, most = timedelta(seconds=limit.seconds * times), timedelta(seconds=limit.seconds * limit.burst)
        if await attempts.take(self._db, hashed, now=now, each=each, most=most):
            return
        until = await attempts.until(self._db, hashed)
        wait = 1.0 if until is None else (until + each - most - now).total_seconds()
        raise TooMany(limit.code, retry_after=max(1, math.ceil(wait)))

    async def give_back(self, limit: Limit, key: object) -> None:
        """What was taken turned out not to count."""
        await attempts.give_back(self._db, limit_key(limit, str(key)), each=timedelta(seconds=limit.seconds))

    async def clear(self, *buckets: tuple[Limit, object]) -> None:
        await attempts.clear(self._db, [limit_key(limit, str(key)) for limit, key in buckets])

    async def tidy(self) -> None:
        """Delete what has run out. Done now and then by `take`, so that no trace of an address outlives its hours."""
        await attempts.tidy(self._db, now=self._clock.now())
