"""Names of messages as bots know them: `mid.` + 16 hex digits of the chat + 16 of a sequence number.

The number is (milliseconds << 16) + the low 16 bits of our seq. Clients take it apart, so it is made exactly so; to
find the message again one looks for its moment and takes the first seq from there on that ends in the same bits.
"""

from __future__ import annotations

import base64
import re
from typing import Final, NamedTuple

from veche.ground.errors import NotFound

LOW: Final = 0xFFFF
_MID = re.compile(r"(?:mid\.)?([0-9a-fA-F]{16})([0-9a-fA-F]{16})")


class Place(NamedTuple):
    """Where a mid points: the chat as bots number it, the moment, the low bits of the seq."""

    chat: int
    at_ms: int
    low: int


def number_of(at_ms: int, seq: int) -> int:
    """The `seq` that bots are told."""
    return (at_ms << 16) | (seq & LOW)


def mid_of(chat: int, at_ms: int, seq: int) -> str:
    """`chat`: as bots number it, negative for groups and channels."""
    return f"mid.{chat & 0xFFFF_FFFF_FFFF_FFFF:016x}{number_of(at_ms, seq):016x}"


def read_mid(mid: str) -> Place:
    """Raises NotFound("message_not_found") for what no message is called."""
    parts = _MID.fullmatch(mid)
    if parts is None:
        raise NotFound("message_not_found")
    chat, number = int(parts[1], 16), int(parts[2], 16)
    if chat >= 1 << 63:
        chat -= 1 << 64
    if number >= 1 << 63:
        raise NotFound("message_not_found")
    return Place(chat, number >> 16, number & LOW)


def seq_from(first: int, low: int) -> int:
    """The first seq at or after `first` that ends in these bits."""
    return first + ((low - first) & LOW)


def short_number(at_ms: int, seq: int) -> str:
    """The number as it stands in links to posts."""
    return base64.urlsafe_b64encode(number_of(at_ms, seq).to_bytes(8, "big")).decode().rstrip("=")
