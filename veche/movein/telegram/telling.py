"""The wording of an entry: its own text, and lines for what cannot be said in text."""

from collections.abc import Iterator

from veche.movein.telegram.reading import Entry
from veche.movein.telegram.words import before_text, media_lines, service_line, word
from veche.movein.text import Span, note


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
