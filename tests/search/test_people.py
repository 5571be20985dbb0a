"""Finding people and chats by what they are called, over a real server."""

from __future__ import annotations

from tests.support.live import Json, Live, Someone


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
