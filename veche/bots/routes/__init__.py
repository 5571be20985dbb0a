"""The Bot API, and the commands of our own client about bots."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from veche.bots.actions import Bots
from veche.bots.routes import chats, files, me, meeting, messages, own, pressing, samples, updates
from veche.bots.routes.api import ApiParts, BotApi, Route
from veche.bots.routes.openapi import openapi_document
from veche.ground.commands import Command
from veche.ground.i18n import Texts


def api_routes(bots: Bots) -> list[Route]:
    """The whole table of the Bot API."""
    return [
        *me.routes(bots),
        *chats.routes(bots.rooms, bots.members),
        *updates.routes(bots.polling, bots.webhooks),
        *messages.routes(bots.talk),
        *files.routes(bots.talk),
        *chats.chat_link(bots.rooms),
    ]


def bot_api(bots: Bots, texts: Texts) -> BotApi:
    """The edge, ready to be mounted."""
    routes = api_routes(bots)
    return BotApi(
        ApiParts(
            routes=routes,
            pages={"/openapi.json": cache(lambda: msgspec.json.encode(openapi_document(routes)))},
            authenticate=bots.roster.authenticate,
            pace=bots.pace,
            texts=texts,
            count=bots.figures.count,
            query_token=bots.rules.query_token,
        )
    )


def commands(bots: Bots) -> list[Command[Any, Any]]:
    """What people ask about bots."""
    return [
        *own.commands(bots),
        *meeting.commands(bots),
        *pressing.commands(bots.talk.pressing, bots.gathering),
        *samples.commands(bots.samples),
    ]
