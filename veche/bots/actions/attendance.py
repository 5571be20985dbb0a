"""Which bots are in which chats, and which of them hear what is said there: in memory, asked at every message."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from msgspec import Struct

from veche import chats
from veche.bots.actions.base import Needs
from veche.bots.actions.roster import Roster
from veche.bots.model.bots import OPEN_MODES, Bot
from veche.bots.store import rooms
from veche.bots.store.rooms import Heads
from veche.chats import Access
from veche.ground.db import Queries
from veche.ground.ids import ActorId, BotId, ChatId


class Place(Struct, frozen=True, gc=False):
    """How a bot is in a chat."""

    kind: str
    mode: str
    role: str
    reads_all: bool

    @property
    def hears(self) -> bool:
        """Dialogs are with the bot. Elsewhere it has to be an admin that was allowed to read everything; in rooms that
        promise their members that nobody reads along, never."""
        if self.mode not in OPEN_MODES:
            return False
        return self.kind == "dialog" or (self.role != "member" and self.reads_all)


class Attendance:
    """A copy of what the database says, kept by the events of chats; written updates never rely on it alone."""

    def __init__(self, needs: Needs, roster: Roster) -> None:
        self._needs = needs
        self._roster = roster
        self._places: dict[ChatId, dict[BotId, Place]] = {}
        self._hearing: dict[int, frozenset[BotId]] = {}
        self._chats: dict[BotId, set[ChatId]] = {}
        self._channels: dict[int, ChatId] = {}
        """The group of a channel's comments → the channel, where bots are in it."""
        self.turn = asyncio.Lock()
        """Held from the reading of places until they are put here: what was read before somebody's change must not be
        put after it, or a bot that was just allowed to read hears nothing."""

    async def load(self, bots: Sequence[BotId] | None = None) -> set[tuple[BotId, ChatId]]:
        """These bots anew, or all; which of them is in which chat."""
        async with self.turn:
            return await self._load(bots)

    async def _load(self, bots: Sequence[BotId] | None) -> set[tuple[BotId, ChatId]]:
        known = self._roster.known() if bots is None else list(bots)
        memberships = await chats.memberships_for(self._needs.db, [ActorId(bot) for bot in known]) if known else []
        reading = {(row.bot, row.chat): row.reads_all for row in await rooms.here(self._needs.db, known)}
        if bots is None:
            self._places.clear()
            self._hearing.clear()
            self._chats.clear()
        for bot in known:
            for chat in self.chats_of(bot):
                self.put(bot, chat, None)
        for one in memberships:
            bot = BotId(one.actor)
            self.put(bot, one.chat, Place(one.kind, one.mode, one.role, reading.get((bot, one.chat), False)))
        await self._look_for_comments([one.chat for one in memberships if one.kind == "channel"])
        return {(BotId(one.actor), one.chat) for one in memberships}

    async def _look_for_comments(self, channels: list[ChatId]) -> None:
        found = await chats.channels_of(self._needs.db, channels) if channels else {}
        for group, channel in found.items():
            self.discussed(channel, group)

    def discussed(self, channel: ChatId, group: ChatId) -> None:
        """The posts of this channel are discussed in this group."""
        if channel in self._places:
            self._channels[group] = channel

    def channel_of(self, group: int) -> ChatId | None:
        """The channel whose comments stand in this group; None for every other chat."""
        return self._channels.get(group)

    def comments(self) -> dict[ChatId, ChatId]:
        """Channels whose comments some bot hears, and the group of each."""
        return {channel: ChatId(group) for group, channel in self._channels.items() if channel in self._hearing}

    def hearing(self, chat: int) -> frozenset[BotId]:
        """Bots that are told what happens in this chat. Asked for every message of every chat."""
        return self._hearing.get(chat, _NOBODY)

    def reading(self, chat: int) -> bool:
        """Whether some bot there was allowed to read everything. In this process it is so as soon as somebody has
        allowed it, while the role of a bot is learnt in the turn of announcements: who asks within a transaction asks
        this, and again who hears when it is told."""
        return any(place.reads_all for place in self._places.get(ChatId(chat), {}).values())

    def heard(self) -> list[ChatId]:
        """All chats in which some bot hears."""
        return [ChatId(chat) for chat in self._hearing]

    def chats_of(self, bot: BotId) -> list[ChatId]:
        """Where a bot is, by number."""
        return sorted(self._chats.get(bot, ()))

    def place(self, bot: BotId, chat: ChatId) -> Place | None:
        return self._places.get(chat, {}).get(bot)

    def put(self, bot: BotId, chat: ChatId, place: Place | None) -> None:
        """It is there in this way now, or not at all (None)."""
        places = self._places.setdefault(chat, {})
        if place is None:
            places.pop(bot, None)
            self._chats.get(bot, set()).discard(chat)
        else:
            places[bot] = place
            self._chats.setdefault(bot, set()).add(chat)
        hearing = frozenset(one for one, how in places.items() if how.hears)
        if hearing:
            self._hearing[chat] = hearing
        else:
            self._hearing.pop(chat, None)
        if not places:
            del self._places[chat]

    async def may_read(self, bot: Bot, chat: ChatId, *, db: Queries | None = None) -> bool:
        """May the bot read what others say there? From the database: it is about permission."""
        db = db or self._needs.db
        access = (await chats.rights_of(db, [(chat, bot.actor)])).get((chat, bot.actor))
        if access is None:
            return False
        if access.kind == "dialog":
            return access.mode in OPEN_MODES
        room = await rooms.one(db, bot.id, chat)
        return room is not None and hears(access, reads_all=room.reads_all)


async def heads_of(db: Queries, chat: ChatId) -> Heads:
    """Where a chat and the comments of a channel stand now. Comments that come later begin at nothing."""
    groups = await chats.channels_of(db, [chat])
    group = next((group for group, channel in groups.items() if channel == chat), None)
    found = await chats.heads_of(db, [chat] if group is None else [chat, group])
    seq, version = found[chat]
    comments_seq, comments_version = (0, 0) if group is None else found[group]
    return Heads(version, seq, comments_version, comments_seq)


def hears(access: Access, *, reads_all: bool) -> bool:
    """The same question for rights that were just read."""
    return Place(access.kind, access.mode, access.role, reads_all).hears


def pairs_of(chat: ChatId, bots: Iterable[BotId]) -> list[tuple[ChatId, ActorId]]:
    return [(chat, ActorId(bot)) for bot in bots]


_NOBODY: frozenset[BotId] = frozenset()
