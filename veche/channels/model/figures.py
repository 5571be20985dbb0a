"""Figures about a channel: counts in which nobody can be found again. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

LEAST: Final = 5
"""Fewer people are no figure."""


def shown(count: int) -> int | None:
    """A count of people, or nothing where one could guess who they are."""
    return count if count >= LEAST else None


def growth_line(changes: Mapping[date, int], *, now: int, last: date, days: int) -> list[int | None]:
    """Subscribers at the end of each day, the last one `last`. The line moves only when it has moved by so many that
    no single coming or going can be read from it; it ends within that of the true number."""
    counts = [now]
    for back in range(days - 1):
        counts.append(counts[-1] - changes.get(last - timedelta(days=back), 0))
    return stepped(counts[::-1])


def stepped(counts: Sequence[int]) -> list[int | None]:
    line: list[int | None] = []
    told = 0
    for count in counts:
        if abs(count - told) >= LEAST or count < LEAST:
            told = count if count >= LEAST else 0
        line.append(told or None)
    return line


def average(views: Sequence[int]) -> int | None:
    """How many saw a post, on average."""
    return shown(round(sum(views) / len(views))) if views else None
