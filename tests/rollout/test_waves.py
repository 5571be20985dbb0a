"""Plans and waves on a live server: who decides, who is invited, what a pause and a step back do."""

import pytest

from tests.rollout.world import Body, day, make_body
from tests.support.live import Json, Live, Refusal
from veche.ground.ids import PostId
from veche.rollout import Contact

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def body_of(live: Live, *, people: int = 6) -> Body:
    body = await make_body(live)
    await body.unit("Департамент связи и информатизации", people)
    await body.unit("Сектор мобилизационной подготовки", 3)
    await body.begin()
    return body


async def invited(body: Body) -> int:
    posts = [post for unit in body.posts.values() for post in unit]
    asked = "SELECT count(*) FROM rollout_invites WHERE post_id = ANY($1)"
    return int(await body.live.database.fetchval(asked, posts))


async def test_a_plan_from_its_order_to_its_end(live: Live) -> None:
    body = await make_body(live)
    await body.unit("Департамент связи", 5)
    report = await body.begin(title="Переход на Вече по распоряжению 14-р")
    assert report["plan"]["due_on"] == day(30)
    with pytest.raises(Refusal, match="rollout_exists"):
        await body.begin()
    with pytest.raises(Refusal, match="rollout_dates"):
        await body.admin.ask("change_rollout", plan=body.plan, due_on=day(-8))
    changed = await body.admin.ask("change_rollout", plan=body.plan, due_on=day(60), remind_days=5, compared=True)
    assert (changed["plan"]["due_on"], changed["plan"]["remind_days"]) == (day(60), 5)
    closed = await body.admin.ask("change_rollout", plan=body.plan, closed=True)
    assert closed["plan"]["closed"]
    with pytest.raises(Refusal, match="rollout_closed"):
        await body.wave("Департамент связи")
    await body.begin()
    assert await body.audit() == ["rollout.create", "rollout.change", "rollout.change", "rollout.create"]


async def test_a_wave_is_started_and_people_come(live: Live) -> None:
    body = await body_of(live)
    wave = await body.wave("Департамент связи и информатизации", title="Волна 1")
    posts = body.posts["Департамент связи и информатизации"]
    with pytest.raises(Refusal, match="wave_not_running"):
        await body.link(wave, posts[0])
    await body.start(wave)
    await body.start(wave)  # again: nobody is invited twice
    assert await invited(body) == 6
    asked = "SELECT count(*) FROM identity_invitations WHERE post_id = ANY($1)"
    assert await live.database.fetchval(asked, posts) == 6

    await body.come(wave, *posts[:5])
    report = await body.report()
    assert report["waves"][0]["people"] == {"people": 5, "invited": 5, "signed_in": "some"}
    with pytest.raises(Refusal, match="post_held"):
        await body.link(wave, posts[0])
    await body.come(wave, posts[5])
    report = await body.report()
    assert report["waves"][0]["people"]["done"]
    unit = next(unit for unit in report["units"] if unit["name"].startswith("Департамент"))
    assert unit["look"] == "done"


async def test_who_was_hired_since_is_invited_by_the_next_start(live: Live) -> None:
    body = await body_of(live)
    wave = await body.wave("Департамент связи и информатизации")
    await body.start(wave)
    unit = body.units["Департамент связи и информатизации"]
    new = (await body.admin.ask("create_post", unit=unit, title="Новый специалист"))["post"]
    await body.start(wave)
    await body.come(wave, new)


async def test_records_of_staff_say_who_is_expected(live: Live) -> None:
    """Where there are records, a post without one and without a holder is a vacancy, and nobody is invited to it."""
    body = await body_of(live)
    posts = body.posts["Департамент связи и информатизации"]
    body.known.update({PostId(post): Contact(name="Орлова Вера Игоревна") for post in posts[:5]})
    wave = await body.wave("Департамент связи и информатизации")
    await body.start(wave)
    assert await invited(body) == 5
    found = (await body.admin.ask("find_in_wave", wave=wave, text="орлова"))["people"]
    assert len(found) == 5
    assert {"post", "title", "unit", "name"} == found[0].keys()


