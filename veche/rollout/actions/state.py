"""How a plan stands, as counts: read in a few statements, whatever the size of the body. Nothing of this leaves the
server but through `telling.py`, which makes figures of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct

from veche import directory
from veche.ground.db import Queries
from veche.ground.ids import ActorId, PostId, UnitId
from veche.rollout.actions.base import Needs
from veche.rollout.model import Counts, Employee, Unit, Wave, assign, path_of
from veche.rollout.store import letters, plans, waves
from veche.rollout.store.plans import Plan, UnitHelp


class Standing(Struct, frozen=True, kw_only=True):
    """A plan with everybody in it."""

    plan: Plan
    waves: list[Wave]
    units: list[Unit]
    helps: dict[UnitId, UnitHelp]
    people: list[Employee]
    places: dict[PostId, int]
    invited: set[PostId]
    protected: set[PostId]
    joined: set[PostId]

    def parents(self) -> dict[UnitId, UnitId | None]:
        return {unit.id: unit.parent for unit in self.units}

    def counts(self, belongs: Callable[[Employee], bool] = lambda _: True) -> Counts:
        return self.counted(one for one in self.people if belongs(one))

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

    def of_waves(self) -> dict[int, Counts]:
        sorted_: dict[int, list[Employee]] = {wave.id: [] for wave in self.waves}
        for one in self.people:
            sorted_[self.places[one.post]].append(one)
        return {wave: self.counted(people) for wave, people in sorted_.items()}

    def of_units(self) -> dict[UnitId, list[Employee]]:
        """The people of each unit with everything below it."""
        parents = self.parents()
        found: dict[UnitId, list[Employee]] = {unit.id: [] for unit in self.units}
        for one in self.people:
            for unit in path_of(one.unit, parents):
                found[unit].append(one)
        return found

    def came(self) -> list[date]:
        """The days on which those who are here took up their posts."""
        return [one.since.date() for one in self.people if one.holder is not None and one.since is not None]


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
    here = [one.holder for one in people if one.holder is not None]
    guarded = await needs.invitations.protected_among(db, here)
    return Standing(
        plan=plan,
        waves=present,
        units=units,
        helps=helps,
        people=people,
        places=places,
        invited={invite.post for invite in await letters.invited(db, [wave.id for wave in present])},
        protected={one.post for one in people if one.holder in guarded},
        joined=await _joined(needs, db, people, helps, parents),
    )


async def _joined(
    needs: Needs,
    db: Queries,
    people: Iterable[Employee],
    helps: Mapping[UnitId, UnitHelp],
    parents: Mapping[UnitId, UnitId | None],
) -> set[PostId]:
    """Whoever is here and in the chat of the nearest unit that has one: as the post, or by himself."""
    chats = {unit: help_.chat for unit, help_ in helps.items() if help_.chat is not None}
    inside: dict[UnitId, set[ActorId]] = {unit: await needs.rooms.inside(db, chat) for unit, chat in chats.items()}
    found: set[PostId] = set()
    for one in people:
        if one.holder is None:
            continue
        unit = next((unit for unit in path_of(one.unit, parents) if unit in inside), None)
        if unit is not None and ({ActorId(one.post), ActorId(one.holder)} & inside[unit]):
            found.add(one.post)
    return found
