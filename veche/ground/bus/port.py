"""What a bus promises. One contract suite, `tests/contracts/test_bus.py`, runs on every implementation."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Protocol

Hear = Callable[[bytes], Awaitable[None]]
Gap = Callable[[], Awaitable[None]]

TOPIC = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
LARGEST = 1024 * 1024  # what NATS takes by default


class Bus(Protocol):
    """Messages between the processes of one installation.

    - A publisher does not hear its own messages: it knows already.
    - Messages of one publisher on one topic arrive in order, or not at all.
    - A hearer that fails is logged; the next message reaches it all the same.
    - `subscribe` and `on_gap` come before `start`.
    """

    @property
    def alone(self) -> bool:
        """Nobody else can hear: there is no need to encode a message."""
        ...

    def subscribe(self, topic: str, hear: Hear) -> None: ...

    def on_gap(self, tell: Gap) -> None:
        """`tell` is called when messages may have been missed, so that whoever keeps state can look again."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def publish(self, topic: str, payload: bytes) -> None:
        """Returns without waiting for hearers. A bus that is down loses the message and says so by a gap later."""


def check(topic: str, payload: bytes = b"") -> None:
    """Refuse what some implementation would refuse."""
    if not TOPIC.fullmatch(topic):
        raise ValueError(f"not a topic: {topic!r}")
    if len(payload) > LARGEST:
        raise ValueError(f"a message of {len(payload)} bytes is too large for the bus")
