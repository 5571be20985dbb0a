"""The edge of the Bot API: tokens, paths, methods, errors, whatever a stranger sends."""

import asyncio

import pytest

from tests.bots.stand import BotStand
from tests.support.live import Live
from veche.bots.model.bots import suggested_username
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.http import streams


async def test_a_bot_knows_itself(stand: BotStand) -> None:
    bot = await stand.bot("Запись на приём")
    me = await bot.get("/me")
    assert me["user_id"] == bot.id
    assert me["is_bot"] is True
    assert me["name"] == me["first_name"] == "Запись на приём"
    assert me["username"] == "zapis_na_priyom_bot"
    assert me["avatar_url"] == me["full_avatar_url"] == ""
    assert me["last_activity_time"] > 0
    assert "commands" not in me
    assert "last_name" not in me


async def test_the_token_comes_in_the_header_or_the_query(stand: BotStand) -> None:
    bot = await stand.bot()
    for headers, query in (
        ({"Authorization": bot.token}, ""),
        ({"Authorization": f"Bearer {bot.token}"}, ""),
        ({}, f"?access_token={bot.token}&v=0.5.2"),
    ):
        answer = await stand.http.get(f"/me{query}", headers=headers)
        assert answer.status_code == 200, answer.text


async def test_a_wrong_token_is_401(stand: BotStand) -> None:
    for token in ("", "vbot_wrong", "я" * 50, "x" * 5000):
        answer = await stand.http.get("/me", headers={b"Authorization": token.encode()})
        assert answer.status_code == 401
        assert answer.json()["code"] == "verify.token"


async def test_who_guesses_tokens_is_held_up(stand: BotStand) -> None:
    answers = [await stand.http.get("/me", headers={"Authorization": f"vbot_{n}"}) for n in range(30)]
    assert answers[-1].status_code == 429
    assert answers[-1].json()["code"] == "too.many.requests"
    assert int(answers[-1].headers["retry-after"]) >= 1


async def test_every_error_is_json(stand: BotStand) -> None:
    bot = await stand.bot()
    unknown = await bot.call("GET", "/nothing/here")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "method.not.found")
    wrong = await bot.call("DELETE", "/me")
    assert (wrong.status_code, wrong.json()["code"]) == (405, "method.not.allowed")
    assert wrong.headers["allow"] == "GET, PATCH"
    broken = await stand.http.patch("/me/commands", content=b"{", headers={"Authorization": bot.token})
    assert (broken.status_code, broken.json()["code"]) == (400, "proto.payload")
    strange = await bot.call("PATCH", "/me/commands", json={"commands": 7})
    assert strange.status_code == 400
    for answer in (unknown, wrong, broken, strange):
        assert answer.json()["message"]


async def test_a_refusal_waits_for_nothing(stand: BotStand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The body was read: there is nothing left that could come."""
    monkeypatch.setattr(streams, "DRAIN_SECONDS", 1_000.0)
    bot = await stand.bot()
    refused = await bot.call("POST", "/messages", chat_id=5, json={"text": "Кому?"})
    assert refused.status_code == 404
    unread = await stand.http.post("/messages", json={"text": "Без ключа"})
    assert unread.status_code == 401


async def test_a_body_of_two_megabytes_is_refused(stand: BotStand) -> None:
    bot = await stand.bot()
    answer = await stand.http.patch(
        "/me/commands", content=b'{"x":"' + b"a" * 2_000_000 + b'"}', headers={"Authorization": bot.token}
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "proto.payload"


async def test_commands_are_replaced_and_taken_away(stand: BotStand) -> None:
    bot = await stand.bot()
    commands = [{"name": "/start", "description": "Начать"}, {"name": "help"}]
    set_now = await bot.ok("PATCH", "/me/commands", json={"commands": commands, "unknown": 1})
    assert set_now == {"commands": [{"name": "start", "description": "Начать"}, {"name": "help"}]}
    assert (await bot.get("/me"))["commands"] == set_now["commands"]
    too_many = await bot.call("PATCH", "/me/commands", json={"commands": [{"name": f"c{n}"} for n in range(33)]})
    assert too_many.status_code == 400
    assert await bot.ok("PATCH", "/me/commands", json={"commands": []}) == {"commands": []}
    assert "commands" not in await bot.get("/me")


async def test_the_old_patch_me_works(stand: BotStand) -> None:
    bot = await stand.bot()
    me = await bot.ok("PATCH", "/me", json={"first_name": "Справочная", "description": "Отвечает", "photo": None})
    assert (me["name"], me["description"]) == ("Справочная", "Отвечает")


async def test_thirty_requests_a_second(strict: BotStand) -> None:
    bot = await strict.bot()
    answers = await asyncio.gather(*(bot.call("GET", "/me") for _ in range(60)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(answers) - len(refused) >= 30
    assert refused
    assert refused[0].headers["retry-after"] == "1"


async def test_a_host_and_a_port_of_its_own(database: Database, tmp_path) -> None:
    live = Live(database, settings=Settings(data=tmp_path, bot_host="botapi.example", bots_query_token=False))
    await live.start()
    stand = BotStand(live, prefix="")
    try:
        bot = await stand.bot()
        answer = await stand.http.get("/me", headers={"Host": "botapi.example:8080", "Authorization": bot.token})
        assert answer.json()["user_id"] == bot.id
        refused = await stand.http.get("/me", headers={"Host": "botapi.example"}, params={"access_token": bot.token})
        assert (refused.status_code, refused.json()["code"]) == (403, "deprecated.token")
        client = await stand.http.get("/me", headers={"Authorization": bot.token})
        assert "user_id" not in client.text, "the main port at its root is the client"
    finally:
        await stand.close()
        await live.stop()


def test_short_names_are_made_of_names() -> None:
    assert suggested_username("Эхо") == "ekho_bot"
    assert suggested_username("Echo Bot") == "echo_bot"
    assert suggested_username("Echo", attempt=2) == "echo2_bot"
    assert suggested_username("24 часа") == "a24_chasa_bot"
    assert suggested_username("🙂") == "a_bot"
