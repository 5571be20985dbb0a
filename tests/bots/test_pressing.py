"""Buttons: pressed by people, told to the bot, answered."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

import pytest

from tests.bots.stand import BotStand, Robot
from tests.bots.talk import dialog, newest, refused, say, without_nulls
from tests.support.live import Json, Refusal
from veche.bots.model.contacts import read_vcard, vcard_of
from veche.bots.model.mids import mid_of

BUTTONS: Json = {
    "type": "inline_keyboard",
    "payload": {
        "buttons": [
            [{"type": "callback", "text": "Записаться", "payload": "slot:17"}],
            [{"type": "callback", "text": "Отмена", "payload": ""}],
        ]
    },
}


async def update(bot: Robot, kind: str) -> Json:
    """The next update of a kind; those before it are confirmed."""
    for _ in range(5):
        for one in (await bot.get("/updates", timeout=5))["updates"]:
            if one["update_type"] == kind:
                without_nulls(one)
                found: Json = one
                return found
    raise AssertionError(f"no {kind}")


async def test_a_press_and_its_answer(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person("Анна Орлова"), await stand.live.person(), await stand.bot("Запись")
    chat = await dialog(anna, bot)
    message = await say(bot, chat, "Свободно 14:30", attachments=[BUTTONS])
    place = {"chat": chat, "seq": 1, "press": 77}
    async with anna.socket() as socket:
        await socket.ask("press_button", payload="slot:17", **place)
        told = await update(bot, "message_callback")
        assert set(told) == {"update_type", "timestamp", "callback", "message", "user_locale"}
        assert set(told["callback"]) == {"timestamp", "callback_id", "payload", "user"}
        assert (told["callback"]["payload"], told["callback"]["user"]["user_id"]) == ("slot:17", anna.id)
        assert told["message"]["body"] == message["body"]
        callback = told["callback"]["callback_id"]
        answer = {"message": {"text": "Вы записаны", "attachments": []}, "notification": "Готово"}
        assert await bot.ok("POST", "/answers", callback_id=callback, json=answer) == {"success": True}
        event = await socket.event("button_answered")
        assert (event["chat"], event["seq"], event["press"], event["text"]) == (chat, 1, 77, "Готово")
        changed = await socket.event("message", lambda one: one["text"] == "Вы записаны")
        assert "attachments" not in changed
        # Some clients send the other half as null.
        halves = {"message": None, "notification": "Ещё раз"}
        await bot.ok("POST", "/answers", callback_id=callback, json=halves)
        assert (await socket.event("button_answered"))["text"] == "Ещё раз"
    # The button has gone.
    with pytest.raises(Refusal, match="button_gone"):
        await anna.ask("press_button", payload="slot:17", **place)
    await say(bot, chat, "Ещё", attachments=[BUTTONS])
    place["seq"] = 2
    with pytest.raises(Refusal, match="button_gone"):
        await anna.ask("press_button", payload="slot:18", **place)
    with pytest.raises(Refusal, match="chat_not_found"):
        await boris.ask("press_button", payload="slot:17", **place)
    with pytest.raises(Refusal, match="message_not_found"):
        await anna.ask("press_button", chat=chat, seq=99, payload="", press=1)
    await anna.ask("press_button", payload="", **place)
    assert (await update(bot, "message_callback"))["callback"]["payload"] == ""
    # Numbers of presses are worth nothing to others, and cannot be made.
    other = await stand.bot("Другой")
    for whose, number in ((other, callback), (bot, callback[:-2] + "AA"), (bot, "x"), (bot, "я" * 96)):
        refusal = await refused(whose, "POST", "/answers", callback_id=number, json={"notification": "x"})
        assert refusal == (400, "proto.payload", "bot_callback_unknown")
    assert (await refused(bot, "POST", "/answers", json={}))[2] == "bot_parameter"
    long = {"notification": "я" * 201}
    assert (await refused(bot, "POST", "/answers", callback_id=callback, json=long))[2] == "text_too_long"


async def test_a_number_is_given_only_where_that_means_something(stand: BotStand) -> None:
    anna, bot = await stand.live.person("Анна Орлова"), await stand.bot("Запись")
    chat = await dialog(anna, bot)
    button = {"type": "inline_keyboard", "payload": {"buttons": [[{"type": "request_contact", "text": "Мой номер"}]]}}
    await say(bot, chat, "Ваш номер", attachments=[button])
    given = {"chat": chat, "seq": 1, "cid": "c", "phone": "+7 913 000-00-00"}
    with pytest.raises(Refusal, match="phones_unverified"):
        await anna.ask("give_contact", **given)
    stand.bots.talk.pressing._typed_phones = True
    with pytest.raises(Refusal, match="attachment_contact"):
        await anna.ask("give_contact", **{**given, "phone": "нет"})
    await anna.ask("give_contact", **given)
    received = await update(bot, "message_created")
    (contact,) = received["message"]["body"]["attachments"]
    payload = contact["payload"]
    signed = hmac.new(bot.token.encode(), payload["vcf_info"].encode(), hashlib.sha256).hexdigest()
    assert payload["hash"] == signed
    assert read_vcard(payload["vcf_info"]) == ("Анна Орлова", "+79130000000")
    assert payload["max_info"]["user_id"] == anna.id
    # Passed on, it is no more than a card.
    seq = (await newest(anna, chat))["seq"]
    await anna.ask("forward_messages", chat=chat, from_chat=chat, seqs=[seq], cid="f")
    passed = (await bot.get("/messages", chat_id=chat, count=1))["messages"][0]
    assert "hash" not in passed["link"]["message"]["attachments"][0]["payload"]


async def test_contacts_of_bots(stand: BotStand) -> None:
    anna, bot = await stand.live.person("Анна Орлова"), await stand.bot("Запись")
    chat = await dialog(anna, bot)
    for payload, name, phone in (
        ({"name": "Приёмная", "vcf_phone": "+73830000000"}, "Приёмная", "+73830000000"),
        ({"vcf_info": vcard_of("Диспетчер; смена", "+7383")}, "Диспетчер; смена", "+7383"),
        ({"name": "Анна", "contact_id": anna.id}, "Анна Орлова", ""),
    ):
        contact = {"type": "contact", "payload": payload}
        (told,) = (await say(bot, chat, None, attachments=[contact]))["body"]["attachments"]
        assert "hash" not in told["payload"]
        assert read_vcard(told["payload"]["vcf_info"]) == (name, phone)
        seen = (await newest(anna, chat))["attachments"][0]
        assert (seen["name"], seen.get("phone", "")) == (name, phone)


async def test_comments(stand: BotStand) -> None:
    anna, bot = await stand.live.person("Анна Орлова"), await stand.bot("Редакция")
    channel = (await anna.ask("create_channel", title="Новости двора"))["chat"]["id"]
    await anna.ask("update_chat", chat=channel, comments=True)
    sent = await anna.ask("send_message", chat=channel, cid="1", text="Парк откроется в мае")
    await anna.ask("add_members", chat=channel, actors=[bot.id])
    post = mid_of(-channel, sent["at"], sent["seq"])
    path = f"/messages/{post}/comments"
    assert (await refused(bot, "GET", path))[:2] == (403, "access.denied")
    await anna.ask("set_role", chat=channel, actor=bot.id, role="admin")
    await anna.ask("set_bot_reading", chat=channel, bot=bot.id, on=True)
    body = {"text": "**Спасибо**, [тут](https://city.example)", "format": "markdown"}
    comment = (await bot.ok("POST", path, json=body))["message"]
    assert comment["recipient"] == {"chat_id": -channel, "chat_type": "channel", "post_id": post}
    assert [one["type"] for one in comment["body"]["markup"]] == ["strong"]
    mid = comment["body"]["mid"]
    assert await bot.get(f"{path}/{mid}") == comment
    assert (await bot.get(path))["messages"] == [comment]
    assert (await bot.get(path, comment_ids=mid))["messages"] == [comment]
    reply = (await bot.ok("POST", path, json={"text": "И ещё", "link": {"type": "reply", "mid": mid}}))["message"]
    assert reply["link"]["message"]["mid"] == mid
    await bot.ok("PUT", path, comment_id=mid, json={"text": "Спасибо"})
    assert (await bot.get(f"{path}/{mid}"))["body"]["text"] == "Спасибо"
    assert (await refused(bot, "POST", path, json={"text": "я" * 4001}))[2] == "text_too_long"
    assert (await refused(bot, "PUT", path, comment_id=post, json={"text": "x"}))[0] == 404
    await bot.ok("DELETE", path, comment_id=mid)
    assert (await refused(bot, "GET", f"{path}/{mid}"))[0] == 404


async def test_a_button_makes_one_chat(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person("Анна Орлова"), await stand.live.person(), await stand.bot("Двор")
    yard = await stand.live.group(anna, boris)
    await anna.ask("add_members", chat=yard, actors=[bot.id])
    button = {"type": "chat", "text": "Обсудить", "chat_title": "Двор, подъезд 2", "start_payload": "p2", "uuid": 7}
    rows = {"type": "inline_keyboard", "payload": {"buttons": [[button]]}}
    asked = await say(bot, -yard, "Кто за лавочки?", attachments=[rows])
    seq = asked["body"]["seq"] & 0xFFFF  # a line about who came may stand behind it
    place = {"chat": yard, "seq": seq, "row": 0, "place": 0}
    async with asyncio.TaskGroup() as both:
        first = both.create_task(anna.ask("open_button_chat", **place))
        second = both.create_task(boris.ask("open_button_chat", **place))
    made = first.result()["chat"]
    assert second.result()["chat"] == made
    for who in (anna, boris):
        assert (await who.ask("get_chat", chat=made))["chat"]["title"] == "Двор, подъезд 2"
    told = await update(bot, "message_chat_created")
    assert set(told) == {"update_type", "timestamp", "chat", "message_id", "start_payload"}
    assert (told["chat"]["chat_id"], told["message_id"], told["start_payload"]) == (-made, asked["body"]["mid"], "p2")
    # The bot reads the button as it put it.
    seen = await bot.get(f"/messages/{asked['body']['mid']}")
    assert seen["body"]["attachments"] == [rows]
    with pytest.raises(Refusal, match="button_gone"):
        await anna.ask("open_button_chat", **{**place, "row": 1})
