"""Whom a bot's key lets it talk to: its team, the colleagues of its author, or everybody."""

from __future__ import annotations

from collections.abc import Sequence

from veche import chats, directory
from veche.bots.actions.base import Needs
from veche.bots.model.bots import TEAM_LIMIT, Bot
from veche.bots.store import bots, samples
from veche.bots.store.bots import BotRow
from veche.ground.db import Queries
from veche.ground.errors import Refused
from veche.ground.ids import BotId, ChatId, PersonId
from veche.messages import Message


async def meets(bot: BotRow, actor: int, *, db: Queries) -> bool:
    """May this person or post have to do with the bot at all?"""
    if bot.kind == "live" or actor == bot.owner or PersonId(actor) in await bots.team_of(db, bot.id):
        return True
    if actor in (await samples.known(db)).values():
        return True
    if bot.kind == "trial" or bot.owner is None:
        return False
    return actor in await directory.colleagues_among(db, bot.owner, [actor])


LARGEST = TEAM_LIMIT + 20
"""Members of a group in which a bot on trial may speak: its team, a few other bots."""


class Trials:
    """A bot that is still being written is not to be met by people who know nothing of it."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._teams: dict[BotId, frozenset[int]] = {}
        self._samples: frozenset[int] = frozenset()
        self._changes = 0

    def forget(self, bot: BotId) -> None:
        """Its team or owner changed."""
        self._changes += 1
        self._teams.pop(bot, None)

    async def team(self, bot: Bot, *, db: Queries | None = None) -> frozenset[int]:
        """Its author, the people that he named, and the sample people, in whose name he alone speaks."""
        team = self._teams.get(bot.id)
        if team is None:
            before = self._changes
            people: list[PersonId] = await bots.team_of(db or self._needs.db, bot.id)
            team = frozenset({int(one) for one in people} | ({int(bot.owner)} if bot.owner is not None else set()))
            if self._changes == before:  # else this may be the team of a moment ago, and nobody would say so again
                self._teams[bot.id] = team
        if len(self._samples) < samples.COUNT:
            self._samples = frozenset(int(one) for one in (await samples.known(db or self._needs.db)).values())
        return team | self._samples

    async def only_team(self, db: Queries, bot: Bot, messages: Sequence[Message]) -> list[Message]:
        """On trial a bot is told what its team says, and nothing of others."""
        if bot.kind != "trial":
            return list(messages)
        team = await self.team(bot, db=db)
        return [one for one in messages if one.sender in team]

    async def may_speak(self, bot: Bot, chat: ChatId, *, db: Queries | None = None) -> None:
        """Raises: bot_on_trial, where somebody would hear it who is not of its team."""
        if bot.kind != "trial":
            return
        db = db or self._needs.db
        members = await chats.member_ids(db, chat, limit=LARGEST + 1)
        others = {int(one) for one in members} - await self.team(bot, db=db) - {int(bot.id)}
        strangers = others - {int(one) for one in await bots.some(db, [BotId(one) for one in others])}
        if strangers or len(members) > LARGEST:
            raise Refused("bot_on_trial")
