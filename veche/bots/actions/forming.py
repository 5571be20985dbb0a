"""From changed rows of a chat to the updates of its bots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from veche import chats
from veche.bots.actions.base import Needs
from veche.bots.actions.faces import Faces
from veche.bots.actions.own_acts import OwnActs
from veche.bots.actions.telling import Telling
from veche.bots.actions.trials import Trials
from veche.bots.model.bots import Bot
from veche.bots.model.mids import mid_of
from veche.bots.model.numbers import chat_number
from veche.bots.store.rooms import RoomRow
from veche.bots.store.updates import NewUpdate
from veche.bots.wire import updates as wire
from veche.ground.db import Queries
from veche.ground.ids import ActorId, BotId, ChatId
from veche.identity import ActorCard
from veche.messages import Message

Change = Literal["service", "created", "edited", "removed"]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is looked at: rows of one chat in the order of their versions, up to a head (seq, version)."""

    chat: ChatId
    head: tuple[int, int]
    messages: Sequence[Message]


class Forming:
    """Makes updates. What depends on the bot (whose message it is, addresses of files) is made for each of them."""

    def __init__(self, needs: Needs, faces: Faces, telling: Telling, trials: Trials, own: OwnActs) -> None:
        self._needs = needs
        self._faces = faces
        self._telling = telling
        self._trials = trials
        self._own = own

    async def form(
        self, conn: Queries, bots: Sequence[tuple[Bot, RoomRow]], turn: Turn
    ) -> tuple[list[NewUpdate], list[RoomRow]]:
        """All updates of this turn, and the cursors behind it."""
        card = (await chats.chats_cards(conn, [turn.chat]))[turn.chat]
        people = {message.sender for message in turn.messages}
        for line in [message.service for message in turn.messages if message.service is not None]:
            people |= {*line.actors, *([line.actor] if line.actor is not None else [])}
        cards = await self._faces.cards(people, db=conn)
        told: list[NewUpdate] = []
        moved: list[RoomRow] = []
        for bot, room in bots:
            fresh = [one for one in turn.messages if one.version > room.version and one.sender != bot.id]
            fresh = await self._trials.only_team(conn, bot, fresh)
            of_bot, room = await self._of(conn, bot, room, turn, fresh, card=card, cards=cards)
            told += of_bot
            moved.append(msgspec.structs.replace(room, version=turn.head[1], seq=max(room.seq, turn.head[0])))
        return told, moved

    async def _of(
        self,
        conn: Queries,
        bot: Bot,
        room: RoomRow,
        turn: Turn,
        fresh: Sequence[Message],
        *,
        card: chats.Chat,
        cards: Mapping[ActorId, ActorCard],
    ) -> tuple[list[NewUpdate], RoomRow]:
        said, edited = changes_of(room, fresh, chat=turn.chat, own=self._own)
        texts = [one for kind, one in said if kind in ("created", "edited")]
        shown = dict(
            zip([one.seq for one in texts], await self._telling.messages(bot, texts, db=conn), strict=True)
            if texts
            else ()
        )
        bodies: list[wire.Update] = []
        if card.kind == "dialog" and not room.started and texts:
            bodies.append(await self.started(bot.id, turn.chat, cards[ActorId(texts[0].sender)], at=texts[0].at))
        for kind, one in said:
            if kind == "service":
                bodies += self._service(card, one, cards, bot)
            elif kind == "removed":
                bodies.append(self._removed(card, one))
            else:
                at = one.at if kind == "created" else one.edited_at or one.at
                locale = await self._faces.locale(one.sender, db=conn) if card.kind == "dialog" else msgspec.UNSET
                type_, told = f"message_{kind}", shown[one.seq]
                bodies.append(wire.MessageUpdate(update_type=type_, timestamp=at, message=told, user_locale=locale))
        room = msgspec.structs.replace(
            room, edited_at=edited[0], edited_seq=edited[1], started=room.started or bool(texts)
        )
        return [packed(bot.id, turn.chat, body) for body in bodies], room

    def _removed(self, card: chats.Chat, one: Message) -> wire.MessageRemoved:
        number = chat_number(card.id, card.kind)
        return wire.MessageRemoved(
            update_type="message_removed",
            timestamp=self._needs.clock.ms(),
            message_id=mid_of(number, one.at, one.seq),
            chat_id=number,
            user_id=one.sender,
        )

    def _service(
        self, card: chats.Chat, one: Message, cards: Mapping[ActorId, ActorCard], bot: Bot
    ) -> list[wire.Update]:
        """Lines of the history that bots are told as updates of their own."""
        line = one.service
        if line is None or line.actor is None or ActorId(line.actor) not in cards:
            return []
        number, actor = chat_number(card.id, card.kind), cards[ActorId(line.actor)]
        about = [cards[ActorId(who)] for who in line.actors if ActorId(who) in cards and who != bot.id]
        if line.act == "title_changed":
            return [
                wire.TitleChanged(
                    update_type="chat_title_changed",
                    timestamp=one.at,
                    chat_id=number,
                    user=self._faces.with_photo(actor, bot=bot.id, at=one.at),
                    user_id=actor.id,
                    title=line.title or "",
                )
            ]
        if line.act == "members_added":
            return [self.user_added(bot.id, number, who, line.actor, at=one.at) for who in about]
        if line.act == "member_joined":
            return [self.user_added(bot.id, number, actor, at=one.at)]
        if line.act == "member_removed":
            return [self.user_removed(bot.id, number, who, line.actor, at=one.at) for who in about]
        if line.act == "member_left":
            return [self.user_removed(bot.id, number, actor, at=one.at)]
        return []

    def user_added(
        self,
        bot: BotId,
        number: int,
        who: ActorCard,
        inviter: int | None = None,
        *,
        at: int,
        is_channel: bool = False,
    ) -> wire.UserAdded:
        """`number`: the chat as bots know it."""
        return wire.UserAdded(
            update_type="user_added",
            timestamp=at,
            chat_id=number,
            user=self._faces.with_photo(who, bot=bot, at=at),
            user_id=who.id,
            inviter_id=msgspec.UNSET if inviter is None else inviter,
            is_channel=is_channel,
        )

    def user_removed(
        self,
        bot: BotId,
        number: int,
        who: ActorCard,
        admin: int | None = None,
        *,
        at: int,
        is_channel: bool = False,
    ) -> wire.UserRemoved:
        return wire.UserRemoved(
            update_type="user_removed",
            timestamp=at,
            chat_id=number,
            user=self._faces.with_photo(who, bot=bot, at=at),
            user_id=who.id,
            admin_id=msgspec.UNSET if admin is None else admin,
            is_channel=is_channel,
        )

    async def started(
        self, bot: BotId, chat: ChatId, who: ActorCard, *, at: int, payload: str = ""
    ) -> wire.AboutDialog:
        """Somebody begins to talk with the bot."""
        locale = await self._faces.locale(who.id)
        return self.about_dialog(
            "bot_started", bot, chat, who=who, at=at, payload=payload or msgspec.UNSET, locale=locale
        )

    def about_dialog(
        self,
        kind: str,
        bot: BotId,
        chat: ChatId,
        *,
        who: ActorCard,
        at: int,
        payload: str | msgspec.UnsetType = msgspec.UNSET,
        muted_until: int | msgspec.UnsetType = msgspec.UNSET,
        locale: str | msgspec.UnsetType = msgspec.UNSET,
    ) -> wire.AboutDialog:
        """What the other side of a dialog did."""
        return wire.AboutDialog(
            update_type=kind,
            timestamp=at,
            chat_id=int(chat),
            user=self._faces.with_photo(who, bot=bot, at=at),
            user_id=who.id,
            payload=payload,
            muted_until=muted_until,
            user_locale=locale,
        )

    def about_bot(
        self, kind: str, bot: BotId, number: int, *, who: ActorCard, at: int, is_channel: bool
    ) -> wire.AboutBot:
        """bot_added or bot_removed; `who` did it."""
        return wire.AboutBot(
            update_type=kind,
            timestamp=at,
            chat_id=number,
            user=self._faces.with_photo(who, bot=bot, at=at),
            user_id=who.id,
            is_channel=is_channel,
        )


