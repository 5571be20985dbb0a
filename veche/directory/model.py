"""Pure data and rules of the directory."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from veche.ground.errors import Conflict, VecheError
from veche.ground.ids import OrganisationId, PersonId, PostId, UnitId
from veche.identity import Limit

MAX_DEPTH: Final = 20
"""Levels of units. A country has about ten; more is a mistake or mischief."""

# Least reach: a unit at a time, and not the whole directory in one night.
READ: Final = Limit(name="directory_read", burst=120, seconds=4)


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
