"""The tree of units as a source tells it, laid over the tree that is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from veche.ground.errors import BadInput
from veche.ground.text import clean_name
from veche.staff.model.known import Known
from veche.staff.model.rows import KEY_LIMIT, UNIT_LIMIT, Problem, UnitRow, name_key
from veche.staff.model.steps import Organised, UnitStep

MAX_DEPTH: Final = 20
"""As the directory has it."""


@dataclass
class Node:
    id: int
    organisation: int
    parent: int | None
    name: str


@dataclass
class Tree:
    """Grows while the plan is made. `heads`: code of a unit → (key of its head, line, table)."""

    known: Known
    nodes: dict[int, Node] = field(default_factory=dict)
    steps: list[UnitStep] = field(default_factory=list)
    organised: list[Organised] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    codes: dict[str, int] = field(default_factory=dict)
    heads: dict[int, tuple[str, int, str]] = field(default_factory=dict)
    _children: dict[tuple[int, int | None, str], list[int]] = field(default_factory=dict)
    _claimed: set[int] = field(default_factory=set)
    _organisations: dict[str, int] = field(default_factory=dict)
    _coded: set[int] = field(default_factory=set)
    _last: int = 0

    def __post_init__(self) -> None:
        self._organisations = dict(self.known.organisations)
        self._coded = set(self.known.codes.values())
        for unit in self.known.units.values():
            self._put(Node(unit.id, unit.organisation, unit.parent, unit.name))

    def organisation(self, name: str) -> int:
        """Its id, or a negative number for one that will be made. Raises BadInput about the name."""
        if not name.strip():
            return self.known.root
        found = self._organisations.get(name_key(name))
        if found is None:
            found = self._number()
            self.organised.append(Organised(found, clean_name(name, limit=UNIT_LIMIT)))
            self._organisations[name_key(name)] = found
        return found

    def by_path(self, organisation: int, path: Sequence[str], *, line: int) -> int:
        """The unit at the end of a path of names; what is missing of it will be made. Raises BadInput."""
        if len(path) > MAX_DEPTH:
            raise BadInput("staff_unit_too_deep", limit=MAX_DEPTH)
        names = [clean_name(name, limit=UNIT_LIMIT, field="unit") for name in path]
        parent: int | None = None
        for name in names:
            found = self._children.get((organisation, parent, name_key(name)))
            if found:
                parent = found[0]
                continue
            node = Node(self._number(), organisation, parent, name)
            self._put(node)
            self.steps.append(
                UnitStep(act="create", unit=node.id, name=name, organisation=organisation, parent=parent, line=line)
            )
            parent = node.id
        if parent is None:
            raise BadInput("staff_no_unit")
        return parent

    def take_rows(self, rows: Sequence[UnitRow]) -> None:
        """A table of units: parents may follow their children, or be missing, or go round in a circle."""
        told = self._told(rows)
        bad = self._bad(told)
        for code in _parents_first(told, bad):
            row = told[code]
            parent = self.of_code(row.parent) if row.parent else None
            self._one(row, parent)
            if row.head:
                self.heads[self.codes[code]] = (row.head, row.line, row.table)
        for code, unit in self.known.codes.items():
            if rows and code not in told and unit in self.known.units:
                old = self.known.units[unit]
                self.steps.append(
                    UnitStep(
                        act="gone",
                        unit=unit,
                        name=old.name,
                        organisation=old.organisation,
                        parent=old.parent,
                        code=code,
                    )
                )

    def of_code(self, code: str) -> int | None:
        return self.codes.get(code, self.known.codes.get(code))

    def _told(self, rows: Sequence[UnitRow]) -> dict[str, UnitRow]:
        told: dict[str, UnitRow] = {}
        for row in rows:
            code = row.code.strip()
            if not code or len(code) > KEY_LIMIT:
                self._wrong(row, "staff_unit_no_code")
            elif code in told:
                self._wrong(row, "staff_unit_twice", code=code, other=told[code].line)
            else:
                try:
                    name = clean_name(row.name, limit=UNIT_LIMIT, field="unit")
                    self.organisation(row.organisation)
                except BadInput as error:
                    self._wrong(row, "staff_unit_name", code=code, why=error.code)
                    continue
                told[code] = UnitRow(
                    line=row.line,
                    code=code,
                    name=name,
                    parent=row.parent.strip(),
                    head=row.head.strip(),
                    organisation=row.organisation,
                    table=row.table,
                )
        return told

    def _bad(self, told: dict[str, UnitRow]) -> set[str]:
        """Units that cannot be placed, each with its reason told: in a circle, too deep, or below such ones."""
        depths: dict[str, int] = {}
        bad: set[str] = set()
        for start in told:
            walk: list[str] = []
            code = start
            while code not in depths and code not in bad and code not in walk:
                walk.append(code)
                parent = told[code].parent
                if not parent:
                    break
                if parent not in told:
                    if self.known.codes.get(parent) not in self.nodes:
                        self._wrong(told[code], "staff_unit_parent_unknown", code=code, parent=parent)
                        bad.add(code)
                    break
                code = parent
            if code in walk and told[code].parent and code not in bad and told[walk[-1]].parent == code:
                circle = walk[walk.index(code) :]
                for one in circle:
                    self._wrong(told[one], "staff_unit_cycle", code=one, parent=told[one].parent)
                bad.update(circle)
            for one in reversed(walk):
                self._settle(told, one, depths, bad)
        return bad

    def _settle(self, told: dict[str, UnitRow], code: str, depths: dict[str, int], bad: set[str]) -> None:
        if code in bad:
            return
        parent = told[code].parent
        if parent in bad:
            self._wrong(told[code], "staff_unit_above_wrong", code=code, parent=parent)
            bad.add(code)
            return
        depths[code] = depths[parent] + 1 if parent in told else 1
        if depths[code] > MAX_DEPTH:
            self._wrong(told[code], "staff_unit_too_deep", limit=MAX_DEPTH)
            bad.add(code)

    def _one(self, row: UnitRow, parent: int | None) -> None:
        organisation = self.nodes[parent].organisation if parent is not None else self.organisation(row.organisation)
        old = self.known.codes.get(row.code)
        if old is not None and old in self.nodes and self.nodes[old].organisation == organisation:
            self._change(row, self.nodes[old], parent)
            return
        same = self._children.get((organisation, parent, name_key(row.name)), [])
        free = next((unit for unit in same if unit not in self._claimed and unit not in self._coded), None)
        act = "create" if free is None else "keep"
        node = self.nodes[free] if free is not None else Node(self._number(), organisation, parent, row.name)
        if free is None:
            self._put(node)
        self._claim(row.code, node.id)
        self.steps.append(
            UnitStep(
                act=act,  # type: ignore[arg-type]  # one of the two
                unit=node.id,
                name=row.name if free is None else node.name,
                organisation=organisation,
                parent=parent,
                code=row.code,
                line=row.line,
            )
        )

    def _change(self, row: UnitRow, node: Node, parent: int | None) -> None:
        """A unit that this source told before: it may be called or stand otherwise now."""
        self._claim(row.code, node.id)
        old_name, old_parent = node.name, node.parent
        moved, renamed = parent != old_parent, row.name != old_name
        if not moved and not renamed:
            return
        self._take_out(node)
        node.name, node.parent = row.name, parent
        self._put(node)
        self.steps.append(
            UnitStep(
                act="move" if moved else "rename",
                unit=node.id,
                name=row.name,
                organisation=node.organisation,
                parent=parent,
                old_name=old_name,
                old_parent=old_parent,
                code=row.code,
                line=row.line,
            )
        )

    def _claim(self, code: str, unit: int) -> None:
        self.codes[code] = unit
        self._claimed.add(unit)

    def _put(self, node: Node) -> None:
        self.nodes[node.id] = node
        self._children.setdefault((node.organisation, node.parent, name_key(node.name)), []).append(node.id)

    def _take_out(self, node: Node) -> None:
        self._children[node.organisation, node.parent, name_key(node.name)].remove(node.id)

    def _number(self) -> int:
        self._last -= 1
        return self._last

    def _wrong(self, row: UnitRow, code: str, /, **details: str | int) -> None:
        self.problems.append(Problem(row.line, code, details, table=row.table))


def _parents_first(told: dict[str, UnitRow], bad: set[str]) -> list[str]:
    below: dict[str, list[str]] = {}
    for code, row in told.items():
        if code not in bad:
            below.setdefault(row.parent if row.parent in told else "", []).append(code)
    order = list(below.get("", ()))
    for code in order:
        order.extend(below.get(code, ()))
    return order
