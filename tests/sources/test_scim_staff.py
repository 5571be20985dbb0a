"""What a directory tells over SCIM is the staff: units, posts, records, and whoever leaves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sources.town import ScimTown, town, user
from tests.support.live import PASSWORD, Live, Refusal
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.ids import OrganisationId
from veche.sources import members_of_list, named_lists

DEPARTMENT, OFFICE = "Департамент городского хозяйства", "Отдел благоустройства"


@pytest.fixture
async def there(live: Live) -> ScimTown:
    return await town(live)


async def jobs_of(there: ScimTown) -> dict[str, tuple[str, str]]:
    """Name → the unit and the post."""
    rows = await there.live.database.fetch(
        "SELECT r.name, u.name AS unit, p.title FROM staff_records r JOIN staff_places j ON j.record_id = r.id"
        " JOIN directory_posts p ON p.id = j.post_id JOIN directory_units u ON u.id = p.unit_id"
        " WHERE r.left_at IS NULL"
    )
    return {row["name"]: (row["unit"], row["title"]) for row in rows}


async def state(there: ScimTown) -> dict[str, Any]:
    return await there.head.ask("get_scim", organisation=there.organisation)


async def test_people_get_units_and_posts(there: ScimTown) -> None:
    anna = await there.user(
        "sokolova.ap",
        name={"familyName": "Соколова", "givenName": "Анна", "middleName": "Петровна"},
        title="Начальник отдела",
        division=DEPARTMENT,
        department=OFFICE,
        emails=[{"value": "other@hall.example"}, {"value": "sokolova@hall.example", "primary": True}],
        phoneNumbers=[{"value": "tel:+7-812-555-01-01", "type": "work"}],
    )
    await there.user("belov.ii", displayName="Белов Иван Иванович", department=f"{DEPARTMENT}/{OFFICE}")
    await there.settle()
    assert await jobs_of(there) == {
        "Соколова Анна Петровна": (OFFICE, "Начальник отдела"),
        "Белов Иван Иванович": (OFFICE, "Сотрудник"),
    }
    row = await there.live.database.fetchrow(
        "SELECT email, phone, login FROM staff_records WHERE login = 'sokolova.ap'"
    )
    assert row is not None
    assert (row["email"], row["phone"]) == ("sokolova@hall.example", "+7-812-555-01-01")

    units = await there.live.database.fetchval("SELECT count(*) FROM directory_units")
    posts = await there.live.database.fetchval("SELECT count(*) FROM directory_posts")
    await there.call(
        "PUT",
        f"/Users/{anna['id']}",
        user(
            "sokolova.ap",
            displayName="Соколова Анна Петровна",
            title="Начальник отдела",
            division=DEPARTMENT,
            department=OFFICE,
        ),
    )
    await there.settle()
    await there.settle()
    assert await there.live.database.fetchval("SELECT count(*) FROM directory_units") == units
    assert await there.live.database.fetchval("SELECT count(*) FROM directory_posts") == posts
    told = await state(there)
    assert (told["users"], told.get("waiting", 0), told.get("troubles", [])) == (2, 0, [])


async def test_whoever_is_inactive_or_deleted_leaves_and_may_come_back(there: ScimTown) -> None:
    anna = await there.user("anna", displayName="Соколова Анна", title="Юрист", department=OFFICE)
    boris = await there.user("boris", displayName="Мельников Борис", title="Инженер", department=OFFICE)
    await there.settle()
    await there.patch(f"/Users/{anna['id']}", {"op": "replace", "path": "active", "value": False})
    await there.call("DELETE", f"/Users/{boris['id']}")
    await there.settle()
    assert await jobs_of(there) == {}
    assert await there.live.database.fetchval("SELECT count(*) FROM sources_resources WHERE kind = 'User'") == 1

    await there.patch(f"/Users/{anna['id']}", {"op": "replace", "path": "active", "value": True})
    await there.user("boris", displayName="Мельников Борис", title="Инженер", department=OFFICE)
    await there.settle()
    assert set(await jobs_of(there)) == {"Соколова Анна", "Мельников Борис"}
    assert await there.live.database.fetchval("SELECT count(*) FROM staff_records") == 2, "they are the same people"
    assert await there.live.database.fetchval("SELECT count(*) FROM directory_posts") == 2, "and take up the same posts"


async def test_one_who_cannot_be_taken_holds_up_nobody(there: ScimTown) -> None:
    lost = await there.user("lost", displayName="Белов Иван")
    await there.user("fine", displayName="Козлов Артём", title="Мастер", department=OFFICE)
    await there.settle()
    assert set(await jobs_of(there)) == {"Козлов Артём"}
    troubles = (await state(there))["troubles"]
    assert [(one["name"], bool(one["text"])) for one in troubles] == [("Белов Иван", True)]
    await there.call("PUT", f"/Users/{lost['id']}", user("lost", displayName="Белов Иван", department=OFFICE))
    await there.settle()
    assert set(await jobs_of(there)) == {"Козлов Артём", "Белов Иван"}
    assert (await state(there)).get("troubles", []) == []


async def test_groups_as_units(there: ScimTown) -> None:
    anna = await there.user("anna", displayName="Соколова Анна", title="Юрист", department="Ещё не тот отдел")
    inner = await there.group("Правовой отдел", anna)
    await there.group("Администрация", inner)
    await there.head.ask("set_scim_units", organisation=there.organisation, units_from="groups")
    await there.settle()
    assert await jobs_of(there) == {"Соколова Анна": ("Правовой отдел", "Юрист")}
    path = await there.live.database.fetchval(
        "SELECT a.name FROM directory_units u JOIN directory_units a ON a.id = u.parent_id"
        " WHERE u.name = 'Правовой отдел'"
    )
    assert path == "Администрация"
    await there.patch(f"/Groups/{inner['id']}", {"op": "replace", "path": "displayName", "value": "Юридический отдел"})
    await there.settle()
    assert await jobs_of(there) == {"Соколова Анна": ("Юридический отдел", "Юрист")}


async def test_a_group_is_a_list_of_employees(there: ScimTown) -> None:
    anna = await there.user("anna", displayName="Соколова Анна", title="Юрист", department=OFFICE)
    boris = await there.user("boris", displayName="Белов Борис", title="Инженер", department=OFFICE)
    nobody = await there.user("nobody", displayName="Иванов Без Отдела")
    inner = await there.group("Юристы", anna)
    outer = await there.group("Первая волна", boris, nobody, inner)
    await there.settle()
    db, organisation = there.live.database, there.organisation
    assert {one.name: one.members for one in await named_lists(db, organisation)} == {"Первая волна": 3, "Юристы": 1}
    found = await members_of_list(db, organisation, int(outer["id"])) or []
    assert {(one.record.facts.name, one.title, one.state) for one in found} == {
        ("Соколова Анна", "Юрист", "expected"),
        ("Белов Борис", "Инженер", "expected"),
    }
    await there.patch(f"/Users/{anna['id']}", {"op": "replace", "value": {"active": False}})
    await there.settle()
    found = await members_of_list(db, organisation, int(outer["id"])) or []
    assert [one.record.facts.name for one in found] == ["Белов Борис"], "who has left is in no list"
    assert await members_of_list(db, organisation, int(anna["id"])) is None, "a user is no list"
    elsewhere = OrganisationId((await there.head.ask("create_organisation", name="Район"))["organisation"])
    assert await members_of_list(db, elsewhere, int(outer["id"])) is None


async def test_many_leavers_wait_until_somebody_has_looked(database: Database, tmp_path: Any) -> None:
    live = Live(database, settings=Settings(data=tmp_path, dismissals_alone=2))
    await live.start()
    try:
        there = await town(live)
        people = [
            await there.user(f"p{number}", displayName=f"Житель {number} Озёрный", title="Инженер", department=OFFICE)
            for number in range(5)
        ]
        await there.settle()
        for one in people[:4]:
            await there.call("DELETE", f"/Users/{one['id']}")
        await there.settle()
        await there.settle()
        assert len(await jobs_of(there)) == 3
        assert (await state(there))["held"] == 2
        with pytest.raises(Refusal, match="second_administrator_needed"):  # she made the token that told it
            await there.head.ask("release_scim_leavers", organisation=there.organisation)
        second = await live.person("Второй администратор", administrator=True)
        await second.ask("release_scim_leavers", organisation=there.organisation)
        await there.settle()
        assert list(await jobs_of(there)) == ["Житель 4 Озёрный"]
        assert (await state(there)).get("held", 0) == 0
    finally:
        await live.stop()


async def test_dismissed_in_the_directory_the_post_leaves_his_open_socket(there: ScimTown) -> None:
    """Somebody who has come in by an invitation to his post; his private side stays."""
    anna = await there.user("anna", displayName="Соколова Анна", title="Юрист", department=OFFICE)
    await there.settle()
    post = await there.live.database.fetchval("SELECT post_id FROM staff_places")
    code = (await there.head.ask("create_invitation", name="Соколова Анна", post=post))["code"]
    came = await there.live.http.post(
        "/api/accept_invitation", json={"code": code, "login": "anna", "name": "Соколова Анна", "password": PASSWORD}
    )
    assert came.status_code == 200, came.text
    holding = "SELECT person_id FROM directory_holdings WHERE post_id = $1 AND until IS NULL"
    person = await there.live.database.fetchval(holding, post)
    hers = await there.live.sign_in(person, name="Соколова Анна", login="anna")
    async with hers.socket() as socket:
        await there.patch(f"/Users/{anna['id']}", {"op": "replace", "path": "active", "value": False})
        await there.settle()
        await socket.event("actors", lambda event: [one["id"] for one in event["actors"]] == [person])
    assert await there.live.database.fetchval(holding, post) is None
    assert (await hers.ask("me"))["id"] == person, "her own account is as it was"
