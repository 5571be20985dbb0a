"""Words of a text: how they are cut out, folded and found again. Pure; stems come from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

WORD_LIMIT = 40
"""Characters of a word that count: nobody looks for more of a key or a number than this."""

# A word, and words tied by hyphens into one. Accents that have no letter of their own (the stress mark) belong to it.
_MARKS = "\u0300-\u036f\u0483-\u0487"
_WORD = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_TIED = re.compile(rf"{_WORD}(?:[-\u2010\u2011]{_WORD})*")
_ONE = re.compile(_WORD)
_PLAIN = re.compile("[a-z0-9а-я]+")
_KEPT_MARK = "\u0306"
"""The breve makes another letter of и and у; every other mark is only an accent."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text at its place (in characters), folded."""

    word: str
    start: int
    end: int


def fold(text: str) -> str:
    """Case, ё and accents do not matter when one looks for something."""
    folded = text.casefold().replace("ё", "е")
    if folded.isascii() or _PLAIN.fullmatch(folded):
        return folded
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", folded).casefold())
    kept = "".join(sign for sign in letters if sign == _KEPT_MARK or not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", kept)


def word_of(text: str) -> str:
    """A word as it is looked for: folded, letters and digits alone (½ folds into a 1, a stroke and a 2)."""
    folded = fold(text)
    return (folded if folded.isalnum() else "".join(filter(str.isalnum, folded)))[:WORD_LIMIT]


def tokens(text: str) -> Iterator[Token]:
    """The words of a text. What is tied by hyphens comes in parts, and as one word: «e-mail» is found as «email»."""
    for tied in _TIED.finditer(text):
        whole, start = tied.group(), tied.start()
        if whole.isalnum():
            yield Token(word_of(whole), start, start + len(whole))
            continue
        parts = [Token(word_of(one.group()), start + one.start(), start + one.end()) for one in _ONE.finditer(whole)]
        yield from parts
        if len(parts) > 1:
            yield Token("".join(part.word for part in parts)[:WORD_LIMIT], start, start + len(whole))


def words_of(text: str) -> set[str]:
    """The different words of a text."""
    return {token.word for token in tokens(text) if token.word}


def utf16(text: str, place: int) -> int:
    """A place in characters as a place in UTF-16 code units."""
    return place + sum(sign > "\uffff" for sign in text[:place])
