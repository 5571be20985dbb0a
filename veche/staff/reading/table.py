"""What a table is to the rest: lines of cells with the numbers that they have in the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from veche.ground.errors import BadInput
from veche.staff.model.columns import guess, guess_separator, kind_of, score

SIZE_LIMIT: Final = 128 * 1024 * 1024
CELL_LIMIT: Final = 4_000
COLUMNS_LIMIT: Final = 200
HEAD_LINES: Final = 30
SAMPLE_LINES: Final = 6


class Line(Struct, frozen=True, omit_defaults=True):
    """`problem`: a code, where the line is no line of this table; its cells are what could be read of it."""

    number: int
    cells: list[str]
    problem: str = ""
    details: dict[str, str | int] = {}


class Table(Protocol):
    """`name`: of the sheet, empty for a text. `told`: what an operator should know, as codes with details."""

    @property
    def name(self) -> str: ...
    @property
    def hidden(self) -> bool: ...
    def lines(self) -> Iterator[Line]: ...


class Source(Protocol):
    """A file with its tables; `how`: encoding and delimiter, for the screen."""

    @property
    def how(self) -> str: ...
    @property
    def tables(self) -> Sequence[Table]: ...
    def close(self) -> None: ...


class Look(Struct, frozen=True, omit_defaults=True):
    """A table at first sight. `kind`: people, units, or nothing that we know. `head`: the line of its head."""

    name: str
    kind: str
    head: int
    heads: list[str]
    guess: dict[str, str]
    sample: list[list[str]]
    separator: str = ""
    hidden: bool = False
    how: str = ""
    file: int = 0


def must_fit(size: int) -> None:
    """Raises BadInput: staff_file_large."""
    if size > SIZE_LIMIT:
        raise BadInput("staff_file_large", limit=SIZE_LIMIT // 1024 // 1024)


def look_at(table: Table, *, how: str = "", file: int = 0) -> Look:
    """Where its head is, what its columns are, and a few lines. There may be titles and blanks above a head."""
    first = []
    for line in table.lines():
        first.append(line)
        if len(first) >= HEAD_LINES:
            break
    best = max(range(len(first)), key=lambda place: (score(first[place].cells), -place), default=None)
    if best is None:
        return Look(table.name, "", 0, [], {}, [], hidden=table.hidden, how=how, file=file)
    if not score(first[best].cells):
        best = max(range(len(first)), key=lambda place: (sum(map(bool, first[place].cells)), -place))
    heads = told_heads(first[best].cells)
    kind = kind_of(heads) or ""
    found = guess(heads, table=kind or "people")
    sample = [line.cells[: len(heads)] for line in first[best + 1 : best + 1 + SAMPLE_LINES]]
    place = heads.index(found["unit"]) if "unit" in found else None
    units = [cells[place] for cells in sample if place is not None and place < len(cells)]
    return Look(
        table.name,
        kind,
        first[best].number,
        heads,
        found,
        sample,
        separator=guess_separator(units),
        hidden=table.hidden,
        how=how,
        file=file,
    )


def told_heads(cells: Sequence[str]) -> list[str]:
    """Heads of columns, each different: the second «Телефон» is «Телефон (2)»."""
    heads: list[str] = []
    for cell in cells[:COLUMNS_LIMIT]:
        name = base = " ".join(cell.split())
        number = 2
        while name and name in heads:
            name, number = f"{base} ({number})", number + 1
        heads.append(name)
    while heads and not heads[-1]:
        heads.pop()
    return heads


def open_source(path: Path, name: str) -> Source:
    """By what is in the file, not by its name. Raises BadInput: staff_file_…, staff_workbook_…."""
    from veche.staff.reading.text import TextSource
    from veche.staff.reading.workbook import Workbook, is_workbook

    return Workbook(path) if is_workbook(path) else TextSource(path)
