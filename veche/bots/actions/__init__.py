"""The actions of bots, and the object that the composition root makes of them."""

from __future__ import annotations

import msgspec

from veche.bots.actions.base import OUTBOX_TOPIC, Needs, Rules, rules_of
from veche.bots.actions.by_hand import add_by_hand
from veche.bots.actions.keys import Keys
from veche.bots.actions.life import Life
from veche.bots.actions.pace import Pace
from veche.bots.actions.roster import Roster
from veche.bots.actions.seal import Seal
from veche.bots.events import BotChanged, Event


class Bots:
    """Everything that bots can do and have done to them. One per process."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self.db, self.clock, self.rules, self.seal, self.chats = (
            needs.db,
            needs.clock,
            needs.rules,
            needs.seal,
            needs.chats,
        )
        self.roster = Roster(needs)
        self.keys = Keys(needs)
        self.life = Life(needs, self.keys)
        self.pace = Pace(needs.rules)

    async def start(self) -> None:
        await self.roster.load()

    async def stop(self) -> None:
        """Nothing runs by itself yet that would have to end."""

    async def look_again(self) -> None:
        """The bus lost something."""
        await self.roster.load()

    async def hear_outbox(self, payload: bytes) -> None:
        """What another program did to a bot. Handler of the outbox topic `bots.changed`."""
        await self.hear(msgspec.json.decode(payload, type=BotChanged))

    async def hear(self, event: Event) -> None:
        """What this process or another one announced."""
        if isinstance(event, BotChanged):
            await self.roster.look(event.bot)

    def avatar(self, actor: int, photo: int | None) -> str:
        """The address of an actor's picture; empty where there is none."""
        return ""


__all__ = ["OUTBOX_TOPIC", "Bots", "Needs", "Rules", "Seal", "add_by_hand", "rules_of"]
