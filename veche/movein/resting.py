"""A thread that never rests would take half of the time of everybody else in its process."""

from __future__ import annotations

import time
from typing import Final

SLICE: Final = 0.02
"""Seconds of work between two rests."""
SHARE: Final = 0.5
"""Seconds of rest for each second of work."""


class Rests:
    """Called between two things of some work; now and then it waits, so that others have their turn."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self) -> None:
        worked = time.monotonic() - self._began
        if worked >= SLICE:
            time.sleep(worked * SHARE)
            self._began = time.monotonic()


def never() -> None:
    """For who has the machine to himself."""
