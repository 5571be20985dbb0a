"""Names that look like somebody else's: like an official's, like "support", or put together from two alphabets.

Which signs look alike comes from Unicode's table (the library `confusable_homoglyphs`). Pure functions; nothing is
forbidden here, people are told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from functools import cache
from typing import Final, Literal

from confusable_homoglyphs import categories, confusables

NameWarning = Literal["mixed_scripts", "like_support", "like_official"]

_WORDS: Final = re.compile(r"[^\W_]+")
STEPS: Final = 2
"""The table names one plain sign for all that look like it, so that any two of them are two steps apart."""
_NEUTRAL: Final = frozenset({"COMMON", "INHERITED"})
_SUPPORT_ROOTS: Final = (
    "поддержк", "техподдержк", "админ", "модератор", "безопасност", "официальн", "госуслуг", "справочная",
    "support", "admin", "moderator", "security", "official", "helpdesk", "gosuslug",
)  # fmt: skip
_SUPPORT_WORDS: Final = ("вече", "veche", "служба", "помощь", "help", "system", "система")


@cache
def _shape(sign: str) -> str:
    """The plainest sign that looks like this one: a Latin letter or a digit, if there is one."""
    if sign in "il1|":
        return "l"  # in most typefaces one stroke
    if sign.isascii():
        return "o" if sign == "0" else sign
    met, edge = {sign}, [sign]
    for _ in range(STEPS):
        edge = [one for near in edge for one in _alike(near) if one not in met]
        plain = next((one for one in edge if one.isascii() and one.isalnum()), None)
        if plain is not None:
            return _shape(plain.casefold())
        met.update(edge)
    return sign


def _alike(sign: str) -> list[str]:
    """Single signs that look like it, small or large."""
    forms = dict.fromkeys((sign, sign.upper(), sign.lower()))
    return [one["c"] for form in forms for one in confusables.confusables_data.get(form, ()) if len(one["c"]) == 1]


def skeleton(name: str) -> str:
    """What is left of a name when signs that look alike are one sign: equal for names that a reader mixes up.
    The order of its words does not count."""
    return " ".join(sorted(_words(name)))


def run_together(name: str) -> str:
    """The same signs in their order, without blanks and dashes: names that differ in those alone are equal."""
    return "".join(_words(name))


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return ["".join(map(_shape, word)) for word in _WORDS.findall(bare)]


_ROOTS: Final = tuple("".join(_words(root)) for root in _SUPPORT_ROOTS)
_EXACT: Final = frozenset("".join(_words(word)) for word in _SUPPORT_WORDS)


def is_mixed(name: str) -> bool:
    """Whether letters of several alphabets stand in one word."""
    for word in _WORDS.findall(unicodedata.normalize("NFKC", name)):
        scripts = {categories.alias(sign) for sign in word if sign.isalpha()} - _NEUTRAL
        if len(scripts) > 1:
            return True
    return False


def is_like_support(name: str) -> bool:
    """Whether it sounds as if it spoke for the installation."""
    return any(word in _EXACT or word.startswith(_ROOTS) for word in _words(name))


def warnings_of(name: str, officials: Set[str]) -> list[NameWarning]:
    """What a reader of a private person's name should know. `officials`: skeletons of names and titles of posts."""
    found: list[NameWarning] = []
    if is_mixed(name):
        found.append("mixed_scripts")
    if is_like_support(name):
        found.append("like_support")
    if skeleton(name) in officials:
        found.append("like_official")
    return found
