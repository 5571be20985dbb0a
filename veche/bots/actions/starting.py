"""A person begins to talk with a bot: by its button, or by a link that carries something along."""

from __future__ import annotations

import re
from typing import Final

from veche import chats
from veche.bots.actions.base import Needs
from veche.bots.actions.faces import Faces
from veche.bots.actions.forming import Forming, packed
from veche.bots.actions.roster import Roster
from veche.bots.actions.updates import Updates
from veche.bots.store import rooms, updates
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, NotFound
from veche.ground.ids import ActorId, BotId, ChatId
from veche.identity import Limit

PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{0,512}")
STARTS: Final = Limit(name="bot_starts", burst=30, seconds=5, code="too_many_starts")


class Starting:
    """The dialog is opened, and the bot told, each time."""

    def __init__(self, needs: Needs, roster: Roster, faces: Faces, forming: Forming, told: Updates) -> None:
        self._needs = needs
        self._roster = roster
        self._faces = faces
        self._forming = forming
        self._updates = told

    async def start(self, asker: Asker, bot: BotId, *, payload: str = "") -> chats.Chat:
        """Raises: bot_not_there, bot_payload, bot_not_for_you, too_many_starts, and what opening a dialog refuses."""
        if not PAYLOAD.fullmatch(payload):
            raise BadInput("bot_payload")
        if await self._roster.now(bot) is None:
            raise NotFound("bot_not_there")
        await self._needs.limits.take(STARTS, asker.person)
        card = await self._needs.chats.opening.open_dialog(asker, ActorId(bot))
        chat = ChatId(card.id)
        face = (await self._faces.cards([asker.person]))[ActorId(asker.person)]
        body = await self._forming.started(bot, chat, face, at=self._needs.clock.ms(), payload=payload)
        async with self._needs.db.transaction() as conn:
            await rooms.enter(conn, bot, chat, rooms.Heads())
            await rooms.set_started(conn, bot, chat)
            await updates.put(conn, [packed(bot, chat, body)], at=self._needs.clock.now())
        self._updates.told(bot)
        return card
