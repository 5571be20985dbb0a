"""From what somebody typed to what is looked for, and how well a message answers it. Pure.

Nothing of what is typed is an operator: a query is cut into words like any text, and its words are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from veche.messages import Message
from veche.search.model.names import quoted
from veche.search.model.words import Token, tokens, utf16

QUERY_WORDS = 8
"""Words of a query that count."""
READ_OF_QUERY = 256
"""Characters of a query that count; the rest of 10,000 is cut off."""
CHATS_IN_INDEX = 300
"""Whoever is in more chats has them sorted out after the index was read, not by it."""
MONTHS_IN_INDEX = 36
DAY_MS = 86_400_000
MONTH_MS = 30 * DAY_MS
HIGHLIGHTS = 20

Stems = Mapping[str, str]
"""Word → stem; an empty stem: a word that says nothing (and, the, и, на)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word that is looked for. `open`: the last one, which may be unfinished."""

    word: str
    stem: str
    open: bool

    def meets(self, word: str, stem: str) -> float:
        """How well a word of a message answers it: 0 not at all."""
        if word == self.word:
            return 1.0
        if self.stem and stem == self.stem:
            return 0.8
        return 0.6 if self.open and word.startswith(self.word) else 0.0

    def lexemes(self) -> str:
        """The word as a part of a `tsquery`.

        Of an unfinished word nobody knows the stem: it may be longer than what is typed, or shorter by an ending that
        is only half there.
        """
        ways = {f"'{quoted(self.stem)}'"} if self.stem else set()
        if self.open:
            ways.add(f"'{quoted(self.word)}':*")
            ways |= {f"'{quoted(self.word[:size])}'" for size in range(max(4, len(self.word) - 3), len(self.word))}
        return f"({' | '.join(sorted(ways))})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: chats that the asker may see now, and filters."""

    chats: frozenset[int]
    sender: int | None = None
    since_ms: int | None = None
    until_ms: int | None = None
    kind: str | None = None

    def allows(self, message: Message) -> bool:
        return (
            message.chat in self.chats
            and not message.deleted
            and message.kind == "text"
            and (self.sender is None or message.sender == self.sender)
            and (self.since_ms is None or message.at >= self.since_ms)
            and (self.until_ms is None or message.at < self.until_ms)
            and (self.kind is None or self.kind in kinds_of(message))
        )


def query_words(text: str) -> list[str]:
    """The words of a query, folded, in order, each once. What is tied by hyphens counts in its parts."""
    found = [token.word for token in tokens(text[:READ_OF_QUERY].replace("-", " ")) if token.word]
    return list(dict.fromkeys(found))[:QUERY_WORDS]


def wanted_of(words: list[str], stems: Stems, *, finished: bool) -> list[Wanted]:
    """What is looked for. Words that say nothing (and, the, и, на) are passed over; a single one that may be unfinished
    is taken for a beginning («на» may become «налог»)."""
    wanted = []
    for number, word in enumerate(words, 1):
        is_open = number == len(words) and not finished
        stem = stems.get(word, word)
        if stem or (is_open and len(words) == 1):
            wanted.append(Wanted(word, stem, is_open))
    return wanted


def tsquery(wanted: list[Wanted], place: Place, *, eras: Iterable[int] | None) -> str:
    """The `tsquery` over parts: all words, one of the chats, the filters, one of the eras."""
    terms = [one.lexemes() for one in wanted]
    if len(place.chats) <= CHATS_IN_INDEX:
        terms.append(_any(f"#c{chat}" for chat in place.chats))
    if place.sender is not None:
        terms.append(_any([f"#a{place.sender}"]))
    if place.kind is not None:
        terms.append(_any([f"#k{place.kind}"]))
    if months := _months(place):
        terms.append(_any(f"#m{month}" for month in months))
    if eras is not None:
        terms.append(_any(f"#e{era}" for era in eras))
    return " & ".join(terms)


