"""Buttons that make a chat: whoever presses first makes it, everybody after him comes into it."""

from __future__ import annotations

import asyncio
from typing import Final
from weakref import WeakValueDictionary

from msgspec import UNSET
from msgspec.structs import replace

from veche import chats
from veche.bots.actions.base import Needs
from veche.bots.actions.pressing import Pressing, PutUpdate
from veche.bots.actions.rooms import Rooms
from veche.bots.events import UpdatesWritten
from veche.bots.model.bots import Bot
from veche.bots.model.mids import mid_of
from veche.bots.model.numbers import chat_number
from veche.bots.wire.pressing import ChatGathered, MessageChatCreated, OpenButtonChat
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, Refused
from veche.ground.ids import ActorId, ChatId
from veche.messages import Message, Programs, Words
from veche.messages.shapes import Attachment, Button

KIND: Final = "message_chat_created"


class Gathering:
    """Chats out of buttons. The button remembers its chat, as part of the message."""

    def __init__(self, needs: Needs, pressing: Pressing, rooms: Rooms, *, programs: Programs, put: PutUpdate) -> None:
        self._needs = needs
        self._pressing = pressing
        self._rooms = rooms
        self._programs = programs
        self._put = put
        self._turns: WeakValueDictionary[tuple[int, int], asyncio.Lock] = WeakValueDictionary()

    async def open(self, asker: Asker, request: OpenButtonChat) -> ChatGathered:
        """The chat of the button, made at need; the asker is in it. Raises: as `press`, official_is_kept,
        too_many_chats, no_right."""
        turn = self._turns.setdefault((request.chat, request.seq), asyncio.Lock())
        async with turn:  # two fingers at once must not make two chats
            message, actor, bot = await self._pressing.pressed(asker, ChatId(request.chat), request.seq, request.as_)
            button = _button(message, request.row, request.place)
            if button.chat is not None:
                return ChatGathered(await self._come(bot, ChatId(button.chat), actor))
            where = (await chats.chats_cards(self._needs.db, [ChatId(message.chat)]))[ChatId(message.chat)]
            if where.mode == "official":  # its messages stay as they are: the button could not remember its chat
                raise Refused("official_is_kept")
            chat = await self._make(asker, bot, button, as_=request.as_)
            await self._remember(bot, message, button, chat)
        await self._tell(bot, message, button, chat, kind=where.kind)
        return ChatGathered(chat)

    async def _make(self, asker: Asker, bot: Bot, button: Button, *, as_: int | None) -> ChatId:
        """A group of whoever presses; the bot runs it with him, so that it can let the others in."""
        made = await self._needs.chats.opening.create_group(
            asker, title=button.title, about=button.about, members=[bot.actor], as_=as_
        )
        await self._needs.chats.managing.set_role(asker, ChatId(made.id), bot.actor, role="admin", as_=as_)
        return ChatId(made.id)

    async def _come(self, bot: Bot, chat: ChatId, actor: ActorId) -> ChatId:
        if (chat, actor) not in await chats.rights_of(self._needs.db, [(chat, actor)]):
            await self._needs.chats.managing.add_members(bot.asker, chat, [actor])
        return chat

    async def _remember(self, bot: Bot, message: Message, button: Button, chat: ChatId) -> None:
        kept: list[Attachment] = []
        for one in message.attachments:
            rows = [[replace(key, chat=chat) if key is button else key for key in row] for row in one.buttons]
            kept.append(replace(one, buttons=rows) if rows else one)
        words = Words(text=None, attachments=kept)
        await self._programs.change(bot.asker, ChatId(message.chat), message.seq, words)

    async def _tell(self, bot: Bot, message: Message, button: Button, chat: ChatId, *, kind: str) -> None:
        told = MessageChatCreated(
            update_type=KIND,
            timestamp=self._needs.clock.ms(),
            chat=await self._rooms.get(bot, -chat),
            message_id=mid_of(chat_number(message.chat, kind), message.at, message.seq),
            start_payload=button.payload or UNSET,
        )
        async with self._needs.db.transaction() as conn:
            await self._put(conn, bot.id, KIND, told, chat=chat)
        self._needs.announce(UpdatesWritten((bot.id,)))


def _button(message: Message, row: int, place: int) -> Button:
    """Raises: button_gone, when there is another one by now."""
    rows = [found for one in message.attachments for found in one.buttons]
    if row < len(rows) and place < len(rows[row]) and rows[row][place].type == "chat":
        return rows[row][place]
    raise Conflict("button_gone")
