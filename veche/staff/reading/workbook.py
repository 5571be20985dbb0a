"""Workbooks of Excel and its relatives, read row by row. A workbook is somebody's input: it is a zip that may swell,
its cells may be formulas that were never computed, dates that are numbers, and numbers that lost their zeros."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils.cell import range_boundaries

from veche.ground.errors import BadInput
from veche.staff.reading.table import CELL_LIMIT, COLUMNS_LIMIT, Line, must_fit

EXPANDED_LIMIT: Final = 1024 * 1024 * 1024
RATIO_LIMIT: Final = 200
RATIO_FROM: Final = 10 * 1024 * 1024
ENTRIES_LIMIT: Final = 10_000
PIECE: Final = 1024 * 1024
MERGED_LIMIT: Final = 100_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ZEROS = re.compile(r"0{2,30}")


def is_workbook(path: Path) -> bool:
    """A zip; whether it is a workbook is asked when it is opened. Raises BadInput: staff_workbook_old."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise BadInput("staff_workbook_old")
    return start[:4] == b"PK\x03\x04"


class Workbook:
    """A file with sheets."""

    def __init__(self, path: Path) -> None:
        """Raises BadInput: staff_file_large, staff_workbook_broken, staff_workbook_swells."""
        _check(path)
        self._path = path
        try:
            self._values = openpyxl.load_workbook(path, read_only=True, data_only=True)
            self._formulas: Any = None
        except Exception as error:  # whatever its parser says of a file that somebody made
            raise BadInput("staff_workbook_broken") from error
        self.how = "XLSX"
        self.tables = [
            Sheet(self, sheet.title, hidden=sheet.sheet_state != "visible") for sheet in self._values.worksheets
        ]
        if not self.tables:
            raise BadInput("staff_workbook_broken")

    def close(self) -> None:
        self._values.close()
        if self._formulas is not None:
            self._formulas.close()

    def rows(self, name: str, *, formulas: bool) -> Iterator[Sequence[Any]]:
        """Rows of cells; with `formulas` as they were written instead of what they came to."""
        if formulas and self._formulas is None:
            self._formulas = openpyxl.load_workbook(self._path, read_only=True, data_only=False)
        sheet = (self._formulas if formulas else self._values)[name]
        # Some programs write a wrong size of the sheet, and nothing behind it would be read.
        sheet.reset_dimensions()
        # Without a number of columns: with one, every row would be filled up to it.
        return (row[:COLUMNS_LIMIT] for row in sheet.iter_rows())

    def marks(self, name: str) -> tuple[list[tuple[int, int, int, int]], bool]:
        """The merged areas of a sheet (columns and rows from 1), and whether it has formulas: the reader of rows tells
        neither."""
        merged: list[tuple[int, int, int, int]] = []
        formulas = False
        with zipfile.ZipFile(self._path) as file, file.open(self._values[name]._worksheet_path) as sheet:
            rest = b""
            while piece := sheet.read(PIECE):
                text = rest + piece
                formulas = formulas or _FORMULA.search(text) is not None
                end = 0
                for match in _MERGED.finditer(text):
                    merged.append(range_boundaries(match.group(1).decode()))
                    end = match.end()
                if len(merged) > MERGED_LIMIT:
                    raise BadInput("staff_workbook_swells")
                rest = text[max(end, len(text) - 200) :]
        return merged, formulas


class Sheet:
    """One table of a workbook."""

    def __init__(self, workbook: Workbook, name: str, *, hidden: bool) -> None:
        self._workbook = workbook
        self.name = name
        self.hidden = hidden

    def lines(self) -> Iterator[Line]:
        """Raises BadInput: staff_workbook_broken, staff_workbook_swells."""
        try:
            yield from self._lines()
        except BadInput:
            raise
        except Exception as error:  # a file that breaks in its middle
            raise BadInput("staff_workbook_broken") from error

    def _lines(self) -> Iterator[Line]:
        merged, with_formulas = self._workbook.marks(self.name)
        fills = _Fills(merged)
        written = self._workbook.rows(self.name, formulas=True) if with_formulas else None
        for number, row in enumerate(self._workbook.rows(self.name, formulas=False), 1):
            source = next(written, ()) if written is not None else ()
            cells, problem, details = _cells(row, source)
            cells = fills.fill(number, cells)
            while cells and not cells[-1]:
                cells.pop()
            if not cells and not problem:
                continue
            if not problem and fills.is_heading(number, cells):
                problem, details = "staff_line_merged", {"text": cells[0][:80] if cells else ""}
            yield Line(number, cells, problem, details)


class _Fills:
    """Merged areas: what stands in their corner holds for all of their rows. An area across columns is a heading."""

    def __init__(self, areas: list[tuple[int, int, int, int]]) -> None:
        self._starts: dict[int, list[tuple[int, int]]] = {}
        self._wide: set[int] = set()
        self._open: dict[int, tuple[int, str]] = {}
        for left, top, right, bottom in areas:
            if left == right:
                self._starts.setdefault(top, []).append((left - 1, bottom))
            elif right - left >= 2:
                self._wide.update(range(top, min(bottom, top + 1000) + 1))

    def fill(self, number: int, cells: list[str]) -> list[str]:
        for column, bottom in self._starts.get(number, ()):
            if column < len(cells):
                self._open[column] = (bottom, cells[column])
        for column, (bottom, text) in list(self._open.items()):
            if number > bottom:
                del self._open[column]
                continue
            if column >= len(cells):
                cells = [*cells, *[""] * (column + 1 - len(cells))]
            cells[column] = cells[column] or text
        return cells

    def is_heading(self, number: int, cells: list[str]) -> bool:
        return number in self._wide and sum(map(bool, cells)) <= 1


def _cells(row: Sequence[Any], source: Sequence[Any]) -> tuple[list[str], str, dict[str, str | int]]:
    cells: list[str] = []
    for place, cell in enumerate(row):
        written = source[place] if place < len(source) else None
        if written is not None and written.data_type == "f" and cell.value is None:
            return cells, "staff_line_formula", {"column": place + 1}
        if cell.data_type == "e":
            return cells, "staff_line_error", {"column": place + 1, "text": str(cell.value)[:20]}
        text = _text(cell)
        if len(text) > CELL_LIMIT:
            return cells, "staff_line_long", {}
        cells.append(text)
    return cells, "", {}


def _text(cell: Any) -> str:
    """The value as the sheet shows it, as far as it matters."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case int() | float():
            return _number(value, str(getattr(cell, "number_format", "") or ""))
        case _:
            return str(value).strip()


def _number(value: int | float, form: str) -> str:
    """«000317» is the number 317 with a format; 3.0 is 3."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value)
    text = str(int(value))
    return text.zfill(len(form)) if _ZEROS.fullmatch(form) else text


def _check(path: Path) -> None:
    must_fit(path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as file:
            members = file.infolist()
    except (zipfile.BadZipFile, OSError, UnicodeError, NotImplementedError) as error:
        raise BadInput("staff_workbook_broken") from error
    swells = any(
        one.file_size > RATIO_FROM and one.file_size > RATIO_LIMIT * max(1, one.compress_size) for one in members
    )
    if len(members) > ENTRIES_LIMIT or sum(one.file_size for one in members) > EXPANDED_LIMIT or swells:
        raise BadInput("staff_workbook_swells")
    if any(one.flag_bits & 1 for one in members) or not any(one.filename == "[Content_Types].xml" for one in members):
        raise BadInput("staff_workbook_broken")
