"""Chats as bots saw them a moment ago: some clients ask for the chat at every update."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from veche.bots.actions.base import Peopled, Reading
from veche.bots.model.bots import Bot
from veche.chats import events as chat_events
from veche.ground.ids import BotId, ChatId

KEPT: Final = 2_000
KEPT_SECONDS: Final = 5.0
"""What another program does to the database, such as the command line, is seen after so long at the latest."""
PEOPLE_LISTED: Final = 100
"""A chat of more people is told without them; `/members` has them in pages."""


class Glances:
    """Kept only while this process is alone: then whatever changes a chat is heard here at the very moment of its
    commit, before whoever changed it has his answer."""

    def __init__(self, reading: Reading, *, alone: Callable[[], bool]) -> None:
        self._reading = reading
        self._alone = alone
        self._kept: dict[int, dict[BotId, tuple[float, Peopled]]] = {}
        self._looking: dict[int, object] = {}
        """Chats that are being read, and by whom last: what changes meanwhile takes the mark away."""

    async def at(self, bot: Bot, chat: ChatId) -> Peopled | None:
        """The chat as the bot sees it; None where it is not in it. One statement, or none."""
        until, known = self._kept.get(chat, {}).get(bot.id, (0.0, None))
        if known is not None and until > time.monotonic() and self._alone():
            return known
        mark = self._looking[chat] = object()
        found = (await self._reading.peopled_of(bot.actor, [chat], most=PEOPLE_LISTED)).get(chat)
        if self._looking.get(chat) is mark:
            del self._looking[chat]
            if found is not None and self._alone():
                if len(self._kept) > KEPT:
                    self._kept.clear()
                self._kept.setdefault(chat, {})[bot.id] = (time.monotonic() + KEPT_SECONDS, found)
        return found

    def forget(self, chats: Iterable[int]) -> None:
        """Something was said or changed there; called for every message."""
        if self._kept or self._looking:
            for chat in chats:
                self._kept.pop(chat, None)
                self._looking.pop(chat, None)

    def hear(self, event: Struct) -> None:
        """The same for what happened to chats and their members."""
        match event:
            case chat_events.ChatCreated(chat) | chat_events.ChatChanged(chat):
                self.forget([chat.id])
            case chat_events.MembershipChanged(chat=chat):
                self.forget([chat.id])
            case chat_events.MemberJoined(chat=number) | chat_events.MemberLeft(chat=number):
                self.forget([number])
