"""What the tests of talking share: a dialog, a group, and how a bot's message looks to people."""

from __future__ import annotations

from typing import Any

from tests.bots.stand import Robot
from tests.support.live import Json, Someone

OFTEN: Json = {"bot_sends": 1_000, "bot_requests": 1_000}
"""Settings for tests that are not about limits."""


async def dialog(person: Someone, bot: Robot) -> int:
    """The dialog of a person and a bot, begun by the person."""
    chat: int = (await person.ask("open_dialog", **{"with": bot.id}))["chat"]["id"]
    return chat


async def say(bot: Robot, chat: int, text: str | None = None, **body: Any) -> Json:
    """POST /messages; the message."""
    answer = await bot.ok("POST", "/messages", chat_id=chat, json={"text": text, **body})
    message: Json = answer["message"]
    return message


async def refused(bot: Robot, method: str, path: str, *, json: Any = None, **query: Any) -> tuple[int, str, str]:
    """Status, code and our own code of a refusal."""
    answer = await bot.call(method, path, json=json, **query)
    body = answer.json()
    assert set(body) <= {"code", "message", "error"}, body
    assert body["message"]
    return answer.status_code, body["code"], body["error"]


async def newest(person: Someone, chat: int) -> Json:
    """The newest message as a person sees it."""
    page = await person.ask("history", chat=chat, limit=1)
    message: Json = page["messages"][-1]
    return message


def without_nulls(value: Any) -> None:
    """Real clients lose updates over an explicit null."""
    if isinstance(value, dict):
        for name, inner in value.items():
            assert inner is not None, name
            without_nulls(inner)
    elif isinstance(value, list):
        for inner in value:
            without_nulls(inner)
