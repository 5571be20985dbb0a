"""A table becomes the directory: once, again, changed, broken, taken back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.staff.world import ANNA, BORIS, bring, city, person, row, tree, write
from tests.support.live import Json, Live, Refusal, Someone
from veche import staff
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict
from veche.ground.ids import DeviceId
from veche.staff import employees_in, guessed
from veche.staff.reading.table import SIZE_LIMIT
from veche.staff.store import imports

VERA = "Синеокая-Заречная Вера Константиновна"
CLERK = "Делопроизводитель"


async def come_in(live: Live, chief: Someone, post: int, *, login: str, name: str) -> Json:
    """Somebody accepts the invitation to a post."""
    made = await chief.ask("create_invitation", post=post)
    request = {"code": made["code"], "login": login, "name": name, "password": "вечевой колокол 1136"}
    done = await live.http.post("/api/accept_invitation", json={**request, "want_token": True})
    assert done.status_code == 200, done.text
    await live.server.messenger._herald.settle()
    answer: Json = done.json()
    return answer


async def post_of(chief: Someone, unit: str, title: str, organisation: int) -> int:
    found = (await chief.ask("list_organisations"))["organisations"]
    number = next(u["id"] for one in found if one["id"] == organisation for u in one["units"] if u["name"] == unit)
    about = await chief.ask("get_unit", unit=number)
    post: int = next(post["id"] for post in about["posts"] if post["title"] == title)
    return post


async def test_a_table_becomes_the_directory_and_a_second_run_changes_nothing(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    path = write(
        tmp_path, person("1", ANNA, head="да"), person("2", BORIS, title=CLERK), person("3", VERA, "Канцелярия")
    )
    done = await bring(live, body, path)
    assert (done.state, done.counts.create, done.counts.units_new, done.done) == ("done", 3, 2, 3)
    assert await tree(chief, body) == {
        "Канцелярия": {"Архивариус": ""},
        "Отдел архива": {"Архивариус": "", CLERK: ""},
    }
    before = live.server.messenger.db
    count = await before.fetchval("SELECT count(*) FROM directory_posts")
    again = await bring(live, body, path)
    assert (again.counts.unchanged, again.total) == (3, 0)
    assert await before.fetchval("SELECT count(*) FROM directory_posts") == count


async def test_who_accepts_an_invitation_is_the_record_and_leaves_with_it(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    await bring(
        live, body, write(tmp_path, person("1", ANNA), person("1", ANNA, title=CLERK), person("2", BORIS, "Канцелярия"))
    )
    unit = (await chief.ask("list_organisations"))["organisations"][-1]["units"]
    archive = next(one["id"] for one in unit if one["name"] == "Отдел архива")
    waiting = (await chief.ask("list_expected", unit=archive))["expected"]
    assert {one["name"] for one in waiting} == {ANNA}

    post = await post_of(chief, "Отдел архива", "Архивариус", body)
    await come_in(live, chief, post, login="anna.k", name="Константинопольская А. В.")
    assert await tree(chief, body) == {
        "Канцелярия": {"Архивариус": ""},
        "Отдел архива": {"Архивариус": "Константинопольская А. В.", CLERK: "Константинопольская А. В."},
    }, "one invitation, both jobs"
    assert (await chief.ask("list_expected", unit=archive))["expected"] == []
    states = {one.record.key: one.state for one in await employees_in(live.server.messenger.db, [archive])}
    assert states == {"1": "here"}

    moved = await bring(
        live, body, write(tmp_path, person("1", ANNA, "Канцелярия", CLERK), person("2", BORIS, "Канцелярия"))
    )
    assert moved.counts.move == 1
    assert await tree(chief, body) == {
        "Канцелярия": {"Архивариус": "", CLERK: "Константинопольская А. В."},
        "Отдел архива": {"Архивариус": "", CLERK: ""},
    }, "his old posts stay, vacant, with their chats"
    left = await bring(live, body, write(tmp_path, person("2", BORIS, "Канцелярия")))
    assert (left.counts.leave, left.counts.leavers_signed_in) == (1, 1)
    assert (await tree(chief, body))["Канцелярия"] == {"Архивариус": "", CLERK: ""}

    await staff.undo(live.server.messenger.offices.staff, left.id)
    assert (await tree(chief, body))["Канцелярия"] == {"Архивариус": "", CLERK: "Константинопольская А. В."}


async def test_undo_takes_everything_back_but_those_who_came_in(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    first = await bring(live, body, write(tmp_path, person("1", ANNA), person("2", BORIS, "Канцелярия")))
    second = await bring(live, body, write(tmp_path, person("1", ANNA, title="Хранитель"), person("3", VERA, "Загс")))
    assert (second.counts.change, second.counts.create, second.counts.leave) == (1, 1, 1)
    with pytest.raises(Conflict, match="staff_later_import"):
        await staff.undo(live.server.messenger.offices.staff, first.id)
    undone = await staff.undo(live.server.messenger.offices.staff, second.id)
    assert (undone.state, undone.counts.stayed) == ("undone", 0)
    assert await tree(chief, body) == {"Канцелярия": {"Архивариус": ""}, "Отдел архива": {"Архивариус": ""}}
    with pytest.raises(Conflict, match="import_stays"):
        await staff.undo(live.server.messenger.offices.staff, second.id)

    await come_in(live, chief, await post_of(chief, "Отдел архива", "Архивариус", body), login="anna.s", name=ANNA)
    undone = await staff.undo(live.server.messenger.offices.staff, first.id)
    assert undone.counts.stayed == 2, "she and her unit"
    assert await tree(chief, body) == {"Отдел архива": {"Архивариус": ANNA}}


async def test_a_broken_line_is_told_by_its_number_and_spoils_no_other(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    lines = [person(f"{number:06}", f"Преображенский Фёдор {number}") for number in range(2, 500)]
    good = write(tmp_path, *lines)
    raw = good.read_bytes().split(b"\r\n")
    key = raw[316].split(b";")[0].decode()
    raw[316] = raw[316].split(b";", 3)[0] + b';"\x98'
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\r\n".join(raw))
    with pytest.raises(Conflict, match="staff_has_errors"):
        await bring(live, body, broken)
    assert await tree(chief, body) == {}, "nothing unless the operator says so"
    done = await bring(live, body, broken, skip_errors=True)
    assert (done.counts.errors, done.counts.create) == (1, 497)
    [problem] = await imports.steps(live.server.messenger.db, done.id, kind="problem")
    assert problem.line == 317
    whole = await bring(live, body, good)
    assert (whole.counts.create, whole.counts.unchanged, whole.counts.leave) == (1, 497, 0)
    again = await bring(live, body, broken, skip_errors=True)
    assert (again.counts.leave, again.counts.withheld) == (0, 1), f"nobody knows that line 317 is {key}"


async def test_many_leavers_need_a_second_administrator(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    second = await live.person("Второй администратор", administrator=True)
    body = await city(live, chief)
    lines = [person(str(number), f"Преображенский Фёдор {number}") for number in range(1, 40)]
    await bring(live, body, write(tmp_path, *lines))
    few = write(tmp_path, *lines[:5])
    with pytest.raises(Conflict, match="staff_leavers"):
        await bring(live, body, few)
    messenger = live.server.messenger
    one = await messenger.offices.staff.planning.look_here([few], organisation=body, person=chief.id, locale="ru")
    mapping = {"people": one.tables[0].guess}
    await chief.ask("plan_staff", **{"import": one.id, "profile": "Кадры", "mapping": mapping})
    await messenger.jobs.once()
    asked = (await chief.ask("apply_staff", **{"import": one.id}))["import"]
    assert asked["state"] == "asking"
    with pytest.raises(Refusal, match="staff_second_needed"):
        await chief.ask("confirm_staff", **{"import": one.id})
    await second.ask("confirm_staff", **{"import": one.id})
    await messenger.jobs.once()
    done = (await chief.ask("get_staff_import", **{"import": one.id}))["import"]
    assert (done["state"], done["counts"]["leave"]) == ("done", 34)


async def test_small_portions_are_many_too_and_who_applies_is_not_the_second_one(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    second = await live.person("Второй администратор", administrator=True)
    body = await city(live, chief)
    lines = [person(str(number), f"Преображенский Фёдор {number}") for number in range(1, 31)]
    await bring(live, body, write(tmp_path, *lines))
    staff = live.server.messenger.offices.staff
    await live.server.messenger.jobs.stop()

    async def portion(count: int, *, applier: Someone) -> int:
        """So many lines are left of the table: the plan that the first administrator made, applied by this one."""
        rest = write(tmp_path, *lines[:count])
        one = await staff.planning.look_here([rest], organisation=body, person=chief.id, locale="ru")
        await staff.planning.map(one.id, profile="Кадры", mapping=guessed(one.tables), person=chief.id)
        await live.server.messenger.jobs.once()
        await applier.ask("apply_staff", **{"import": one.id})
        await live.server.messenger.jobs.once()
        return one.id

    async def state(number: int) -> str:
        return str(await staff.state_of(number))

    assert await state(await portion(25, applier=second)) == "done", "five are nobody's mass dismissal"
    sixth = await portion(24, applier=second)
    assert await state(sixth) == "asking"
    with pytest.raises(Refusal, match="staff_second_needed"):
        await second.ask("confirm_staff", **{"import": sixth})
    await chief.ask("confirm_staff", **{"import": sixth})
    await live.server.messenger.jobs.once()
    assert await state(sixth) == "done"
    assert await state(await portion(20, applier=chief)) == "done", "what two said counts for nobody"


async def test_single_rows_of_a_program_repeat_and_come_in_any_order(live: Live) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    office = live.server.messenger.offices.staff
    source = await office.source(body, kind="scim", name="Кадры")
    twice = [await office.applying.apply_one(source.id, row("7", email="a@gorod.example"), by=chief.id) for _ in "12"]
    assert [one and one.act for one in twice] == ["create", ""]
    moved = await office.applying.apply_one(source.id, row("7", unit="Канцелярия", unknown=frozenset({"email"})))
    assert moved is not None
    assert (moved.act, moved.record.facts.email) == ("move", "a@gorod.example")
    gone = await office.applying.apply_one(source.id, row("7", active=False))
    assert gone is not None
    assert gone.act == "leave"
    assert await office.applying.apply_one(source.id, row("8", active=False)) is None
    back = await office.applying.apply_one(source.id, row("7", title="Хранитель"))
    assert back is not None
    assert (back.act, back.record.left_at) == ("return", None)
    with pytest.raises(BadInput, match="staff_no_title"):
        await office.applying.apply_one(source.id, row("9", title=""))
    assert (await tree(chief, body))["Отдел архива"] == {"Архивариус": "", "Хранитель": ""}


async def test_only_administrators_of_the_organisation_may(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    other = await live.person("Житель")
    body = await city(live, chief)
    done = await bring(live, body, write(tmp_path, person("1", ANNA)))
    for command, fields in (
        ("get_staff_import", {"import": done.id}),
        ("list_staff_steps", {"import": done.id, "kind": "person"}),
        ("undo_staff", {"import": done.id}),
        ("list_staff_imports", {"organisation": body}),
        ("get_staff_profiles", {"organisation": body}),
        ("set_staff_domains", {"organisation": body, "domains": []}),
        ("look_at_staff", {"organisation": body, "files": [1]}),
    ):
        with pytest.raises(Refusal, match="administrators_only"):
            await other.ask(command, **fields)
    assert (await other.ask("list_staff_imports"))["imports"] == []


async def test_the_domains_of_an_organisation_are_whole_domains(live: Live) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    assert (await chief.ask("set_staff_domains", organisation=body, domains=["Gorod.example"]))["domains"] == [
        "gorod.example"
    ]
    with pytest.raises(Refusal, match="staff_domain"):
        await chief.ask("set_staff_domains", organisation=body, domains=["gorod.example, evil.example"])
    profiles = await chief.ask("get_staff_profiles", organisation=body)
    assert profiles == {"profiles": [], "domains": ["gorod.example"]}


async def test_the_administrator_of_one_organisation_brings_in_its_staff_only(live: Live, tmp_path: Path) -> None:
    chief, scoped = await live.person("Администратор", administrator=True), await live.person("Кадровик")
    mine, other = await city(live, chief), await city(live, chief, "Другая администрация")
    await chief.ask("give_administration", organisation=mine, person=scoped.id)
    ours, theirs = [await bring(live, body, write(tmp_path, person("1", ANNA))) for body in (mine, other)]
    assert [one["id"] for one in (await scoped.ask("list_staff_imports"))["imports"]] == [ours.id]
    tree_of_ours = await scoped.ask("get_staff_tree", **{"import": ours.id})
    assert [(unit["name"], unit["mark"]) for unit in tree_of_ours["units"]] == [("Отдел архива", "new")]
    with pytest.raises(Refusal, match="not_your_unit"):
        await scoped.ask("undo_staff", **{"import": theirs.id})
    await scoped.ask("undo_staff", **{"import": ours.id})


async def test_a_table_for_other_bodies_and_a_directory_that_changes_meanwhile(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    path = tmp_path / "staff.csv"
    path.write_text("Таб. №,ФИО,Организация,Отдел,Должность\n1,Ким Ли,МКУ «Архив»,Отдел,Юрист\n2,Ли Ким,,Отдел,Юрист\n")
    messenger = live.server.messenger
    office = messenger.offices.staff
    one = await office.planning.look_here([path], organisation=body, person=chief.id, locale="ru")
    mapping = {"people": one.tables[0].guess}
    await chief.ask("plan_staff", **{"import": one.id, "profile": "Кадры", "mapping": mapping})
    await messenger.jobs.once()
    await chief.ask("create_unit", organisation=body, name="Отдел")
    await chief.ask("apply_staff", **{"import": one.id})
    await messenger.jobs.once()
    stale = (await chief.ask("get_staff_import", **{"import": one.id}))["import"]
    assert (stale["state"], stale["error"], stale["counts"]["organisations"]) == ("planned", "staff_plan_stale", 1)
    await chief.ask("apply_staff", **{"import": one.id})
    await messenger.jobs.once()
    found = {each["name"]: each for each in (await chief.ask("list_organisations"))["organisations"]}
    assert [unit["name"] for unit in found["МКУ «Архив»"]["units"]] == ["Отдел"]
    await staff.undo(office, one.id)
    assert "МКУ «Архив»" not in {each["name"] for each in (await chief.ask("list_organisations"))["organisations"]}


async def test_heads_and_deputies_of_units_come_with_the_table(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    path = tmp_path / "staff.csv"
    lines = [f"1;{ANNA};Архив;Начальник;да;", f"2;{BORIS};Архив;Первый заместитель;;да", f"3;{VERA};Архив;Архивариус;;"]
    heads = "Таб. №;ФИО;Отдел;Должность;Руководитель;Заместитель"
    path.write_text("\n".join([heads, *lines]), "utf-8")
    first = await bring(live, body, path)
    head = await post_of(chief, "Архив", "Начальник", body)
    db = live.server.messenger.db

    async def leads() -> list[tuple[str, str | None]]:
        rows = await db.fetch(
            "SELECT p.title, d.title AS deputy FROM directory_posts p LEFT JOIN directory_posts d ON d.id = p.deputy_id"
            " WHERE p.head"
        )
        return [(row["title"], row["deputy"]) for row in rows]

    assert await leads() == [("Начальник", "Первый заместитель")]
    deputy = await come_in(
        live, chief, await post_of(chief, "Архив", "Первый заместитель", body), login="boris.m", name=BORIS
    )
    assert head in {
        row["post_id"]
        for row in await db.fetch("SELECT post_id FROM directory_acting() WHERE person_id = $1", deputy["me"]["id"])
    }, "the deputy acts for the head who has not signed in"
    path.write_text("\n".join([heads, lines[0], lines[1].removesuffix("да"), lines[2] + "да"]), "utf-8")
    second = await bring(live, body, path)
    assert second.counts.change >= 1
    assert await leads() == [("Начальник", "Архивариус")]
    await staff.undo(live.server.messenger.offices.staff, second.id)
    assert await leads() == [("Начальник", "Первый заместитель")]
    assert (await staff.undo(live.server.messenger.offices.staff, first.id)).state == "undone"


async def test_an_upload_that_is_too_large_is_not_even_copied(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = await live.person("Администратор", administrator=True)
    body = await city(live, chief)
    planning = live.server.messenger.offices.staff.planning
    small = write(tmp_path, person("1", ANNA)).read_bytes()
    read: list[int] = []

    async def open_file(_asker: Asker, file: int) -> tuple[str, int, AsyncIterator[bytes]]:
        async def pieces() -> AsyncIterator[bytes]:
            read.append(file)
            yield small

        return "staff.csv", len(small) if file == 1 else SIZE_LIMIT + 1, pieces()

    monkeypatch.setattr(live.server.messenger.media, "open_file", open_file)
    asker = Asker(person=chief.id, device=DeviceId(0))
    with pytest.raises(BadInput, match="staff_file_large"):
        await planning.look(asker, organisation=body, files=[1, 2])
    assert read == [1], "nothing of the large one"
    assert [*(live.data / "staff").iterdir()] == [], "and the small one that came with it is gone"
    assert (await planning.look(asker, organisation=body, files=[1])).state == "looked"
