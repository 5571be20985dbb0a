"""What bots may cost: those who send pay nothing, and a bot's own questions a bounded number of statements."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bots.stand import BotStand, Robot, say
from tests.support.live import Live, Someone
from veche.bots.model.numbers import chat_number
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.ids import ChatId


class Scene:
    """A bot with a dialog, and in a group with a pin."""

    def __init__(self, stand: BotStand, anna: Someone, bot: Robot) -> None:
        self.stand, self.anna, self.bot = stand, anna, bot
        self.dialog = self.group = 0

    async def furnish(self) -> None:
        self.dialog = await self.stand.dialog(self.anna, self.bot)
        self.group = await self.stand.group(self.anna, self.bot)
        seq = await say(self.anna, self.group, "Повестка")
        await self.anna.ask("pin_message", chat=self.group, seq=seq, on=True)
        await self.stand.settle()

    async def cost(self, chat: int, kind: str) -> int:
        """Statements of a GET /chats/{chatId} that is not the first."""
        bot = self.stand.bots.roster.bot(self.bot.id)
        assert bot is not None
        rooms, db = self.stand.bots.rooms, self.stand.live.database
        await rooms.get(bot, chat_number(chat, kind))
        before = db.queries
        await rooms.get(bot, chat_number(chat, kind))
        return db.queries - before


@pytest.fixture
async def scene(database: Database, tmp_path: Path) -> AsyncIterator[Scene]:
    live = Live(database, settings=Settings(data=tmp_path, bot_requests=1_000, bot_sends=1_000))
    await live.start()
    stand = BotStand(live)
    made = Scene(stand, await live.person(), await stand.bot())
    await made.furnish()
    await live.server.messenger.jobs.stop()
    await live.server.messenger._outbox.stop()
    yield made
    await stand.close()
    await live.stop()


async def test_a_chat_that_was_looked_at_costs_no_statement(scene: Scene) -> None:
    """Some clients ask for the chat of every update; it is remembered until something happens there."""
    assert await scene.cost(scene.dialog, "dialog") == 0
    assert await scene.cost(scene.group, "group") == 0


async def test_a_message_that_no_bot_hears_costs_nothing_for_bots(scene: Scene) -> None:
    boris = await scene.stand.live.person()
    chat = await scene.stand.live.group(boris)
    updates = scene.stand.bots.updates
    await say(boris, chat, "Без ботов")
    assert not updates._dirty
    assert scene.stand.bots.attendance.hearing(chat) == frozenset()


async def test_a_turn_is_a_bounded_number_of_statements(scene: Scene) -> None:
    """However many messages it tells of; a lone message is ten at most."""
    updates, db = scene.stand.bots.updates, scene.stand.live.database
    await updates.stop()
    costs = []
    for count in (1, 30):
        for number in range(count):
            await say(scene.anna, scene.dialog, f"{number}")
        await scene.stand.live.server.messenger.search.indexer.settle()
        before = db.queries
        assert await updates.turn(ChatId(scene.dialog)) == {scene.bot.id}
        costs.append(db.queries - before)
    assert costs[0] <= 14, costs
    assert costs[1] <= costs[0], costs
