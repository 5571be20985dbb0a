"""Letters and text messages to people who are not here yet: addresses that we write to, and when to try again."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

TRIES: Final = 6
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=2)

# Narrower than the standard on purpose: one @, no quotes, no comments, no address literals. An address that two
# programs may read in two ways lets a stranger in.
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,62}[A-Za-z0-9_+-])?@(?=.{4,253}\Z)"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_PHONE: Final = re.compile(r"\+[1-9][0-9]{7,14}")
_DRESS: Final = re.compile(r"[\s().-]")


def email_of(text: str) -> str | None:
    """The address as we write to it; None: not one that we do."""
    address = text.strip()
    return address if _EMAIL.fullmatch(address) and ".." not in address else None


def phone_of(text: str) -> str | None:
    """+79161234567. Eight and ten digits are a Russian number, as people write it."""
    digits = _DRESS.sub("", text)
    if re.fullmatch(r"8[0-9]{10}", digits):
        digits = "+7" + digits[1:]
    return digits if _PHONE.fullmatch(digits) else None


def pause_after(attempts: int) -> timedelta:
    """Twice as long each time."""
    doubled: int = 2 ** max(0, min(attempts, 16) - 1)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
