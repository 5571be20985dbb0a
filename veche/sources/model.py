"""Pure data and rules of the sources."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, Final

import msgspec
from msgspec import Struct

from veche.ground.errors import VecheError
from veche.identity import Limit

TOKEN_PREFIX: Final = "veche-scim-"
LABEL_LIMIT: Final = 80
SCIM: Final = "scim"
"""The kind of its source in staff; an organisation has one."""
GROUPS_DEEP: Final = 20
MOST_TOKENS: Final = 20
"""In force, of one organisation."""

REQUESTS: Final = Limit(name="scim_requests", burst=5_000, seconds=0.05)
"""Of one token: a first load of 50,000 people takes three quarters of an hour, and nobody else waits for it."""
MISSES: Final = Limit(name="scim_misses", burst=30, seconds=20)
"""Wrong tokens by address. They cannot be guessed anyway; this spares the database and the log."""

MOST_LEAVERS: Final = 5
"""Percent of the people who may leave by a reading that nobody looks at."""
LDAP_TRIES: Final = Limit(name="ldap_tries", burst=30, seconds=20)
"""Of one administrator: a directory server is somebody else's machine."""

ENTERPRISE: Final = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
NOBODY: Final = 0
"""A manager whom the source names and who can be nobody here."""
UNIT_SIZE: Final = 500


def new_token() -> str:
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


class Problem(Struct, frozen=True):
    """An error of ours that is kept: its code and what fills its sentence."""

    code: str
    details: dict[str, str | int] = {}


def kept_problem(error: VecheError) -> str:
    """An error as it is kept beside what it is about."""
    details = {name: value for name, value in error.details.items() if isinstance(value, str | int)}
    return msgspec.json.encode(Problem(error.code, details)).decode()


class Standing(Struct, frozen=True, kw_only=True):
    """A user of SCIM as the staff directory knows people."""

    key: str
    name: str
    units: tuple[str, ...]
    title: str
    email: str
    phone: str
    login: str
    active: bool


def standing(doc: dict[str, Any], *, key: str, active: bool, units: tuple[str, ...]) -> Standing:
    """From what the source told, and the unit that follows from it."""
    return Standing(
        key=key,
        name=_full_name(doc),
        units=units,
        title=_text(doc.get("title")),
        email=_first(doc.get("emails")),
        phone=_first(doc.get("phoneNumbers")).removeprefix("tel:"),
        login=_text(doc.get("userName")),
        active=active,
    )


def department_path(doc: dict[str, Any]) -> tuple[str, ...]:
    """The unit by division and department."""
    place = doc.get(ENTERPRISE) or {}
    parts = (part for name in ("division", "department") if (part := _text(place.get(name))))
    return tuple(step for part in parts for step in unit_path(part))


def manager_of(doc: dict[str, Any]) -> int | None:
    """Who leads him: the number of another user, as `value` or at the end of `$ref`."""
    manager = (doc.get(ENTERPRISE) or {}).get("manager") or {}
    text = _text(manager.get("value")) or _text(manager.get("$ref")).rsplit("/", 1)[-1]
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else NOBODY


def unit_path(text: str) -> tuple[str, ...]:
    """A name as a way through the tree, `Департамент/Отдел`. A slash stands between levels; two of them are one that
    belongs to the name."""
    held = text.replace("//", "\0")
    return tuple(step for part in held.split("/") if (step := " ".join(part.replace("\0", "/").split())))


def _full_name(doc: dict[str, Any]) -> str:
    """Family name first, as staff lists have it; else what the source shows."""
    parts = doc.get("name") or {}
    whole = " ".join(part for name in ("familyName", "givenName", "middleName") if (part := _text(parts.get(name))))
    both = _text(parts.get("familyName")) and _text(parts.get("givenName"))
    shown = _text(parts.get("formatted")) or _text(doc.get("displayName"))
    return whole if both else shown or whole or _text(doc.get("userName"))


def _first(values: Any) -> str:
    """The primary one, else the one for work, else the first."""
    entries = [one for one in values or () if isinstance(one, dict) and _text(one.get("value"))]
    ranked = sorted(entries, key=lambda one: (one.get("primary") is not True, one.get("type") != "work"))
    return _text(ranked[0]["value"]) if ranked else ""


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