async def test_a_rolled_back_wave_lets_nobody_in(live: Live) -> None:
    body = await body_of(live)
    wave = await body.wave("Департамент связи и информатизации")
    posts = body.posts["Департамент связи и информатизации"]
    await body.start(wave)
    await body.come(wave, posts[0])
    left = await body.link(wave, posts[1])
    with pytest.raises(Refusal, match="wave_running"):
        await body.admin.ask("change_wave", wave=wave, units=[body.units["Сектор мобилизационной подготовки"]])
    report = await body.admin.ask("roll_back_wave", wave=wave)
    assert report["waves"][0]["state"] == "rolled_back"
    code = left.partition("#")[2]
    answer = await live.http.post("/api/view_invitation", json={"code": code})
    assert answer.json()["error"]["code"] == "invitation_revoked"
    # Who has come stays, and another start invites the others anew.
    await body.start(wave)
    assert await body.link(wave, posts[1]) != left
    await body.come(wave, posts[1])


async def test_a_paused_wave_sends_nothing_and_still_lets_people_in(live: Live) -> None:
    body = await body_of(live)
    wave = await body.wave("Департамент связи и информатизации")
    await body.start(wave)
    await body.admin.ask("pause_wave", wave=wave)
    with pytest.raises(Refusal, match="wave_not_running"):
        await body.admin.ask("pause_wave", wave=wave)
    await body.come(wave, body.posts["Департамент связи и информатизации"][0])


async def test_a_list_of_posts_is_a_wave_too(live: Live) -> None:
    body = await body_of(live)
    posts = body.posts["Департамент связи и информатизации"]
    first = await body.wave(posts=posts[:5], title="Первые")
    await body.wave("Департамент связи и информатизации", title="Остальные")
    report = await body.report()
    assert report["waves"][0]["people"]["people"] == 5
    assert "people" not in report["waves"][1]["people"]  # one person is left
    # Of a list nothing is told but who has come: a list could be written to find out about one of those on it.
    assert "protected" not in report["waves"][0]["people"]
    foreign = await make_body(live, "Другая администрация")
    await foreign.unit("Отдел", 1)
    for fields in ({"units": [foreign.units["Отдел"]]}, {"posts": foreign.posts["Отдел"]}):
        with pytest.raises(Refusal, match="not_found"):
            await body.admin.ask("change_wave", wave=first, **fields)


async def test_administrators_of_the_body_decide_and_nobody_else(live: Live) -> None:
    body = await body_of(live)
    wave = await body.wave("Департамент связи и информатизации")
    stranger = await live.person("Посторонний Пётр")
    chief = await live.person("Начальник Департамента")
    head = await live.person("Руководитель Сектора")
    await body.admin.ask("give_administration", organisation=body.organisation, person=chief.id)
    unit = body.units["Сектор мобилизационной подготовки"]
    await body.admin.ask("give_administration", organisation=body.organisation, unit=unit, person=head.id)

    asked: list[tuple[str, Json]] = [
        ("change_rollout", {"plan": body.plan, "due_on": day(90)}),
        ("add_wave", {"plan": body.plan, "title": "Ещё", "due_on": day(9), "units": [unit]}),
        *((command, {"wave": wave}) for command in ("start_wave", "pause_wave", "roll_back_wave", "remove_wave")),
        ("find_in_wave", {"wave": wave}),
    ]
    for command, fields in asked:
        for who in (stranger, head):
            with pytest.raises(Refusal, match=r"administrators_only|not_your_unit"):
                await who.ask(command, **fields)
    with pytest.raises(Refusal, match="plan_not_found"):
        await body.report(stranger)
    seen = await body.report(head)
    assert [row["id"] for row in seen["units"]] == [unit], "only the unit that he administers"
    assert "may_manage" not in seen["plan"]
    assert (await body.report(chief))["plan"]["may_manage"]
    await chief.ask("start_wave", wave=wave)
    assert [one["organisation"] for one in (await head.ask("list_rollouts"))["rollouts"]] == [body.organisation]
    assert (await stranger.ask("list_rollouts"))["rollouts"] == []


