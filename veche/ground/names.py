"""First and last names out of the one line that a person is called by."""

from __future__ import annotations

import re

_PATRONYMIC = re.compile(r"\w+(вич|ич|вна|чна|шна|оглы|кызы)", re.IGNORECASE)
_FAMILY = re.compile(r"\w+([оеё]в|[оеё]ва|[иы]н|[иы]на|[сц]кий|[сц]кая|енко|чук|ых|их)", re.IGNORECASE)
_GIVEN = re.compile(
    r"лев|яков|ирина|марина|екатерина|катерина|нина|галина|полина|кристина|валентина|алина|карина|регина|ангелина"
    r"|арина|василина|антонина|константин|валентин|мартин|вениамин|августин",
    re.IGNORECASE,
)
"""Names of people that end as families do."""


def split_name(name: str) -> tuple[str, str]:
    """What one is addressed by, and the family: «Соколова Анна Петровна» and «Анна Петровна Соколова» are the same
    person, and programs greet by the first. Where nothing tells, the first word is the name."""
    words = name.split()
    if len(words) < 2:
        return name, ""
    patronymic = next((place for place, word in enumerate(words) if place and _PATRONYMIC.fullmatch(word)), None)
    if patronymic is not None and patronymic >= 2:
        family, given = words[: patronymic - 1], words[patronymic - 1 :]
    elif patronymic == 1:
        given, family = words[:2], words[2:]
    elif _is_family(words[0]) and not _is_family(words[1]):
        family, given = words[:1], words[1:]
    else:
        given, family = words[:1], words[1:]
    return " ".join(given), " ".join(family)


def _is_family(word: str) -> bool:
    return bool(_FAMILY.fullmatch(word)) and not _GIVEN.fullmatch(word)
