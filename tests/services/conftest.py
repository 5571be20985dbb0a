"""A live server with a bot that has a mini app."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.bots.stand import BotStand, Robot
from tests.support.live import Json, Live, Someone

URL = "https://priem.city.example/app?v=1"


@dataclass
class Desk:
    """An author with a bot, an administrator, somebody who comes along."""

    live: Live
    stand: BotStand
    author: Someone
    chief: Someone
    anna: Someone
    bot: Robot

    async def set_app(self, **changes: Any) -> Json:
        fields: Json = {
            "bot": self.bot.id,
            "url": URL,
            "title": "Запись на приём",
            "category": "city",
            "summary": "Выберите отдел и время",
            "wanted": [
                {"field": "name", "purpose": "Чтобы вас вызвали по имени", "required": True},
                {"field": "phone", "purpose": "Чтобы предупредить об отмене"},
            ],
        }
        answer = await self.author.ask("set_app", **{**fields, **changes})
        app: Json = answer["app"]
        return app

    async def approved(self, **changes: Any) -> Json:
        """The app, open to everybody."""
        app = await self.set_app(**changes)
        await self.author.ask("submit_app", bot=self.bot.id)
        answer = await self.chief.ask("review_app", bot=self.bot.id, edition=app["edition"], verdict="approved")
        card: Json = answer["app"]
        return card

    async def consented(self, *fields: str, **changes: Any) -> Json:
        """Anna has let it have these fields."""
        app = await self.approved(**changes)
        answer = await self.anna.ask("give_consent", bot=self.bot.id, edition=app["edition"], fields=list(fields))
        consent: Json = answer["consent"]
        return consent


@pytest.fixture
async def desk(live: Live) -> AsyncIterator[Desk]:
    stand = BotStand(live)
    author = await live.person("Тимофеева Ольга Львовна")
    chief = await live.person("Администратор", administrator=True)
    anna = await live.person("Соколова Анна Петровна")
    bot = await stand.bot("Запись на приём", owner=author.id)
    yield Desk(live, stand, author, chief, anna, bot)
    await stand.close()
