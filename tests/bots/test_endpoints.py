"""Every endpoint of the interface, current and removed, called once as its documentation says: `endpoints.csv`.

`state`: `now` as of October 2026; `removed` by MAX, still called by bots that were written before; `skipped`: of the
time before MAX, for bots that no longer exist; `ours`: addresses that answers give out, with the right in them.
"""

from __future__ import annotations

import csv
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
from jsonschema_rs import validator_for

from tests.architecture.source import ROOT
from tests.bots.stand import BotStand, Robot, say
from tests.bots.talk import without_nulls
from tests.bots.test_uploads import uploaded
from tests.media.samples import picture, video
from tests.support.live import Json, Someone
from veche.bots.routes import api_routes

Key = tuple[str, str]
with Path(__file__).with_name("endpoints.csv").open(encoding="utf-8", newline="") as _file:
    ENDPOINTS: dict[Key, Json] = {(row["method"], row["path"]): row for row in csv.DictReader(_file)}
CALLED = {key: row["state"] for key, row in ENDPOINTS.items() if row["state"] in ("now", "removed", "ours")}
BUTTON = {"type": "callback", "text": "Записаться", "payload": "slot:17"}
KEYBOARD = {"type": "inline_keyboard", "payload": {"buttons": [[BUTTON]]}}


class Town:
    """What the calls are about: a group, a channel with comments, a dialog; the bot runs all of them."""

    def __init__(self, stand: BotStand, bot: Robot, people: list[Someone]) -> None:
        self.stand, self.bot = stand, bot
        self.anna, self.boris, self.vera = people
        self.called: dict[Key, httpx.Response] = {}

    async def settle(self) -> None:
        anna, bot, boris, vera = self.anna, self.bot, self.boris, self.vera
        self.group = await self.stand.group(anna, bot, boris)
        self.dialog = await self.stand.dialog(boris, bot)
        await self.stand.dialog(vera, bot)  # who never spoke with it is not put into a chat by it
        self.channel: int = (await anna.ask("create_channel", title="Новости двора"))["chat"]["id"]
        await anna.ask("update_chat", chat=self.channel, comments=True)
        await anna.ask("add_members", chat=self.channel, actors=[bot.id])
        await anna.ask("set_role", chat=self.channel, actor=bot.id, role="admin", rights=255)
        await anna.ask("set_bot_reading", chat=self.channel, bot=bot.id, on=True)
        await say(boris, self.group, "Повестка")
        self.post = await self.said(-self.channel, "Парк откроется в мае")

    async def said(self, chat: int, text: str, **body: Any) -> str:
        answer = await self.bot.ok("POST", "/messages", chat_id=chat, json={"text": text, **body})
        return str(answer["message"]["body"]["mid"])

    async def call(self, key: str, *, json: Any = None, holes: tuple[Any, ...] = (), **query: Any) -> Json:
        """One call, remembered under the name of its endpoint."""
        method, path = key.split()
        where = path
        for hole in holes:
            start, end = where.index("{"), where.index("}")
            where = f"{where[:start]}{hole}{where[end + 1 :]}"
        answer = await self.bot.call(method, where, json=json, **query)
        self.called[method, path] = answer
        assert answer.status_code == (404 if path == "/chats/{chatLink}" else 200), f"{key}: {answer.text}"
        told: Json = answer.json()
        return told


async def about_itself(town: Town) -> None:
    await town.call("GET /me")
    await town.call("PATCH /me", json={"description": "Записывает на приём"})
    await town.call("PATCH /me/commands", json={"commands": [{"name": "start", "description": "Начать"}]})


async def about_chats(town: Town) -> None:
    chat = (-town.group,)
    await town.call("GET /chats", count=2)
    await town.call("GET /chats/{chatLink}", holes=("@town_news",))
    await town.call("PATCH /chats/{chatId}", holes=chat, json={"title": "Я" * 200, "notify": False})
    await town.call("POST /chats/{chatId}/actions", holes=chat, json={"action": "typing_on"})
    mid = await town.said(-town.group, "Закреплённое")
    await town.call("PUT /chats/{chatId}/pin", holes=chat, json={"message_id": mid, "notify": False})
    assert (await town.call("GET /chats/{chatId}", holes=chat))["pinned_message"]["body"]["mid"] == mid
    assert (await town.call("GET /chats/{chatId}/pin", holes=chat))["message"]["body"]["mid"] == mid
    await town.call("DELETE /chats/{chatId}/pin", holes=chat)


async def about_members(town: Town) -> None:
    chat = (-town.group,)
    assert (await town.call("GET /chats/{chatId}/members/me", holes=chat))["is_admin"] is True
    await town.call("POST /chats/{chatId}/members", holes=chat, json={"user_ids": [town.vera.id]})
    admin = {"user_id": town.boris.id, "permissions": ["write", "pin_message"]}
    await town.call("POST /chats/{chatId}/members/admins", holes=chat, json={"admins": [admin]})
    admins = (await town.call("GET /chats/{chatId}/members/admins", holes=chat))["members"]
    assert {one["user_id"] for one in admins} == {town.anna.id, town.bot.id, town.boris.id}
    await town.call("DELETE /chats/{chatId}/members/admins/{userId}", holes=(*chat, town.boris.id))
    assert len((await town.call("GET /chats/{chatId}/members", holes=chat))["members"]) == 4
    await town.call("DELETE /chats/{chatId}/members", holes=chat, user_id=town.vera.id)


