"""Figures about people: the only way from counts to anything that is shown, exported or published.

A figure is the nearest multiple of five; a count of one to four is no figure at all (None). So whatever is added,
subtracted or compared over time, between filters or between a whole and its parts, comes out in fives again: no report,
and no difference of two, ever speaks of one to four people. A group of fewer than five has no figures, whatever they
are about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

LEAST: Final = 5
"""No figure tells of fewer people."""


class Counts(Struct, frozen=True):
    """What is true of a group of people. Never leaves the server: see `Cell`. Each later signal is counted among those
    of an earlier one: who has signed in counts as invited, and only who has signed in is protected or in the chat."""

    people: int = 0
    invited: int = 0
    signed_in: int = 0
    protected: int = 0
    joined: int = 0


class Cell(Struct, frozen=True, omit_defaults=True):
    """Counts as they may be seen. None: between one and four, or the group itself is that small."""

    people: int | None = None
    invited: int | None = None
    signed_in: int | None = None
    protected: int | None = None
    joined: int | None = None
    share: int | None = None
    """Percent of people who have signed in, made of the figures."""
    done: bool = False
    """Everybody has signed in. Never told of a group that has no figures."""


def figure(count: int) -> int | None:
    """A count as it may be seen."""
    return None if 0 < count < LEAST else (count + LEAST // 2) // LEAST * LEAST


def share(part: int, whole: int) -> int | None:
    """Percent, of figures and not of counts: an exact percentage would give an exact count away. A hundred is said
    only when it is true."""
    some, all_ = figure(part), figure(whole)
    if some is None or not all_:
        return None
    if part == whole:
        return 100
    return min(99, 100 * some // all_)


def cell(counts: Counts, *, signals: bool = True) -> Cell:
    """What may be seen of a group. `signals` False: only who has come, for groups that somebody put together."""
    people = figure(counts.people)
    if people is None:
        return Cell()
    return Cell(
        people=people,
        invited=figure(counts.invited),
        signed_in=figure(counts.signed_in),
        protected=figure(counts.protected) if signals else None,
        joined=figure(counts.joined) if signals else None,
        share=share(counts.signed_in, counts.people),
        done=0 < counts.people == counts.signed_in,
    )


def together(parts: Iterable[Counts]) -> Counts:
    """Counts of several groups without a person in common."""
    people = invited = signed_in = protected = joined = 0
    for part in parts:
        people += part.people
        invited += part.invited
        signed_in += part.signed_in
        protected += part.protected
        joined += part.joined
    return Counts(people, invited, signed_in, protected, joined)
