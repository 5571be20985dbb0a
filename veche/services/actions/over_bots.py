"""The port `Bots`, filled by the domain of that name."""

from __future__ import annotations

from veche import bots
from veche.ground.ids import ActorId, BotId, PersonId
from veche.services.actions.base import BotBrief


class OverBots:
    def __init__(self, inner: bots.Bots) -> None:
        self._inner = inner

    async def brief(self, bot: int) -> BotBrief | None:
        return _brief(await self._inner.roster.now(bot))

    async def by_username(self, username: str) -> BotBrief | None:
        return _brief(await self._inner.roster.by_username(username))

    async def token_of(self, bot: int) -> str:
        return await self._inner.keys.token_of(BotId(bot))

    async def photo_url(self, bot: int, person: PersonId) -> str:
        faces = self._inner.faces
        card = (await faces.cards([person])).get(ActorId(person))
        return "" if card is None else faces.photo(card, bot=BotId(bot))

    async def may_try(self, bot: int, person: PersonId) -> bool:
        return await self._inner.roster.in_team(BotId(bot), person)


def _brief(bot: bots.Bot | None) -> BotBrief | None:
    return None if bot is None else BotBrief(bot.actor, bot.name, bot.username, bot.owner, bot.kind == "trial")
