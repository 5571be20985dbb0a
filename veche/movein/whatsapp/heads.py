"""Where an entry begins: date and time in the many ways in which telephones write them, and in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Order = Literal["day", "month"]

MARKS: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Directions of writing: they stand anywhere in a head and mean something only where they stand alone."""
LEFT: Final = "\u200e\u200f"
_MARK = re.compile(f"[{MARKS}]")
_BLANK = "[ \u00a0\u202f]"
_DATE = (
    r"(?P<one>[RHS]?\d{1,4})[./\-]" + f"{_BLANK}?" + r"(?P<two>\d{1,2})[./\-]" + f"{_BLANK}?"
    r"(?P<three>[RHS]?\d{1,4})\.?" + f"(?:{_BLANK}(?P<era>BE|พ\\.ศ\\.))?"
)
_HALF = r"[AaPp]\.?[ \u00a0\u202f]?[Mm]\.?|AM|PM|午前|午後|上午|下午|오전|오후"
_TIME = (
    f"(?:(?P<before>{_HALF}){_BLANK}?)?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
    f"(?:{_BLANK}?(?P<after>{_HALF}))?"
)
_ANDROID = re.compile(f"{_DATE}[,،]?{_BLANK}{_TIME}{_BLANK}-{_BLANK}")
_IOS = re.compile(f"\\[{_DATE}[,،]?{_BLANK}{_TIME}\\](?:{_BLANK}|$)")
_IOS_TIME_FIRST = re.compile(f"\\[{_TIME}[,،]{_BLANK}{_DATE}\\](?:{_BLANK}|$)")
_LATE = re.compile(r"[Pp]|午後|下午|오후")
_ERAS: Final = {"R": 2018, "H": 1988, "S": 1925}
_BUDDHIST: Final = 543


@dataclass(frozen=True)
class Head:
    """The beginning of an entry. `parts`: the date as it stands there; `rest`: what follows, with its marks.
    `ios`: the line has brackets; `marked`: a mark of direction stands before them, as before all media."""

    parts: tuple[str, str, str]
    buddhist: bool
    clock: tuple[int, int, int]
    rest: str
    ios: bool
    marked: bool


def unmarked(text: str) -> str:
    """Without directions. Most texts have none, and to look for them is ten times as fast as `translate`."""
    return _MARK.sub("", text)


def head_of(line: str) -> Head | None:
    """None: the line goes on with the entry above it."""
    if not any(sign.isdigit() for sign in line[:40]):
        return None
    bare = unmarked(line)
    found = _IOS.match(bare) or _IOS_TIME_FIRST.match(bare) if bare.startswith("[") else _ANDROID.match(bare)
    if found is None:
        return None
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    half = found["before"] or found["after"]
    if half:
        hour = hour % 12 + (12 if _LATE.match(half) else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    parts = (found["one"], found["two"], found["three"])
    rest = line[_place(line, found.end()) :]
    marked = line[:1] in LEFT and bool(line)
    return Head(parts, bool(found["era"]), (hour, minute, second), rest, ios=bare.startswith("["), marked=marked)


def _place(line: str, bare: int) -> int:
    """The place in a line that has `bare` signs before it besides its marks."""
    for place, sign in enumerate(line):
        if bare == 0:
            return place
        bare -= sign not in MARKS
    return len(line)


def when(head: Head, order: Order) -> datetime | None:
    """As the clock on the wall showed it; None where there is no such day."""
    one, two, three = head.parts
    if len(one) > 2 or one[0] in _ERAS:
        year, month, day = one, two, three
    elif order == "day":
        day, month, year = one, two, three
    else:
        month, day, year = one, two, three
    try:
        of_wall = (_year(year, buddhist=head.buddhist), int(month), int(day), *head.clock)
        return datetime(*of_wall)  # noqa: DTZ001  # a clock on a wall, wherever that was
    except ValueError:
        return None


def _year(text: str, *, buddhist: bool) -> int:
    if text[0] in _ERAS:
        return _ERAS[text[0]] + int(text[1:])
    year = int(text)
    if buddhist or year > 2400:
        return year - _BUDDHIST
    return year + 2000 if year < 100 else year


class Orders:
    """Which of the two orders of day and month a file has; told from all its dates, decided once."""

    def __init__(self) -> None:
        self._day = self._month = False
        self._back: dict[Order, int] = {"day": 0, "month": 0}
        self._last: dict[Order, datetime | None] = {"day": None, "month": None}

    def see(self, head: Head) -> None:
        one, two, _ = head.parts
        if len(one) > 2 or not one.isdigit():
            self._day = True  # the year stands first, and the month behind it: there is nothing to ask
            return
        self._day = self._day or int(one) > 12
        self._month = self._month or int(two) > 12
        for order, last in self._last.items():
            moment = when(head, order)
            if moment is None:
                continue
            # By the day: within one, entries may stand a little back and forth.
            self._back[order] += last is not None and moment.date() < last.date()
            self._last[order] = moment

    def decide(self, *, wanted: str, language: str) -> tuple[Order, bool]:
        """The order, and whether it is only a guess. `wanted`: somebody said so."""
        if wanted in ("day", "month"):
            return ("day" if wanted == "day" else "month"), False
        if self._day != self._month:
            return ("day" if self._day else "month"), False
        if self._back["day"] != self._back["month"]:
            return ("day" if self._back["day"] < self._back["month"] else "month"), False
        if self._last["day"] == self._last["month"] and self._last["day"] is not None and self._same():
            return "day", False
        return ("month" if language == "en" else "day"), True

    def _same(self) -> bool:
        """Both readings end on the same day, as 01/01 does."""
        last = self._last["day"]
        return last is not None and last.day == last.month and self._back == {"day": 0, "month": 0}
