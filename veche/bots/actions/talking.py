"""What bots say, change, take back and read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Final

from veche import identity
from veche.bots.actions.base import Needs
from veche.bots.actions.hanging import Hanging
from veche.bots.actions.own_acts import OwnActs
from veche.bots.actions.pace import Pace
from veche.bots.actions.places import Places
from veche.bots.actions.telling import Telling
from veche.bots.model import formatting
from veche.bots.model.bots import Bot
from veche.bots.wire.messages import Message, NewLink, NewMessage
from veche.ground.errors import BadInput, Conflict, NotFound
from veche.ground.ids import ActorId, ChatId
from veche.messages import Message as OurMessage
from veche.messages import Programs, Reader, Words, messages_in
from veche.messages.shapes import Attachment, Origin

TEXT: Final = 4_000
PAGE: Final = 100
TURNS: Final = 10
"""Pages that are looked through for as many messages as a bot asks for: service lines do not count."""
_FORMATS: Final[dict[str, formatting.Format]] = {"markdown": "markdown", "html": "html"}


@dataclass(frozen=True, kw_only=True)
class TalkParts:
    """What is needed to talk."""

    needs: Needs
    pace: Pace
    telling: Telling
    hanging: Hanging
    places: Places
    programs: Programs
    reader: Reader
    own: OwnActs


class Talking:
    """Messages of bots."""

    def __init__(self, parts: TalkParts) -> None:
        self._parts = parts
        self._needs = parts.needs

    async def send(
        self, bot: Bot, new: NewMessage, *, chat_id: int | None, user_id: int | None, preview: bool = True
    ) -> Message:
        """Say something. `preview`: of the page that the words link to.

        Raises: bot_target, bot_format, bot_link, text_too_long, message_empty, bot_attachment_…, keyboard_…, button_…,
        chat_not_found, cannot_write_to, no_right, file_not_ready, bot_too_fast_in_chat."""
        parts = self._parts
        chat = await parts.places.target(bot, chat_id=chat_id, user_id=user_id)
        await parts.pace.speak(bot.id, chat)
        words = await self._words(bot, new)
        if new.link is not None and new.link.type == "forward":
            return await self._forward(bot, chat, new.link, words)
        reply = None if new.link is None else await self._replied(bot, chat, new.link)
        return await self._say(bot, chat, replace(words, reply_to=reply, preview=preview))

    async def edit(self, bot: Bot, mid: str, new: NewMessage) -> None:
        """Say something else instead of one's own message; in a channel, with the right to, of anybody's.

        Raises: message_not_found, not_your_message, message_too_old, and as `send`."""
        message = await self._parts.places.message(bot, mid)
        await self._parts.pace.speak(bot.id, ChatId(message.chat))
        await self.replace(bot, message, new)

    async def replace(self, bot: Bot, message: OurMessage, new: NewMessage) -> None:
        """The part of `edit` that answers share. Null keeps the text and the attachments; an empty list takes them
        away."""
        parts = self._parts
        words = await self._words(bot, new)
        changed = Words(
            text=None if new.text is None else words.text,
            entities=words.entities,
            attachments=None if new.attachments is None else words.attachments,
        )
        chat = ChatId(message.chat)
        told = await parts.programs.change(bot.asker, chat, message.seq, changed)
        if message.sender != bot.id and told.edited_at is not None:
            parts.own.note(bot.id, chat, [message.seq], edited_at=told.edited_at)

    async def delete(self, bot: Bot, mid: str) -> None:
        """Take back: one's own, in groups and channels any with the right to. Raises: message_not_found, no_right."""
        parts = self._parts
        message = await parts.places.message(bot, mid)
        await parts.pace.speak(bot.id, ChatId(message.chat))
        parts.own.note(bot.id, ChatId(message.chat), [message.seq])
        await parts.programs.take_back(bot.asker, ChatId(message.chat), message.seq)

    async def one(self, bot: Bot, mid: str) -> Message:
        """Raises: message_not_found, no_right."""
        message = await self._parts.places.message(bot, mid)
        return await self._parts.telling.message_of(bot, ChatId(message.chat), message)

    async def some(self, bot: Bot, mids: list[str]) -> list[Message]:
        """Those of these messages that the bot may read, in the order of its question."""
        if len(mids) > PAGE:
            raise BadInput("bot_parameter", name="message_ids")
        return await self._parts.telling.messages(bot, await self._parts.places.messages(bot, mids))

    async def history(
        self, bot: Bot, chat_id: int, *, bounds: tuple[int | None, int | None], count: int
    ) -> list[Message]:
        """The newest first, between two moments (milliseconds, both included, in whatever order).

        Raises: chat_not_found, no_right."""
        parts = self._parts
        access = await parts.places.access(bot, chat_id)
        await parts.places.readable(bot, access.chat)
        low, high = bounds
        if low is not None and high is not None and low > high:
            low, high = high, low
        # The newest where nothing was said later: so one more, and what is too new is left out.
        before = None if high is None else await parts.reader.seq_on(access.chat, high + 1) + 1
        found: list[OurMessage] = []
        for _ in range(TURNS):
            page = await parts.reader.page(bot.asker, access.chat, before=before, limit=PAGE)
            said = [one for one in reversed(page) if one.kind == "text" and not one.deleted]
            found += [one for one in said if (low or 0) <= one.at and (high is None or one.at <= high)]
            if len(page) < PAGE or len(found) >= count or (low is not None and page[0].at < low):
                break
            before = page[0].seq
        return await parts.telling.messages(bot, found[:count])

    async def _words(self, bot: Bot, new: NewMessage) -> Words:
        """What the bot says, without what it answers."""
        text, entities = formatting.Formatted("", [])
        if new.text is not None:
            if len(new.text) > TEXT:
                raise BadInput("text_too_long", field="text", limit=TEXT)
            if new.format is not None and new.format.lower() not in _FORMATS:
                raise BadInput("bot_format")
            form = None if new.format is None else _FORMATS[new.format.lower()]
            text, entities = formatting.read(new.text, form)
        attachments = await self._parts.hanging.kept(bot, new.attachments or [])
        return Words(text=text, entities=entities, attachments=attachments, silent=new.notify is False)

    async def _replied(self, bot: Bot, chat: ChatId, link: NewLink) -> int:
        if link.type != "reply":
            raise BadInput("bot_link")
        message = await self._parts.places.message(bot, link.mid)
        if message.chat != chat:
            raise NotFound("reply_not_found", seq=message.seq)
        return message.seq

    async def _forward(self, bot: Bot, chat: ChatId, link: NewLink, words: Words) -> Message:
        """Words that come along are said before what is passed on: each is a message of its own here."""
        parts = self._parts
        source = await parts.places.message(bot, link.mid)
        if any(one.type == "poll" for one in source.attachments):
            raise Conflict("message_not_editable")
        if words.text or words.attachments:
            await self._say(bot, chat, words)
        origin = source.origin or await self._origin(source)
        copy = Words(
            text=source.text,
            entities=source.entities,
            attachments=[_passed_on(one) for one in source.attachments if one.type != "keyboard"],
            origin=origin,
            silent=words.silent,
        )
        return await self._say(bot, chat, copy)

    async def _origin(self, source: OurMessage) -> Origin:
        cards = await identity.actor_cards(self._needs.db, [ActorId(source.sender)])
        name = next((card.name or card.title for card in cards.values()), "")
        return Origin(name=name, at=source.at, chat=source.chat, seq=source.seq, actor=source.sender)

    async def _say(self, bot: Bot, chat: ChatId, words: Words) -> Message:
        parts = self._parts
        stored = await parts.programs.say(bot.asker, chat, words, cid=uuid.uuid4().hex)
        (message,) = await messages_in(self._needs.db, [(chat, stored.seq, stored.seq)])
        return await parts.telling.message_of(bot, chat, message)


def _passed_on(one: Attachment) -> Attachment:
    """Who gave his number gave it once: the signature stays where it was given."""
    if not one.hash:
        return one
    return Attachment(type="contact", name=one.name, phone=one.phone, actor=one.actor, vcard=one.vcard)
