"""How fast a bot may ask and speak: leaky buckets in the memory of this process, so that asking costs no statement."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable

from veche.bots.actions.base import Rules
from veche.ground.errors import TooMany
from veche.ground.ids import BotId, ChatId

FORGET_ABOVE = 20_000
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
    """The limits of the Bot API."""

    def __init__(self, rules: Rules, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._requests = Bucket(rules.requests, code="bot_too_fast", clock=clock)
        self._sends = Bucket(rules.sends, code="bot_too_fast_in_chat", clock=clock)
        self._misses = Bucket(MISSES, code="bot_too_fast", clock=clock)

    def request(self, bot: BotId) -> None:
        """Any request. Raises: bot_too_fast."""
        self._requests.take(bot)

    def speak(self, bot: BotId, chat: ChatId) -> None:
        """A message, an edit, a deletion or an answer in a chat. Raises: bot_too_fast_in_chat."""
        self._sends.take((bot, chat))

    def guessing(self, address: str) -> bool:
        """Whether this address has shown too many wrong tokens within a second."""
        return self._misses.full(address)

    def missed(self, address: str) -> None:
        """A wrong token. Raises: bot_too_fast."""
        self._misses.take(address)
