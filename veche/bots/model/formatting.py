"""Marked-up text of bots (Markdown, HTML) as plain text with ranges, and ranges as the markup that bots read.

Whatever cannot be understood stays as it is written: a bot's text is never refused for a star too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final, Literal, NamedTuple

from veche.bots.wire.messages import Markup, MarkupType
from veche.ground.text import utf16_length
from veche.messages.shapes import Entity, EntityType

Format = Literal["markdown", "html"]

_PUNCTUATION: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MARKS: Final[dict[str, EntityType]] = {
    "**": "bold",
    "__": "bold",
    "*": "italic",
    "_": "italic",
    "~~": "strike",
    "++": "underline",
    "^^": "highlight",
}
_TAGS: Final[dict[str, EntityType]] = {
    "i": "italic",
    "em": "italic",
    "b": "bold",
    "strong": "bold",
    "s": "strike",
    "del": "strike",
    "u": "underline",
    "ins": "underline",
    "code": "code",
    "pre": "pre",
    "mark": "highlight",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "blockquote": "quote",
}
_HEADING = re.compile(r"#{1,4} +(.*\S)[ \t]*")
_QUOTE = re.compile(r"> ?(.*)")
_MENTION = re.compile(r"max://(?:user|max\.ru)/([1-9][0-9]{0,15})")
_SCHEME = re.compile(r"(?i)(https?://|mailto:|tel:)(.+)")
_URL_LIMIT: Final = 2048
_LANGUAGE_LIMIT: Final = 32
_DEEPEST: Final = 16
"""Links within brackets within brackets: deeper ones are words."""


class Formatted(NamedTuple):
    """Plain text and its ranges; offsets in UTF-16 code units."""

    text: str
    entities: list[Entity]


def read(text: str, form: Format | None) -> Formatted:
    """What a bot sent, in the form it says it is in; without a form it is literal."""
    if form == "markdown":
        return _markdown(text)
    if form == "html":
        return _html(text)
    return Formatted(text, [])


@dataclass(slots=True)
class _Out:
    """Pieces of plain text and ranges over the numbers of pieces: a mark becomes nothing when its partner is found."""

    pieces: list[str] = field(default_factory=list)
    ranges: list[tuple[EntityType, int, int, dict[str, str | int]]] = field(default_factory=list)

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)

    def here(self) -> int:
        return len(self.pieces)

    def span(self, kind: EntityType, start: int, **more: str | int) -> None:
        """From piece `start` to here."""
        self.ranges.append((kind, start, len(self.pieces), more))

    def filled_since(self, start: int) -> bool:
        return any(self.pieces[number] for number in range(start, len(self.pieces)))

    def finished(self) -> Formatted:
        places, place = [0], 0
        for piece in self.pieces:
            place += utf16_length(piece)
            places.append(place)
        entities = []
        for kind, start, end, more in self.ranges:
            if places[end] > places[start]:
                length = places[end] - places[start]
                entities.append(Entity(type=kind, offset=places[start], length=length, **more))  # type: ignore[arg-type]
        entities.sort(key=lambda one: (one.offset, -one.length))
        return Formatted("".join(self.pieces), entities)


def _link(out: _Out, start: int, url: str) -> None:
    """Everything since `start` leads to `url`, if that is an address we keep; otherwise it is only words."""
    if (mention := _MENTION.fullmatch(url)) and (actor := int(mention[1])) < 1 << 53:
        out.span("mention", start, actor=actor)
    elif (known := _SCHEME.fullmatch(url)) and len(url) <= _URL_LIMIT and not re.search(r"[\x00-\x20\x7f-\xa0]", url):
        out.span("link", start, url=known[1].lower() + known[2])


# -- markdown


def _markdown(text: str) -> Formatted:
    out = _Out()
    lines = text.replace("\r\n", "\n").split("\n")
    fences = _fences(lines)
    number = 0
    while number < len(lines):
        if number:
            out.add("\n")
        number = _block(out, lines, number, fences)
    return out.finished()


def _fences(lines: list[str]) -> dict[int, int]:
    """Lines that open a fenced block with something in it → the lines that close them."""
    fences: dict[int, int] = {}
    close = 0
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.startswith("```") and close > number + 1 and "`" not in line[3:]:
            fences[number] = close
        if line.rstrip() == "```":
            close = number
    return fences


def _block(out: _Out, lines: list[str], number: int, fences: dict[int, int]) -> int:
    """One block beginning at this line; the line after it."""
    line = lines[number]
    if end := fences.get(number, 0):
        start = out.here()
        out.add("\n".join(lines[number + 1 : end]))
        language = line[3:].strip()
        out.span("pre", start, **({"language": language} if 0 < len(language) <= _LANGUAGE_LIMIT else {}))
        return end + 1
    if heading := _HEADING.fullmatch(line):
        start = out.here()
        _inline(out, heading[1])
        out.span("heading", start)
        return number + 1
    end = number + 1
    if _QUOTE.fullmatch(line):
        while end < len(lines) and _QUOTE.fullmatch(lines[end]):
            end += 1
        start = out.here()
        _inline(out, "\n".join(match[1] for one in lines[number:end] if (match := _QUOTE.fullmatch(one))))
        out.span("quote", start)
        return end
    while line.strip() and end < len(lines) and end not in fences and _goes_on(lines[end]):
        end += 1
    _inline(out, "\n".join(lines[number:end]))
    return end


def _goes_on(line: str) -> bool:
    """Does this line go on with the paragraph above it?"""
    return bool(line.strip()) and not _HEADING.fullmatch(line) and not _QUOTE.fullmatch(line)


def _inline(out: _Out, text: str, *, depth: int = 0) -> None:
    """Emphasis, code and links within a paragraph."""
    opened: list[_Opened] = []
    closing = _closing(text)
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\" and text[place + 1 : place + 2] in _PUNCTUATION and place + 1 < len(text):
            out.add(text[place + 1])
            place += 2
        elif sign == "`":
            place = _code(out, text, place)
        elif sign == "[" and (link := _bracket(text, place, closing)) and depth < _DEEPEST:
            words, url, place = link
            start = out.here()
            _inline(out, words, depth=depth + 1)
            _link(out, start, url)
        elif sign in "*_~+^":
            place = _run(out, opened, text, place)
        else:
            end = place + 1
            while end < len(text) and text[end] not in "\\`[*_~+^":
                end += 1
            out.add(text[place:end])
            place = end


def _code(out: _Out, text: str, place: int) -> int:
    end = place
    while end < len(text) and text[end] == "`":
        end += 1
    fence = text[place:end]
    close = re.compile(rf"(?<!`){fence}(?!`)").search(text, end)
    if close is None or close.start() == end:
        out.add(fence)
        return end
    start = out.here()
    out.add(text[end : close.start()])
    out.span("code", start)
    return close.end()


def _bracket(text: str, place: int, closing: dict[int, int]) -> tuple[str, str, int] | None:
    """`[words](url)` at this place: words, url, the place after it."""
    end = closing.get(place, -1)
    close = closing.get(end + 1, -1)
    if end < 0 or close < 0 or text[end + 1] != "(":
        return None
    words, url = text[place + 1 : end], text[end + 2 : close].strip()
    if not words.strip() or not url or re.search(r"\s", url):
        return None
    return words, url.removeprefix("<").removesuffix(">"), close + 1


def _closing(text: str) -> dict[int, int]:
    """Where each bracket closes; one pass, however many never do."""
    closing: dict[int, int] = {}
    waiting: dict[str, list[int]] = {"[": [], "(": []}
    place = 0
    while place < len(text):
        sign = text[place]
        if sign == "\\":
            place += 1
        elif sign in waiting:
            waiting[sign].append(place)
        elif sign in "])" and (left := waiting["[" if sign == "]" else "("]):
            closing[left.pop()] = place
        place += 1
    return closing


@dataclass(slots=True)
class _Opened:
    """A run of marks that may open: `left` of them have no partner yet and stand in the text as they are."""

    sign: str
    left: int
    piece: int
    both: bool


def _run(out: _Out, opened: list[_Opened], text: str, place: int) -> int:
    """A run of marks: closes what is open, then opens, and is plain text where it does neither."""
    sign, end = text[place], place
    while end < len(text) and text[end] == sign:
        end += 1
    opens, closes = _flanks(text, place, end)
    left = end - place
    while closes and left:
        number = _partner(out, opened, sign, left, both=opens and closes)
        if number is None:
            break
        partner = opened[number]
        size = 2 if left >= 2 and partner.left >= 2 else 1
        out.span(_MARKS[sign * size], partner.piece + 1)
        left -= size
        partner.left -= size
        out.pieces[partner.piece] = sign * partner.left
        # What opened within and found no partner stays as it is written.
        del opened[number + (1 if partner.left else 0) :]
    if opens and left:
        opened.append(_Opened(sign, left, out.here(), closes))
        out.pieces.append(sign * left)
    else:
        out.add(sign * left)
    return end


def _partner(out: _Out, opened: list[_Opened], sign: str, left: int, *, both: bool) -> int | None:
    """The innermost open run that this one can close and that has something within. As in CommonMark, a run that could
    do both is no partner where the lengths would not come out even (`**a*b**`)."""
    for number in range(len(opened) - 1, -1, -1):
        one = opened[number]
        if one.sign != sign or not out.filled_since(one.piece + 1):
            continue
        if sign not in "*_":
            if left >= 2 and one.left >= 2:
                return number
        elif not (both or one.both) or (left + one.left) % 3 or not left % 3:
            return number
    return None


def _flanks(text: str, place: int, end: int) -> tuple[bool, bool]:
    """May this run open, may it close? As words stand around it: `2 * 3` and `snake_case` are no emphasis."""
    before = text[place - 1] if place else " "
    after = text[end] if end < len(text) else " "
    open_side = not after.isspace() and (after not in _PUNCTUATION or before.isspace() or before in _PUNCTUATION)
    close_side = not before.isspace() and (before not in _PUNCTUATION or after.isspace() or after in _PUNCTUATION)
    if text[place] == "_":
        return open_side and not before.isalnum(), close_side and not after.isalnum()
    return open_side, close_side


# -- html


def _html(text: str) -> Formatted:
    reader = _Html()
    reader.feed(text.replace("\r\n", "\n"))
    reader.close()
    return reader.finished()


class _Html(HTMLParser):
    """Known tags become ranges, the others go; texts stay."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out = _Out()
        self._open: list[tuple[str, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._out.add("\n")
        elif tag == "a":
            self._open.append((tag, self._out.here(), (dict(attrs).get("href") or "").strip()))
        elif tag == "code" and self._open and self._open[-1][0] == "pre":
            language = (dict(attrs).get("class") or "").removeprefix("language-")
            pre, start, _ = self._open.pop()
            self._open.append((pre, start, language))
        elif tag in _TAGS:
            self._open.append((tag, self._out.here(), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._out.add("\n")

    def handle_endtag(self, tag: str) -> None:
        for number in range(len(self._open) - 1, -1, -1):
            if self._open[number][0] == tag:
                self._close(number)
                return

    def handle_data(self, data: str) -> None:
        self._out.add(data)

    def finished(self) -> Formatted:
        while self._open:
            self._close(len(self._open) - 1)
        return self._out.finished()

    def _close(self, number: int) -> None:
        tag, start, more = self._open.pop(number)
        if tag == "a":
            _link(self._out, start, more)
        elif tag == "pre" and 0 < len(more) <= _LANGUAGE_LIMIT:
            self._out.span("pre", start, language=more)
        else:
            self._out.span(_TAGS[tag], start)


# -- back to bots


_MARKUP: Final[dict[EntityType, MarkupType]] = {
    "bold": "strong",
    "italic": "emphasized",
    "underline": "underline",
    "strike": "strikethrough",
    "code": "monospaced",
    "pre": "monospaced",
    "link": "link",
    "mention": "user_mention",
    "quote": "quote",
    "heading": "heading",
    "highlight": "highlighted",
}


def markup_of(entities: Iterable[Entity]) -> list[Markup]:
    """Ranges as bots read them."""
    return [
        Markup(type=_MARKUP[one.type], from_=one.offset, length=one.length, url=one.url, user_id=one.actor)
        for one in entities
    ]
