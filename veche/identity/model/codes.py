"""Codes that people read and type: of the second factor, for recovery, for linking a device. No I/O."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import unicodedata
from typing import Final

import pyotp
from msgspec import Struct

STEP: Final = 30
"""Seconds that a code of the second factor is shown."""
SKEW: Final = 1
"""Steps that a clock may be off, to either side."""
LOOK_BACK: Final = 40
"""Steps to either side in which we look for a wrong clock, to be able to say so: twenty minutes."""
# Crockford's letters: none of them looks like another one.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans("OILU", "011V")
RECOVERY_LENGTH: Final = 16
LINK_LENGTH: Final = 8


class Tried(Struct, frozen=True):
    """What a typed code turned out to be: `step` when it is right; `off` seconds when it is right for another time
    (more than nought: the clock of the one who typed it is ahead)."""

    step: int | None = None
    off: int = 0


def new_secret() -> str:
    """160 random bits in base32, as authenticator apps want them."""
    return pyotp.random_base32()


def otp_uri(secret: str, *, login: str, site: str) -> str:
    """What the QR code of the second factor says."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=site)


def try_code(secret: str, typed: str, *, at: float, after: int, ahead_too: bool) -> Tried:
    """Compare with the codes around this moment, each in constant time; those up to the step `after` were used.

    `ahead_too`: also look for a clock that is ahead. Only where the secret is known to the one who types: a guess that
    is "right in five minutes" could be kept until then.
    """
    totp, now = pyotp.TOTP(secret), int(at) // STEP
    code = digits(typed)
    first, last = now - LOOK_BACK, now + (LOOK_BACK if ahead_too else SKEW)
    found = [step for step in range(first, last + 1) if hmac.compare_digest(totp.at(step * STEP), code)]
    near = [step for step in found if abs(step - now) <= SKEW]
    fresh = [step for step in near if step > after]
    if fresh:
        return Tried(step=fresh[0])
    if near or not found:
        return Tried()
    return Tried(off=(min(found, key=lambda step: abs(step - now)) - now) * STEP)


def digits(typed: str) -> str:
    """Spaces do not count; digits of other scripts do."""
    plain = "".join(typed.split())
    return "".join(str(unicodedata.digit(sign, "?")) for sign in plain) if len(plain) <= 12 else ""


def is_code(typed: str) -> bool:
    """Whether this looks like a code of the second factor, not like a recovery code."""
    return re.fullmatch(r"[0-9]{6}", digits(typed)) is not None


def new_readable(length: int) -> str:
    """A random code for people, in groups of four: five bits a letter."""
    plain = "".join(secrets.choice(ALPHABET) for _ in range(length))
    return "-".join(plain[at : at + 4] for at in range(0, length, 4))


def readable(typed: str) -> str:
    """A typed code in its one form: capital letters, no hyphens and spaces, look-alikes made equal."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum())
    return letters.translate(_LOOKALIKES)


def recovery_hash(person: int, typed: str) -> bytes:
    """How recovery codes are stored. They have 80 random bits, so a plain fast hash is enough."""
    return hashlib.sha256(f"recovery\0{person}\0{readable(typed)}".encode("utf-8", "surrogatepass")).digest()


def link_hash(typed: str) -> bytes:
    return hashlib.sha256(f"link\0{readable(typed)}".encode("utf-8", "surrogatepass")).digest()


def agent_hash(user_agent: str) -> bytes:
    return hashlib.sha256(user_agent.encode("utf-8", "surrogatepass")).digest()


def number_and_choices() -> tuple[int, list[int]]:
    """The number that a new device shows, and the three among which the old one's owner has to find it."""
    choices = secrets.SystemRandom().sample(range(10, 100), 3)
    return choices[0], sorted(choices)
