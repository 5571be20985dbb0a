"""One at a time per upload. Whoever comes later is likely the same person after a lost network: the earlier request,
which may hang on a dead connection, saves what it has and makes way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from veche.ground.errors import Busy

PATIENCE = 15.0


class Turn:
    """The right to write one upload, until somebody else asks for it."""

    def __init__(self) -> None:
        self.wanted = False
        self._waiting: asyncio.Timeout | None = None

    def ask(self) -> None:
        """Ask the holder to make way, also while it waits for the network."""
        self.wanted = True
        if self._waiting is not None:
            self._waiting.reschedule(asyncio.get_running_loop().time())

    async def next(self, pieces: AsyncIterator[bytes]) -> bytes | None:
        """The next piece of a body; None at its end, or when somebody asked."""
        try:
            async with asyncio.timeout(None) as self._waiting:
                if self.wanted:
                    return None
                return await anext(pieces, None)
        except TimeoutError:
            return None
        finally:
            self._waiting = None


class Turns:
    """Who writes which upload in this process."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._locks: dict[int, asyncio.Lock] = {}
        self._holders: dict[int, Turn] = {}
        self._interest: dict[int, int] = {}

    @asynccontextmanager
    async def take(self, file: int) -> AsyncIterator[Turn]:
        """Wait for the turn, asking whoever has it. Raises Busy when he does not make way."""
        lock = self._locks.setdefault(file, asyncio.Lock())
        self._interest[file] = self._interest.get(file, 0) + 1
        try:
            if file in self._holders:
                self._holders[file].ask()
            try:
                async with asyncio.timeout(self._patience):
                    await lock.acquire()
            except TimeoutError:
                raise Busy("upload_busy", retry_after=5) from None
            try:
                turn = self._holders[file] = Turn()
                yield turn
            finally:
                self._holders.pop(file, None)
                lock.release()
        finally:
            self._interest[file] -= 1
            if not self._interest[file]:
                del self._interest[file], self._locks[file]
