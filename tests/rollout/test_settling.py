"""What a rollout hears of its neighbours: who is expected, as staff records say, and which old groups came along."""

from pathlib import Path

import pytest

from tests.movein.world import bring, message, write_export
from tests.rollout.world import Body, make_body
from tests.staff import world as staff
from tests.support.live import Live, Someone
from veche.ground.ids import ChatId, OrganisationId
from veche.movein.actions.planning import Task
from veche.settling import StaffContacts

pytestmark = pytest.mark.asyncio(loop_scope="package")

VERA, PYOTR = "Синеокая-Заречная Вера Константиновна", "Новак Пётр Львович"


async def test_who_is_expected_stands_in_the_records_of_staff(live: Live, tmp_path: Path) -> None:
    """With an address only where the organisation's own mail is: a table may name any address."""
    body = await make_body(live, "Администрация Заречья")
    lines = [
        staff.person("1", staff.ANNA, email="anna@zarechye.example", phone="8 916 123-45-67"),
        staff.person("2", staff.BORIS, email="boris@mail.example"),
        staff.person("3", VERA, email="vera@zarechye.example@mail.example"),
    ]
    leaver = staff.person("4", PYOTR, email="pyotr@zarechye.example")
    await staff.bring(live, body.organisation, staff.write(tmp_path, *lines, leaver))
    await staff.bring(live, body.organisation, staff.write(tmp_path, *lines))
    await body.admin.ask("set_staff_domains", organisation=body.organisation, domains=["zarechye.example"])
    found = await StaffContacts().of_organisation(live.database, OrganisationId(body.organisation))
    assert {one.name: (one.email, one.phone) for one in found.values()} == {
        staff.ANNA: ("anna@zarechye.example", "8 916 123-45-67"),
        staff.BORIS: ("", ""),
        VERA: ("", ""),
    }


async def closed(body: Body) -> list[bool]:
    return [group.get("closed", False) for group in (await body.report())["groups"]]


async def test_an_old_group_is_closed_when_it_came_along_until_that_is_undone(live: Live, tmp_path: Path) -> None:
    body = await make_body(live)
    await body.begin()
    await body.admin.ask("add_old_group", plan=body.plan, title="дежурные по городу")
    async with body.admin.socket() as socket:
        await socket.ask("get_rollout", plan=body.plan)
        done = await bring(live, write_export(tmp_path, [message(1)], name="Дежурные по городу"))
        while await closed(body) != [True]:
            await socket.event("rollout", lambda event: event["plan"] == body.plan)
        await body.admin.ask("undo_import", **{"import": done.id})
        await live.server.messenger.movein.undoing.work(Task(done.id))
        while await closed(body) != [False]:
            await socket.event("rollout", lambda event: event["plan"] == body.plan)


async def test_a_group_of_another_body_with_the_same_name_stays_open(live: Live) -> None:
    city, town = await make_body(live, "Город"), await make_body(live, "Посёлок")
    for body in (city, town):
        await body.begin()
        await body.admin.ask("add_old_group", plan=body.plan, title="Аварийная бригада")
    groups = city.rollout.old_groups
    foreman = await live.person("Бригадир Богдан")

    async def heard(owner: Someone) -> list[int]:
        return await groups.moved(chat, title="Аварийная бригада", owner=owner.id, back=False)

    chat = ChatId((await city.admin.ask("create_group", title="Аварийная бригада"))["chat"]["id"])
    assert await heard(foreman) == [], "he is of neither body"
    assert await heard(city.admin) == [], "for who administers both, it may be either"
    await city.admin.ask("give_administration", organisation=city.organisation, person=foreman.id)
    assert await heard(foreman) == [city.plan]
    assert await heard(foreman) == [], "heard twice"
    assert (await closed(city), await closed(town)) == ([True], [False])
