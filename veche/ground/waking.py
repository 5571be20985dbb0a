"""Waiting for an event, but not for ever."""

from __future__ import annotations

import asyncio
import contextlib


async def wait_within(event: asyncio.Event, seconds: float) -> None:
    """Until the event is set, so many seconds at most.

    `asyncio.wait_for` must not be used for it: in Python 3.11 it forgets that it was cancelled when the event comes at
    the same moment, and who stops the task waits for ever."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
