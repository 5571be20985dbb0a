"""How users stand now, as rows of staff: their units, and who leads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from veche.ground.ids import OrganisationId
from veche.sources import model
from veche.sources.actions.base import Needs
from veche.sources.store import places, resources
from veche.sources.store.places import PARTED, Place
from veche.sources.store.telling import Waiting
from veche.sources.store.tokens import Rules
from veche.staff import StaffRow

NEVER_TOLD: Final = frozenset({"deputy", "since", "until"})
Path = tuple[str, ...]


class Standings:
    """Lays what a source told over units. Reads, and writes down who stands where."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def place(
        self, organisation: OrganisationId, users: Sequence[Waiting], rules: Rules, *, whole: bool = False
    ) -> dict[int, Path]:
        """Write down where these stand, and who leads there then; others whom that concerns will be told, too.
        `whole`: these are a part of everybody, and who leads is asked when all are placed (`lead`). Answers the way to
        each one's unit."""
        by_group = await self._by_groups([one.id for one in users]) if rules.units_from == "groups" else {}
        default = model.unit_path(rules.default_unit)
        paths = {one.id: by_group.get(one.id) or self._own(one, rules) or default for one in users}
        async with self._needs.db.transaction() as conn:
            now = [
                Place(one.id, PARTED.join(paths[one.id]) or None if one.active else None, model.manager_of(one.doc))
                for one in users
            ]
            before = await places.put(conn, now)
            if not whole:
                touched = before | {one.place for one in now if one.place is not None}
                await places.set_leaders(conn, organisation, touched, told=[one.id for one in users])
        return paths

    async def lead(self, organisation: OrganisationId, users: Sequence[int]) -> None:
        """After `place` of everybody: who leads what."""
        async with self._needs.db.transaction() as conn:
            await places.set_leaders(conn, organisation, None, told=users)

    async def rows(
        self, organisation: OrganisationId, users: Sequence[Waiting], paths: dict[int, Path]
    ) -> list[StaffRow]:
        """As staff takes them, in the same order."""
        db = self._needs.db
        leading = await places.leaders(db, [one.id for one in users])
        unknown = NEVER_TOLD if await places.tells_managers(db, organisation) else NEVER_TOLD | {"head"}
        return [_row(one, paths[one.id], leads=one.id in leading, unknown=unknown) for one in users]

    def _own(self, one: Waiting, rules: Rules) -> Path:
        return model.department_path(one.doc) if rules.units_from == "department" else ()

    async def _by_groups(self, users: Sequence[int]) -> dict[int, Path]:
        """The way down to each user: his first group by name, and the groups around it; a circle ends somewhere."""
        ways: dict[int, list[tuple[int, Path]]] = {user: [(user, ())] for user in users}
        open_ways = dict.fromkeys(users, True)
        for _ in range(model.GROUPS_DEEP):
            ends = {ways[user][-1][0] for user, more in open_ways.items() if more}
            if not ends:
                break
            around = await resources.groups_of(self._needs.db, sorted(ends))
            for user in [user for user, more in open_ways.items() if more]:
                seen = {number for number, _ in ways[user]}
                above = next((one for one in around[ways[user][-1][0]] if one.id not in seen), None)
                if above is None:
                    open_ways[user] = False
                else:
                    ways[user].append((above.id, model.unit_path(above.display)))
        return {user: tuple(step for _, steps in reversed(way) for step in steps) for user, way in ways.items()}


def _row(one: Waiting, path: Path, *, leads: bool, unknown: frozenset[str]) -> StaffRow:
    stands = model.standing(one.doc, key=one.key, active=one.active, units=path)
    return StaffRow(
        line=0,
        key=stands.key,
        name=stands.name,
        unit=stands.units,
        title=stands.title,
        head=leads,
        email=stands.email,
        phone=stands.phone,
        login=stands.login,
        active=stands.active,
        unknown=unknown if stands.title else unknown | {"title"},
        table=one.name,
    )
