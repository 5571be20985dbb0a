"""In which chats bots are: kept equal to the memberships, and told to bots where no row of a log says it."""

from __future__ import annotations

from msgspec import UNSET

from veche import chats
from veche.bots.actions.attendance import Attendance, Place, heads_of
from veche.bots.actions.base import Needs
from veche.bots.actions.faces import Faces
from veche.bots.actions.forming import Forming, packed
from veche.bots.actions.happenings import Happenings
from veche.bots.actions.roster import Roster
from veche.bots.actions.updates import Updates
from veche.bots.model.numbers import chat_number
from veche.bots.store import rooms, updates
from veche.chats import Chat
from veche.chats import events as chat_events
from veche.ground.ids import ActorId, BotId, ChatId


class Presence:
    """Keeps the attendance of bots equal to the memberships, and tells them what no row of a log says.

    Every process hears every event; the database decides which of them writes the update: it is written with the row
    whose change it tells of."""

    def __init__(
        self,
        needs: Needs,
        roster: Roster,
        attendance: Attendance,
        *,
        faces: Faces,
        forming: Forming,
        happenings: Happenings,
        told: Updates,
    ) -> None:
        self._needs = needs
        self._roster = roster
        self._attendance = attendance
        self._faces = faces
        self._forming = forming
        self._happenings = happenings
        self._updates = told

    async def hear(self, event: chat_events.Event) -> None:
        match event:
            case chat_events.ChatCreated(chat, by, actors):
                for bot in [BotId(one) for one in actors if one in self._roster]:
                    await self.came(bot, chat, by=by)
            case chat_events.ChatChanged(chat):
                self._discussed(chat)
            case chat_events.MembershipChanged(actor=actor, chat=chat, joined=joined, by=by):
                if actor in self._roster:
                    await self._changed(BotId(actor), chat, joined=joined, by=by)
            case chat_events.MemberJoined(chat=chat_id, actor=actor, by=by):
                if actor in self._roster:
                    card = (await chats.chats_cards(self._needs.db, [ChatId(chat_id)])).get(ChatId(chat_id))
                    if card is not None:
                        await self.came(BotId(actor), card, by=by)
            case chat_events.MemberLeft(chat=chat_id, actor=actor, by=by):
                if actor in self._roster:
                    await self._left(BotId(actor), ChatId(chat_id), by=by)

    async def look_at_all(self) -> None:
        """What was missed while nobody listened: bots that came or went meanwhile are told so now."""
        await self._look_at(None)

    async def look_at(self, bot: BotId) -> None:
        """The same for one bot, which is in use again."""
        await self._look_at([bot])

    async def _look_at(self, bots: list[BotId] | None) -> None:
        there = await self._attendance.load(bots)
        known = {(row.bot, row.chat) for row in await rooms.here(self._needs.db, bots or self._roster.known())}
        new = there - known
        if new:
            cards = await chats.chats_cards(self._needs.db, {chat for _, chat in new})
            for bot, chat in new:
                await self.came(bot, cards[chat], by=cards[chat].created_by)
        for bot, chat in known - there:
            await self._left(bot, chat, by=0)

    async def came(self, bot: BotId, card: Chat, *, by: int, reads_all: bool = False) -> bool:
        """A bot is in a chat. Of a dialog it is told everything from the start, elsewhere what comes from now on."""
        if card.comments_of is not UNSET:
            return False  # the group of a channel's comments is no chat that anybody sees
        chat, at = ChatId(card.id), self._needs.clock.ms()
        who = (await self._faces.cards([by])).get(ActorId(by))
        async with self._attendance.turn:
            async with self._needs.db.transaction() as conn:
                heads = rooms.Heads() if card.kind == "dialog" else await heads_of(conn, chat)
                entered = await rooms.enter(conn, bot, chat, heads, reads_all=reads_all)
                if entered and card.kind != "dialog" and who is not None and by != bot:
                    number, is_channel = chat_number(card.id, card.kind), card.kind == "channel"
                    body = self._forming.about_bot("bot_added", bot, number, who=who, at=at, is_channel=is_channel)
                    await updates.put(conn, [packed(bot, chat, body)], at=self._needs.clock.now())
                access = (await chats.rights_of(conn, [(chat, ActorId(bot))])).get((chat, ActorId(bot)))
                room = await rooms.one(conn, bot, chat)
            if access is not None and room is not None:
                self._attendance.put(bot, chat, Place(access.kind, access.mode, access.role, room.reads_all))
        self._discussed(card)
        self._updates.look(chat)
        if entered:
            self._updates.told(bot)
        return entered

    def _discussed(self, card: Chat) -> None:
        if card.comments_chat is not UNSET:
            self._attendance.discussed(ChatId(card.id), ChatId(card.comments_chat))
            self._updates.hear([card.comments_chat])  # a comment may be quicker than the word that there are comments

    async def _left(self, bot: BotId, chat: ChatId, *, by: int) -> None:
        """`by`: 0 where it was missed: then who did it waits in the outbox."""
        self._attendance.put(bot, chat, None)
        async with self._needs.db.transaction() as conn:
            if not await rooms.leave(conn, bot, chat, at=self._needs.clock.now()):
                return
            waited = await self._happenings.put_out_by(conn, bot, chat)
            by = by or waited
            who = (await self._faces.cards([by], db=conn)).get(ActorId(by)) if by not in (0, bot) else None
            card = (await chats.chats_cards(conn, [chat])).get(chat)
            if card is None or who is None:
                return
            at = self._needs.clock.ms()
            number, is_channel = chat_number(chat, card.kind), card.kind == "channel"
            about = self._forming.about_bot("bot_removed", bot, number, who=who, at=at, is_channel=is_channel)
            await updates.put(conn, [packed(bot, chat, about)], at=self._needs.clock.now())
        self._updates.told(bot)

    async def _changed(self, bot: BotId, card: Chat, *, joined: bool, by: int) -> None:
        """Another role, or what a bot has of a membership otherwise."""
        chat = ChatId(card.id)
        place = self._attendance.place(bot, chat)
        if joined or place is None or card.membership is UNSET:
            return  # who came is told by the event that names who put him in
        if card.kind == "dialog":
            return
        now = Place(place.kind, place.mode, card.membership.role, place.reads_all)
        if now == place and not by:
            return
        self._attendance.put(bot, chat, now)
        self._updates.hear([chat])
