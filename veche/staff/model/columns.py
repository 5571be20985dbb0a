"""Which column is what: guessed from the words of the head, then kept as a profile of the organisation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

LEVELS: Final = tuple(f"unit_{number}" for number in range(1, 7))
PEOPLE: Final = (
    *("key", "name", "last_name", "first_name", "middle_name", "organisation", "unit", "unit_code", *LEVELS),
    *("title", "head", "deputy", "email", "phone", "login", "active", "since", "until"),
)
UNITS: Final = ("code", "name", "parent", "head", "organisation")
FIELDS: Final = {"people": PEOPLE, "units": UNITS}

# Whole heads first, then words that a head contains; both without case, ё and marks. Order matters: the first that
# fits takes the column.
_PEOPLE: Final[dict[str, tuple[str, ...]]] = {
    "key": (
        *("таб", "таб n", "таб номер", "табельный", "табельный номер", "табельный n", "id", "номер", "код сотрудника"),
        *("personnel number", "employee id", "employee number", "employeenumber", "key", "staff id", "uid", "снилс"),
    ),
    "name": (
        *("фио", "ф и о", "фамилия имя отчество", "сотрудник", "работник", "полное имя", "name", "full name"),
        *("fio", "display name", "displayname", "employee", "cn"),
    ),
    "last_name": ("фамилия", "last name", "surname", "family name", "sn", "lastname"),
    "first_name": ("имя", "first name", "given name", "givenname", "firstname"),
    "middle_name": ("отчество", "middle name", "patronymic", "middlename"),
    "organisation": ("организация", "учреждение", "юридическое лицо", "organisation", "organization", "company"),
    "unit_code": ("код подразделения", "department id", "unit id", "unit code", "id подразделения", "код отдела"),
    "unit": (
        *("подразделение", "отдел", "структурное подразделение", "управление", "department", "unit", "путь"),
        *("наименование подразделения", "division", "ou", "path"),
    ),
    "title": ("должность", "наименование должности", "title", "job title", "position", "post", "штатная должность"),
    "head": ("руководитель", "начальник", "head", "is head", "руководит", "признак руководителя", "manager"),
    "deputy": ("заместитель", "заместитель руководителя", "deputy", "is deputy"),
    "email": ("e mail", "email", "почта", "электронная почта", "адрес электронной почты", "mail", "эл почта"),
    "phone": (
        *("телефон", "phone", "рабочий телефон", "служебный телефон", "мобильный телефон", "telephone"),
        *("telephonenumber", "номер телефона", "тел", "mobile"),
    ),
    "login": ("логин", "учетная запись", "login", "user name", "username", "samaccountname", "имя пользователя"),
    "active": ("статус", "состояние", "работает", "active", "status", "действует", "уволен"),
    "since": ("дата приема", "принят", "дата назначения", "since", "hire date", "start date", "дата начала"),
    "until": ("дата увольнения", "until", "end date", "termination date", "дата окончания"),
}
_UNITS: Final[dict[str, tuple[str, ...]]] = {
    "code": ("код", "id", "код подразделения", "code", "номер", "unit id", "department id", "unit code"),
    "parent": (
        *("вышестоящее", "вышестоящее подразделение", "родитель", "родительское подразделение", "код родителя"),
        *("parent", "parent id", "parentid", "parent code", "код вышестоящего", "входит в"),
    ),
    "name": (
        *("наименование", "название", "подразделение", "наименование подразделения", "department", "name", "unit"),
        *("отдел", "структурное подразделение"),
    ),
    "head": (
        "руководитель таб",
        "руководитель таб n",
        "руководитель",
        "manager id",
        "head",
        "manager",
        "начальник",
        "head id",
    ),
    "organisation": ("организация", "учреждение", "organisation", "organization", "company"),
}
_CONTAINS: Final[dict[str, tuple[str, ...]]] = {
    "key": ("табельн", "personnel", "employee id"),
    "name": ("фамилия имя", "фио"),
    "unit_code": ("код подраздел",),
    "title": ("должност", "job title"),
    "email": ("mail", "электронн"),
    "phone": ("телефон", "phone"),
    "unit": ("подразделени", "department"),
}
_HEAD_MARKS = re.compile(r"[\s_.,:;()№#\-/\\«»\"'*]+")
_LEVEL = re.compile(
    r"(?:уровень|подразделение|level|unit|department|отдел|подразделение уровень) ?(?:ур(?:овень)? )?([1-6])"
)


class Mapping(Struct, frozen=True, omit_defaults=True):
    """A profile: field → the head of its column, for the table of people and for that of units, if there is one.
    `separator`: what stands between the names of a path in the column `unit`. `sheet`, `units_sheet`: of a workbook.
    `absent_leave`: the table tells everybody, so who is not in it has left."""

    people: dict[str, str] = {}
    units: dict[str, str] = {}
    separator: str = ""
    sheet: str = ""
    units_sheet: str = ""
    absent_leave: bool = True


def head_key(text: str) -> str:
    return _HEAD_MARKS.sub(" ", text.casefold().replace("ё", "е")).strip()


def guess(heads: Sequence[str], *, table: str) -> dict[str, str]:
    """Field → head, for those heads that are understood; `table`: people or units."""
    keys = {head: head_key(head) for head in heads if head.strip()}
    found: dict[str, str] = {}
    for field, words in (_PEOPLE if table == "people" else _UNITS).items():
        for word in words:
            match = next((head for head, key in keys.items() if key == word and head not in found.values()), None)
            if match is not None:
                found[field] = match
                break
    if table == "people":
        _guess_more(keys, found)
    return found


def kind_of(heads: Sequence[str]) -> str | None:
    """Whether this is the head of a table of people or of units; None: of neither."""
    people, units = guess(heads, table="people"), guess(heads, table="units")
    if "parent" in units and "name" in units and not {"title", "last_name"} & people.keys():
        return "units"
    if "name" in people or "last_name" in people:
        return "people"
    return None


def score(heads: Sequence[str]) -> int:
    """How many columns of such a head would be understood."""
    return max(len(guess(heads, table="people")), len(guess(heads, table="units")))


def guess_separator(values: Sequence[str]) -> str:
    """Only what cannot be a part of a name: there are units that are called «Отдел / филиал»."""
    filled = [value for value in values if value]
    for mark in (" > ", " → ", "\\", " | ", ">", "|"):
        if filled and sum(mark in value for value in filled) * 2 > len(filled):
            return mark
    return ""


def _guess_more(keys: dict[str, str], found: dict[str, str]) -> None:
    levels = [(match.group(1), head) for head, key in keys.items() if (match := _LEVEL.fullmatch(key))]
    if len(levels) > 1:
        found.update({f"unit_{number}": head for number, head in levels if head not in found.values()})
    for field, parts in _CONTAINS.items():
        if field in found or (field == "unit" and any(level in found for level in LEVELS)):
            continue
        for head, key in keys.items():
            if head not in found.values() and any(part in key for part in parts):
                found[field] = head
                break
    if "last_name" in found and "first_name" in found:
        found.pop("name", None)