async def about_messages(town: Town) -> None:
    sent = await town.call("POST /messages", chat_id=town.dialog, json={"text": "Выберите", "attachments": [KEYBOARD]})
    mid = sent["message"]["body"]["mid"]
    assert (await town.call("GET /messages/{messageId}", holes=(mid,))) == sent["message"]
    assert (await town.call("GET /messages", chat_id=town.dialog))["messages"][0]["body"]["mid"] == mid
    chat = (await town.boris.ask("history", chat=town.dialog, limit=1))["messages"][-1]
    await town.boris.ask("press_button", chat=town.dialog, seq=chat["seq"], press=1, payload="slot:17")
    await town.stand.settle()
    told = await town.call("GET /updates", types="message_callback", timeout=5)
    callback = told["updates"][0]["callback"]["callback_id"]
    await town.call("POST /answers", callback_id=callback, json={"notification": "Готово"})
    await town.call("PUT /messages", message_id=mid, json={"text": "Записано", "attachments": []})
    await town.call("DELETE /messages", message_id=mid)


async def about_comments(town: Town) -> None:
    path, post = "/messages/{messageId}/comments", town.post
    mid = (await town.call(f"POST {path}", holes=(post,), json={"text": "В каком мае?"}))["message"]["body"]["mid"]
    await town.call(f"PUT {path}", holes=(post,), comment_id=mid, json={"text": "В этом мае?"})
    one = await town.call(f"GET {path}/{{commentId}}", holes=(post, mid))
    assert one["body"]["text"] == "В этом мае?"
    assert (await town.call(f"GET {path}", holes=(post,)))["messages"] == [one]
    await town.call(f"DELETE {path}", holes=(post,), comment_id=mid)


async def about_files(town: Town) -> None:
    given = await town.call("POST /uploads", type="image")
    async with httpx.AsyncClient(timeout=60) as client:
        taken = await client.post(given["url"], files={"file": ("двор.png", picture("PNG"))})
        town.called["POST", "/uploads/{place}"] = taken
        photo = {"type": "image", "payload": {"token": taken.json()["token"]}}
        mid = await town.said(town.dialog, "Двор", attachments=[photo])
        (shown,) = (await town.bot.get(f"/messages/{mid}"))["body"]["attachments"]
        got = town.called["GET", "/files/{place}"] = await client.get(shown["payload"]["url"])
    assert (got.status_code, got.headers["content-type"]) == (200, "image/jpeg")
    film = await uploaded(town.bot, "video", video(seconds=1), name="двор.mp4")
    await town.call("GET /videos/{videoToken}", holes=(film,))


async def about_webhooks(town: Town) -> None:
    url = "http://127.0.0.1:9/bot"
    await town.call("POST /subscriptions", json={"url": url, "update_types": ["bot_started"]})
    assert [one["url"] for one in (await town.call("GET /subscriptions"))["subscriptions"]] == [url]
    await town.call("DELETE /subscriptions", url=url)


async def leaving(town: Town) -> None:
    await town.anna.ask("set_role", chat=town.channel, actor=town.bot.id, role="owner")
    await town.call("DELETE /chats/{chatId}", holes=(-town.channel,))
    await town.call("DELETE /chats/{chatId}/members/me", holes=(-town.group,))


PARTS: list[Callable[[Town], Awaitable[None]]] = [
    *(about_itself, about_chats, about_members, about_messages, about_comments, about_files, about_webhooks, leaving)
]


async def test_every_endpoint_answers_as_the_document_says(stand: BotStand) -> None:
    document = (await stand.http.get("/openapi.json")).json()
    town = Town(stand, await stand.bot(), [await stand.live.person(name) for name in ("Анна", "Борис", "Вера")])
    await town.settle()
    for part in PARTS:
        await part(town)
    assert town.called.keys() == CALLED.keys()
    for (method, path), answer in town.called.items():
        if path != "/files/{place}":
            checked(document, answer, document["paths"][path][method.lower()])


def checked(document: Json, answer: httpx.Response, operation: Json) -> None:
    """As the schema says, without a null anywhere, and with no key that the schema does not know."""
    described = operation["responses"][str(answer.status_code)]
    if "$ref" in described:
        described = document["components"]["responses"][described["$ref"].rpartition("/")[-1]]
    schema, told = described["content"]["application/json"]["schema"], answer.json()
    validator_for({**schema, "components": document["components"]}).validate(told)
    without_nulls(told)
    known = document["components"]["schemas"][schema["$ref"].rpartition("/")[-1]]
    assert told.keys() <= known["properties"].keys(), answer.request.url
    assert set(known.get("required", ())) <= told.keys(), answer.request.url


async def test_the_list_is_what_is_served(stand: BotStand) -> None:
    served = {(route.method, route.path): route for route in api_routes(stand.bots)}
    assert served.keys() == CALLED.keys()
    assert {key for key, route in served.items() if route.legacy} == {
        key for key, state in CALLED.items() if state == "removed"
    }
    assert {key for key, route in served.items() if route.open} == {
        key for key, state in CALLED.items() if state == "ours"
    }
    bot = await stand.bot()
    for method, path in ENDPOINTS.keys() - CALLED.keys():
        answer = await bot.call(method, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "method.not.found")


def test_the_page_says_what_was_removed() -> None:
    page = (ROOT / "docs/reference/bot-api.md").read_text("utf-8").splitlines()
    for key, state in CALLED.items():
        if state != "ours":
            (line,) = [line for line in page if line.startswith(f"| `{' '.join(key)}` |")]
            assert line.endswith("| removed from MAX |") == (state == "removed"), line
