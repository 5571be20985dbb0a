"""What a bot asked, how often it failed and how long it took: for its author, by the hour, for a month."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from veche.bots.actions.base import Needs
from veche.bots.model.bots import Bot
from veche.bots.store import figures
from veche.bots.store.figures import Hour
from veche.ground.ids import BotId

KEPT_DAYS: Final = 30


class Figures:
    """Counted in memory, written now and then: a request pays no statement for it. What was counted when we crash is
    lost; these are figures and not accounts."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._hours: dict[tuple[BotId, datetime], Hour] = {}

    def count(self, bot: Bot, status: int, seconds: float, *, waited: bool = False) -> None:
        """One request. `waited`: a poll, whose time says nothing about us."""
        hour = self._hour(bot.id)
        hour.requests += 1
        if status == 429:
            hour.limited += 1
        elif status >= 400:
            hour.errors += 1
        if not waited:
            took = int(seconds * 1000)
            hour.took_ms += took
            hour.slowest = max(hour.slowest, took)

    def told(self, bots: tuple[BotId, ...]) -> None:
        """Updates were written for these."""
        for bot in bots:
            self._hour(bot).updates += 1

    async def flush(self) -> None:
        """Write what was counted."""
        hours, self._hours = self._hours, {}
        if hours:
            await figures.add(self._needs.db, list(hours.values()))

    async def of(self, bot: BotId, *, hours: int) -> list[Hour]:
        """The last hours, those in which something happened."""
        await self.flush()
        return await figures.since(self._needs.db, bot, self._needs.clock.now() - timedelta(hours=hours))

    async def sweep(self) -> None:
        await figures.sweep(self._needs.db, before=self._needs.clock.now() - timedelta(days=KEPT_DAYS))

    def _hour(self, bot: BotId) -> Hour:
        hour = self._needs.clock.now().replace(minute=0, second=0, microsecond=0)
        found = self._hours.get((bot, hour))
        if found is None:
            found = self._hours[bot, hour] = Hour(int(bot), hour)
        return found