def _any(lexemes: Iterable[str]) -> str:
    quotes = [f"'{one}'" for one in sorted(lexemes)]
    return f"({' | '.join(quotes)})"


def _months(place: Place) -> list[int]:
    """The months (of 30 days since 1970) that a search by date touches; none if it is open or too wide."""
    if place.since_ms is None or place.until_ms is None:
        return []
    months = list(range(place.since_ms // MONTH_MS, (place.until_ms - 1) // MONTH_MS + 1)[: MONTHS_IN_INDEX + 1])
    return months if len(months) <= MONTHS_IN_INDEX else []


def kinds_of(message: Message) -> set[str]:
    """Kinds of what hangs on a message; an address in the text makes it a link too."""
    kinds: set[str] = {attachment.type for attachment in message.attachments}
    if any(entity.type == "link" for entity in message.entities) or _ADDRESS.search(message.text):
        kinds.add("link")
    return kinds


_ADDRESS = re.compile(r"(?i)\b(?:https?://|www\.)\S")


def attached_texts(message: Message) -> list[str]:
    """Words that stand beside the text: names of files, questions of polls, titles of places."""
    found = []
    for one in message.attachments:
        found += [one.name, one.title, one.performer, one.address, one.description, one.site]
        if one.poll is not None:
            found += [one.poll.question, *(option.text for option in one.poll.options)]
    return [text for text in found if text]


def marks_of(message: Message) -> set[str]:
    """Under what else a message is found."""
    marks = {f"#c{message.chat}", f"#a{message.sender}", f"#m{message.at // MONTH_MS}"}
    return marks | {f"#k{kind}" for kind in kinds_of(message)}


@dataclass(frozen=True, slots=True)
class Answer:
    """How well a message answers, and where in its text: ranges in UTF-16 units."""

    score: float
    ranges: list[tuple[int, int]]


def beginnings(wanted: list[Wanted]) -> list[str]:
    """What a text must contain to be looked at more closely: stems and words share their beginnings."""
    return [min(one.word, one.stem or one.word, key=len)[:-1] for one in wanted]


def answer(message: Message, wanted: list[Wanted], stems: Stems, *, now_ms: int) -> Answer | None:
    """Every wanted word is in the message, or None. Newer is better, exact forms are better than other forms, words
    that stand together better than apart, a short message better than a long one that says it too."""
    beside = attached_texts(message)
    found: dict[Wanted, float] = {}
    places: list[tuple[int, Token]] = []
    total = 0
    for number, text in enumerate([message.text, *beside]):
        for token in tokens(text):
            total += 1
            for one in wanted:
                fit = one.meets(token.word, stems.get(token.word, token.word))
                if fit:
                    found[one] = max(fit, found.get(one, 0.0))
                    if number == 0:
                        places.append((wanted.index(one), token))
    if len(found) < len(wanted):
        return None
    age = max(0, now_ms - message.at) / DAY_MS
    score = 1 / (1 + age / 30)
    if wanted:
        score += sum(found.values()) / len(wanted) + 0.3 * len(wanted) / total + 0.5 * _together(message.text, places)
    return Answer(score, _ranges(message.text, [token for _, token in places]))


def _together(text: str, places: list[tuple[int, Token]]) -> float:
    """Which share of the wanted words is followed by the next one, with nothing but blanks and signs between."""
    pairs = {
        one
        for (one, first), (other, second) in pairwise(places)
        if other == one + 1 and not any(sign.isalnum() for sign in text[first.end : second.start])
    }
    most = max((number for number, _ in places), default=0)
    return len(pairs) / most if most else 0.0


def _ranges(text: str, met: list[Token]) -> list[tuple[int, int]]:
    """Offset and length of what is found, in UTF-16 units; what lies in each other becomes one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted({(token.start, token.end) for token in met}):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return [(utf16(text, start), utf16(text, end) - utf16(text, start)) for start, end in spans[:HIGHLIGHTS]]
