"""Which chat and which message a bot means, and whether it may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from veche import chats
from veche.bots.actions.base import Needs
from veche.bots.model.bots import Bot
from veche.bots.model.mids import mid_of, read_mid, seq_from
from veche.bots.model.numbers import chat_number, chat_of
from veche.chats import Access
from veche.ground.errors import BadInput, NotFound, Refused
from veche.ground.ids import ActorId, ChatId
from veche.messages import Message, Reader, messages_in

MayRead = Callable[[Bot, ChatId], Awaitable[bool]]
MaySpeak = Callable[[Bot, ChatId], Awaitable[None]]


class Places:
    """Finds what bots name."""

    def __init__(self, needs: Needs, reader: Reader, *, may_read: MayRead, may_speak: MaySpeak) -> None:
        """`may_read`: may the bot read what others say there? `may_speak`: raises where its key does not let it."""
        self._needs = needs
        self._reader = reader
        self._may_read = may_read
        self._may_speak = may_speak

    async def target(self, bot: Bot, *, chat_id: int | None, user_id: int | None) -> ChatId:
        """Where a message is to go: one of both. A bot writes to nobody first: his dialog must be there.

        Raises: bot_target, chat_not_found, bot_on_trial."""
        chat = await self._target(bot, chat_id=chat_id, user_id=user_id)
        await self._may_speak(bot, chat)
        return chat

    async def _target(self, bot: Bot, *, chat_id: int | None, user_id: int | None) -> ChatId:
        if (chat_id is None) == (user_id is None):
            raise BadInput("bot_target")
        if chat_id is not None:
            return (await self.access(bot, chat_id)).chat
        user = ActorId(user_id or 0)
        dialog = (await chats.dialogs_with(self._needs.db, bot.actor, [user])).get(user)
        if dialog is None or user == bot.actor:
            raise NotFound("chat_not_found")
        return dialog

    async def access(self, bot: Bot, number: int) -> Access:
        """What the bot may do in a chat that it is in. Raises: chat_not_found."""
        chat = chat_of(number)
        found = (await chats.rights_of(self._needs.db, [(chat, bot.actor)])).get((chat, bot.actor))
        if found is None:
            raise NotFound("chat_not_found")
        return found

    async def readable(self, bot: Bot, chat: ChatId) -> None:
        """Raises: no_right, where the bot may not read what others say."""
        if not await self._may_read(bot, chat):
            raise Refused("no_right")

    async def message(self, bot: Bot, mid: str) -> Message:
        """A message that the bot may read: its own, or any where it reads everything.

        Raises: message_not_found, chat_not_found, no_right."""
        found = await self.named(bot, mid)
        if found.sender != bot.id:
            await self.readable(bot, ChatId(found.chat))
        return found

    async def named(self, bot: Bot, mid: str) -> Message:
        """The same where the caller has asked already whether the bot may read it.

        Raises: message_not_found, chat_not_found."""
        found = await self._at(bot, mid)
        if found is None:
            raise NotFound("message_not_found")
        return found

    async def messages(self, bot: Bot, mids: Sequence[str]) -> list[Message]:
        """Those of these that are there and that the bot may read."""
        found = []
        for mid in mids:
            try:
                found.append(await self.message(bot, mid))
            except (NotFound, Refused):
                continue
        return found

    async def _at(self, bot: Bot, mid: str) -> Message | None:
        place = read_mid(mid)
        access = await self.access(bot, place.chat)
        # A millisecond earlier: the moment was cut off, not rounded.
        first = await self._reader.seq_on(access.chat, place.at_ms - 1)
        seq = seq_from(first, place.low)
        found = await messages_in(self._needs.db, [(access.chat, seq, seq)], actors=[bot.actor])
        if not found or found[0].deleted or found[0].kind != "text":
            return None
        told = mid_of(chat_number(access.chat, access.kind), place.at_ms, seq)
        return found[0] if told.endswith(mid.removeprefix("mid.").lower()) and _same(found[0], place.at_ms) else None


def _same(message: Message, at_ms: int) -> bool:
    """Two ways of cutting a moment to milliseconds may differ by one."""
    return abs(message.at - at_ms) <= 1
