"""Pure data and rules of the directory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from veche.ground.errors import BadInput, Conflict, Refused, VecheError
from veche.ground.ids import OrganisationId, PersonId, PostId, UnitId
from veche.identity import Limit

MAX_DEPTH: Final = 20
"""Levels of units. A country has about ten; more is a mistake or mischief."""

MAX_BODIES: Final = 10
"""Levels of organisations above one another: a federation has five."""

LONGEST_SUBSTITUTION: Final = 366
"""Days. Who is away for longer is not away: somebody else is appointed."""
HANDFUL: Final = 5
"""So many in a day are nobody's mass dismissal, however small the organisation."""
DISMISSAL_LIFE: Final = timedelta(hours=24)
DISMISSALS_COUNT_FOR: Final = timedelta(hours=24)

# Least reach: a unit at a time, and not the whole directory in one night.
READ: Final = Limit(name="directory_read", burst=120, seconds=4)
# Who runs into that limit is told about to administrators, once a day.
ALARM: Final = Limit(name="directory_alarm", burst=1, seconds=86_400)


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
    """A position in a unit, and who holds it now. `closed`: it is no more, and nobody is appointed to it."""

    id: PostId
    unit: UnitId
    title: str
    holder: PersonId | None
    closed: bool = False


class Substitution(Struct, frozen=True):
    """One post stands in for another one from a moment to a moment; `begun` and `ended` say what has happened."""

    id: int
    post: PostId
    substitute: PostId
    starts_at: datetime
    ends_at: datetime
    begun: bool = False
    ended: bool = False

    @property
    def in_force(self) -> bool:
        return self.begun and not self.ended


class StandIn(Struct, frozen=True):
    """A person who acts for a post that he does not hold, by `through`, which he holds."""

    post: PostId
    person: PersonId
    through: PostId


def may_substitute(new: Substitution, *, now: datetime) -> VecheError | None:
    """Whether a substitution with these dates may be written down."""
    if new.post == new.substitute:
        return Refused("substitute_is_post")
    if new.ends_at <= max(new.starts_at, now):
        return BadInput("dates_wrong")
    longest = timedelta(days=LONGEST_SUBSTITUTION)
    if new.ends_at - new.starts_at > longest or new.starts_at - now > longest:
        return BadInput("substitution_too_long", days=LONGEST_SUBSTITUTION)
    return None


def needs_second(leaving: int, *, before: int, held: int, alone: int, share: int) -> bool:
    """Whether so many at once need a second administrator. `before`: who left by the same word within the day;
    `held`: who is there now; `share`: per cent of those who were there before.
    A handful is nobody's mass dismissal, however small the organisation."""
    together = leaving + before
    if together > alone:
        return True
    return together > HANDFUL and together * 100 > share * (held + before)


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
