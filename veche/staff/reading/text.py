"""Text with delimiters. A line that is broken is told by its number and spoils no other: not even one with a quote that
never closes."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from veche.ground.errors import BadInput
from veche.staff.model.columns import score
from veche.staff.reading.encoding import broken, detect
from veche.staff.reading.table import CELL_LIMIT, COLUMNS_LIMIT, Line, must_fit

DELIMITERS: Final = (";", ",", "\t", "|")
CELL_LINES: Final = 12
"""A cell may hold a few lines of an address; what goes on for longer is a quote that somebody forgot."""
NAMES: Final = {";": ";", ",": ",", "\t": "Tab", "|": "|"}

csv.field_size_limit(1_000_000)


class TextSource:
    """A file of text; it has one table."""

    def __init__(self, path: Path) -> None:
        """Raises BadInput: staff_file_large, staff_file_empty."""
        must_fit(path.stat().st_size)
        content = path.read_bytes()
        self.encoding = detect(content)
        self._lines = _physical(content, self.encoding)
        if not any(text.strip() for _, text in self._lines):
            raise BadInput("staff_file_empty")
        self.delimiter = self._delimiter()
        self._width = self._usual_width()
        self.how = f"{self.encoding.removesuffix('-sig')}, {NAMES[self.delimiter]}"
        self.tables = [self]
        self.name = ""
        self.hidden = False

    def close(self) -> None:
        self._lines = []

    def lines(self) -> Iterator[Line]:
        """Each with the number of its first line in the file."""
        place, all_lines, began = 0, self._lines, False
        while place < len(all_lines):
            number = place + 1
            damaged, text = all_lines[place]
            if not text.strip():
                place += 1
                continue
            cells, taken = self._record(place)
            place += taken
            began = began or len(cells) >= self._width
            yield self._judged(number, cells, damaged=damaged, began=began)

    def _judged(self, number: int, cells: list[str] | str, *, damaged: bool, began: bool) -> Line:
        if isinstance(cells, str):
            return Line(number, [], cells)
        if len(cells) > COLUMNS_LIMIT or any(len(cell) > CELL_LIMIT for cell in cells):
            return Line(number, [cell[:80] for cell in cells[:1]], "staff_line_long")
        cells = [cell.strip() for cell in cells]
        if damaged:
            return Line(number, cells, "staff_line_encoding", {"encoding": self.encoding})
        if not began or len(cells) == self._width:
            return Line(number, cells)
        extra = cells[self._width :]
        if len(cells) > self._width and not any(extra):
            return Line(number, cells[: self._width])
        return Line(number, cells, "staff_line_columns", {"found": len(cells), "expected": self._width})

    def _record(self, place: int) -> tuple[list[str] | str, int]:
        """The cells of the record that begins here, and how many lines it takes; a code where it has no end."""
        text = self._lines[place][1]
        if '"' not in text:
            return text.rstrip("\r\n").split(self.delimiter), 1
        parts: list[str] = []
        for _, more in self._lines[place : place + CELL_LINES]:
            parts.append(more)
            try:
                [cells] = csv.reader(["\n".join(parts)], delimiter=self.delimiter, strict=True)
            except csv.Error as error:
                if "unexpected end of data" in str(error):
                    continue
                break  # a quote in the middle: read it as people mean it, if that gives the usual cells
            except ValueError:
                break
            if len(parts) == 1 or len(cells) == self._width:
                return cells, len(parts)
        loose = next(csv.reader([text.rstrip("\r\n")], delimiter=self.delimiter), [])
        plain = text.rstrip("\r\n").split(self.delimiter)
        for cells in (loose, plain):
            if len(cells) == self._width and not _opens(cells):
                return [cell.strip() for cell in cells], 1
        return "staff_line_quote", 1

    def _delimiter(self) -> str:
        """The one that understands a head best, else the one that cuts most lines into equally many cells."""
        first = [text for _, text in self._lines[:60] if text.strip()]
        best, points = ";", (-1, -1.0)
        for delimiter in DELIMITERS:
            rows = [next(csv.reader([text], delimiter=delimiter), []) for text in first]
            widths = Counter(len(row) for row in rows if len(row) > 1)
            width, count = widths.most_common(1)[0] if widths else (1, 0)
            found = (max((score(row) for row in rows), default=0), count / len(rows) * min(width, 20))
            if found > points:
                best, points = delimiter, found
        return best

    def _usual_width(self) -> int:
        """How many cells a line of this table has: as its head, or as most lines."""
        rows = []
        for _, text in self._lines[:200]:
            if text.strip():
                rows.append(next(csv.reader([text], delimiter=self.delimiter), []))
        best = max(rows, key=lambda row: score(row))
        if score(best) > 1:
            return len(best)
        return Counter(len(row) for row in rows).most_common(1)[0][0]


def _physical(content: bytes, encoding: str) -> list[tuple[bool, str]]:
    """Lines as they stand in the file, each with whether it is damaged. Only `\\r\\n`, `\\n` and `\\r` end a line."""
    if encoding.startswith(("utf-16", "utf-32")):
        text = content.decode(encoding, errors="replace")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return [("\ufffd" in line, line) for line in lines]
    content = content.removeprefix(b"\xef\xbb\xbf")
    codec = encoding.removesuffix("-sig")
    found = []
    for line in content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"):
        if line.isascii():
            found.append((False, line.decode("ascii")))
        else:
            found.append((broken(line, codec), line.decode(codec, errors="replace")))
    return found


def _opens(cells: list[str]) -> bool:
    """Whether a cell begins with a quote that does not end it."""
    return any(cell.lstrip().startswith('"') and not cell.rstrip().endswith('"') for cell in cells)
