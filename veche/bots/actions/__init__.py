"""The actions of bots, and the object that the composition root makes of them."""

from __future__ import annotations

import msgspec

from veche import chats
from veche.bots.actions.base import OUTBOX_TOPIC, Needs, Rules, rules_of
from veche.bots.actions.by_hand import add_by_hand
from veche.bots.actions.keys import Keys
from veche.bots.actions.life import Life
from veche.bots.actions.pace import Pace
from veche.bots.actions.roster import Roster
from veche.bots.actions.seal import Seal
from veche.bots.actions.talk import Talk, TalkNeeds
from veche.bots.events import BotChanged, Event
from veche.bots.model.bots import Bot
from veche.bots.store.reach import reads_all
from veche.ground.ids import ChatId


class Bots:
    """Everything that bots can do and have done to them. One per process."""

    def __init__(self, needs: Needs, talk: TalkNeeds) -> None:
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
        self.talk = Talk(needs, talk, roster=self.roster, keys=self.keys, pace=self.pace, may_read=self.may_read)

    async def start(self) -> None:
        await self.roster.load()

    async def stop(self) -> None:
        await self.talk.stop()

    async def may_read(self, bot: Bot, chat: ChatId) -> bool:
        """May the bot read what others say there? In a group only an administrator who was told so."""
        access = (await chats.rights_of(self.db, [(chat, bot.actor)])).get((chat, bot.actor))
        if access is None or access.kind == "dialog":
            return access is not None
        return access.role in ("owner", "admin") and await reads_all(self.db, bot.id, chat)

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


__all__ = ["OUTBOX_TOPIC", "Bots", "Needs", "Rules", "Seal", "TalkNeeds", "add_by_hand", "rules_of"]
