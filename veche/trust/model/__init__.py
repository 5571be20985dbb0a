"""Who sees what of a person, and who may come near: frozen data and pure rules."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal

from msgspec import Struct

from veche.identity import Limit

Seers = Literal["everyone", "contacts", "nobody"]
Callers = Literal["everyone", "organisation", "contacts"]
Reason = Literal["spam", "fraud", "violence", "pretending", "personal_data", "other"]
Outcome = Literal["acted", "nothing"]

ONLINE: Final = timedelta(seconds=75)
"""A client that is looked at says so every minute; after that it has gone."""
WATCH: Final = timedelta(seconds=150)
"""Whoever asked when somebody was there is told of changes for so long."""
STORE_SEEN_EVERY: Final = timedelta(minutes=5)
"""Last seen is kept no more exactly than that."""
BLOCKS_LIMIT: Final = 1_000
NOTE_LIMIT: Final = 1_000
REPORTED_AT_ONCE: Final = 20
ANSWERED_KEPT: Final = timedelta(days=365)
"""How long it is known that something was reported and what became of it."""

REPORTS: Final = Limit(name="reports", burst=20, seconds=1_800, code="too_many_reports")


class Privacy(Struct, frozen=True):
    """What a person decided. The defaults are for those who never looked."""

    last_seen: Seers = "contacts"
    read_marks: bool = True
    write_first: Callers = "everyone"
    add_me: Callers = "everyone"


DEFAULT: Final = Privacy()


def shows_seen(one: Privacy, other: Privacy, *, contacts: bool) -> bool:
    """Whether two people see when the other was last there. Who hides it does not see it either."""
    return all(side.last_seen == "everyone" or (side.last_seen == "contacts" and contacts) for side in (one, other))


class Seen(Struct, frozen=True):
    """When somebody was there: now, or last at `at` (milliseconds)."""

    actor: int
    online: bool
    at: int | None = None
