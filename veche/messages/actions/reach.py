"""How far an account reaches: what it may send and read within an hour, far above what a person does by hand and far
below what somebody needs who holds a stolen account and sweeps up everything."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from veche.ground.errors import TooMany
from veche.ground.logs import get_logger

log = get_logger("reach")

HOUR = 3600.0
FORGET_ABOVE = 10_000


class Reach:
    """A leaky bucket per person, in the memory of this process: asking costs no statement."""

    def __init__(self, hourly: int, *, code: str, clock: Callable[[], float] = time.monotonic) -> None:
        """`hourly` 0: without a limit."""
        self._each = HOUR / hourly if hourly else 0.0
        self._code = code
        self._clock = clock
        self._empty_at: dict[int, float] = {}
        """Person → when his bucket will be empty."""

    def take(self, person: int, times: int = 1) -> None:
        """Raises: TooMany with the seconds to wait."""
        if not self._each:
            return
        now = self._clock()
        empty_at = max(self._empty_at.get(person, 0.0), now) + self._each * times
        if empty_at - now > HOUR:
            wait = max(1, math.ceil(empty_at - now - HOUR))
            log.warning("reach_ended", person=person, code=self._code)
            raise TooMany(self._code, retry_after=wait)
        self._empty_at[person] = empty_at
        if len(self._empty_at) > FORGET_ABOVE:
            self._empty_at = {one: until for one, until in self._empty_at.items() if until > now}
