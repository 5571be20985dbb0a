"""Words of any export as messages of ours: at most 4,000 characters each, with their formatting, and nothing in them
that a server refuses."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

LIMIT = 4000
RANGES = 100
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
_ADDRESS = ("http://", "https://", "mailto:", "tel:")

Json = dict[str, Any]
Count = Callable[[str, int], None]


@dataclass(frozen=True)
class Span:
    """A piece of text with at most one meaning, named as our entities are."""

    text: str
    type: str = ""
    url: str = ""
    person: str = ""
    language: str = ""


@dataclass(frozen=True)
class Part:
    """One message to send."""

    text: str
    ranges: tuple[Json, ...]


def note(text: str) -> Span:
    """A line of ours inside somebody's message: set in italics, so that it is not taken for his words."""
    return Span(text, "italic")


def clean(text: str) -> str:
    """What a server takes: NFC, no control characters, no halves of characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("\ufffd", text)


def clean_name(name: str, fallback: str) -> str:
    """A name that a server takes: one line, at most 80 characters, something to see."""
    name = " ".join(_HIDDEN.sub("", clean(name)).split())[:80].strip()
    return name if any(unicodedata.category(sign)[0] in "LNPS" for sign in name) else fallback


def cut(text: Sequence[Span], lose: Count) -> Iterator[Part]:
    """The whole text as one part, or several, cut at good places. `lose` counts what cannot be kept."""
    cleaned = [(clean(span.text), span) for span in text]
    whole = "".join(piece for piece, _ in cleaned)
    ranges = [one for one in _ranges(cleaned) if _sendable(one, lose)]
    start = 0
    while start < len(whole):
        end = _place_to_cut(whole, start)
        piece = whole[start:end]
        if piece.strip():
            inside = [_clipped(one, start, end) for one in ranges if one["offset"] < end and _end(one) > start]
            if len(inside) > RANGES:
                lose("rich_formatting", len(inside) - RANGES)
            yield Part(piece, tuple(_in_utf16(piece, one) for one in inside[:RANGES]))
        start = end


def _place_to_cut(text: str, start: int) -> int:
    end = start + LIMIT
    if end >= len(text):
        return len(text)
    for sign in ("\n", " "):
        place = text.rfind(sign, start + LIMIT // 2, end)
        if place > 0:
            return place + 1
    return end


def _ranges(pieces: list[tuple[str, Span]]) -> Iterator[Json]:
    at = 0
    for piece, span in pieces:
        if span.type and piece:
            extra = {"url": span.url, "person": span.person, "language": span.language[:32]}
            yield {"type": span.type, "offset": at, "length": len(piece), **{k: v for k, v in extra.items() if v}}
        at += len(piece)


def _sendable(one: Json, lose: Count) -> bool:
    if one["type"] == "link" and (not one.get("url", "").startswith(_ADDRESS) or len(one["url"]) > 2048):
        lose("link_addresses", 1)
        return False
    return True


def _end(one: Json) -> int:
    return int(one["offset"]) + int(one["length"])


def _clipped(one: Json, start: int, end: int) -> Json:
    first, last = max(one["offset"], start), min(_end(one), end)
    return {**one, "offset": first - start, "length": last - first}


def _in_utf16(text: str, one: Json) -> Json:
    """Offsets count UTF-16 units on the wire, as JavaScript does."""
    offset = _units(text[: one["offset"]])
    return {**one, "offset": offset, "length": _units(text[: _end(one)]) - offset}


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)
