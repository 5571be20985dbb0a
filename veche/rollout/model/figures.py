"""Figures about people: the only way from counts to anything that is shown, exported or published.

A figure is a multiple of five or a word, and stands for a range of counts. Rounding alone is not enough: an eight that
is the sum of two groups of "fewer than five" says that both have four. So what is told of a whole depends on what is
told of its parts: where a range lies at the very end of what the parts leave possible, it is joined with its neighbour.
Then every part may still be anything that is told of it, and no sum, no difference and no two reports speak of one to
four people, nor of one to four who are missing. Why it is so: `docs/decisions/0016-figures-in-fives.md`.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

LEAST: Final = 5
"""No figure tells of fewer people."""
MARGIN: Final = LEAST - 1
"""So many counts more than one stay possible for each part, whatever is told of the whole."""

Word = Literal["few", "some", "nearly"]
"""few: fewer than five. some: not nobody, not all; no number would be safe. nearly: fewer than five are missing."""
Figure = int | Word


class Counts(Struct, frozen=True):
    """What is true of a group of people. Never leaves the server: see `Cell`. Each later signal is counted among those
    of an earlier one: who has signed in counts as invited, and only who has signed in is protected or in the chat."""

    people: int = 0
    invited: int = 0
    signed_in: int = 0
    protected: int = 0
    joined: int = 0


class Cell(Struct, frozen=True, omit_defaults=True):
    """Counts as they may be seen: multiples of five, or words. A group in which there may be fewer than five people has
    nothing but a word for `people`."""

    people: Figure = "few"
    invited: Figure | None = None
    signed_in: Figure | None = None
    protected: Figure | None = None
    joined: Figure | None = None
    share: int | None = None
    """Percent of people who have signed in, made of the figures; absent where there are words."""
    done: bool = False
    """Everybody has signed in. Never told of a group that has no figures."""


class Range(Struct, frozen=True):
    """What whoever reads a figure can know of the count behind it."""

    low: int
    high: int


def fives(count: int) -> int:
    """The nearest multiple of five."""
    return (count + LEAST // 2) // LEAST * LEAST


def figure(count: int) -> Figure:
    """A count that is no part of a larger one that is told."""
    return "few" if 0 < count < LEAST else fives(count)


def plain(count: int, *, whole: int | None) -> Range:
    """The range of a count by itself. `whole`: the group that it is counted in, of whom those who are missing are as
    many people as those who came; None: people as such."""
    if whole is not None and whole < 2 * LEAST:
        if whole < LEAST:
            return Range(0, whole)
        return Range(count, count) if count in (0, whole) else Range(1, whole - 1)
    if count == 0 or count == whole:
        return Range(count, count)
    if count < LEAST:
        return Range(1, LEAST - 1)
    middle = fives(count)
    if whole is None:
        return Range(max(LEAST, middle - 2), middle + 2)
    if whole - count < LEAST:
        return Range(whole - LEAST + 1, whole - 1)
    return Range(max(LEAST, middle - 2), min(whole - LEAST, middle + 2))


def told(count: int, among: Range, *, whole: int | None) -> Range:
    """What is told of a count of which it is known already, from its parts, that it lies in `among`."""
    low, high = among.low, among.high
    if whole is not None and whole < LEAST:
        return among
    first, last = _first(low, high, whole), _last(low, high, whole)
    if first >= last:
        return among
    if count <= first:
        return Range(low, first)
    if count >= last:
        return Range(last, high)
    found = plain(count, whole=whole)
    return Range(max(found.low, first + 1), min(found.high, last - 1))


def _first(low: int, high: int, whole: int | None) -> int:
    """Where the lowest range ends: far enough from the lowest count that no part has to be at its own lowest. "Nobody"
    may be told of a whole as of every part."""
    end = min(high, plain(low, whole=whole).high)
    if low == end == 0:
        return 0 if high >= LEAST else high
    while end < min(high, low + MARGIN):
        end = min(high, plain(end + 1, whole=whole).high)
    return end


def _last(low: int, high: int, whole: int | None) -> int:
    """Where the highest range begins; "everybody" may be told."""
    start = max(low, plain(high, whole=whole).low)
    if start == high == whole:
        return high if low <= high - LEAST else low
    while start > max(low, high - MARGIN):
        start = max(low, plain(start - 1, whole=whole).low)
    return start


def number(seen: Range, *, people: int, whole: int) -> int:
    """A range as a point of a chart. `people`: the figure of the whole."""
    if seen.low == seen.high == whole:
        return people
    if seen.low > whole - LEAST:
        return max(0, people - LEAST)
    return min(people, fives((seen.low + seen.high) // 2))


def people_figure(seen: Range) -> Figure:
    """How many there are."""
    if seen.high < LEAST:
        return seen.high and "few"
    return "some" if seen.low < LEAST else fives((seen.low + seen.high) // 2)


def signal_figure(seen: Range, *, people: int, whole: int) -> Figure:
    """How many of them have done something."""
    if seen.low == seen.high and seen.low in (0, whole):
        return people if seen.low else 0
    if seen.low > whole - LEAST:
        return "nearly"
    if seen.high < LEAST:
        return "few"
    return "some" if seen.low < LEAST else number(seen, people=people, whole=whole)


def share(part: Figure | None, whole: Figure, *, done: bool = False) -> int | None:
    """Percent, of figures and not of counts: an exact percentage would give an exact count away. A hundred is said
    only when it is true."""
    if not isinstance(part, int) or not isinstance(whole, int) or not whole:
        return None
    return 100 if done else min(99, 100 * part // whole)
