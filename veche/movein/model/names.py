"""Is a placeholder perhaps this person? Only a hint: who is who is confirmed by people."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{2,}")


def alike(one: str, other: str) -> bool:
    """Every word of the shorter name stands in the longer one: «Аня Соколова» is no hint for «Соколова Анна», and
    «Анна Соколова» is one for «Соколова Анна Петровна»."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> set[str]:
    return set(_WORD.findall(name.casefold().replace("ё", "е")))
