"""Lines of a table as rows of staff, by a profile of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from veche.ground.errors import BadInput
from veche.staff.model.columns import LEVELS, PEOPLE, Mapping
from veche.staff.model.rows import Problem, StaffRow, UnitRow
from veche.staff.reading.table import Line, Table, look_at, told_heads

YES: Final = frozenset({"1", "да", "yes", "true", "y", "+", "x", "х", "истина", "v", "✓"})
NO_ACTIVE: Final = frozenset(
    {"0", "нет", "no", "false", "уволен", "уволена", "уволен(а)", "уволился", "уволилась", "inactive", "disabled"}
    | {"dismissed", "left", "terminated", "неактивен", "ложь", "не работает"}
)
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\s.*)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


@dataclass
class Reader:
    """Reads tables; what is wrong with their lines gathers in `problems`."""

    mapping: Mapping
    with_units: bool = False
    problems: list[Problem] = field(default_factory=list)

    def people(self, table: Table) -> Iterator[StaffRow]:
        """Raises BadInput: staff_column_missing, staff_columns_needed."""
        columns = self.mapping.people
        if "key" not in columns or not ({"name", "last_name"} & columns.keys()):
            raise BadInput("staff_columns_needed")
        flat = [field for field in ("key", "name") if field in columns]
        unknown = frozenset(self._unknown(columns))
        for line, cells in self._lines(table, columns, key="key", needed=flat):
            row = self._person(line, cells, unknown, table.name)
            if row is not None:
                yield row

    def units(self, table: Table) -> Iterator[UnitRow]:
        """Raises BadInput: staff_column_missing, staff_columns_needed."""
        columns = self.mapping.units
        if "code" not in columns or "name" not in columns:
            raise BadInput("staff_columns_needed")
        for line, cells in self._lines(table, columns, key="code", needed=["code", "name"]):
            yield UnitRow(
                line=line.number,
                code=cells["code"],
                name=cells["name"],
                parent=cells.get("parent", ""),
                head=cells.get("head", ""),
                organisation=cells.get("organisation", ""),
                table=table.name,
            )

    def _lines(
        self, table: Table, columns: dict[str, str], *, key: str, needed: Sequence[str]
    ) -> Iterator[tuple[Line, dict[str, str]]]:
        head = look_at(table).head
        places: dict[str, int] = {}
        for line in table.lines():
            if line.number < head:
                continue
            if line.number == head:
                places = _places(told_heads(line.cells), columns)
                continue
            cells = {field: line.cells[place] if place < len(line.cells) else "" for field, place in places.items()}
            if line.problem:
                self._broken(line, cells.get(key, ""), table.name)
            elif any(cells.values()):
                yield line, cells

    def _broken(self, line: Line, key: str, table: str) -> None:
        """A heading between people is no person; of anything else nobody can tell whose line it was, because its cells
        may stand anywhere."""
        heading = line.problem == "staff_line_merged"
        self.problems.append(
            Problem(line.number, line.problem, line.details, error=not heading, table=table, keyless=not heading)
        )

    def _person(self, line: Line, cells: dict[str, str], unknown: frozenset[str], table: str) -> StaffRow | None:
        wrong: list[str] = []
        since, until = (_day(cells.get(field, ""), wrong, field) for field in ("since", "until"))
        for name in wrong:
            self.problems.append(
                Problem(line.number, "staff_date", {"text": cells[name][:40]}, error=False, table=table)
            )
        by_code = self.with_units and "unit_code" in cells
        return StaffRow(
            line=line.number,
            key=cells["key"],
            name=cells.get("name") or _joined(cells),
            organisation=cells.get("organisation", ""),
            unit=() if by_code else self._path(cells),
            unit_code=cells["unit_code"] if by_code else "",
            title=cells.get("title", ""),
            head=_yes(cells.get("head", "")),
            deputy=_yes(cells.get("deputy", "")),
            email=cells.get("email", ""),
            phone=cells.get("phone", ""),
            login=cells.get("login", ""),
            active=cells.get("active", "").casefold() not in NO_ACTIVE,
            since=since,
            until=until,
            unknown=unknown,
            table=table,
        )

    def _path(self, cells: dict[str, str]) -> tuple[str, ...]:
        levels = [cells[level] for level in LEVELS if cells.get(level)]
        unit = cells.get("unit", "")
        if unit and self.mapping.separator:
            levels += [part.strip() for part in unit.split(self.mapping.separator.strip() or self.mapping.separator)]
        elif unit:
            levels.append(unit)
        if not levels and cells.get("unit_code"):
            levels = [cells["unit_code"]]
        return tuple(name for name in levels if name)

    def _unknown(self, columns: dict[str, str]) -> list[str]:
        """What this table does not tell stays as it is."""
        told = set(columns)
        if {"unit_code", *LEVELS} & told:
            told.add("unit")
        return [name for name in PEOPLE if name not in told and name not in ("key", "name", *LEVELS, "unit_code")]


def _places(heads: Sequence[str], columns: dict[str, str]) -> dict[str, int]:
    missing = [head for head in columns.values() if head not in heads]
    if missing:
        raise BadInput("staff_column_missing", column=missing[0][:80])
    return {field: heads.index(head) for field, head in columns.items()}


def _joined(cells: dict[str, str]) -> str:
    return " ".join(part for field in ("last_name", "first_name", "middle_name") if (part := cells.get(field)))


def _yes(text: str) -> bool:
    return text.casefold().strip() in YES


def _day(text: str, wrong: list[str], name: str) -> date | None:
    """`31.12.2026`, `2026-12-31`; anything else is told and is no date."""
    if not text:
        return None
    try:
        if match := _ISO.fullmatch(text):
            return date(*(int(part) for part in match.groups()))
        if match := _DATE.fullmatch(text):
            day, month, year = (int(part) for part in match.groups())
            return date(year, month, day)
    except ValueError:
        pass
    wrong.append(name)
    return None
