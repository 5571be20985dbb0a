"""Password hashes: argon2id in a few threads, so that the event loop never waits for one."""

from __future__ import annotations

import asyncio
import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from veche.ground.errors import TooMany

# 32 MiB, two passes: above OWASP's minimum, about 40 ms of one core.
HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
WAITING = 200

Outcome = TypeVar("Outcome")


class Passwords:
    """Makes and checks hashes. What waits is bounded, and fair: each `line` (a network address, say) has its turn after
    the other, so whoever sends hundreds waits behind himself. When all places are taken, the last one of the longest
    line is asked to come back."""

    def __init__(self, *, hasher: PasswordHasher = HASHER, workers: int | None = None, waiting: int = WAITING) -> None:
        self._hasher = hasher
        self._free = workers or max(1, min(4, (os.cpu_count() or 2) // 2))
        self._threads = ThreadPoolExecutor(self._free, thread_name_prefix="passwords")
        self._places = waiting
        self._lines: dict[str, deque[asyncio.Future[None]]] = {}
        self._nobody: str | None = None

    async def make(self, password: str, *, line: str = "") -> str:
        """The hash to store."""
        return await self._run(line, self._hasher.hash, password)

    async def matches(self, stored: str | None, password: str, *, line: str = "") -> bool:
        """Whether the password is right. Without a stored hash (no such login) the same work is done for nothing,
        so that the time does not tell who is here."""
        if stored is None:
            if self._nobody is None:
                self._nobody = await self.make("nobody has this password", line=line)
            await self._run(line, self._check, self._nobody, password)
            return False
        return await self._run(line, self._check, stored, password)

    def outdated(self, stored: str) -> bool:
        """Made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _check(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, line: str, work: Callable[..., Outcome], *args: str) -> Outcome:
        await self._turn(line)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)
        finally:
            self._next()

    async def _turn(self, line: str) -> None:
        """Wait until a thread is free and this line's turn has come."""
        if self._free > 0:
            self._free -= 1
            return
        if sum(map(len, self._lines.values())) >= self._places:
            self._make_room(line)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(line, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # the turn came as he went: it is the next one's
                self._next()
            raise

    def _make_room(self, line: str) -> None:
        longest = max(self._lines, key=lambda name: len(self._lines[name]), default=line)
        if longest == line or len(self._lines[longest]) <= len(self._lines.get(line, ())) + 1:
            raise TooMany("sign_in_busy", retry_after=5)
        last = self._lines[longest].pop()
        if not last.done():
            last.set_exception(TooMany("sign_in_busy", retry_after=5))

    def _next(self) -> None:
        """A thread is free: the first line that waits has its turn and goes behind the others."""
        while self._lines:
            name = next(iter(self._lines))
            waiting = self._lines.pop(name)
            turn = waiting.popleft() if waiting else None
            if waiting:
                self._lines[name] = waiting
            if turn is not None and not turn.done():
                turn.set_result(None)
                return
        self._free += 1
