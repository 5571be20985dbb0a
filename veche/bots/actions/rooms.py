"""Chats, members and pins, for bots that are in them."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import UNSET

from veche import chats
from veche.bots.actions.attendance import Attendance
from veche.bots.actions.base import Needs, Peopled
from veche.bots.actions.faces import Faces
from veche.bots.actions.glances import Glances
from veche.bots.actions.icons import Icons
from veche.bots.actions.places import Places
from veche.bots.actions.telling import Telling
from veche.bots.model.bots import Bot
from veche.bots.model.numbers import TYPES, chat_number, chat_of
from veche.bots.wire.chats import Chat, ChatPatch, Image
from veche.bots.wire.people import UserWithPhoto
from veche.ground.clock import to_ms
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, ChatId, Seq
from veche.messages import Message, Messages

ACTIONS = frozenset({"typing_on", "sending_photo", "sending_video", "sending_audio", "sending_file"})
SILENT_ACTIONS = frozenset({"typing_off"})
PINS_KEPT = 2_000
VIEWS_KEPT_MS = 60_000
"""So long a pinned post is told with the same number of views."""


class Rooms:
    """What a bot asks of a chat. Whoever is not in it learns nothing, not even that it is there."""

    def __init__(
        self,
        needs: Needs,
        attendance: Attendance,
        faces: Faces,
        *,
        messages: Messages,
        telling: Telling,
        places: Places,
        icons: Icons,
        glances: Glances,
    ) -> None:
        self._needs = needs
        self._attendance = attendance
        self._faces = faces
        self._messages = messages
        self._telling = telling
        self._places = places
        self._icons = icons
        self._glances = glances
        self._pins: dict[tuple[int, int], tuple[tuple[int, int, int], Any]] = {}
        self._newest_pins: dict[int, tuple[int, Message | None]] = {}

    async def card(self, bot: Bot, number: int) -> chats.Chat:
        """The chat with the bot's membership; one statement. Raises: chat_not_found."""
        chat = chat_of(number)
        found = (await self._needs.chats.reading.cards_of(bot.actor, [chat])).get(chat)
        if found is None:
            raise NotFound("chat_not_found")
        return found

    async def as_admin(self, bot: Bot, number: int) -> chats.Chat:
        """The same for what only admins may ask. Raises: chat_not_found, bot_no_admin."""
        card = await self.card(bot, number)
        if card.kind != "dialog" and (card.membership is UNSET or card.membership.role == "member"):
            raise Refused("bot_no_admin")
        return card

    async def get(self, bot: Bot, number: int) -> Chat:
        """Asked by some clients for every update: two statements after something was said there, none after that.
        Raises: chat_not_found."""
        found = await self._glances.at(bot, chat_of(number))
        if found is None:
            raise NotFound("chat_not_found")
        return await self._shown(bot, found, pinned=await self._pinned(bot, found.chat))

    async def page(self, bot: Bot, *, after: int, limit: int) -> tuple[list[Chat], int | None]:
        """The bot's chats by their numbers, and where the next page begins."""
        wanted = [chat for chat in self._attendance.chats_of(bot.id) if chat > after][: limit + 1]
        found = await self._needs.chats.reading.peopled_of(bot.actor, wanted[:limit], most=0)
        shown = [await self._shown(bot, found[chat]) for chat in wanted[:limit] if _is_seen(found.get(chat))]
        return shown, int(wanted[limit - 1]) if len(wanted) > limit else None

    async def patch(self, bot: Bot, number: int, patch: ChatPatch) -> Chat:
        """Raises: chat_not_found, no_right, not_in_dialog, and what the title, the picture and the pin refuse."""
        card = await self.card(bot, number)
        title, about = patch.title, patch.description
        if title is not None or about is not None:
            await self._needs.chats.managing.update_chat(bot.asker, ChatId(card.id), title=title, about=about)
        if patch.icon is not None:
            await self._icons.set(bot, card, patch.icon)
        if patch.pin:
            await self.pin(bot, number, patch.pin)
        return await self.get(bot, number)

    async def dissolve(self, bot: Bot, number: int) -> None:
        """End a chat that the bot owns, for everybody. Raises: chat_not_found, not_in_dialog, no_right,
        official_stays, chat_too_large."""
        card = await self.card(bot, number)
        await self._needs.chats.dissolving.dissolve(bot.asker, ChatId(card.id))

    async def act(self, bot: Bot, number: int, action: str) -> None:
        """Show that the bot does something. Raises: chat_not_found, no_right, bot_action."""
        if action not in ACTIONS | SILENT_ACTIONS | {"mark_seen"}:
            raise BadInput("bot_action")
        card = await self.card(bot, number)
        if action == "mark_seen":
            await self._needs.chats.read_marks.mark_read(bot.asker, ChatId(card.id), Seq(card.seq))
        elif action in ACTIONS:
            await self._messages.speaker.types(bot.asker, ChatId(card.id))

    # -- pins

    async def pinned(self, bot: Bot, number: int) -> Any | None:
        """The newest message that is pinned. Raises: chat_not_found, bot_no_admin."""
        return await self._pinned(bot, await self.as_admin(bot, number))

    async def pin(self, bot: Bot, number: int, mid: str) -> None:
        """In the place of what the bot itself said and pinned before; what people pinned stays.

        Raises: chat_not_found, message_not_found, no_right."""
        card = await self.card(bot, number)
        message = await self._places.message(bot, mid)
        if message.chat != card.id:
            raise NotFound("message_not_found")
        before = await self._messages.reader.newest_pinned(ChatId(card.id))
        await self._messages.changer.set_pinned(bot.asker, ChatId(card.id), message.seq, on=True)
        if before is not None and before.sender == bot.id and before.seq != message.seq:
            with contextlib.suppress(NotFound, Conflict):
                await self._messages.changer.set_pinned(bot.asker, ChatId(card.id), before.seq, on=False)

    async def unpin(self, bot: Bot, number: int) -> bool:
        """Take the newest pin away; False where there is none. Raises: chat_not_found, no_right."""
        card = await self.card(bot, number)
        newest = await self._messages.reader.newest_pinned(ChatId(card.id))
        if newest is None:
            return False
        await self._messages.changer.set_pinned(bot.asker, ChatId(card.id), newest.seq, on=False)
        return True

    async def _pinned(self, bot: Bot, card: chats.Chat) -> Any | None:
        if card.kind == "dialog" or not self._hears(bot, card):
            return None
        newest = await self._newest_pinned(card)
        return None if newest is None else await self._told(bot, newest, card.kind)

    async def _newest_pinned(self, card: chats.Chat) -> Message | None:
        """Whatever is pinned or changed takes a version of the chat: at the same version it is the same message."""
        version, newest = self._newest_pins.get(card.id, (-1, None))
        if version != card.version:
            newest = await self._messages.reader.newest_pinned(ChatId(card.id))
            if len(self._newest_pins) > PINS_KEPT:
                self._newest_pins.clear()
            # The version was read before the message: what is younger than it is looked for again.
            self._newest_pins[card.id] = (card.version, newest)
        return newest

    def _hears(self, bot: Bot, card: chats.Chat) -> bool:
        place = self._attendance.place(bot.id, ChatId(card.id))
        return place is not None and place.hears

    async def _told(self, bot: Bot, message: Message, kind: str) -> Any:
        """As it is told, kept until it changes: clients ask for the chat again and again."""
        minute = self._needs.clock.ms() // VIEWS_KEPT_MS if kind == "channel" else 0
        key, state = (int(bot.id), message.chat), (message.seq, message.version, minute)
        kept, told = self._pins.get(key, (None, None))
        if kept != state:
            told = msgspec.Raw(msgspec.json.encode((await self._telling.messages(bot, [message]))[0]))
            if len(self._pins) > PINS_KEPT:
                self._pins.clear()
            self._pins[key] = (state, told)
        return told

    # -- how a chat looks

    async def _shown(self, bot: Bot, found: Peopled, *, pinned: Any | None = None) -> Chat:
        card = found.chat
        other: UserWithPhoto | msgspec.UnsetType = UNSET
        if card.kind == "dialog" and card.peer is not UNSET:
            faces = await self._faces.cards([card.peer])
            other = self._faces.with_photo(faces[ActorId(card.peer)], bot=bot.id)
        public = card.mode == "public"
        photo = "" if card.photo is UNSET else self._faces.file(card.photo, bot=bot.id)
        return Chat(
            chat_id=chat_number(card.id, card.kind),
            type=TYPES[card.kind],
            title=UNSET if card.kind == "dialog" else card.title,
            icon=Image(photo) if photo else UNSET,
            last_event_time=card.last_at,
            participants_count=card.members_count,
            owner_id=UNSET if found.owner is None else int(found.owner),
            participants={str(one): to_ms(at) for one, at in found.joined.items()} or UNSET,
            is_public=public,
            link=self._link(ChatId(card.id)) if public else UNSET,
            description=card.about or UNSET,
            dialog_with_user=other,
            messages_count=card.seq if self._hears(bot, card) else UNSET,
            pinned_message=UNSET if pinned is None else pinned,
        )

    def _link(self, chat: ChatId) -> str:
        return f"{self._needs.rules.public_url}/join#{chats.make_code(chat)}"


def _is_seen(found: Peopled | None) -> bool:
    """The group of a channel's comments is in no list."""
    return found is not None and found.chat.comments_of is UNSET


def ids_of(numbers: Sequence[int]) -> list[ActorId]:
    """Users as bots name them are our actors."""
    return [ActorId(number) for number in dict.fromkeys(numbers) if number > 0]