async def test_who_answers_for_a_wave_hands_invitations_over(live: Live) -> None:
    body = await body_of(live)
    posts = body.posts["Департамент связи и информатизации"]
    person = await live.person("Ответственная Ольга")
    await body.admin.ask("appoint", post=posts[0], person=person.id)
    wave = await body.wave("Департамент связи и информатизации", responsible=posts[0])
    await body.start(wave)
    answer = await person.ask("wave_invitation", wave=wave, post=posts[1])
    assert "/invite#" in answer["link"]
    with pytest.raises(Refusal, match="not_invited_yet"):
        await person.ask("wave_invitation", wave=wave, post=1)
    assert "rollout.show_invitation" in await body.audit()
    report = await body.report(person)
    assert report["waves"][0]["responsible"]["name"] == "Ответственная Ольга"
    with pytest.raises(Refusal, match="administrators_only"):
        await person.ask("roll_back_wave", wave=wave)
    # She may say that a group of her wave's unit is closed.
    unit = body.units["Департамент связи и информатизации"]
    added = await person.ask("add_old_group", plan=body.plan, title="Дежурные", unit=unit)
    closed = await person.ask("set_old_group", group=added["groups"][0]["id"], closed=True)
    assert closed["groups"][0]["closed"]
    other = body.units["Сектор мобилизационной подготовки"]
    with pytest.raises(Refusal, match="administrators_only"):
        await person.ask("add_old_group", plan=body.plan, title="Чужие", unit=other)


async def test_questions_have_a_chat_of_their_own(live: Live) -> None:
    body = await body_of(live)
    wave = await body.wave("Департамент связи и информатизации", title="Волна 1")
    report = await body.admin.ask("open_wave_help", wave=wave)
    assert "/join#" in report["waves"][0]["help_link"]
    code = report["waves"][0]["help_link"].partition("#")[2]
    someone = await live.person("Пришедшая Полина")
    assert (await someone.ask("view_invite_link", code=code))["title"] == "Помощь с переездом: Волна 1"
    with pytest.raises(Refusal, match="wave_has_help"):
        await body.admin.ask("open_wave_help", wave=wave)


async def test_signals_of_a_unit(live: Live) -> None:
    """In the unit's chat, and with a second factor: figures, once there are five."""
    body = await body_of(live)
    unit = body.units["Департамент связи и информатизации"]
    posts = body.posts["Департамент связи и информатизации"]
    wave = await body.wave("Департамент связи и информатизации")
    await body.start(wave)
    await body.come(wave, *posts)
    chat = int((await body.admin.ask("create_group", title="Департамент", members=posts))["chat"]["id"])
    report = await body.admin.ask("set_rollout_unit", plan=body.plan, unit=unit, chat=chat)
    row = next(row for row in report["units"] if row["id"] == unit)
    assert row["chat"] == chat
    assert row["people"] == {
        "people": 5, "invited": 5, "signed_in": 5, "protected": 0, "joined": 5, "share": 100, "done": True
    }  # fmt: skip
    await live.database.execute(
        "INSERT INTO identity_second_factors (person_id, secret, created_at, confirmed_at)"
        " SELECT person_id, 's', now(), now() FROM directory_holdings WHERE post_id = ANY($1::bigint[])",
        posts[:4],
    )
    row = next(row for row in (await body.report())["units"] if row["id"] == unit)
    assert row["people"]["protected"] == "some", "four are no figure, and neither are the two who are missing"
