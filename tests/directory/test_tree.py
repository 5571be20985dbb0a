"""The tree of units: a tree after any moves, also at the same time."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Town
from veche.directory.model import MAX_DEPTH, READ, Unit, may_move
from veche.directory.store import units
from veche.directory.wire import (
    CreateOrganisationRequest,
    CreateUnitRequest,
    GetUnitRequest,
    MoveUnitRequest,
    RenameUnitRequest,
)
from veche.ground.clock import FixedClock
from veche.ground.errors import BadInput, Conflict, NotFound, Refused, TooMany, VecheError
from veche.ground.ids import OrganisationId, UnitId


async def move(town: Town, unit: UnitId, parent: UnitId | None) -> None:
    await town.directory.tree.move_unit(town.admin, MoveUnitRequest(unit=unit, parent=parent))


async def path(town: Town, unit: UnitId) -> list[str]:
    return [step.name for step in await units.path_to(town.database, unit)]


async def test_a_unit_shows_its_way_its_units_and_posts(town: Town) -> None:
    organisation = await town.organisation("Мэрия")
    top = await town.unit("Департамент", organisation=organisation)
    middle = await town.unit("Отдел", organisation=organisation, parent=top)
    await town.unit("Сектор", organisation=organisation, parent=middle)
    anna = await town.person("Анна")
    head = await town.post("Начальник", holder=anna, unit=middle)
    free = await town.post("Специалист", unit=middle)
    shown = await town.directory.tree.unit(town.admin, GetUnitRequest(unit=middle))
    assert (shown.unit.name, shown.unit.parent, shown.unit.organisation_name) == ("Отдел", top, "Мэрия")
    assert [step.name for step in shown.path] == ["Департамент"]
    assert [unit.name for unit in shown.units] == ["Сектор"]
    assert [(post.id, post.title, post.holder.name if post.holder else None) for post in shown.posts] == [
        (head, "Начальник", "Анна"),
        (free, "Специалист", None),
    ]
    listed = await town.directory.tree.organisations(anna)
    assert [(one.name, [unit.name for unit in one.units]) for one in listed.organisations] == [
        ("Мэрия", ["Департамент"])
    ]


async def test_who_the_holder_is_privately_is_for_administrators_and_himself(town: Town) -> None:
    anna, boris = await town.person(), await town.person()
    unit = await town.unit(organisation=await town.organisation())
    await town.post(holder=anna, unit=unit)
    for asker, person in ((town.admin, anna.person), (anna, anna.person), (boris, None)):
        shown = await town.directory.tree.unit(asker, GetUnitRequest(unit=unit))
        assert shown.posts[0].holder is not None
        assert shown.posts[0].holder.person == person


async def test_a_unit_moves_with_all_below_it(town: Town) -> None:
    organisation = await town.organisation()
    a = await town.unit("A", organisation=organisation)
    b = await town.unit("B", organisation=organisation, parent=a)
    c = await town.unit("C", organisation=organisation, parent=b)
    d = await town.unit("D", organisation=organisation)
    await move(town, b, d)
    assert await path(town, c) == ["D", "B", "C"]
    await move(town, b, None)
    assert await path(town, c) == ["B", "C"]


async def test_no_cycles(town: Town) -> None:
    organisation = await town.organisation()
    a = await town.unit("A", organisation=organisation)
    b = await town.unit("B", organisation=organisation, parent=a)
    c = await town.unit("C", organisation=organisation, parent=b)
    for parent in (a, b, c):
        with pytest.raises(Conflict, match="unit_cycle"):
            await move(town, a, parent)


async def test_two_moves_at_once_make_no_cycle(town: Town) -> None:
    organisation = await town.organisation()
    for number in range(5):
        a = await town.unit(f"A{number}", organisation=organisation)
        b = await town.unit(f"B{number}", organisation=organisation)
        outcomes = await asyncio.gather(move(town, a, b), move(town, b, a), return_exceptions=True)
        assert [outcome.code for outcome in outcomes if isinstance(outcome, VecheError)] == ["unit_cycle"]


async def test_not_into_another_organisation(town: Town) -> None:
    here, there = await town.organisation("Здесь"), await town.organisation("Там")
    a, b = await town.unit("A", organisation=here), await town.unit("B", organisation=there)
    with pytest.raises(Conflict, match="unit_foreign_organisation"):
        await move(town, a, b)
    with pytest.raises(Conflict, match="unit_foreign_organisation"):
        await town.unit("C", organisation=here, parent=b)


async def test_not_deeper_than_twenty_levels(town: Town) -> None:
    organisation = await town.organisation()
    parent = None
    for level in range(MAX_DEPTH):
        parent = await town.unit(f"Уровень {level}", organisation=organisation, parent=parent)
    with pytest.raises(Conflict, match="unit_too_deep"):
        await town.unit("Ещё", organisation=organisation, parent=parent)
    low = await town.unit("Низкий", organisation=organisation)
    with pytest.raises(Conflict, match="unit_too_deep"):
        await move(town, low, parent)


async def test_what_is_not_there(town: Town) -> None:
    organisation = await town.organisation()
    unit = await town.unit(organisation=organisation)
    tree = town.directory.tree
    with pytest.raises(NotFound, match="unit_not_found"):
        await tree.unit(town.admin, GetUnitRequest(unit=1))
    with pytest.raises(NotFound, match="unit_not_found"):
        await move(town, UnitId(1), None)
    with pytest.raises(NotFound, match="unit_not_found"):
        await move(town, unit, UnitId(1))
    with pytest.raises(NotFound, match="unit_not_found"):
        await tree.rename_unit(town.admin, RenameUnitRequest(unit=1, name="X"))
    with pytest.raises(NotFound, match="organisation_not_found"):
        await tree.create_unit(town.admin, CreateUnitRequest(organisation=1, name="X"))
    with pytest.raises(NotFound, match="unit_not_found"):
        await tree.create_unit(town.admin, CreateUnitRequest(organisation=organisation, parent=1, name="X"))


async def test_names_are_clean(town: Town) -> None:
    unit = await town.unit(organisation=await town.organisation())
    await town.directory.tree.rename_unit(town.admin, RenameUnitRequest(unit=unit, name="  Отдел   кадров "))
    assert await path(town, unit) == ["Отдел кадров"]
    with pytest.raises(BadInput, match="name_bidi"):
        await town.directory.tree.rename_unit(town.admin, RenameUnitRequest(unit=unit, name="Отдел\u202e"))


async def test_only_administrators_change_the_tree(town: Town) -> None:
    organisation = await town.organisation()
    unit = await town.unit(organisation=organisation)
    anna, tree = await town.person(), town.directory.tree
    for attempt in (
        tree.create_organisation(anna, CreateOrganisationRequest(name="Моя")),
        tree.create_unit(anna, CreateUnitRequest(organisation=organisation, name="Мой")),
        tree.rename_unit(anna, RenameUnitRequest(unit=unit, name="Мой")),
        tree.move_unit(anna, MoveUnitRequest(unit=unit)),
    ):
        with pytest.raises(Refused, match="administrators_only"):
            await attempt


async def test_the_directory_is_read_a_unit_at_a_time_not_in_bulk(town: Town, clock: FixedClock) -> None:
    unit = await town.unit(organisation=await town.organisation())
    for _ in range(READ.burst):
        await town.directory.tree.unit(town.admin, GetUnitRequest(unit=unit))
    with pytest.raises(TooMany):
        await town.directory.tree.unit(town.admin, GetUnitRequest(unit=unit))
    with pytest.raises(TooMany):
        await town.directory.tree.organisations(town.admin)
    clock.step(READ.seconds)
    await town.directory.tree.organisations(town.admin)


async def test_acts_are_on_record(town: Town) -> None:
    unit = await town.unit("Старое", organisation=await town.organisation())
    await town.directory.tree.rename_unit(town.admin, RenameUnitRequest(unit=unit, name="Новое"))
    await move(town, unit, None)
    rows = await town.database.fetch("SELECT act FROM ground_audit WHERE subject = $1 ORDER BY id", f"unit:{unit}")
    assert [row["act"] for row in rows] == ["directory.create_unit", "directory.rename_unit", "directory.move_unit"]


@given(st.lists(st.tuples(st.integers(0, 7), st.none() | st.integers(0, 7)), max_size=40))
def test_allowed_moves_keep_it_a_tree(moves: list[tuple[int, int | None]]) -> None:
    parents: dict[int, int | None] = dict.fromkeys(range(8))

    def unit(number: int) -> Unit:
        above = parents[number]
        return Unit(
            id=UnitId(number), organisation=OrganisationId(1), parent=None if above is None else UnitId(above), name=""
        )

    def way(number: int | None) -> list[Unit]:
        steps: list[Unit] = []
        while number is not None:
            steps.insert(0, unit(number))
            assert len(steps) <= 8, "a cycle"
            number = parents[number]
        return steps

    for child, parent in moves:
        if may_move(unit(child), path=way(parent), height=0) is None:
            parents[child] = parent
        for number in range(8):
            way(number)
