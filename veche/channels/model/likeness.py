"""Whether two names would be taken for one another. Pure functions over the shapes that trust makes of names."""

from __future__ import annotations

from typing import Final

SHORT: Final = 8
"""In a shorter name one sign is the whole difference, so only the same look counts."""
LONG: Final = 16


def is_near(shape: str, other: str) -> bool:
    """Whether a reader in a hurry sees the same: one sign more, fewer, another or changed places."""
    shorter = min(len(shape), len(other))
    if shorter < SHORT:
        return False
    most = 2 if shorter >= LONG else 1
    return abs(len(shape) - len(other)) <= most and within(shape, other, most)


def within(one: str, other: str, most: int) -> bool:
    """Whether at most so many steps lead from one to the other (optimal string alignment), without computing more."""
    earlier: list[int] = []
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            step = min(before[column] + 1, now[-1] + 1, before[column - 1] + (sign != against))
            if row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == against:
                step = min(step, earlier[column - 2] + 1)
            now.append(step)
        if min(now) > most:
            return False
        earlier, before = before, now
    return before[-1] <= most
