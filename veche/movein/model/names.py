"""Is a placeholder perhaps this person? Only a hint: who is who is confirmed by people."""

from __future__ import annotations

import re

_DIGITS = range(7, 16)
LONGEST = 254
"""Of an e-mail address."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def alike(one: str, other: str) -> bool:
    """Every word of the shorter name stands in the longer one: «Аня Соколова» is no hint for «Соколова Анна», and
    «Анна Соколова» is one for «Соколова Анна Петровна»."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def hint(value: object) -> str:
    """A phone number or an e-mail address in the one form in which it is compared; empty for what is neither."""
    text = str(value or "").strip().casefold()
    if "@" in text:
        name, _, host = text.rpartition("@")
        if len(text) > LONGEST or not name or "@" in name or "." not in host or any(map(str.isspace, text)):
            return ""
        return text
    digits = re.sub(r"\D", "", text)
    if len(digits) not in _DIGITS or re.search(r"[^\d\s()+.\-\u00a0\u2011]", text):
        return ""
    # In Russia the same number is written with 8 and with +7.
    return "7" + digits[1:] if len(digits) == 11 and digits[0] == "8" else digits


def _words(name: str) -> set[str]:
    return set(_WORD.findall(name.casefold().replace("ё", "е")))
