"""The table of a plan: units within units and waves across them, all of which are told, so that none of it gives away
what another part of it hides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from veche.ground.ids import UnitId
from veche.rollout.model.figures import (
    Cell,
    Counts,
    Figure,
    Range,
    number,
    people_figure,
    plain,
    share,
    signal_figure,
    told,
)

SIGNALS: Final = ("invited", "signed_in", "protected", "joined")


class Piece(NamedTuple):
    """Those of a wave who stand directly in a unit: everything that is told is made of whole pieces."""

    unit: UnitId
    wave: int


class Whole(NamedTuple):
    """Something that is told. `partitions`: each a way to put it together of groups and pieces that are told as well,
    or treated as if they were."""

    pieces: frozenset[Piece]
    partitions: list[list[Whole | Piece]]


class Table:
    """Built of the sizes of pieces; then asked for one signal after the other."""

    def __init__(
        self, sizes: Mapping[Piece, int], parents: Mapping[UnitId, UnitId | None], waves: Iterable[int]
    ) -> None:
        self._sizes = {piece: size for piece, size in sizes.items() if size}
        below = _below(self._sizes, parents)
        self._waves_of = {unit: frozenset(piece.wave for piece in pieces) for unit, pieces in below.items()}
        of_wave = {wave: frozenset(piece for piece in self._sizes if piece.wave == wave) for wave in waves}
        self.units: dict[UnitId, Whole] = {}
        self.waves: dict[int, Whole] = {}
        children: dict[UnitId | None, list[UnitId]] = {}
        for unit in below:
            children.setdefault(parents.get(unit), []).append(unit)
        order = _bottom_up(children)
        # What lies within one wave first, then the waves, then what spans several.
        for unit in (unit for unit in order if len(self._waves_of[unit]) == 1):
            self.units[unit] = self._unit(unit, below[unit], children)
        for wave, pieces in of_wave.items():
            self.waves[wave] = Whole(pieces, [self._cover(pieces, children.get(None, []), children)])
        for unit in (unit for unit in order if len(self._waves_of[unit]) > 1):
            self.units[unit] = self._unit(unit, below[unit], children)
            whole = [self.waves[wave] for wave in self._waves_of[unit]]
            if frozenset[Piece]().union(*(one.pieces for one in whole)) == below[unit]:
                self.units[unit].partitions.append(list(whole))
        tops: list[Whole | Piece] = [self.units[unit] for unit in children.get(None, [])]
        self.total = Whole(frozenset(self._sizes), [tops, list(self.waves.values())])
        self._groups = [*self._in_order(order), self.total]

    def _in_order(self, order: list[UnitId]) -> list[Whole]:
        narrow = [self.units[unit] for unit in order if len(self._waves_of[unit]) == 1]
        wide = [self.units[unit] for unit in order if len(self._waves_of[unit]) > 1]
        return [*narrow, *self.waves.values(), *wide]

    def _unit(self, unit: UnitId, pieces: frozenset[Piece], children: Mapping[UnitId | None, list[UnitId]]) -> Whole:
        parts: list[Whole | Piece] = [piece for piece in pieces if piece.unit == unit]
        return Whole(pieces, [[*parts, *(self.units[child] for child in children.get(unit, []))]])

    def _cover(
        self, pieces: frozenset[Piece], units: list[UnitId], children: Mapping[UnitId | None, list[UnitId]]
    ) -> list[Whole | Piece]:
        """A wave, of the largest units that lie in it as a whole, and of the pieces beside them."""
        parts: list[Whole | Piece] = []
        waiting = list(units)
        while waiting:
            unit = waiting.pop()
            group = self.units.get(unit)
            if group is not None and group.pieces <= pieces:
                parts.append(group)
                continue
            if any(piece.wave in self._waves_of[unit] for piece in pieces):
                parts += [piece for piece in pieces if piece.unit == unit]
                waiting += children.get(unit, [])
        return parts

    def size(self, group: Whole) -> int:
        return sum(self._sizes[piece] for piece in group.pieces)

    def people(self) -> dict[frozenset[Piece], Range]:
        """What is told of how many there are."""
        pieces = {piece: plain(size, whole=None) for piece, size in self._sizes.items()}
        return self._ranges(self._sizes, pieces, hidden=None)

    def signal(
        self, counts: Mapping[Piece, int], people: Mapping[frozenset[Piece], Range]
    ) -> dict[frozenset[Piece], Range]:
        """What is told of those who have done something. `people`: of how many there are, as told."""
        pieces = {piece: plain(counts.get(piece, 0), whole=size) for piece, size in self._sizes.items()}
        return self._ranges(counts, pieces, hidden=people)

    def _ranges(
        self,
        counts: Mapping[Piece, int],
        pieces: Mapping[Piece, Range],
        *,
        hidden: Mapping[frozenset[Piece], Range] | None,
    ) -> dict[frozenset[Piece], Range]:
        found: dict[frozenset[Piece], Range] = {}
        for group in self._groups:
            if group.pieces in found:
                continue
            sums = [
                [pieces[part] if isinstance(part, Piece) else found[part.pieces] for part in partition]
                for partition in group.partitions
            ]
            among = Range(
                max(sum(one.low for one in parts) for parts in sums),
                min(sum(one.high for one in parts) for parts in sums),
            )
            size = None if hidden is None else self.size(group)
            if hidden is not None and not isinstance(people_figure(hidden[group.pieces]), int):
                found[group.pieces] = among
            else:
                count = sum(counts.get(piece, 0) for piece in group.pieces)
                found[group.pieces] = told(count, among, whole=size)
        return found


class Cells:
    """Everything that may be seen of a plan, made of its counts."""

    def __init__(self, table: Table, counts: Mapping[Piece, Counts]) -> None:
        self._table = table
        self._people = table.people()
        self._signals = {
            name: table.signal({piece: getattr(some, name) for piece, some in counts.items()}, self._people)
            for name in SIGNALS
        }

    def total(self) -> Cell:
        return self._cell(self._table.total)

    def unit(self, unit: UnitId) -> Cell:
        group = self._table.units.get(unit)
        return Cell(people=0) if group is None else self._cell(group)

    def wave(self, wave: int) -> Cell:
        """Of a wave only who has come: it may be a list that somebody wrote, and a list could be written to find out
        about one of those on it."""
        cell = self._cell(self._table.waves[wave])
        return Cell(cell.people, cell.invited, cell.signed_in, share=cell.share, done=cell.done)

    def came(self, counts: Mapping[Piece, int]) -> int:
        """How many of all had come by some day, as a point of a chart."""
        people = self.total().people
        if not isinstance(people, int):
            return 0
        total = self._table.total
        seen = self._table.signal(counts, self._people)[total.pieces]
        return number(seen, people=people, whole=self._table.size(total))

    def _cell(self, group: Whole) -> Cell:
        people, whole = people_figure(self._people[group.pieces]), self._table.size(group)
        if not isinstance(people, int):
            return Cell(people=people)
        seen = {name: self._signals[name][group.pieces] for name in SIGNALS}
        found: dict[str, Figure] = {name: signal_figure(one, people=people, whole=whole) for name, one in seen.items()}
        done = 0 < whole == seen["signed_in"].low
        return Cell(people, **found, share=share(found["signed_in"], people, done=done), done=done)


def _below(sizes: Iterable[Piece], parents: Mapping[UnitId, UnitId | None]) -> dict[UnitId, frozenset[Piece]]:
    """The pieces of each unit with everything below it; units without people are none."""
    found: dict[UnitId, set[Piece]] = {}
    for piece in sizes:
        here: UnitId | None = piece.unit
        while here is not None:
            found.setdefault(here, set()).add(piece)
            here = parents.get(here)
    return {unit: frozenset(pieces) for unit, pieces in found.items()}


def _bottom_up(children: Mapping[UnitId | None, list[UnitId]]) -> list[UnitId]:
    order: list[UnitId] = []
    waiting = list(children.get(None, []))
    while waiting:
        unit = waiting.pop()
        order.append(unit)
        waiting += children.get(unit, [])
    return order[::-1]
