"""How a plan stands, as counts: read in a few statements, whatever the size of the body. Nothing of this leaves the
server but through `telling.py`, which makes figures of it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from veche import directory
from veche.ground.db import Queries
from veche.ground.ids import ActorId, ChatId, PostId, UnitId
from veche.rollout.actions.base import Needs
from veche.rollout.model import Cells, Counts, Employee, Piece, Table, Unit, Wave, assign, path_of
from veche.rollout.store import letters, plans, waves
from veche.rollout.store.plans import Plan, UnitHelp


class Standing(Struct, frozen=True, kw_only=True):
    """A plan with everybody in it."""

    plan: Plan
    waves: list[Wave]
    units: list[Unit]
    helps: dict[UnitId, UnitHelp]
    chats: dict[UnitId, ChatId]
    """Of each unit: the one that was chosen, else the one that the directory fills."""
    people: list[Employee]
    places: dict[PostId, int]
    invited: set[PostId]
    protected: set[PostId]
    joined: set[PostId]

    def cells(self) -> Cells:
        """What may be seen of all this."""
        found: dict[Piece, list[Employee]] = {}
        for one in self.people:
            found.setdefault(self._piece(one), []).append(one)
        sizes = {piece: len(people) for piece, people in found.items()}
        table = Table(sizes, self.parents(), [wave.id for wave in self.waves])
        return Cells(table, {piece: self.counted(people) for piece, people in found.items()})

    def parents(self) -> dict[UnitId, UnitId | None]:
        return {unit.id: unit.parent for unit in self.units}

    def counted(self, people: Iterable[Employee]) -> Counts:
        """Each later signal among those of the earlier ones."""
        found = Counter[str]()
        for one in people:
            here = one.holder is not None
            found["people"] += 1
            found["invited"] += here or one.post in self.invited
            found["signed_in"] += here
            found["protected"] += one.post in self.protected
            found["joined"] += one.post in self.joined
        return Counts(**{name: found[name] for name in Counts.__struct_fields__})

    def of_units(self) -> dict[UnitId, list[Employee]]:
        """The people of each unit with everything below it."""
        parents = self.parents()
        found: dict[UnitId, list[Employee]] = {unit.id: [] for unit in self.units}
        for one in self.people:
            for unit in path_of(one.unit, parents):
                found[unit].append(one)
        return found

    def came(self, cells: Cells) -> Callable[[date], int]:
        """How many of those who are here had taken up their posts by a day."""
        days: dict[Piece, list[date]] = {}
        for one in self.people:
            if one.holder is not None and one.since is not None:
                days.setdefault(self._piece(one), []).append(one.since.date())
        for some in days.values():
            some.sort()
        return lambda day: cells.came({piece: bisect_right(some, day) for piece, some in days.items()})

    def _piece(self, one: Employee) -> Piece:
        return Piece(one.unit, self.places[one.post])


async def standing(needs: Needs, db: Queries, plan: Plan) -> Standing:
    """Read it. People outside of every wave are not in the plan."""
    present = await waves.of_plan(db, plan.id)
    tree = await directory.many.units_of(db, plan.organisation)
    units = [Unit(unit.id, unit.parent, unit.name) for unit in tree]
    parents = {unit.id: unit.parent for unit in units}
    everybody = await needs.employees(db, plan.organisation)
    places = assign(everybody, present, parents)
    people = [one for one in everybody if one.post in places]
    helps = await plans.units(db, plan.id)
    chats = await needs.rooms.of_units(db, plan.organisation)
    chats |= {unit: help_.chat for unit, help_ in helps.items() if help_.chat is not None}
    here = [one.holder for one in people if one.holder is not None]
    guarded = await needs.invitations.protected_among(db, here)
    return Standing(
        plan=plan,
        waves=present,
        units=units,
        helps=helps,
        chats=chats,
        people=people,
        places=places,
        invited={invite.post for invite in await letters.invited(db, [wave.id for wave in present])},
        protected={one.post for one in people if one.holder in guarded},
        joined=await _joined(needs, db, people, chats, parents),
    )


async def _joined(
    needs: Needs,
    db: Queries,
    people: Sequence[Employee],
    chats: Mapping[UnitId, ChatId],
    parents: Mapping[UnitId, UnitId | None],
) -> set[PostId]:
    """Whoever is here and in the chat of the nearest unit that has one: as the post, or by himself."""
    ways: dict[PostId, set[tuple[ChatId, ActorId]]] = {}
    for one in people:
        unit = next((unit for unit in path_of(one.unit, parents) if unit in chats), None)
        if one.holder is not None and unit is not None:
            ways[one.post] = {(chats[unit], ActorId(one.post)), (chats[unit], ActorId(one.holder))}
    inside = await needs.rooms.inside(db, {pair for some in ways.values() for pair in some})
    return {post for post, some in ways.items() if some & inside}
