"""What a source tells, line by line, whatever it is: a table, a directory server, a program that calls us."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from msgspec import Struct

NAME_LIMIT: Final = 80
TITLE_LIMIT: Final = 160
UNIT_LIMIT: Final = 160
KEY_LIMIT: Final = 120
ROWS_LIMIT: Final = 200_000
"""People of one source: twice the largest administration of the country. The plan holds about a kilobyte of each."""

_MARKS = re.compile(r"[\s\u00ab\u00bb\"'`\u201c-\u201f.,\u2116()\-\u2010-\u2015]+")


class Problem(Struct, frozen=True, omit_defaults=True):
    """What is wrong with a line of the source. `code` is a sentence of `ground/i18n`. A warning takes the line without
    the part that it is about; an error takes nothing of it. `keyless`: nobody can tell whose line it is."""

    line: int
    code: str
    details: dict[str, str | int] = {}
    error: bool = True
    table: str = ""
    keyless: bool = False


class UnitRow(Struct, frozen=True, kw_only=True):
    """A line of a table of units. `parent`: the code of the unit above, empty at the top. `head`: the key of a
    person."""

    line: int
    code: str
    name: str
    parent: str = ""
    head: str = ""
    organisation: str = ""
    table: str = ""


class StaffRow(Struct, frozen=True, kw_only=True):
    """One job of one person. Somebody with two jobs has two rows with one key.

    `key`: the personnel number, or whatever the source tells people apart by. The unit is a code of a `UnitRow`, or a
    path of names from the top down. `unknown`: fields that this source does not tell, which therefore stay as they are;
    a field that is told and empty is emptied."""

    line: int
    key: str
    name: str
    organisation: str = ""
    unit: tuple[str, ...] = ()
    unit_code: str = ""
    title: str = ""
    head: bool = False
    deputy: bool = False
    email: str = ""
    phone: str = ""
    login: str = ""
    active: bool = True
    since: date | None = None
    until: date | None = None
    unknown: frozenset[str] = frozenset()
    table: str = ""


class Facts(Struct, frozen=True, omit_defaults=True):
    """What is kept about a person who may never have signed in. Dates are ISO texts."""

    name: str
    email: str = ""
    phone: str = ""
    login: str = ""
    since: str = ""
    until: str = ""


FACTS: Final = Facts.__struct_fields__


def name_key(text: str) -> str:
    """Names that people take for one: letter case, ё and е, quotes, dots and blanks make no difference."""
    return _MARKS.sub(" ", text.casefold().replace("ё", "е")).strip()
