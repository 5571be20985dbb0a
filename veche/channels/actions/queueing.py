"""The public queue: how many wait, how long, with whom. Names of institutions only as far as they agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median_low
from typing import Final

from veche.channels import wire
from veche.channels.actions.base import Needs
from veche.channels.actions.viewing import body_of
from veche.channels.model import QUEUE_READ, WAITING, Application
from veche.channels.store import applications
from veche.directory import organisation_names
from veche.ground.clock import to_ms

LINES: Final = 50
"""Of a page."""
DECIDED_SHOWN: Final = timedelta(days=30)
MEDIAN_OVER: Final = timedelta(days=90)


class Queueing:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def show(self, address: str, asked: wire.ShowQueue) -> wire.Queue:
        """For anybody, signed in or not; a page of what waits and a page of what was decided.
        Raises: too_many_requests."""
        needs, now = self._needs, self._needs.clock.now()
        await needs.limits.take(QUEUE_READ, address)
        open_ones = await applications.waiting(needs.db, None, after=asked.after, limit=LINES + 1)
        decided = await applications.decided_since(
            needs.db, now - DECIDED_SHOWN, after=asked.decided_after, limit=LINES + 1
        )
        waiting, overdue, first, times = await applications.figures(needs.db, since=now - MEDIAN_OVER)
        named = {one.organisation for one in [*open_ones, *decided]}
        names = await organisation_names(needs.db, named | {one.body for one in [*open_ones, *decided] if one.body})
        return wire.Queue(
            waiting=waiting,
            lines=_lines(open_ones[:LINES], names, now),
            decided=_lines(decided[:LINES], names, now),
            next=next_of(open_ones, LINES),
            decided_next=next_of(decided, LINES),
            oldest_days=0 if first is None else max(0, (now - first).days),
            median_days=median_low(times) if times else None,
            overdue=overdue,
        )


def _lines(found: Sequence[Application], names: Mapping[int, str], now: datetime) -> list[wire.QueueLine]:
    return [
        wire.QueueLine(
            number=one.number,
            state=one.state,
            submitted_at=to_ms(one.submitted_at),
            days=_days(one, now),
            body=body_of(one.body, names),
            appeal=one.appeal,
            overdue=one.overdue,
            decide_until=None if one.decide_until is None else to_ms(one.decide_until),
            decided_at=None if one.decided_at is None else to_ms(one.decided_at),
            institution=names.get(one.organisation, "") if may_be_named(one) else "",
        )
        for one in found
        if one.submitted_at is not None
    ]


def next_of(found: Sequence[Application], limit: int) -> int | None:
    """Of one more than were asked for: behind which number the next page begins."""
    return found[limit - 1].number if len(found) > limit else None


def may_be_named(application: Application) -> bool:
    """Who asked and was refused is nobody's business unless he says so; a channel with a badge is public anyway."""
    return application.named or application.state == "approved"


def _days(application: Application, now: datetime) -> int:
    """Whole days of waiting; a clock that stepped back makes none."""
    if application.submitted_at is None:
        return 0
    until = now if application.state in WAITING else application.decided_at or now
    return max(0, (until - application.submitted_at).days)
