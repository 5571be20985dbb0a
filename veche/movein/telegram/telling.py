"""What an entry of an export says as messages of ours: text of at most 4,000 characters with its formatting."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from veche.movein.telegram.reading import Entry, Losses, Span
from veche.movein.telegram.words import before_text, media_lines, note, service_line, word

LIMIT = 4000
RANGES = 100
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]")
_ADDRESS = ("http://", "https://", "mailto:", "tel:")

Json = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One message to send."""

    text: str
    ranges: tuple[Json, ...]


def wording(entry: Entry, language: str, *, caption: bool = False) -> Iterator[Span]:
    """The text of a message, with lines for what cannot be said in text. `caption`: it may be empty."""
    if entry.kind == "service":
        yield note(service_line(entry.raw, language))
        return
    if entry.kind == "unsupported":
        yield note(word("unsupported", language))
        return
    above = before_text(entry.raw, language)
    text = "".join(span.text for span in entry.text)
    below = media_lines(entry.raw, language)
    if entry.raw.get("author"):
        below.append(word("signed", language, value=entry.raw["author"]))
    if above:
        yield note("\n".join(above))
        if text.strip() or below:
            yield Span("\n")
    if text.strip():
        yield from entry.text
        if below:
            yield Span("\n")
    if below:
        yield note("\n".join(below))
    if not caption and not above and not below and not text.strip():
        yield note(word("empty", language))


def clean(text: str) -> str:
    """What a server takes: NFC, no control characters, no halves of characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("\ufffd", text)


def clean_name(name: str, fallback: str) -> str:
    """A name that a server takes: one line, at most 80 characters, something to see."""
    name = " ".join(_HIDDEN.sub("", clean(name)).split())[:80].strip()
    return name if any(unicodedata.category(sign)[0] in "LNPS" for sign in name) else fallback


def cut(text: tuple[Span, ...], losses: Losses) -> Iterator[Part]:
    """The whole text as one part, or as several at good places when it is too long."""
    cleaned = [(clean(span.text), span) for span in text]
    whole = "".join(piece for piece, _ in cleaned)
    ranges = [one for one in _ranges(cleaned) if _sendable(one, losses)]
    start = 0
    while start < len(whole):
        end = _place_to_cut(whole, start)
        piece = whole[start:end]
        if piece.strip():
            inside = [_clipped(one, start, end) for one in ranges if one["offset"] < end and _end(one) > start]
            losses.add("rich_formatting", max(0, len(inside) - RANGES))
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


def _sendable(one: Json, losses: Losses) -> bool:
    if one["type"] == "link" and (not one.get("url", "").startswith(_ADDRESS) or len(one["url"]) > 2048):
        losses.add("link_addresses")
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
