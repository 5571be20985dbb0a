"""Messages of bots: said, changed, taken back, read; and what bots get wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.bots.stand import BotStand, Robot
from tests.bots.talk import dialog, newest, refused, say, without_nulls
from tests.support.live import Json, Live, Someone
from veche.ground.config import Settings
from veche.ground.db import Database

Talk = tuple[Someone, Robot, int]


@pytest.fixture
async def talk(stand: BotStand) -> Talk:
    """Anna, a bot, and their dialog. Nobody here waits for the limit of two messages a second."""
    anna, bot = await stand.live.person("Анна Викторовна Орлова"), await stand.bot("Запись на приём")
    return anna, bot, await dialog(anna, bot)


async def test_a_message_in_a_dialog_has_the_shape_that_clients_read(talk: Talk) -> None:
    anna, bot, chat = talk
    async with anna.socket() as socket:
        message = await say(bot, chat, "Добрый день!", attachments=[], link=None, format=None)
        event = await socket.event("message")
    assert (event["text"], event["sender"]) == ("Добрый день!", bot.id)
    assert set(message) == {"sender", "recipient", "timestamp", "body"}
    assert message["recipient"] == {"chat_id": chat, "chat_type": "dialog", "user_id": anna.id}
    assert set(message["sender"]) == {"user_id", "first_name", "username", "is_bot", "last_activity_time", "name"}
    body = message["body"]
    assert set(body) == {"mid", "seq", "text"}
    assert body["mid"] == f"mid.{chat:016x}{body['seq']:016x}"
    assert abs((body["seq"] >> 16) - message["timestamp"]) <= 1
    without_nulls(message)
    assert await bot.get(f"/messages/{body['mid']}") == message
    assert await bot.get(f"/messages/{body['mid'].removeprefix('mid.')}") == message


async def test_to_a_person_by_his_number(talk: Talk) -> None:
    anna, bot, chat = talk
    answer = await bot.ok("POST", "/messages", user_id=anna.id, json={"text": "Вам назначено"})
    assert answer["message"]["recipient"]["chat_id"] == chat


async def test_the_same_markup_comes_back(talk: Talk) -> None:
    anna, bot, chat = talk
    for form, source, expected in (
        ("markdown", "**Важно**: [приём](https://city.example) *завтра*", ["strong", "link", "emphasized"]),
        ("html", "<b>Важно</b>: <mark>приём</mark>", ["strong", "highlighted"]),
    ):
        message = await say(bot, chat, source, format=form)
        assert [one["type"] for one in message["body"]["markup"]] == expected
        assert message["body"]["markup"][0] == {"type": "strong", "from": 0, "length": 5}
        assert (await newest(anna, chat))["entities"][0] == {"type": "bold", "offset": 0, "length": 5}


async def test_an_answer_names_what_it_answers(talk: Talk) -> None:
    anna, bot, chat = talk
    await anna.ask("send_message", chat=chat, cid="1", text="Можно на вторник?")
    (asked,) = (await bot.get("/messages", chat_id=chat))["messages"]
    assert asked["recipient"]["user_id"] == bot.id
    assert asked["sender"]["first_name"] == "Анна Викторовна"
    message = await say(bot, chat, "Можно", link={"type": "reply", "mid": asked["body"]["mid"]})
    assert message["link"]["type"] == "reply"
    assert message["link"]["message"] == asked["body"]
    assert message["link"]["sender"]["user_id"] == anna.id
    assert (await newest(anna, chat))["reply_to"] == 1


async def test_passed_on_without_its_buttons(talk: Talk) -> None:
    anna, bot, chat = talk
    first = await say(bot, chat, "Выберите", attachments=[keyboard({"type": "message", "text": "Да"})])
    assert first["body"]["attachments"][0]["type"] == "inline_keyboard"
    passed = await say(bot, chat, None, link={"type": "forward", "mid": first["body"]["mid"]})
    assert passed["body"]["text"] == ""
    assert "attachments" not in passed["body"]
    assert passed["link"]["message"] == {key: first["body"][key] for key in ("mid", "seq", "text")}
    assert passed["link"]["chat_id"] == chat
    # People pass it on without the buttons too.
    await anna.ask("forward_messages", chat=chat, from_chat=chat, seqs=[1], cid="f")
    assert "attachments" not in await newest(anna, chat)


async def test_a_silent_message_wakes_nobody(talk: Talk) -> None:
    anna, bot, chat = talk
    await say(bot, chat, "Тише", notify=False)
    assert (await newest(anna, chat))["silent"] is True
    await say(bot, chat, "Громче", notify=None)
    assert "silent" not in await newest(anna, chat)


async def test_changing_text_and_attachments(talk: Talk) -> None:
    """Null keeps, an empty text clears, an empty list takes everything away."""
    anna, bot, chat = talk
    place = {"type": "location", "latitude": 54.9, "longitude": 82.9}
    buttons = keyboard({"type": "callback", "text": "Да", "payload": "y"})
    mid = (await say(bot, chat, "Где приём", attachments=[place, buttons]))["body"]["mid"]

    async def changed(**body: Any) -> Json:
        assert await bot.ok("PUT", "/messages", message_id=mid, json=body) == {"success": True}
        now: Json = (await bot.get(f"/messages/{mid}"))["body"]
        return now

    now = await changed(text="Где вас ждут")
    assert (now["text"], len(now["attachments"])) == ("Где вас ждут", 2)
    now = await changed(text=None, attachments=[place])
    assert (now["text"], [one["type"] for one in now["attachments"]]) == ("Где вас ждут", ["location"])
    now = await changed(text="", attachments=None)
    assert (now["text"], len(now["attachments"])) == ("", 1)
    now = await changed(text="Без карты", attachments=[])
    assert now["text"] == "Без карты"
    assert "attachments" not in now
    assert await refused(bot, "PUT", "/messages", message_id=mid, json={"text": ""}) == (
        400,
        "proto.payload",
        "message_empty",
    )
    seen = await newest(anna, chat)
    assert seen["text"] == "Без карты"
    assert "edited_at" in seen


async def test_other_buttons_are_no_edit_that_people_are_told_of(talk: Talk) -> None:
    anna, bot, chat = talk
    mid = (await say(bot, chat, "Счёт 0", attachments=[keyboard({"type": "message", "text": "+"})]))["body"]["mid"]
    await bot.ok("PUT", "/messages", message_id=mid, json={"attachments": [keyboard({"type": "message", "text": "-"})]})
    seen = await newest(anna, chat)
    assert seen["attachments"][0]["buttons"] == [[{"type": "message", "text": "-"}]]
    assert "edited_at" not in seen


async def test_taking_back(talk: Talk) -> None:
    anna, bot, chat = talk
    mid = (await say(bot, chat, "Ошибка"))["body"]["mid"]
    await anna.ask("send_message", chat=chat, cid="1", text="Моё")
    hers = (await bot.get("/messages", chat_id=chat))["messages"][0]["body"]["mid"]
    assert await bot.ok("DELETE", "/messages", message_id=mid) == {"success": True}
    assert (await refused(bot, "GET", f"/messages/{mid}"))[:2] == (404, "not.found")
    assert (await refused(bot, "DELETE", "/messages", message_id=mid))[0] == 404
    # In a dialog what the other side said is hers.
    assert (await refused(bot, "DELETE", "/messages", message_id=hers))[:2] == (403, "access.denied")
    assert (await refused(bot, "PUT", "/messages", message_id=hers, json={"text": "чужое"}))[2] == "not_your_message"


async def test_history_by_time_the_newest_first(talk: Talk) -> None:
    _anna, bot, chat = talk
    told = [await say(bot, chat, f"№ {number}") for number in range(5)]
    found = (await bot.get("/messages", chat_id=chat, count=3))["messages"]
    assert [one["body"]["text"] for one in found] == ["№ 4", "№ 3", "№ 2"]
    low, high = told[1]["timestamp"], told[3]["timestamp"]
    for query in ({"from": high, "to": low}, {"from": low, "to": high}, {"after": low, "before": high}):
        found = (await bot.get("/messages", chat_id=chat, **query))["messages"]
        texts = [one["body"]["text"] for one in found]
        assert {"№ 1", "№ 2", "№ 3"} <= set(texts) <= {f"№ {number}" for number in range(5)}
        assert texts == sorted(texts, reverse=True)
    mids = [told[number]["body"]["mid"] for number in (0, 2)]
    for value in (",".join(mids), mids):
        found = (await bot.get("/messages", message_ids=value))["messages"]
        assert [one["body"]["text"] for one in found] == ["№ 0", "№ 2"]


def keyboard(*rows: Any) -> Json:
    return {"type": "inline_keyboard", "payload": {"buttons": [[row] for row in rows]}}


LINES = [[{"type": "callback", "text": f"{row}.{one}", "payload": ""} for one in range(10)] for row in range(30)]


WRONG: list[tuple[Any, str]] = [
    ({"text": "я" * 5_000}, "text_too_long"),
    ({"text": "**" + "я" * 3_998 + "**", "format": "markdown"}, "text_too_long"),
    ({"text": ""}, "message_empty"),
    ({}, "message_empty"),
    ({"text": None, "attachments": [keyboard({"type": "message", "text": "Да"})]}, "message_empty"),
    ({"text": "да", "format": "bbcode"}, "bot_format"),
    (
        {"text": "да", "attachments": [{"type": "inline_keyboard", "payload": {"buttons": LINES}}]},
        "keyboard_buttons",
    ),
    ({"text": "да", "attachments": [keyboard(), keyboard()]}, "bot_attachments_many"),
    ({"attachments": [{"type": "location", "latitude": 54.0}]}, "attachment_place"),
    ({"attachments": [{"type": "location", "latitude": 154.0, "longitude": 1}]}, "attachment_place"),
    ({"attachments": [{"type": "image", "payload": {}}]}, "bot_attachment_empty"),
    ({"attachments": [{"type": "image", "payload": {"token": "нет"}}]}, "file_not_found"),
    ({"attachments": [{"type": "image", "payload": {"url": "http://127.0.0.1:1/x.png"}}]}, "bot_attachment_url"),
    ({"attachments": [{"type": "image", "payload": {"url": "file:///etc/passwd"}}]}, "bot_attachment_url"),
    ({"attachments": [{"type": "hologram"}]}, "bot_attachment_type"),
    ({"attachments": [{"type": "image", "payload": 7}]}, "bad_fields"),
    ({"attachments": "нет"}, "bad_fields"),
    ({"attachments": [{"type": "share", "payload": {"url": "javascript:1"}}]}, "attachment_link"),
    ({"attachments": [{"type": "sticker", "payload": {"code": "x"}}]}, "sticker_not_found"),
    ({"attachments": [{"type": "contact", "payload": {}}]}, "bot_attachment_empty"),
    ({"attachments": [{"type": "contact", "payload": {"contact_id": 7}}]}, "actor_not_found"),
    ({"text": "да", "link": {"type": "reply", "mid": "mid.7"}}, "message_not_found"),
    ({"text": "да", "link": {"type": "quote", "mid": "mid.7"}}, "bot_link"),
    ([], "bad_fields"),
]


async def test_what_bots_get_wrong(talk: Talk) -> None:
    _, bot, chat = talk
    for body, error in WRONG:
        status, code, ours = await refused(bot, "POST", "/messages", chat_id=chat, json=body)
        assert ours == error, body
        assert (status, code) in ((400, "proto.payload"), (404, "not.found")), body


async def test_a_body_of_two_megabytes(talk: Talk) -> None:
    _, bot, chat = talk
    buttons = keyboard({"type": "callback", "text": "Да", "payload": "x" * 2_000_000})
    status, _, ours = await refused(
        bot, "POST", "/messages", chat_id=chat, json={"text": "да", "attachments": [buttons]}
    )
    assert (status, ours) == (413, "body_too_large")


async def test_chats_and_people_that_are_none_of_its_business(talk: Talk, stand: BotStand) -> None:
    anna, bot, chat = talk
    other = await stand.bot("Другой")
    boris = await stand.live.person()
    mid = (await say(bot, chat, "Наше"))["body"]["mid"]
    strange = await stand.live.group(anna, boris)
    for number in (chat, -strange, 0, -1, 1 << 62):
        assert (await refused(other, "POST", "/messages", chat_id=number, json={"text": "x"}))[:2] == (
            404,
            "chat.not.found",
        )
    # Nobody is written to who has not begun.
    assert (await refused(bot, "POST", "/messages", user_id=boris.id, json={"text": "x"}))[1] == "chat.not.found"
    assert (await refused(bot, "POST", "/messages", user_id=bot.id, json={"text": "x"}))[1] == "chat.not.found"
    assert (await refused(bot, "POST", "/messages", json={"text": "x"}))[2] == "bot_target"
    assert (await refused(bot, "POST", "/messages", chat_id=chat, user_id=anna.id, json={"text": "x"}))[
        2
    ] == "bot_target"
    for method, path, query in (
        ("GET", f"/messages/{mid}", {}),
        ("PUT", "/messages", {"message_id": mid}),
        ("DELETE", "/messages", {"message_id": mid}),
        ("GET", "/messages", {"chat_id": chat}),
    ):
        body = {"text": "x"} if method == "PUT" else None
        assert (await refused(other, method, path, json=body, **query))[0] == 404
    assert (await other.get("/messages", message_ids=mid)) == {"messages": []}
    assert (await refused(bot, "GET", "/messages/" + mid[:-4] + "ffff"))[0] == 404


async def test_a_bot_in_a_group_reads_what_it_was_allowed_to(talk: Talk, stand: BotStand) -> None:
    anna, bot, _ = talk
    group = await stand.live.group(anna)
    await anna.ask("add_members", chat=group, actors=[bot.id])
    sent = await anna.ask("send_message", chat=group, cid="1", text="Между собой")
    own = await say(bot, -group, "Я здесь")
    assert own["recipient"] == {"chat_id": -group, "chat_type": "chat"}
    assert await bot.get(f"/messages/{own['body']['mid']}") == own
    assert (await refused(bot, "GET", "/messages", chat_id=-group))[:2] == (403, "access.denied")
    mid = f"mid.{(1 << 64) - group:016x}{(sent['at'] << 16) + sent['seq']:016x}"
    assert (await refused(bot, "GET", f"/messages/{mid}"))[0] == 403
    assert (await refused(bot, "POST", "/messages", chat_id=-group, json=reply(mid)))[0] == 403


def reply(mid: str) -> Json:
    return {"text": "да", "link": {"type": "reply", "mid": mid}}


async def test_a_dialog_that_the_person_closed(talk: Talk) -> None:
    anna, bot, chat = talk
    await anna.ask("block_actor", actor=bot.id)
    assert (await refused(bot, "POST", "/messages", chat_id=chat, json={"text": "x"}))[:2] == (403, "chat.denied")


async def test_two_messages_a_second_in_a_chat(strict: BotStand) -> None:
    anna, bot = await strict.live.person(), await strict.bot()
    chat = await dialog(anna, bot)
    answers = await asyncio.gather(
        *(bot.call("POST", "/messages", chat_id=chat, json={"text": str(number)}) for number in range(6))
    )
    assert sorted(one.status_code for one in answers)[:2] == [200, 200]
    late = next(one for one in answers if one.status_code != 200)
    assert (late.status_code, late.json()["code"]) == (429, "too.many.requests")
    assert int(late.headers["retry-after"]) >= 1


async def test_the_hourly_limit_of_people_holds_up_no_bot(database: Database, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, sending_hourly=2, reading_hourly=2, bot_requests=1_000, bot_sends=1_000)
    live = Live(database, settings=settings)
    await live.start()
    stand = BotStand(live)
    try:
        anna, bot = await live.person(), await stand.bot("Дежурный")
        chat = await dialog(anna, bot)
        for number in range(2):
            await anna.ask("send_message", chat=chat, cid=f"{number}", text="Вопрос")
        late = await anna.post("send_message", chat=chat, cid="late", text="И ещё один")
        assert late.json()["error"]["code"] == "too_many_messages"
        first = await say(bot, chat, "Ответ")
        for number in range(4):
            await say(bot, chat, f"Ответ {number}")
        await say(bot, chat, link={"type": "forward", "mid": first["body"]["mid"]})
        for _ in range(2):
            page = (await bot.get("/messages", chat_id=chat))["messages"]
            assert len([one for one in page if one["sender"]["user_id"] == bot.id]) == 6
        assert (await anna.post("history", chat=chat, limit=20)).json()["error"]["code"] == "too_much_reading"
    finally:
        await stand.close()
        await live.stop()


async def test_whoever_runs_a_channel_changes_any_post(stand: BotStand, database: Database) -> None:
    """`edit`: the right to post in the channel's name and to take posts of others away."""
    anna, bot, other = await stand.live.person(), await stand.bot(), await stand.bot("Другой")
    chat = (await anna.ask("create_channel", title="Новости города"))["chat"]["id"]
    await anna.ask("add_members", chat=chat, actors=[bot.id, other.id])
    for one, rights in ((bot, 255), (other, 3)):
        await anna.ask("set_role", chat=chat, actor=one.id, role="admin", rights=rights)
        await anna.ask("set_bot_reading", chat=chat, bot=one.id, on=True)
    assert "edit" in (await bot.get(f"/chats/{-chat}/members/me"))["permissions"]
    assert "edit" not in (await other.get(f"/chats/{-chat}/members/me"))["permissions"]
    await anna.ask("send_message", chat=chat, cid="post", text="Парк откроется в мае")
    post = (await bot.updates(2))[-1]["message"]["body"]["mid"]
    changed = {"message_id": post, "json": {"text": "Парк откроется **в июне**", "format": "markdown"}}
    assert (await refused(other, "PUT", "/messages", **changed))[2] == "not_your_message"
    await bot.ok("PUT", "/messages", **changed)
    seen = await newest(anna, chat)
    assert (seen["text"], seen["sender"], "edited_at" in seen) == ("Парк откроется в июне", anna.id, True)
    await bot.nothing_new()
    told = await other.updates(3)
    assert told[-1]["update_type"] == "message_edited"
    act = await database.fetchrow("SELECT actor, subject FROM ground_audit WHERE act = 'messages.change_post'")
    assert act is not None
    assert tuple(act.values()) == (bot.id, f"chat:{chat}")
    await anna.ask("edit_message", chat=chat, seq=seen["seq"], text="Парк откроется в июле")
    assert (await bot.updates(1, marker=bot.marker))[0]["update_type"] == "message_edited", "what others do it is told"
    group = await stand.group(anna, bot)
    await anna.ask("send_message", chat=group, cid="g", text="Слово Анны")
    mid = (await bot.updates(2, marker=bot.marker))[-1]["message"]["body"]["mid"]
    words = {"message_id": mid, "json": {"text": "Не её слово"}}
    assert (await refused(bot, "PUT", "/messages", **words))[2] == "not_your_message"


