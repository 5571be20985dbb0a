"""vCards of contacts, and the signature by which a bot knows that its own button gave them."""

from __future__ import annotations

import hashlib
import hmac
import re
from typing import Final, NamedTuple

LIMIT: Final = 4_096
_FOLDED = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r"(?:[\w-]+\.)?([A-Za-z-]+)((?:;[^:\n]*)?):(.*)")


class Card(NamedTuple):
    name: str
    phone: str


def vcard_of(name: str, phone: str = "") -> str:
    """A vCard 3.0 as bots expect it."""
    lines = ["BEGIN:VCARD", "VERSION:3.0"]
    if phone:
        lines.append(f"TEL;TYPE=cell:{phone}")
    lines += [f"FN:{_escaped(name)}", "END:VCARD"]
    return "\r\n".join(lines) + "\r\n"


def read_vcard(text: str) -> Card:
    """The first name and number in it; empty where there is none."""
    name = family = phone = ""
    for line in _FOLDED.sub("", text).splitlines():
        match = _LINE.fullmatch(line.strip())
        if match is None:
            continue
        field, value = match[1].upper(), match[3].strip()
        if field == "FN" and not name:
            name = _plain(value)
        elif field == "N" and not family:
            family = " ".join(part for part in reversed(_plain(value).split(";")[:2]) if part.strip())
        elif field == "TEL" and not phone:
            phone = value.removeprefix("tel:")
    return Card(name or family, phone)


def contact_hash(token: str, vcard: str) -> str:
    """Keyed with the bot's token, over the card exactly as it is sent."""
    return hmac.new(token.encode(), vcard.encode(), hashlib.sha256).hexdigest()


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\n", "\\n")


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: " " if match[1] in "nN" else match[1], text)
