"""Finding messages over a real server: forms of words, filters, order, pages, and what one may see."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.support.live import Live, Refusal, Someone

_numbers = itertools.count(1)


async def say(who: Someone, chat: int, *texts: str) -> list[int]:
    """Send messages; their numbers."""
    sent = [await who.ask("send_message", chat=chat, cid=f"s{next(_numbers)}", text=text) for text in texts]
    return [one["seq"] for one in sent]


async def find(who: Someone, query: str = "", **fields: Any) -> list[str]:
    """Texts of what is found after the index has caught up."""
    await who.live.server.messenger.search.settle()
    answer = await who.ask("search_messages", query=query, **fields)
    return [hit["message"].get("text", "") for hit in answer["hits"]]


async def test_words_in_all_their_forms(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = await live.group(anna, boris)
    yard, tree, late = (
        "Благоустройство двора начнём в марте",
        "Ёлку поставим у e-mail-терминала, договор № 45-п",
        "😀 The buses are running late, скамейки позже: скамейкам нужна краска",
    )
    await say(anna, chat, yard, tree, late)
    for query, expected in {
        "благоустройству дворов": yard,
        "благоустр": yard,
        "БЛАГОУСТРОЙСТВЕ": yard,
        "двора марте": yard,
        "елки": tree,
        "ёлка": tree,
        "email": tree,
        "E-MAIL": tree,
        "45-П": tree,
        "running bus": late,
        "скамейка краски": late,
        "краско": late,
    }.items():
        assert await find(boris, query) == [expected], query
    assert await find(boris, "двор ёлка") == []
    answer = await boris.ask("search_messages", query="скамейку")
    hit = answer["hits"][0]
    units = late.encode("utf-16-le")
    found = [units[2 * at : 2 * (at + size)].decode("utf-16-le") for at, size in hit["ranges"]]
    assert found == ["скамейки", "скамейкам"]
    assert hit["before"]["text"] == tree
    assert "after" not in hit


async def test_the_other_layout_is_tried_when_nothing_is_found(live: Live) -> None:
    anna = await live.person("Анна")
    chat = await live.group(anna)
    await say(anna, chat, "Привет всем", "hello all")
    await live.server.messenger.search.settle()
    answer = await anna.ask("search_messages", query="ghbdtn")
    assert answer["read_as"] == "привет"
    assert [hit["message"]["text"] for hit in answer["hits"]] == ["Привет всем"]
    assert (await anna.ask("search_messages", query="руддщ"))["read_as"] == "hello"


async def test_filters(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat, other = await live.group(anna, boris), await live.group(anna, boris, title="Другой чат")
    await say(anna, chat, "смета готова", "смета: https://city.example/smeta")
    await say(boris, chat, "смету видел")
    await say(boris, other, "смета тут")
    poll = {"type": "poll", "poll": {"question": "Какую смету берём?", "options": ["первую", "вторую"]}}
    await anna.ask("send_message", chat=other, cid="poll", text="", attachments=[poll])
    assert len(await find(anna, "смета")) == 5
    assert sorted(await find(anna, "смета", chat=other)) == ["", "смета тут"]
    assert sorted(await find(anna, "смета", author=boris.id)) == ["смета тут", "смету видел"]
    assert await find(anna, "смета", kind="link") == ["смета: https://city.example/smeta"]
    assert await find(anna, "вторая", kind="poll") == [""]
    assert await find(anna, kind="link") == ["смета: https://city.example/smeta"]
    assert len(await find(anna, chat=chat, author=boris.id)) == 1
    now = live.server.messenger.clock.ms()
    assert len(await find(anna, "смета", **{"from": now - 60_000, "to": now + 60_000})) == 5
    assert await find(anna, "смета", **{"from": now + 60_000}) == []
    assert await find(anna, "смета", to=now - 60_000) == []
    assert await find(anna, "смета", **{"from": 0, "to": 1}) == []


async def test_only_what_the_asker_may_see_at_that_moment(live: Live) -> None:
    anna, boris, vera = await live.person("Анна"), await live.person("Борис"), await live.person("Вера")
    chat = await live.group(anna, boris)
    first, second, third = await say(anna, chat, "секрет первый", "секрет второй", "секрет третий")
    assert await find(vera, "секрет") == []
    assert len(await find(boris, "секрет")) == 3
    with pytest.raises(Refusal, match="chat_not_found"):
        await find(vera, "секрет", chat=chat)

    await boris.ask("delete_messages", chat=chat, seqs=[first])
    assert sorted(await find(boris, "секрет")) == ["секрет второй", "секрет третий"]
    assert len(await find(anna, "секрет")) == 3

    # At once, whether or not the index has heard of it.
    await anna.ask("delete_messages", chat=chat, seqs=[second], for_everyone=True)
    answer = await boris.ask("search_messages", query="секрет")
    assert [hit["message"]["seq"] for hit in answer["hits"]] == [third]
    await anna.ask("edit_message", chat=chat, seq=third, text="тайна третья")
    assert (await boris.ask("search_messages", query="секрет"))["hits"] == []
    assert await find(boris, "тайны") == ["тайна третья"]
    assert await find(boris, "секрет") == []

    await anna.ask("remove_member", chat=chat, actor=boris.id)
    assert await find(boris, "тайна") == []
    assert await find(anna, "тайна") == ["тайна третья"]


async def test_my_hat(live: Live) -> None:
    admin, anna = await live.person("Город", administrator=True), await live.person("Анна")
    organisation = (await admin.ask("create_organisation", name="Мэрия"))["organisation"]
    unit = (await admin.ask("create_unit", organisation=organisation, name="Отдел"))["unit"]
    post = (await admin.ask("create_post", unit=unit, title="Начальник"))["post"]
    await admin.ask("appoint", post=post, person=anna.id)
    private = await live.group(anna, title="Дача")
    work = int((await anna.ask("create_group", title="Работа", **{"as": post}))["chat"]["id"])
    await say(anna, private, "отчёт о яблоках")
    await anna.ask("send_message", chat=work, cid="w", text="отчёт за квартал", **{"as": post})
    assert len(await find(anna, "отчёт")) == 2
    assert await find(anna, "отчёт", **{"as": anna.id}) == ["отчёт о яблоках"]
    assert await find(anna, "отчёт", **{"as": post}) == ["отчёт за квартал"]
    with pytest.raises(Refusal, match="not_your_post"):
        await find(admin, "отчёт", **{"as": post})


async def test_order_and_pages(live: Live) -> None:
    anna = await live.person("Анна")
    chat = await live.group(anna)
    await say(anna, chat, "акт сверки", *(f"пустое {number}" for number in range(70)))
    await say(anna, chat, *(f"сверка {number}, а акт потом: длинный рассказ ни о чём" for number in range(30)))
    best = await find(anna, "акт сверки", limit=50)
    assert best[0] == "акт сверки", "exact words together beat newer ones"

    await live.server.messenger.search.settle()
    seen: list[int] = []
    after: dict[str, str] = {}
    for _ in range(20):
        answer = await anna.ask("search_messages", query="акт", chat=chat, order="newest", limit=7, **after)
        seen += [hit["message"]["seq"] for hit in answer["hits"]]
        if "next" not in answer:
            break
        after = {"after": answer["next"]}
    assert len(seen) == len(set(seen)) == 31
    assert seen == sorted(seen, reverse=True)
    with pytest.raises(Refusal, match="bad_cursor"):
        await find(anna, "акт", after="1.x")
    assert await find(anna, "акт", after="0.0") == []


QUERIES = [
    "я" * 10_000,
    "слово " * 1_700,
    "'\"&|!<->",
    "слово' & !'x' | <-> :* \\",
    "\u0000\u0007\u202e\ufeff\u001b[31m",
    "и в на the of",
    "что же",
    "... — !? «»",
    "😀 👨‍👩‍👧",
    "½ ㏂ ﷺ ǆ",
    " " * 300,
    "%_\\",
    "#c1 #e0",
]


async def test_any_query_is_only_words(live: Live) -> None:
    anna = await live.person("Анна")
    chat = await live.group(anna)
    await say(anna, chat, "слово и дело", "c1 без e0", "я" * 300)
    await live.server.messenger.search.settle()
    for query in QUERIES:
        everywhere = await anna.post("search_everywhere", query=query)
        assert everywhere.status_code == 200, everywhere.text
        response = await anna.post("search_messages", query=query, chat=chat)
        assert response.status_code == 200, response.text
        texts = [hit["message"]["text"] for hit in response.json()["hits"]]
        # Blanks are no question: that is the whole chat.
        everything = ["я" * 300, "c1 без e0", "слово и дело"]
        expected = {
            " " * 300: everything,
            QUERIES[0]: ["я" * 300],
            QUERIES[1]: ["слово и дело"],
            "#c1 #e0": ["c1 без e0"],
        }
        assert texts == expected.get(query, []), query


async def test_nothing_asked_is_said_and_too_much_is_refused(live: Live) -> None:
    anna = await live.person("Анна")
    with pytest.raises(Refusal, match="search_empty"):
        await anna.ask("search_messages")
    with pytest.raises(Refusal, match="bad_fields"):
        await anna.ask("search_messages", query="я" * 20_001)
    answers = [await anna.post("search_messages", query="слово") for _ in range(70)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].json()["error"]["code"] == "too_many_requests"
    assert answers[-1].json()["error"]["retry_after"] >= 1
