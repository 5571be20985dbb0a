"""Buttons: pressed by people, answered by bots."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

import msgspec
from msgspec import UNSET

from veche import chats
from veche.bots.actions.base import Needs
from veche.bots.actions.keys import Keys
from veche.bots.actions.pace import Bucket, Pace
from veche.bots.actions.roster import Roster
from veche.bots.actions.signs import Press, Signs
from veche.bots.actions.talking import Talking
from veche.bots.actions.telling import Telling
from veche.bots.events import UpdatesWritten
from veche.bots.model.bots import Bot
from veche.bots.model.contacts import contact_hash, vcard_of
from veche.bots.wire.messages import NewAnswer
from veche.bots.wire.pressing import ButtonAnsweredEvent, Callback, GiveContact, MessageCallback, PressButton
from veche.ground.bus import Bus
from veche.ground.commands import Asker, Done
from veche.ground.db import Connection
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, BotId, ChatId
from veche.ground.socket import Gateway, event_frame
from veche.messages import Message, Programs, Reader, Words, messages_in
from veche.messages.shapes import Attachment, ButtonType

TOPIC: Final = "bots.answers"
PRESSES: Final = 5
"""A second, of one person."""
NOTICE: Final = 200
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{3,28}[0-9]")


class PutUpdate(Protocol):
    """Leaves an update for a bot, in the transaction of whatever it is about."""

    async def __call__(self, conn: Connection, bot: BotId, kind: str, body: Any, *, chat: ChatId) -> None: ...


class Told(msgspec.Struct, frozen=True, array_like=True):
    """An answer, and whose sockets are told."""

    person: int
    event: ButtonAnsweredEvent


_decoder = msgspec.json.Decoder(Told)


class Delivery:
    """Tells whoever pressed: his sockets here at once, those on other processes by way of the bus."""

    def __init__(self, gateway: Gateway, bus: Bus, *, run: Callable[[Awaitable[None]], None]) -> None:
        self._gateway = gateway
        self._bus = bus
        self._run = run
        bus.subscribe(TOPIC, self._hear)

    def say(self, person: int, event: ButtonAnsweredEvent) -> None:
        told = Told(person, event)
        self._tell(told)
        if not self._bus.alone:
            self._run(self._bus.publish(TOPIC, msgspec.json.encode(told)))

    async def _hear(self, payload: bytes) -> None:
        self._tell(_decoder.decode(payload))

    def _tell(self, told: Told) -> None:
        self._gateway.tell(told.person, event_frame(told.event))
        self._gateway.flush()


class Pressing:
    """From a finger to the bot, and back."""

    def __init__(
        self,
        needs: Needs,
        roster: Roster,
        signs: Signs,
        keys: Keys,
        telling: Telling,
        *,
        reader: Reader,
        programs: Programs,
        put: PutUpdate,
        typed_phones: bool,
    ) -> None:
        self._needs = needs
        self._roster = roster
        self._signs = signs
        self._keys = keys
        self._telling = telling
        self._reader = reader
        self._programs = programs
        self._put = put
        self._typed_phones = typed_phones
        self._presses = Bucket(PRESSES, code="too_many_presses")

    async def press(self, asker: Asker, request: PressButton) -> Done:
        """Tell the bot. Raises: chat_not_found, message_not_found, button_gone, bot_is_away, too_many_presses."""
        self._presses.take(asker.person)
        message, actor, bot = await self.pressed(asker, ChatId(request.chat), request.seq, request.as_)
        _must_have(message, "callback", payload=request.payload)
        now = self._needs.clock.ms()
        press = Press(bot.id, ChatId(message.chat), message.seq, actor, asker.person, request.press, now)
        cards = await chats.chats_cards(self._needs.db, [press.chat])
        told = MessageCallback(
            update_type="message_callback",
            timestamp=now,
            callback=Callback(
                timestamp=now,
                callback_id=self._signs.callback(press),
                payload=request.payload,
                user=await self._telling.user(actor),
            ),
            message=await self._telling.message_of(bot, press.chat, message),
            user_locale=asker.locale if cards[press.chat].kind == "dialog" else UNSET,
        )
        async with self._needs.db.transaction() as conn:
            await self._put(conn, bot.id, "message_callback", told, chat=press.chat)
        self._needs.announce(UpdatesWritten((bot.id,)))
        return Done()

    async def give_contact(self, asker: Asker, request: GiveContact) -> Done:
        """Send one's number, signed for this bot. Raises: as `press`, phones_unverified, attachment_contact."""
        if not self._typed_phones:
            raise Refused("phones_unverified")
        message, actor, bot = await self.pressed(asker, ChatId(request.chat), request.seq, request.as_)
        _must_have(message, "request_contact")
        if not _PHONE.fullmatch(request.phone):
            raise BadInput("attachment_contact")
        user = await self._telling.user(actor)
        phone = "+" + re.sub(r"[^0-9]", "", request.phone)
        vcard = vcard_of(user.name, phone)
        signed = contact_hash(await self._keys.token_of(bot.id), vcard)
        contact = Attachment(type="contact", name=user.name, phone=phone, actor=actor, vcard=vcard, hash=signed)
        words = Words(attachments=[contact])
        await self._programs.say(asker, ChatId(message.chat), words, cid=request.cid, as_=actor)
        return Done()

    async def pressed(self, asker: Asker, chat: ChatId, seq: int, as_: int | None) -> tuple[Message, ActorId, Bot]:
        """The message whose button it is, who presses, and whose the buttons are."""
        actor = ActorId(as_ or asker.person)
        if actor not in await self._reader.members_of(asker, chat):
            raise NotFound("chat_not_found")
        found = await messages_in(self._needs.db, [(chat, seq, seq)], actors=[actor])
        if not found or found[0].deleted:
            raise NotFound("message_not_found")
        bot = await self._roster.now(found[0].sender)
        if bot is None:
            raise Conflict("bot_is_away")
        return found[0], actor, bot


class Answering:
    """What bots say to a press."""

    def __init__(self, needs: Needs, pace: Pace, signs: Signs, talking: Talking, delivery: Delivery) -> None:
        self._needs = needs
        self._pace = pace
        self._signs = signs
        self._talking = talking
        self._delivery = delivery

    async def answer(self, bot: Bot, callback_id: str, new: NewAnswer) -> None:
        """Another message instead of the one with the button, a notice for whoever pressed, or both.

        Raises: bot_callback_unknown, text_too_long, bot_too_fast_in_chat, and what an edit raises."""
        press = self._signs.read_callback(bot.id, callback_id)
        await self._pace.speak(bot.id, press.chat)
        notice = (new.notification or "").strip()
        if len(notice) > NOTICE:
            raise BadInput("text_too_long", field="notification", limit=NOTICE)
        if new.message is not None:
            found = await messages_in(self._needs.db, [(press.chat, press.seq, press.seq)])
            if not found or found[0].deleted:
                raise NotFound("message_not_found")
            await self._talking.replace(bot, found[0], new.message)
        event = ButtonAnsweredEvent(press.chat, press.seq, press.number, notice)
        self._delivery.say(press.person, event)


def _must_have(message: Message, kind: ButtonType, *, payload: str | None = None) -> None:
    """Raises: button_gone, when the message has other buttons by now."""
    buttons = [button for one in message.attachments for row in one.buttons for button in row]
    if not any(one.type == kind and (payload is None or one.payload == payload) for one in buttons):
        raise Conflict("button_gone")