async def test_a_poll_is_told_in_words(talk: Talk) -> None:
    anna, bot, chat = talk
    poll = {"question": "Когда субботник?", "options": ["В субботу", "В воскресенье"]}
    await anna.ask("send_message", chat=chat, cid="poll", text="", attachments=[{"type": "poll", "poll": poll}])
    told = (await bot.updates(2))[-1]["message"]["body"]
    assert told["text"] == "Когда субботник?\n▫️ В субботу\n▫️ В воскресенье"
    assert "attachments" not in told


async def test_pages_that_are_linked_to_are_shown_as_people_see_them(talk: Talk) -> None:
    anna, bot, chat = talk
    async with page_of("Парк откроется") as url, anna.socket() as socket:
        quiet = await bot.ok(
            "POST", "/messages", chat_id=chat, disable_link_preview="true", json={"text": f"Тихо: {url}"}
        )
        buttons = keyboard({"type": "callback", "text": "Приду", "payload": "yes"})
        for attachments in ([], [buttons]):
            sent = await say(bot, chat, f"Читайте: {url}", attachments=attachments)
            shown = await socket.event("message", lambda one: '"link"' in json.dumps(one))
            assert [one["type"] for one in shown["attachments"]] == ["link", *["keyboard" for _ in attachments]]
            assert shown["attachments"][0]["title"] == "Парк откроется"
            assert "edited_at" not in shown
            again = await bot.get(f"/messages/{sent['body']['mid']}")
            share = again["body"]["attachments"][0]
            assert (share["type"], share["payload"], share["title"]) == ("share", {"url": url}, "Парк откроется")
        await bot.ok("PUT", "/messages", message_id=sent["body"]["mid"], json={"text": "Без ссылки"})
        kept = (await newest(anna, chat))["attachments"]
        assert [one["type"] for one in kept] == ["keyboard"], "the preview went with its link"
        first = await bot.get(f"/messages/{quiet['message']['body']['mid']}")
        assert "attachments" not in first["body"]


@asynccontextmanager
async def page_of(title: str) -> AsyncIterator[str]:
    """A web page on loopback, which the stand lists."""

    async def give(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = f"<html><head><title>{title}</title></head></html>".encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        writer.close()

    server = await asyncio.start_server(give, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/park"
    finally:
        server.close()
