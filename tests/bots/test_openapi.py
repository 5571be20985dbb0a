"""The document of the Bot API: complete, and true for what the server answers."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from jsonschema_rs import validator_for

from tests.architecture.source import ROOT
from tests.bots.stand import BotStand, Robot, say
from tests.bots.talk import without_nulls
from tests.support.live import Json
from veche.bots.model.updates import TYPES
from veche.bots.routes import api_routes
from veche.bots.wire import updates as wire

SHAPES = {
    **dict.fromkeys(("message_created", "message_edited"), "MessageUpdate"),
    **dict.fromkeys(("bot_added", "bot_removed"), "AboutBot"),
    **dict.fromkeys(("bot_started", "bot_stopped", "dialog_muted", "dialog_unmuted"), "AboutDialog"),
    "message_removed": "MessageRemoved",
    "user_added": "UserAdded",
    "user_removed": "UserRemoved",
    "chat_title_changed": "TitleChanged",
    "bot_admin_permissions_changed": "PermissionsChanged",
}


def checked(document: Json, name: str, value: Any) -> None:
    """As the schema says, without a null anywhere, and no key that the schema does not know."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    validator_for(schema).validate(value)
    without_nulls(value)
    known = document["components"]["schemas"][name]
    if "properties" in known:
        assert value.keys() <= known["properties"].keys(), name
        assert set(known.get("required", ())) <= value.keys(), name


class Told:
    """What a bot is told, as it comes."""

    def __init__(self, bot: Robot) -> None:
        self._bot = bot
        self.updates: list[Json] = []

    async def until(self, *wanted: str) -> None:
        """Each of these kinds, as often as it is named."""
        while missing := Counter(wanted) - Counter(one["update_type"] for one in self.updates):
            answer = await self._bot.get("/updates", types=",".join(TYPES), timeout=4)
            assert answer["updates"], f"{missing} do not come"
            self.updates += answer["updates"]


async def test_answers_and_updates_are_as_the_document_says(stand: BotStand) -> None:
    document = (await stand.http.get("/openapi.json")).json()
    anna, boris, bot = await stand.live.person(), await stand.live.person("Борис"), await stand.bot()
    chat = await stand.group(anna, bot)
    await anna.ask("add_members", chat=chat, actors=[boris.id])
    seq = await say(boris, chat, "Слово")
    await say(boris, chat, "Ответ", reply_to=seq)
    told = Told(bot)
    await told.until("user_added", "message_created", "message_created")
    await boris.ask("edit_message", chat=chat, seq=seq, text="Другое слово")
    gone = await say(boris, chat, "Лишнее")
    await told.until("message_created", "message_created", "message_created")
    await anna.ask("delete_messages", chat=chat, seqs=[gone], for_everyone=True)
    await anna.ask("update_chat", chat=chat, title="Иначе")
    dialog = (await anna.ask("start_bot", bot=bot.id, payload="from_poster"))["chat"]["id"]
    await anna.ask("set_mute", chat=dialog, until=4_000_000_000_000)
    await boris.ask("leave_chat", chat=chat)
    await told.until("user_removed", "message_removed", "chat_title_changed")
    await anna.ask("set_role", chat=chat, actor=bot.id, role="admin", rights=127)
    await anna.ask("remove_member", chat=chat, actor=bot.id)
    await told.until(*(SHAPES.keys() - {"bot_stopped", "dialog_unmuted"}))
    for update in told.updates:
        checked(document, SHAPES[update["update_type"]], update)
        if "message" in update:
            checked(document, "Message", update["message"])
        for user in (update.get("user"),):
            if user is not None:
                checked(document, "UserWithPhoto", user)
    checked(document, "BotInfo", await bot.get("/me"))
    checked(document, "Chat", await bot.get(f"/chats/{dialog}"))
    checked(document, "Chats", await bot.get("/chats"))
    checked(document, "ChatMember", await bot.get(f"/chats/{dialog}/members/me"))
    checked(document, "Subscriptions", await bot.get("/subscriptions"))
    checked(document, "Error", (await bot.call("GET", "/chats/1")).json())


async def test_the_page_lists_every_method(stand: BotStand) -> None:
    page = (ROOT / "docs/reference/bot-api.md").read_text("utf-8")
    document = (await stand.http.get("/openapi.json")).json()
    for route in api_routes(stand.bots):
        assert f"`{route.method} {route.path}`" in page, f"{route.method} {route.path}"
        assert document["paths"][route.path][route.method.lower()]["summary"] == route.summary
    assert {one.__name__ for one in wire.SHAPES} >= set(SHAPES.values())


@pytest.mark.parametrize("type_", sorted(TYPES))
def test_the_page_names_every_update(type_: str) -> None:
    assert f"`{type_}`" in (ROOT / "docs/reference/bot-api.md").read_text("utf-8")
