"""Finding people and chats by what they are called, over a real server."""

from __future__ import annotations

import pytest

from tests.support.live import Json, Live, Refusal, Someone
from veche.search.routes import NAMES_DAY


async def people(who: Someone, query: str) -> list[str]:
    await who.live.server.messenger.search.settle()
    found = (await who.ask("search_everywhere", query=query))["people"]
    return [one["card"]["name"] or one["card"]["title"] for one in found]


async def test_people_by_any_spelling(live: Live) -> None:
    anna = await live.person("Щербакова Анна Петровна")
    await live.person("Иванов Пётр Семёнович")
    for query in (
        "Щербакова",
        "щербокова",
        "shcherbakova",
        "Scherbakova anna",
        "othfrjdf",
        "oth,frjdf",
        "петровна анна",
        "щерб",
    ):
        assert await people(anna, query) == ["Щербакова Анна Петровна"], query
    for query in ("ivanov", "Иванов Петр", "bdfyjd", "Ивнаов", "pyotr ivanov", "ИВАНОВ СЕМЁН"):
        assert await people(anna, query) == ["Иванов Пётр Семёнович"], query
    assert await people(anna, "и") == [], "one letter would be a way to list everybody"
    assert await people(anna, "Сидоров") == []
    assert await people(anna, "'\"&|!<->") == []


async def test_posts_by_title_and_unit_and_who_left_is_not_found(live: Live) -> None:
    admin, anna = await live.person("Город", administrator=True), await live.person("Анна Лебедева")
    organisation = (await admin.ask("create_organisation", name="Мэрия Загорска"))["organisation"]
    unit = (await admin.ask("create_unit", organisation=organisation, name="Отдел озеленения"))["unit"]
    post = (await admin.ask("create_post", unit=unit, title="Главный агроном"))["post"]
    await admin.ask("appoint", post=post, person=anna.id)
    await live.server.messenger.search.settle()
    found = (await admin.ask("search_everywhere", query="агроном озеленение"))["people"]
    assert [(one["card"]["id"], one["place"]) for one in found] == [(post, "Отдел озеленения · Мэрия Загорска")]
    await admin.ask("deactivate_person", person=anna.id)
    assert await people(admin, "лебедева") == []


async def test_the_directory_by_unit_by_post_and_in_any_layout(live: Live) -> None:
    admin, anna = await live.person("Город", administrator=True), await live.person("Лебедева Анна Сергеевна")
    hall = (await admin.ask("create_organisation", name="Мэрия Загорска"))["organisation"]
    top = (await admin.ask("create_unit", organisation=hall, name="Департамент городского хозяйства"))["unit"]
    unit = (await admin.ask("create_unit", organisation=hall, parent=top, name="Отдел озеленения"))["unit"]
    post = (await admin.ask("create_post", unit=unit, title="Главный агроном"))["post"]
    await admin.ask("appoint", post=post, person=anna.id)
    school = (await admin.ask("create_organisation", name="Школа № 4"))["organisation"]

    async def found(query: str, **more: int) -> tuple[list[int], list[int]]:
        await live.server.messenger._herald.settle()
        await live.server.messenger.search.settle()
        answer = await anna.ask("search_directory", query=query, **more)
        return [one["id"] for one in answer["units"]], [one["card"]["id"] for one in answer["posts"]]

    for query in ("озеленения", "jptktytybz", "отдел озилен", "ozelenenie"):
        assert await found(query) == ([unit], [post]), query
    assert await found("лебедева") == await found("fuhjyjv") == ([], [post]), "by the holder, by the title"
    assert (await found("департамент"))[0] == [top]
    assert await found("о") == ([], []), "one letter would be a way to list everybody"
    assert await found("озеленения", organisation=school) == ([], [])
    whole = (await anna.ask("search_directory", query="озеленения"))["units"][0]
    assert (whole["way"], whole["organisation_name"]) == (["Департамент городского хозяйства"], "Мэрия Загорска")

    await admin.ask("rename_unit", unit=unit, name="Отдел садов")
    assert await found("озеленения") == ([], [])
    assert await found("садов") == ([unit], [post])
    await admin.ask("move_post", post=post, unit=top)
    assert await found("садов") == ([unit], [])
    await admin.ask("close_post", post=post)
    assert await found("агроном") == ([], [])
    await admin.ask("reopen_post", post=post)
    assert await found("агроном") == ([], [post])


async def test_whoever_reads_the_whole_directory_by_searching_is_told_about(live: Live) -> None:
    admin, anna = await live.person("Город", administrator=True), await live.person("Анна")
    await live.server.messenger.identity.limits.take(NAMES_DAY, anna.id, times=NAMES_DAY.burst)
    with pytest.raises(Refusal, match="too_many_requests"):
        await anna.ask("search_directory", query="отдел")
    notices = (await admin.ask("list_safety_notices"))["notices"]
    assert [one["kind"] for one in notices] == ["directory_listed"]


async def test_never_more_than_twenty(live: Live) -> None:
    anna = await live.person("Анна")
    async with live.database.transaction() as connection:
        await connection.execute(
            "INSERT INTO identity_actors (id, kind, name, words)"
            " SELECT 1000 + n, 'person', 'Кузнецова Мария ' || n, ''::tsvector FROM generate_series(1, 60) n"
        )
    await live.server.messenger.search.names.sweep()
    assert len(await people(anna, "кузнецова")) == 20


async def test_chats_mine_first_then_public_ones(live: Live) -> None:
    anna, boris, vera = await live.person("Анна Белова"), await live.person("Борис"), await live.person("Вера")
    mine = await live.group(anna, boris, title="Новости двора")
    public = (await boris.ask("create_channel", title="Новости города", about="Коротко", mode="public"))["chat"]["id"]
    await live.group(boris, title="Новости для своих")
    await live.server.messenger.search.settle()

    async def find(who: Someone, query: str) -> Json:
        return {"public": [], **await who.ask("find_chats", query=query)}

    found = await find(anna, "новасти")
    assert [chat["id"] for chat in found["chats"]] == [mine]
    assert [chat["id"] for chat in found["public"]] == [public]
    assert (await anna.ask("view_invite_link", code=found["public"][0]["code"]))["title"] == "Новости города"
    assert [chat["id"] for chat in (await find(vera, "yjdjcnb"))["public"]] == [public]
    assert (await find(vera, "для своих"))["public"] == []

    dialog = await live.dialog(boris, anna)
    await boris.ask("send_message", chat=dialog, cid="1", text="Здравствуйте")
    assert [chat["id"] for chat in (await find(boris, "белова"))["chats"]] == [dialog]

    await boris.ask("update_chat", chat=public, title="Городская хроника")
    await live.server.messenger.search.settle()
    assert (await find(vera, "новости"))["public"] == []
    assert [chat["title"] for chat in (await find(vera, "hronika"))["public"]] == ["Городская хроника"]


async def test_names_have_a_rate(live: Live) -> None:
    anna = await live.person("Анна")
    answers = [(await anna.post("find_chats", query="анна")).status_code for _ in range(70)]
    assert answers[:60] == [200] * 60
    assert answers[-1] == 429
