"""A pool of connections that costs next to nothing to use.

The driver's own pool makes a task and a proxy for every use: 30-50 µs on a statement that takes 25 µs without it
(docs/decisions/0006). This one hands connections over directly; a connection in doubt is closed, never repaired.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, Protocol, TypeVar


class Pooled(Protocol):
    """What the pool has to know of a connection."""

    def is_closed(self) -> bool: ...
    def terminate(self) -> None: ...
    async def close(self, *, timeout: float | None = None) -> None: ...


C = TypeVar("C", bound=Pooled)


class PoolClosed(Exception):
    """Nothing is given out any more."""


class Pool(Generic[C]):
    """At most `size` connections, opened when needed, the one used last first; who waits is served in order."""

    def __init__(self, connect: Callable[[], Awaitable[C]], *, size: int) -> None:
        self._connect = connect
        self._size = size
        self._open = 0  # connections that exist or are being made
        self._idle: list[C] = []
        self._busy: set[C] = set()
        self._waiting: deque[asyncio.Future[C | None]] = deque()
        self._rested = asyncio.Event()
        self._closed = False

    async def take(self) -> C:
        """A connection that was alive a moment ago. Raises what `connect` raises, PoolClosed once closed."""
        while not self._closed:
            while self._idle:
                connection = self._idle.pop()
                if not connection.is_closed():
                    self._busy.add(connection)
                    return connection
                self._open -= 1
            if self._open < self._size:
                return await self._new()
            handed = await self._wait()
            if handed is not None:
                return handed
        raise PoolClosed

    def give(self, connection: C) -> None:
        """Back, in good order."""
        if connection.is_closed() or self._closed:
            self.drop(connection)
            return
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(connection)
                return
        self._busy.discard(connection)
        self._idle.append(connection)

    def drop(self, connection: C) -> None:
        """Close one whose state is in doubt."""
        self._busy.discard(connection)
        self._rested.set()
        connection.terminate()
        self._freed()

    def drop_idle(self) -> None:
        """The server went away: those at rest are lost as well."""
        while self._idle:
            self._idle.pop().terminate()
            self._freed()

    async def close(self, *, within: float) -> None:
        """Let work in hand end, `within` seconds at most; who waits is told at once."""
        self._closed = True
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        idle, self._idle = self._idle, []
        await asyncio.gather(*(connection.close(timeout=1) for connection in idle), return_exceptions=True)
        with contextlib.suppress(TimeoutError):
            while self._busy:
                self._rested.clear()
                async with asyncio.timeout(within):
                    await self._rested.wait()
        for connection in list(self._busy):
            self.drop(connection)

    async def _new(self) -> C:
        self._open += 1
        try:
            connection = await self._connect()
        except BaseException:
            self._freed()
            raise
        self._busy.add(connection)
        return connection

    async def _wait(self) -> C | None:
        """A connection handed over, or None: there is room for a new one."""
        waiter: asyncio.Future[C | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        try:
            return await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():  # handed over in the same moment: to the next
                handed = waiter.result()
                if handed is None:
                    self._tell_room()
                else:
                    self.give(handed)
            raise

    def _freed(self) -> None:
        self._open -= 1
        self._tell_room()

    def _tell_room(self) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return
