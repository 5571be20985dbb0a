"""How fast a bot may ask and speak: leaky buckets. One process keeps them in its memory, and asking costs no statement;
several keep them together, for one statement each time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from datetime import UTC, datetime, timedelta

from veche.bots.actions.base import Rules
from veche.bots.store import pace
from veche.ground.db import Database
from veche.ground.errors import TooMany
from veche.ground.ids import BotId, ChatId

FORGET_ABOVE = 20_000
FORGOTTEN = timedelta(minutes=1)
MISSES = 10
"""Wrong tokens a second from one address, before the database is spared."""


class Bucket:
    """`rate` a second for each key, as many at once."""

    def __init__(self, rate: int, *, code: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._each = 1 / rate
        self._code = code
        self._clock = clock
        self._empty_at: dict[Hashable, float] = {}

    def take(self, key: Hashable) -> None:
        """Raises: TooMany with the seconds to wait."""
        now = self._clock()
        empty_at = max(self._empty_at.get(key, 0.0), now) + self._each
        # A little more than a second: what was asked for exactly in time must not be refused for a rounding.
        if empty_at - now > 1.0 + 1e-6:
            raise TooMany(self._code, retry_after=max(1, math.ceil(empty_at - now - 1.0)))
        self._empty_at[key] = empty_at
        if len(self._empty_at) > FORGET_ABOVE:
            self._empty_at = {one: until for one, until in self._empty_at.items() if until > now}

    def full(self, key: Hashable) -> bool:
        return self._empty_at.get(key, 0.0) - self._clock() > 1.0 - self._each


class Pace:
    """The limits of the Bot API. Alone, in the memory of this process; where there are others, also in the database: a
    bot that speaks through all of them is one bot."""

    def __init__(
        self,
        rules: Rules,
        *,
        db: Database,
        alone: Callable[[], bool] = lambda: True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`alone`: is there no other process of this installation?"""
        self._db = db
        self._alone = alone
        self._rules = rules
        self._requests = Bucket(rules.requests, code="bot_too_fast", clock=clock)
        self._sends = Bucket(rules.sends, code="bot_too_fast_in_chat", clock=clock)
        self._misses = Bucket(MISSES, code="bot_too_fast", clock=clock)

    async def request(self, bot: BotId) -> None:
        """Any request. Raises: bot_too_fast."""
        self._requests.take(bot)
        if not self._alone():
            await self._together(bot, ChatId(0), rate=self._rules.requests, code="bot_too_fast")

    async def speak(self, bot: BotId, chat: ChatId) -> None:
        """A message, an edit, a deletion or an answer in a chat. Raises: bot_too_fast_in_chat."""
        self._sends.take((bot, chat))
        if not self._alone():
            await self._together(bot, chat, rate=self._rules.sends, code="bot_too_fast_in_chat")

    def guessing(self, address: str) -> bool:
        """Whether this address has shown too many wrong tokens within a second."""
        return self._misses.full(address)

    def missed(self, address: str) -> None:
        """A wrong token. Raises: bot_too_fast."""
        self._misses.take(address)

    async def sweep(self) -> None:
        """Who has not asked for a while starts with an empty bucket anyway."""
        await pace.sweep(self._db, before=datetime.now(UTC) - FORGOTTEN)

    async def _together(self, bot: BotId, chat: ChatId, *, rate: int, code: str) -> None:
        if not await pace.take(self._db, bot, chat, each=timedelta(seconds=1 / rate)):
            raise TooMany(code, retry_after=1)
