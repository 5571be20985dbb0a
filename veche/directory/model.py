"""Pure data and rules of the directory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from veche.ground.errors import Conflict, VecheError
from veche.ground.ids import OrganisationId, PersonId, PostId, UnitId
from veche.identity import Limit

MAX_DEPTH: Final = 20
"""Levels of units. A country has about ten; more is a mistake or mischief."""

MAX_BODIES: Final = 10
"""Levels of organisations above one another: a federation has five."""

# Least reach: a unit at a time, and not the whole directory in one night.
READ: Final = Limit(name="directory_read", burst=120, seconds=4)


class Organisation(Struct, frozen=True):
    """A body with a tree of units of its own. `above`: the body that it answers to."""

    id: OrganisationId
    name: str
    above: OrganisationId | None = None


class Administration(Struct, frozen=True):
    """A part of the directory that somebody administers: a whole organisation, or a unit with everything below it.
    Never the organisations below: a body above advises, it does not rule."""

    organisation: OrganisationId
    unit: UnitId | None = None


class Scope(Struct, frozen=True):
    """What somebody administers: everything, or these parts."""

    everything: bool
    parts: list[Administration]

    @property
    def empty(self) -> bool:
        return not self.everything and not self.parts

    def covers(self, organisation: OrganisationId, *, path: Iterable[UnitId] = ()) -> bool:
        """A whole organisation (no path), or a unit: `path` are the units above it and itself."""
        if self.everything:
            return True
        units = set(path)
        return any(
            part.organisation == organisation and (part.unit is None or part.unit in units) for part in self.parts
        )


class Unit(Struct, frozen=True):
    """A node of the tree."""

    id: UnitId
    organisation: OrganisationId
    parent: UnitId | None
    name: str


class Post(Struct, frozen=True):
    """A position in a unit, and who holds it now."""

    id: PostId
    unit: UnitId
    title: str
    holder: PersonId | None


def may_move(unit: Unit, *, path: list[Unit], height: int) -> VecheError | None:
    """Whether `unit`, which has `height` levels below it, may hang under the last of `path` (from the root down)."""
    if any(above.id == unit.id for above in path):
        return Conflict("unit_cycle")
    if path and path[-1].organisation != unit.organisation:
        return Conflict("unit_foreign_organisation")
    return Conflict("unit_too_deep", limit=MAX_DEPTH) if len(path) + height >= MAX_DEPTH else None


def may_hang(organisation: OrganisationId, *, bodies: list[OrganisationId], height: int) -> VecheError | None:
    """Whether an organisation, which has `height` levels below it, may hang under the last of `bodies`."""
    if organisation in bodies:
        return Conflict("body_cycle")
    return Conflict("bodies_too_deep", limit=MAX_BODIES) if len(bodies) + height >= MAX_BODIES else None
