"""E-mail addresses, as strictly as the safety of an office wants them.

An address is good for sending an invitation and for nothing else: it never makes anybody an official. Still, an
invitation to a post must not leave for an address that only looks like the organisation's: so there are no comments, no
quotes, no second @, no letters outside ASCII in front of the @, and the domain is compared as a whole, in the form that
the name servers see."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

import idna

ADDRESS_LIMIT: Final = 254
_LOCAL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def mail_address(text: str) -> str | None:
    """The address in its one form, or None: it is not one that we would send to."""
    text = text.strip(" ")
    if len(text) > ADDRESS_LIMIT or text.count("@") != 1:
        return None
    local, domain = text.split("@")
    local = local.lower() if local.isascii() else ""
    name = mail_domain(domain)
    if name is None or len(local) > 64 or not _LOCAL.fullmatch(local):
        return None
    return f"{local}@{name}"


def mail_domain(text: str) -> str | None:
    """A domain as the name servers know it (`xn--…` for other alphabets), or None."""
    if not text or text != text.strip() or len(text) > 253:
        return None
    try:
        name = text.lower() if text.isascii() else idna.encode(text.lower(), uts46=False).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return None
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    # What calls itself encoded has to be what it says, or two spellings would be one domain.
    if any(label.startswith("xn--") for label in labels):
        try:
            if idna.encode(idna.decode(name)).decode("ascii") != name:
                return None
        except (idna.IDNAError, UnicodeError):
            return None
    # An address of a machine is nobody's domain.
    return None if labels[-1].isdigit() else name


def domain_of(address: str, domains: Collection[str]) -> str | None:
    """Which of an organisation's domains an address is in: exactly, not at its end and not nearly. None: in none."""
    clean = mail_address(address)
    domain = clean.partition("@")[2] if clean else ""
    return domain if domain and domain in domains else None