def changes_of(
    room: RoomRow, fresh: Sequence[Message], *, chat: ChatId, own: OwnActs
) -> tuple[list[tuple[Change, Message]], tuple[int, int]]:
    """What happened to these rows since they were last told, and the last edit (time, seq) that is known now."""
    said: list[tuple[Change, Message]] = []
    edited = room.edited_at, room.edited_seq
    for one in fresh:
        if one.kind != "text":
            said.append(("service", one))
        elif one.deleted:
            if one.seq <= room.seq and (room.bot, chat, one.seq) not in own:
                said.append(("removed", one))
        elif one.seq > room.seq:
            said.append(("created", one))
        elif _is_new_edit(one, room) and own.edited((room.bot, chat, one.seq)) != one.edited_at:
            said.append(("edited", one))
        if one.edited_at is not None and one.edited_at >= edited[0]:
            edited = one.edited_at, one.seq
    return said, edited


def _is_new_edit(one: Message, room: RoomRow) -> bool:
    """Reactions and pins change a row too: an edit is one that is younger than the last one told."""
    if one.edited_at is None or one.edited_at < room.edited_at:
        return False
    return (one.edited_at, one.seq) != (room.edited_at, room.edited_seq)


def packed(bot: BotId, chat: ChatId, body: wire.Update) -> NewUpdate:
    return NewUpdate(bot, body.update_type, int(chat), msgspec.json.encode(body).decode())
