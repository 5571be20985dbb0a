"""One chat of an export as lines in the order of their time, in a file of our own: a run that was broken off goes on
there without reading the export again, and memory holds sixteen bytes of each message at most."""

from __future__ import annotations

import shutil
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from veche.movein.model import ExportHead, Line, Told
from veche.movein.resting import Rests, never

_line = msgspec.json.Decoder(Line)


class Spool:
    """A folder of its own per import. Everything here blocks: call it in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = folder / "lines.jsonl"
        self._head = folder / "head.json"

    def head(self) -> ExportHead | None:
        """None: it is not written yet, or not to its end."""
        try:
            return msgspec.json.decode(self._head.read_bytes(), type=ExportHead)
        except FileNotFoundError:
            return None

    def write(self, told: Iterable[Told], *, now_ms: int, rests: bool = True) -> ExportHead:
        """`now_ms`: nothing was said after this, whatever a file says."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        rest = Rests() if rests else never
        head, times, places = ExportHead(), array("q"), array("q")
        draft = self._folder / "lines.part"
        with draft.open("wb") as file:
            for one in told:
                head.names.update(one.names)
                head.hints.update(one.hints)
                for line in one.lines:
                    line = msgspec.structs.replace(line, at=max(0, min(line.at, now_ms)))
                    times.append(line.at)
                    places.append(file.tell())
                    file.write(msgspec.json.encode(line) + b"\n")
                    head.counts[line.author] = head.counts.get(line.author, 0) + 1
                    for given in line.reactions:
                        for person in given.people:
                            head.counts.setdefault(person, 0)
                if one.pins is not None:
                    head.pins.append(one.pins)
                if one.opens and one.lines[0].source is not None:
                    head.topics.append((one.lines[0].source, one.opens, one.lines[0].author, one.lines[0].at))
                rest()
        head.total = len(times)
        self._sort(draft, times, places)
        (self._folder / "head.part").write_bytes(msgspec.json.encode(head))
        (self._folder / "head.part").replace(self._head)
        return head

    def lines(self, start: int) -> Iterator[Line]:
        with self._lines.open("rb") as file:
            for number, content in enumerate(file):
                if number >= start:
                    yield _line.decode(content)

    def drop(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def _sort(self, draft: Path, times: array[int], places: array[int]) -> None:
        """By time, then by the order of the file. Nearly every export has that order already."""
        if all(times[number] <= times[number + 1] for number in range(len(times) - 1)):
            draft.replace(self._lines)
            return
        order = array("q", sorted(range(len(times)), key=times.__getitem__))
        with draft.open("rb") as source, (self._folder / "sorted.part").open("wb") as target:
            for number in order:
                source.seek(places[number])
                target.write(source.readline())
        (self._folder / "sorted.part").replace(self._lines)
        draft.unlink()
