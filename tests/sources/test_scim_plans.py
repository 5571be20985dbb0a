"""What a directory tells over SCIM is looked at first, leads its units, and goes back within a day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sources.test_scim_staff import DEPARTMENT, OFFICE, jobs_of, state
from tests.sources.town import ScimTown, town, user
from tests.support.live import Live, Refusal


@pytest.fixture
async def fresh(live: Live) -> ScimTown:
    """Nobody has applied a plan yet."""
    return await town(live, applies=False)


@pytest.fixture
async def there(live: Live) -> ScimTown:
    return await town(live)


async def applied(there: ScimTown, **fields: Any) -> dict[str, Any]:
    """The plan as it was looked at, applied."""
    await there.head.ask("plan_scim", organisation=there.organisation)
    await there.settle()
    number = (await state(there))["import_id"]
    plan: dict[str, Any] = (await there.head.ask("get_staff_import", **{"import": number}))["import"]
    await there.head.ask("apply_staff", **{"import": number, "skip_errors": False, **fields})
    await there.settle()
    return plan


async def heads(there: ScimTown) -> set[str]:
    rows = await there.live.database.fetch(
        "SELECT r.name FROM staff_records r JOIN staff_places j ON j.record_id = r.id"
        " JOIN directory_posts p ON p.id = j.post_id WHERE p.head AND r.left_at IS NULL"
    )
    return {row["name"] for row in rows}


async def test_the_first_time_waits_until_somebody_has_looked(fresh: ScimTown) -> None:
    with pytest.raises(Refusal, match="scim_nobody"):
        await fresh.head.ask("plan_scim", organisation=fresh.organisation)
    anna = await fresh.user("anna", displayName="Соколова Анна", title="Юрист", department=OFFICE)
    gone = await fresh.user("gone", displayName="Ушедший Пётр", department=OFFICE)
    await fresh.user("nobody", displayName="Иванов Без Отдела")
    await fresh.call("DELETE", f"/Users/{gone['id']}")
    await fresh.settle()
    told = await state(fresh)
    assert (told.get("applies", False), told["users"], await jobs_of(fresh)) == (False, 2, {})

    with pytest.raises(Refusal, match="staff_has_errors"):
        await applied(fresh)
    tree = await fresh.head.ask("get_staff_tree", **{"import": (await state(fresh))["import_id"]})
    assert [(one["name"], one["mark"]) for one in tree["units"]] == [(OFFICE, "new")], "the tree as it will be"
    await fresh.patch(f"/Users/{anna['id']}", {"op": "replace", "path": "title", "value": "Ведущий юрист"})
    plan = await applied(fresh, skip_errors=True)
    assert (plan["counts"]["create"], plan["counts"]["errors"]) == (1, 1), "who came and went is nobody's line"
    assert await jobs_of(fresh) == {"Соколова Анна": (OFFICE, "Ведущий юрист")}
    told = await state(fresh)
    assert (told["applies"], told.get("import_id"), told.get("waiting", 0)) == (True, None, 0)
    assert [one["name"] for one in told["troubles"]] == ["Иванов Без Отдела"]

    await fresh.head.ask("set_scim_units", organisation=fresh.organisation, default_unit=f"{DEPARTMENT}/Без отдела")
    await fresh.patch(f"/Users/{anna['id']}", {"op": "replace", "path": "title", "value": "Юрист"})
    await fresh.settle()
    assert await jobs_of(fresh) == {
        "Соколова Анна": (OFFICE, "Юрист"),
        "Иванов Без Отдела": ("Без отдела", "Сотрудник"),
    }, "from then on it is applied at once, and who has no unit has the one for such people"
    assert (await state(fresh)).get("troubles", []) == []


async def test_a_day_goes_back_change_by_change(there: ScimTown) -> None:
    anna = await there.user("anna", displayName="Соколова Анна", title="Юрист", department=OFFICE)
    boris = await there.user("boris", displayName="Белов Борис", title="Инженер", department=OFFICE)
    await there.settle()
    await there.patch(f"/Users/{anna['id']}", {"op": "replace", "path": "title", "value": "Начальник"})
    await there.settle()
    await there.call("DELETE", f"/Users/{boris['id']}")
    await there.settle()
    changes = (await state(there))["changes"]
    assert [(one.get("create", 0), one.get("change", 0), one.get("leave", 0)) for one in changes] == [
        (0, 0, 1), (0, 1, 0), (2, 0, 0)
    ]  # fmt: skip
    listed = await there.head.ask("list_staff_imports", organisation=there.organisation)
    assert listed["imports"] == [], "what a program tells all day long is not among the tables"
    seen = await there.head.ask("list_staff_steps", **{"import": changes[1]["import_id"], "kind": "person"})
    assert [one["name"] for one in seen["steps"]] == ["Соколова Анна"], "what would go back"

    stranger = await there.live.person("Анна")
    for command, fields in (("undo_scim", {"since": changes[1]["import_id"]}), ("collect_scim", {}), ("plan_scim", {})):
        with pytest.raises(Refusal, match="administrators_only"):
            await stranger.ask(command, organisation=there.organisation, **fields)
    with pytest.raises(Refusal, match="staff_later_import"):
        await there.head.ask("undo_staff", **{"import": changes[2]["import_id"]})
    await there.head.ask("undo_scim", organisation=there.organisation, since=changes[1]["import_id"])
    await there.settle()
    assert await jobs_of(there) == {"Соколова Анна": (OFFICE, "Юрист"), "Белов Борис": (OFFICE, "Инженер")}
    told = await state(there)
    assert (told.get("applies", False), len(told["changes"])) == (False, 1), "and what is told now waits"
    with pytest.raises(Refusal, match="import_stays"):
        await there.head.ask("undo_scim", organisation=there.organisation, since=changes[1]["import_id"])

    plan = await applied(there)
    assert (plan["counts"].get("change", 0), plan["counts"].get("leave", 0)) == (1, 1), "as the directory stands"
    assert await jobs_of(there) == {"Соколова Анна": (OFFICE, "Начальник")}


async def test_managers_lead_where_that_is_clear(there: ScimTown) -> None:
    chief = await there.user("chief", displayName="Громова Ольга", title="Директор", department=DEPARTMENT)
    head = await there.user(
        "head", displayName="Соколова Анна", department=f"{DEPARTMENT}/{OFFICE}", manager={"value": chief["id"]}
    )
    people = [
        await there.user(
            f"a{number}",
            displayName=f"Белов {number}",
            department=f"{DEPARTMENT}/{OFFICE}",
            manager={"value": head["id"]},
        )
        for number in "12"
    ]
    await there.user("under", displayName="Ёлкин Пётр", department=DEPARTMENT, manager={"value": chief["id"]})
    await there.settle()
    assert await heads(there) == {"Громова Ольга", "Соколова Анна"}
    assert (await state(there)).get("troubles", []) == []

    second = await there.user("second", displayName="Ким Вера", department=f"{DEPARTMENT}/{OFFICE}")
    path = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager"
    await there.patch(f"/Users/{people[0]['id']}", {"op": "replace", "path": path, "value": {"value": second["id"]}})
    await there.patch(f"/Users/{people[1]['id']}", {"op": "replace", "path": path, "value": {"value": "12345"}})
    await there.patch(f"/Users/{head['id']}", {"op": "replace", "path": "title", "value": "Начальник"})
    await there.settle()
    assert await heads(there) == {"Громова Ольга", "Ким Вера"}, "the only one whom somebody in the unit names"
    assert [one["name"] for one in (await state(there))["troubles"]] == ["Белов 2"], "his manager is nobody here"

    await there.patch(f"/Users/{people[1]['id']}", {"op": "replace", "path": path, "value": {"value": head["id"]}})
    await there.settle()
    assert await heads(there) == {"Громова Ольга"}, "two of them: nobody is made head"
    trouble = (await state(there))["troubles"]
    assert [one["name"] for one in trouble] == [OFFICE]
    assert "Соколова Анна" in trouble[0]["text"]
    assert "Ким Вера" in trouble[0]["text"]

    await there.call("PUT", f"/Users/{second['id']}", user("second", displayName="Ким Вера", department=DEPARTMENT))
    await there.settle()
    assert await heads(there) == {"Громова Ольга", "Соколова Анна"}, "who moved away leads there no more"
