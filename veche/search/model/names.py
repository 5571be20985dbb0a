"""Names as they sound: Russian and Latin spelling, ё and е, a wrong keyboard layout
and a slip of the finger are one name.

Every word becomes its *sound*: Latin letters, without doubles. `Щербакова`, `Shcherbakova`, `Scherbakova` sound alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from veche.search.model.words import tokens

WORDS_OF_NAME = 24
WORDS_OF_QUERY = 5
SHORTEST_SLIP = 4
"""In shorter words a slip would be another word."""
STEMS = (5, 7)
"""How much of a word is compared with slips: its beginning, so that an unfinished word is forgiven too."""
MISS = "~"
"""Begins a key of near misses: no sound begins so."""

_LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў",
        re.split(" ", "a b v g d e zh z i i k l m n o p r s t u f h c ch sh sh  i  e iu ia i i e g u"),
        strict=True,
    )
)
# The longest first: what people make of Russian letters in passports, on cards and by ear.
_SPELLINGS = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("ph", "f"), ("ts", "c"), ("tz", "c"), ("ck", "k"),
    ("yo", "e"), ("jo", "e"), ("ye", "e"), ("je", "e"), ("yu", "iu"), ("ju", "iu"), ("ya", "ia"), ("ja", "ia"),
    ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("q", "k"),
)  # fmt: skip
_SPELLING = re.compile("|".join(spelling for spelling, _ in _SPELLINGS))
_SOUND_OF = dict(_SPELLINGS)
_DOUBLE = re.compile(r"([a-z])\1+")

_LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS + '~{}:"<>', _RUSSIAN_KEYS + "ёхъжэбю")
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)


def sound(word: str) -> str:
    """A folded word as it sounds."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in word)
    return _DOUBLE.sub(r"\1", _SPELLING.sub(lambda found: _SOUND_OF[found.group()], latin))


def other_layout(text: str) -> str:
    """What the same keys give in the other layout: `ghbdtn` is «привет», and «рудд» is `hell`."""
    lower = text.casefold()
    russian = sum("а" <= sign <= "я" or sign == "ё" for sign in lower)
    return lower.translate(_TO_LATIN if russian * 2 > len(lower.replace(" ", "")) else _TO_RUSSIAN)


def sounds(text: str) -> list[str]:
    """The words of a text as they sound, in order."""
    return [heard for token in tokens(text) if (heard := sound(token.word))]


def readings(query: str) -> list[list[str]]:
    """What the query may mean: as it stands, and typed in the other layout."""
    found = [sounds(query)[:WORDS_OF_QUERY], sounds(other_layout(query))[:WORDS_OF_QUERY]]
    return [words for number, words in enumerate(found) if words and words not in found[:number]]


def misses(word: str) -> Iterator[str]:
    """Keys under which a word is found with one slip: its beginnings with one letter left out."""
    if len(word) < SHORTEST_SLIP:
        return
    for stem in {word[:length] for length in STEMS}:
        yield MISS + stem
        for place in range(len(stem)):
            yield MISS + stem[:place] + stem[place + 1 :]


def keys(texts: Iterable[str]) -> set[str]:
    """Everything under which a name is found."""
    words = list(dict.fromkeys(word for text in texts for word in sounds(text)))[:WORDS_OF_NAME]
    return {key for word in words for key in (word, *misses(word))}


def exact_query(reading: list[str]) -> str:
    """A `tsquery`: every word begins a word of the name. Sounds are letters and digits alone: nothing to escape."""
    return " & ".join(f"'{quoted(word)}':*" for word in reading)


def slip_query(reading: list[str]) -> str:
    """A `tsquery`: every word begins a word of the name, or misses it by a slip."""
    ways = []
    for word in reading:
        near = " | ".join(f"'{quoted(key)}'" for key in sorted(set(misses(word))))
        ways.append(f"('{quoted(word)}':*{' | ' + near if near else ''})")
    return " & ".join(ways)


def quoted(lexeme: str) -> str:
    """A lexeme between quotes of a `tsquery`."""
    return lexeme.replace("\\", "\\\\").replace("'", "''")


def closeness(reading: list[str], name: list[str]) -> float:
    """How well a name answers a query: 0 not at all, 1 word by word. Each word must be met by another word of it."""
    left, total = list(name), 0.0
    for word in reading:
        best, which = max(((_meets(word, other), -number) for number, other in enumerate(left)), default=(0.0, 0))
        if not best:
            return 0.0
        total += best
        del left[-which]
    return total / len(reading) - 0.02 * min(len(left), 5) if reading else 0.0


def _meets(word: str, other: str) -> float:
    if other == word:
        return 1.0
    if other.startswith(word):
        return 0.9
    if len(word) < SHORTEST_SLIP:
        return 0.0
    slips = 2 if len(word) > 7 else 1
    distance = min(slip_distance(word, other[: len(word) + extra], most=slips) for extra in (-1, 0, 1))
    whole = slip_distance(word, other, most=slips)
    if whole <= slips:
        return 0.7 - 0.1 * whole
    return 0.6 - 0.1 * distance if distance <= slips else 0.0


def slip_distance(one: str, other: str, *, most: int) -> int:
    """Letters put wrong, left out, added or swapped with their neighbour between two words; `most` + 1 if more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        last, before, row = before, row, [place]
        for column, sign in enumerate(other, 1):
            cost = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != sign))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == sign:
                cost = min(cost, last[column - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
