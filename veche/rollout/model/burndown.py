"""How many have still to come, day by day, against what the waves promise. Everything here is a figure, not a count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from veche.rollout.model.figures import LEAST, Figure

MOST_POINTS: Final = 61
LOOK_BACK: Final = 14
"""Days that the forecast is made of."""


class Point(Struct, frozen=True, omit_defaults=True):
    """One day. `left` is absent in the future, `forecast` in the past."""

    day: date
    planned: int
    left: int | None = None
    forecast: int | None = None


def burn_down(
    *,
    starts_on: date,
    due_on: date,
    today: date,
    waves: Sequence[tuple[date, Figure]],
    came: Callable[[date], int],
    people: Figure,
) -> list[Point]:
    """`waves`: until when, and how many people. `came`: how many had signed in by the end of a day. Nothing where there
    are too few people for a figure."""
    if not isinstance(people, int) or not people:
        return []
    whole = people
    first, last = starts_on, max(due_on, today, starts_on + timedelta(days=1), *(due for due, _ in waves))
    step = max(1, -(-(last - first).days // (MOST_POINTS - 1)))
    wanted = {first + timedelta(days=n) for n in range(0, (last - first).days + 1, step)} | {last}
    if first <= today <= last:
        wanted.add(today)
    here = _left(whole, came, today)
    before = _left(whole, came, today - timedelta(days=LOOK_BACK))
    pace = max(0, before - here) / LOOK_BACK
    return [
        Point(
            day,
            planned=_fives(_planned(day, first, waves, whole)),
            left=_left(whole, came, day) if day <= today else None,
            forecast=_fives(max(0.0, here - pace * (day - today).days)) if day >= today else None,
        )
        for day in sorted(wanted)
    ]


def ahead(points: Sequence[Point], today: date) -> int:
    """By how many people it goes better than planned; less than zero: worse."""
    return next((point.planned - point.left for point in points if point.day == today and point.left is not None), 0)


def _left(whole: int, came: Callable[[date], int], day: date) -> int:
    return max(0, whole - came(day))


def _planned(day: date, first: date, waves: Sequence[tuple[date, Figure]], whole: int) -> float:
    """Each wave goes down evenly from the end of the one before to its own."""
    left, begins = float(whole), first
    until: dict[date, int] = {}
    for due, people in waves:
        until[due] = until.get(due, 0) + (people if isinstance(people, int) else 0)
    for due, people in sorted(until.items()):
        length = max(1, (due - begins).days)
        passed = min(1.0, max(0.0, (day - begins).days / length))
        left -= passed * people
        begins = max(begins, due)
    return max(0.0, left)


def _fives(value: float) -> int:
    return int(value / LEAST + 0.5) * LEAST
