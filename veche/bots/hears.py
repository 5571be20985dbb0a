"""What bots hear from the domains below, after a commit: in this process at once, from others by the bus."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from veche.bots.actions import Bots
from veche.bots.events import BotChanged
from veche.chats import events as chat_events
from veche.ground.ids import BotId
from veche.identity import events as identity_events


class Hearing:
    """The ears of bots. A message costs one look into a dictionary, and nothing where there are no bots."""

    def __init__(self, bots: Bots) -> None:
        self._bots = bots

    def hear_messages(self, changed: Iterable[int]) -> None:
        """Something was said or changed in these chats."""
        chats = list(changed)
        self._bots.glances.forget(chats)
        self._bots.updates.hear(chats)

    def hear_at_once(self, event: Struct) -> None:
        """What this process has just committed, before whoever did it has his answer: his next question must not be
        answered out of what was remembered before, by a key that was taken away least of all."""
        self._bots.glances.hear(event)
        self.hear_people(event)
        if isinstance(event, BotChanged):
            self._bots.forget(event.bot)

    async def hear_chats(self, event: chat_events.Event) -> None:
        await self._bots.presence.hear(event)

    async def hear_chats_here(self, event: chat_events.Event) -> None:
        """The same, as far as it happened in this process."""
        self._bots.updates.hear_here(event)

    def hear_people(self, event: Struct) -> None:
        """Somebody is called otherwise, or speaks another language."""
        if isinstance(event, identity_events.ActorChanged):
            self._bots.faces.forget(event.card.id)
            if event.card.id in self._bots.roster:
                self._bots.roster.forget(BotId(event.card.id))
        elif isinstance(event, identity_events.MeChanged):
            self._bots.faces.forget(event.person)
            self._bots.roster.forget_owner(event.person)
