"""Tidying: what is too old goes, what was counted is written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from veche.ground.errors import Unavailable
from veche.ground.logs import get_logger

log = get_logger("bots")

FLUSH_EVERY = 15.0
SWEEP_EVERY = 600.0


class House:
    """Runs in every process: sweeping twice does no harm."""

    def __init__(
        self, sweeps: Sequence[Callable[[], Awaitable[None]]], *, flush: Callable[[], Awaitable[None]]
    ) -> None:
        self._sweeps = sweeps
        self._flush = flush
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run(), name="bots-house")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
            await self._flush()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        sweep_at = loop.time() + FLUSH_EVERY
        while True:
            await asyncio.sleep(FLUSH_EVERY)
            try:
                await self._flush()
                if loop.time() >= sweep_at:
                    sweep_at = loop.time() + SWEEP_EVERY
                    for sweep in self._sweeps:
                        await sweep()
            except Unavailable:
                continue
            except Exception:  # the loop's edge: one bad turn must not end all tidying
                log.exception("bots_tidying_failed")
