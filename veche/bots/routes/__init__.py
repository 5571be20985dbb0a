"""The Bot API, and the commands of our own client about bots."""

from __future__ import annotations

from typing import Any

from veche.bots.actions import Bots
from veche.bots.routes import files, me, messages
from veche.bots.routes.api import ApiParts, BotApi, Route
from veche.ground.commands import Command
from veche.ground.i18n import Texts


def api_routes(bots: Bots) -> list[Route]:
    """The whole table of the Bot API."""
    return [*me.routes(bots), *messages.routes(bots.talk), *files.routes(bots.talk)]


def bot_api(bots: Bots, texts: Texts) -> BotApi:
    """The edge, ready to be mounted."""
    return BotApi(
        ApiParts(
            routes=api_routes(bots),
            authenticate=bots.roster.authenticate,
            pace=bots.pace,
            texts=texts,
            count=lambda bot, status, seconds: None,
            query_token=bots.rules.query_token,
        )
    )


def commands(bots: Bots) -> list[Command[Any, Any]]:
    """What people ask about bots."""
    return []
