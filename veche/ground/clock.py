"""The clock as a thing that is passed in, so that tests can hold it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Wall clock; always aware, always UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def ms(self) -> int:
        return to_ms(self.now())


class FixedClock(Clock):
    """A clock for tests: stands still until it is stepped."""

    def __init__(self, at: datetime | None = None) -> None:
        self.at = at or datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def step(self, seconds: float) -> None:
        """Move by `seconds`, backwards too."""
        self.at += timedelta(seconds=seconds)


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970 UTC: how times travel on the wire."""
    return int(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """The moment that `ms` milliseconds since 1970 UTC name; refuses what a database cannot hold."""
    return datetime.fromtimestamp(ms / 1000, UTC)
