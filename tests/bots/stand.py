"""Bots as their authors see them: over HTTP, with a token.

bot = await stand.bot("Эхо")
me = await bot.get("/me")                                  # the JSON of a 200
answer = await bot.call("POST", "/messages", chat_id=1, json={"text": "Привет"})    # the response, whatever it is
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from typing import Any

import httpx

from tests.support.live import PATIENCE, Json, Live, Someone
from veche.bots.model.bots import Kind
from veche.ground.ids import BotId, PersonId


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what says no word when it happens."""
    async with asyncio.timeout(PATIENCE):
        for _ in iter(condition, True):
            await asyncio.sleep(0.01)


_numbers = itertools.count(1)


async def say(person: Someone, chat: int, text: str, **more: Any) -> int:
    answer = await person.ask("send_message", chat=chat, cid=f"c{next(_numbers)}", text=text, **more)
    return int(answer["seq"])


def kinds(updates: list[Json]) -> list[str]:
    return [update["update_type"] for update in updates]


class Robot:
    """One bot with its key."""

    def __init__(self, stand: BotStand, *, bot: BotId, username: str, token: str) -> None:
        self.stand, self.id, self.username, self.token = stand, bot, username, token
        self.marker: int | None = None

    async def call(self, method: str, path: str, *, json: Any = None, token: str = "", **query: Any) -> httpx.Response:
        """A request with the token in the header."""
        body: dict[str, Any] = {} if json is None else {"json": json}
        params = {name: value for name, value in query.items() if value is not None}
        return await self.stand.http.request(
            method, path, params=params, headers={"Authorization": token or self.token}, **body
        )

    async def get(self, path: str, **query: Any) -> Json:
        return await self.ok("GET", path, **query)

    async def updates(self, count: int = 1, *, marker: int | None = None, **query: Any) -> list[Json]:
        """Poll until there are so many updates; confirms each batch."""
        found: list[Json] = []
        async with asyncio.timeout(PATIENCE):
            while len(found) < count:
                answer = await self.get("/updates", marker=marker, timeout=5, **query)
                found += answer["updates"]
                marker = answer["marker"]
        self.marker = marker
        return found

    async def nothing_new(self) -> None:
        """Everything that was heard is written, and there is nothing behind the last poll."""
        await self.stand.settle()
        answer = await self.get("/updates", marker=self.marker, timeout=0)
        assert answer["updates"] == []

    async def ok(self, method: str, path: str, *, json: Any = None, **query: Any) -> Json:
        """The answer of a request that succeeds."""
        response = await self.call(method, path, json=json, **query)
        assert response.status_code == 200, f"{method} {path}: {response.status_code} {response.text}"
        body: Json = response.json()
        return body


class BotStand:
    """Makes bots on a live server."""

    def __init__(self, live: Live, *, prefix: str = "/bot-api") -> None:
        self.live = live
        self.bots = live.server.messenger.bots
        self.http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{live.port}{prefix}", timeout=20)

    async def close(self) -> None:
        await self.http.aclose()

    async def bot(self, name: str = "Эхо", *, owner: int | None = None, kind: Kind = "live") -> Robot:
        whose = None if owner is None else PersonId(owner)
        bot, token = await self.bots.life.add(name, owner=whose, kind=kind)
        return Robot(self, bot=bot.id, username=bot.username, token=token)

    async def settle(self) -> None:
        """What was announced is heard, and what was heard is written for the bots."""
        await self.live.settle()
        await self.bots.updates.settle()
        await self.live.settle()  # that something was written is told too

    async def dialog(self, person: Someone, bot: Robot) -> int:
        answer = await person.ask("open_dialog", **{"with": bot.id})
        return int(answer["chat"]["id"])

    async def group(self, owner: Someone, bot: Robot, *members: Someone, reads_all: bool = True) -> int:
        """A group with the bot as an admin of it."""
        chat = await self.live.group(owner, *members)
        await owner.ask("add_members", chat=chat, actors=[bot.id])
        await owner.ask("set_role", chat=chat, actor=bot.id, role="admin", rights=255)
        if reads_all:
            await owner.ask("set_bot_reading", chat=chat, bot=bot.id, on=True)
        return chat


async def with_messages(stand: BotStand, count: int) -> tuple[Robot, Someone, int]:
    """A bot that was told `count` messages after bot_started."""
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.dialog(anna, bot)
    for number in range(count):
        await say(anna, chat, f"{number}")
    await stand.settle()
    return bot, anna, chat
