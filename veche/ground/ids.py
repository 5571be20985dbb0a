"""Integer identifiers that fit into a JavaScript number (below 2^53).

Layout: 32 bits of seconds since 2024-01-01 UTC, 10 bits of *cell* (which installation or shard is at home), 11 bits
of counter. People, posts and bots share one number space, so that a member of a chat is one integer.
"""

from __future__ import annotations

import threading
from typing import NewType

from veche.ground.clock import Clock

ActorId = NewType("ActorId", int)
PersonId = NewType("PersonId", int)
PostId = NewType("PostId", int)
BotId = NewType("BotId", int)
ChatId = NewType("ChatId", int)
DeviceId = NewType("DeviceId", int)
UnitId = NewType("UnitId", int)
OrganisationId = NewType("OrganisationId", int)
InvitationId = NewType("InvitationId", int)
LinkId = NewType("LinkId", int)
Seq = NewType("Seq", int)
Version = NewType("Version", int)

EPOCH_SECONDS = 1_704_067_200
CELL_BITS = 10
COUNTER_BITS = 11
MAX_ID = (1 << 53) - 1


class Ids:
    """Makes new ids. They only grow, also when the clock steps back or more than 2,048 are taken within one second."""

    def __init__(self, clock: Clock, *, cell: int = 0) -> None:
        if not 0 <= cell < 1 << CELL_BITS:
            raise ValueError(f"cell must be within 0..{(1 << CELL_BITS) - 1}, got {cell}")
        self._clock = clock
        self._cell = cell
        self._last = 0
        self._lock = threading.Lock()

    def begin_after(self, last: int) -> None:
        """Not into the second of an id that was given already, whoever gave it: by an earlier process in the same
        second, in a burst that borrowed from the future, or before the clock stepped back."""
        with self._lock:
            second = last >> CELL_BITS + COUNTER_BITS
            self._last = max(self._last, (second + 1 << COUNTER_BITS) - 1)

    def new(self) -> int:
        with self._lock:
            tick = (int(self._clock.now().timestamp()) - EPOCH_SECONDS) << COUNTER_BITS
            # The counter overflows into the seconds: a burst borrows from the future, which stays unique.
            self._last = max(self._last + 1, tick)
            seconds, counter = self._last >> COUNTER_BITS, self._last & ((1 << COUNTER_BITS) - 1)
            return (seconds << CELL_BITS | self._cell) << COUNTER_BITS | counter
