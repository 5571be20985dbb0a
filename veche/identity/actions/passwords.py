"""Password hashes: argon2id in a few threads, so that the event loop never waits for one."""

from __future__ import annotations

import asyncio
import os
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
    """Makes and checks hashes. What waits is bounded: more sign-ins than this are asked to come back."""

    def __init__(self, *, hasher: PasswordHasher = HASHER, workers: int | None = None, waiting: int = WAITING) -> None:
        self._hasher = hasher
        self._threads = ThreadPoolExecutor(
            workers or max(1, min(4, (os.cpu_count() or 2) // 2)), thread_name_prefix="passwords"
        )
        self._room = waiting
        self._nobody: str | None = None

    async def make(self, password: str) -> str:
        """The hash to store."""
        return await self._run(self._hasher.hash, password)

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether the password is right. Without a stored hash (no such login) the same work is done for nothing,
        so that the time does not tell who is here."""
        if stored is None:
            if self._nobody is None:
                self._nobody = await self.make("nobody has this password")
            await self._run(self._check, self._nobody, password)
            return False
        return await self._run(self._check, stored, password)

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

    async def _run(self, work: Callable[..., Outcome], *args: str) -> Outcome:
        if self._room <= 0:
            raise TooMany("sign_in_busy", retry_after=5)
        self._room -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, *args)
        finally:
            self._room += 1
