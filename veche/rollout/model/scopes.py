"""Who belongs to which wave: pure rules over the tree of units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from veche.ground.errors import Conflict, VecheError
from veche.ground.ids import PersonId, PostId, UnitId

WaveState = Literal["planned", "running", "paused", "rolled_back"]
Target = Literal["messenger", "channel"]
Way = Literal["email", "sms"]


class Employee(Struct, frozen=True, kw_only=True):
    """Somebody who is to move: a post, who holds it already, and where he can be reached until he does."""

    post: PostId
    unit: UnitId
    title: str
    name: str = ""
    email: str = ""
    phone: str = ""
    holder: PersonId | None = None
    since: datetime | None = None


class Unit(Struct, frozen=True):
    id: UnitId
    parent: UnitId | None
    name: str


class Wave(Struct, frozen=True, kw_only=True):
    id: int
    plan: int
    number: int
    title: str
    due_on: date
    state: WaveState = "planned"
    responsible: PostId | None = None
    help_chat: int | None = None
    help_link: str = ""
    started_at: datetime | None = None
    units: tuple[UnitId, ...] = ()
    posts: tuple[PostId, ...] = ()


def path_of(unit: UnitId, parents: Mapping[UnitId, UnitId | None]) -> list[UnitId]:
    """The unit and all above it, from the bottom up."""
    path: list[UnitId] = []
    here: UnitId | None = unit
    while here is not None and here not in path:
        path.append(here)
        here = parents.get(here)
    return path


def assign(
    employees: Iterable[Employee], waves: Sequence[Wave], parents: Mapping[UnitId, UnitId | None]
) -> dict[PostId, int]:
    """Post → its wave. A list goes before a tree, a nearer unit before one further up, an earlier wave before a later
    one; nobody is in two waves."""
    ordered = sorted(waves, key=lambda wave: wave.number)
    listed: dict[PostId, int] = {}
    by_unit: dict[UnitId, int] = {}
    for wave in ordered:
        for post in wave.posts:
            listed.setdefault(post, wave.id)
        for unit in wave.units:
            by_unit.setdefault(unit, wave.id)
    found: dict[PostId, int] = {}
    for one in employees:
        wave_id = listed.get(one.post)
        if wave_id is None:
            wave_id = next((by_unit[unit] for unit in path_of(one.unit, parents) if unit in by_unit), None)
        if wave_id is not None:
            found[one.post] = wave_id
    return found


def may_pause(state: WaveState) -> VecheError | None:
    return None if state == "running" else Conflict("wave_not_running")


def may_roll_back(state: WaveState) -> VecheError | None:
    return None if state in ("running", "paused") else Conflict("wave_not_running")


def may_change_scope(state: WaveState) -> VecheError | None:
    """Who is invited already cannot slip out of a wave: it is rolled back first."""
    return None if state in ("planned", "rolled_back") else Conflict("wave_running")


def may_remind(wave: WaveState, *, due_on: date, today: date, signed_in: bool, sent: int, most: int) -> bool:
    """Reminders stop by themselves."""
    return wave == "running" and today <= due_on and not signed_in and sent < most
