"""What may make a sound, and when: frozen data and pure rules."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Meta, Struct

from veche.ground.errors import BadInput

Rule = Literal["all", "mentions", "nobody"]
Minute = Annotated[int, Meta(ge=0, le=1439, description="Minutes since midnight.")]
Day = Annotated[int, Meta(ge=0, le=6, description="0 is Monday.")]

MENTIONS_KEPT: Final = timedelta(days=90)
MENTIONS_LIMIT: Final = 500
"""Unread mentions of one actor that are told."""


class Quiet(Struct, frozen=True, forbid_unknown_fields=True):
    """Hours in which nothing makes a sound. They begin at `start` on each of `days` and last until the next `end`."""

    on: bool = False
    start: Minute = 22 * 60
    end: Minute = 7 * 60
    days: Annotated[tuple[Day, ...], Meta(max_length=7)] = (0, 1, 2, 3, 4, 5, 6)
    zone: Annotated[str, Meta(max_length=64)] = "UTC"


class Settings(Struct, frozen=True):
    """What a person decided. The defaults are for those who never looked."""

    dialogs: Rule = "all"
    groups: Rule = "all"
    channels: Rule = "mentions"
    sound: bool = True
    desktop: bool = True
    preview: bool = True
    quiet: Quiet = Quiet()

    def rule_for(self, kind: str) -> Rule:
        if kind == "dialog":
            return self.dialogs
        return self.channels if kind == "channel" else self.groups


DEFAULT: Final = Settings()


def check_quiet(quiet: Quiet) -> None:
    """Raises BadInput: zone_unknown, quiet_empty."""
    zone_of(quiet.zone)
    if quiet.on and (quiet.start == quiet.end or not quiet.days):
        raise BadInput("quiet_empty")


def zone_of(name: str) -> ZoneInfo:
    """The time zone with this name, such as `Asia/Yekaterinburg`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput("zone_unknown", zone=name[:64]) from error


def quiet_until(quiet: Quiet, now: datetime) -> datetime | None:
    """When the quiet that holds at `now` ends; None if nothing holds.

    In clock time of the person's zone: a night in which the clock is changed ends at the hour on the wall."""
    if not quiet.on or quiet.start == quiet.end or not quiet.days:
        return None
    zone = zone_of(quiet.zone)
    today = now.astimezone(zone).date()
    overnight = quiet.end <= quiet.start
    # It may have begun today, or yesterday in the evening.
    for begun in (today, today - timedelta(days=1)):
        if begun.weekday() not in quiet.days:
            continue
        start = _at(begun, quiet.start, zone)
        end = _at(begun + timedelta(days=1) if overnight else begun, quiet.end, zone)
        if start <= now < end:
            return end
    return None


def _at(day: date, minute: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone).astimezone(ZoneInfo("UTC"))


def wants(rule: Rule, *, mentioned: bool) -> bool:
    """Whether a message is worth a sound under this rule."""
    return rule == "all" or (rule == "mentions" and mentioned)
