"""What happens to bots and around them that no row of a log says: somebody comes into a channel or a large group or
leaves it, a dialog is muted or closed, a bot has other rights.

The transaction in which it happens leaves it in the outbox; a turn of that chat takes it out again, in the transaction
that writes the updates. So nothing is lost when the process dies, and everything is told once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

import msgspec
from msgspec import UNSET, Struct

from veche import chats
from veche.bots.actions.attendance import Attendance
from veche.bots.actions.base import Needs
from veche.bots.actions.faces import Faces
from veche.bots.actions.forming import Forming, packed
from veche.bots.actions.roster import Roster
from veche.bots.actions.trials import Trials
from veche.bots.model.bots import Bot
from veche.bots.model.numbers import chat_number
from veche.bots.model.rights import permissions_of
from veche.bots.model.updates import KEEP_HOURS
from veche.bots.store import rooms
from veche.bots.store.rooms import RoomRow
from veche.bots.store.updates import NewUpdate
from veche.bots.wire.updates import PermissionsChanged, Update
from veche.chats import Chat, Rights
from veche.chats import events as chat_events
from veche.ground import outbox
from veche.ground.clock import from_ms
from veche.ground.db import Connection
from veche.ground.ids import ActorId, BotId, ChatId
from veche.ground.logs import get_logger

log = get_logger("bots")

TOPIC = "bots.happened"
OUT_TOPIC = "bots.put_out"
"""Who put a bot out of a chat, for the case that nobody could tell it so at once."""
AT_ONCE = 200
"""Comings and goings that are written in one turn of a chat, or lie in one delivery."""


class Arrived(Struct, frozen=True, gc=False, tag=True):
    """These came or went. `by`: who put them in or out, or the only one of them himself."""

    actors: list[int]
    came: bool
    by: int
    at: int


class Muted(Struct, frozen=True, gc=False, tag=True):
    """The other side of a dialog wants no sound of it, or wants it again (None)."""

    bot: int
    who: int
    until: int | None
    at: int


class Closed(Struct, frozen=True, gc=False, tag=True):
    """One of the two of a dialog blocked the other."""

    bot: int
    who: int
    at: int


class Permitted(Struct, frozen=True, gc=False, tag=True):
    """A bot has another role or other rights in a group or channel."""

    bot: int
    by: int
    role: str
    rights: int
    at: int


class PutOut(Struct, frozen=True, gc=False):
    by: int


Happening = Arrived | Muted | Closed | Permitted
_read: msgspec.json.Decoder[Happening] = msgspec.json.Decoder(Happening)


@dataclass(frozen=True, kw_only=True)
class Audience:
    """The bots of one chat, their rows held. `there`: all that are written down, `known`: those in use, `hearing`:
    those that may hear what goes on there."""

    there: Collection[BotId]
    known: Mapping[BotId, tuple[Bot, RoomRow]]
    hearing: Sequence[Bot]


class Happenings:
    """Keeps them, and makes updates of them."""

    def __init__(
        self, needs: Needs, roster: Roster, attendance: Attendance, *, faces: Faces, forming: Forming, trials: Trials
    ) -> None:
        self._needs = needs
        self._roster = roster
        self._attendance = attendance
        self._faces = faces
        self._forming = forming
        self._trials = trials

    # -- within the transaction of the change

    async def keep(self, conn: Connection, events: Sequence[Struct]) -> None:
        """Of these events, before their commit, what bots are to be told; no statement where no bot is concerned."""
        for chat, happening in self._of(events):
            await outbox.put(conn, TOPIC, happening, key=_key(chat))
        for event in events:
            if (
                isinstance(event, chat_events.MemberLeft)
                and event.actor in self._roster
                and event.by not in (0, event.actor)
            ):
                await outbox.put(conn, OUT_TOPIC, PutOut(event.by), key=_place(BotId(event.actor), event.chat))

    def _of(self, events: Sequence[Struct]) -> Iterator[tuple[int, Happening]]:
        at = self._needs.clock.ms()
        quiet = [one for one in events if isinstance(one, _Moves) and self._is_heard(one)]
        for (chat, came, by), some in groupby(quiet, lambda one: (one.chat, isinstance(one, _Joined), one.by)):
            actors = [one.actor for one in some]
            for start in range(0, len(actors), AT_ONCE):
                yield chat, Arrived(actors[start : start + AT_ONCE], came, by, at)
        for event in events:
            if isinstance(event, chat_events.MembershipChanged):
                happening = self._of_membership(event, at)
                if happening is not None:
                    yield event.chat.id, happening

    def _is_heard(self, event: chat_events.MemberJoined | chat_events.MemberLeft) -> bool:
        """Of bots their own events tell."""
        return event.quiet and event.actor not in self._roster and self._attendance.reading(event.chat)

    def _of_membership(self, event: chat_events.MembershipChanged, at: int) -> Happening | None:
        card, actor = event.chat, event.actor
        if card.membership is UNSET or event.joined:
            return None
        if card.kind != "dialog":
            told = actor in self._roster and event.by not in (0, actor)
            return Permitted(actor, event.by, card.membership.role, card.membership.rights, at) if told else None
        if card.peer is UNSET:
            return None
        if actor in self._roster:
            closed = not card.membership.rights & Rights.POST
            return Closed(actor, card.peer, at) if closed else None
        if card.peer in self._roster:
            until = card.membership.muted_until
            return Muted(card.peer, actor, None if until is UNSET else until, at)
        return None

    # -- after it

    def chat_of(self, event: chat_events.Event) -> ChatId | None:
        """The chat in which something of this event may wait to be told."""
        match event:
            case chat_events.MemberJoined(chat=chat) | chat_events.MemberLeft(chat=chat):
                return ChatId(chat) if self._is_heard(event) else None
            case chat_events.MembershipChanged(chat=card):
                return None if self._of_membership(event, 0) is None else ChatId(card.id)
        return None

    async def chats(self) -> list[ChatId]:
        """Where something waits, whoever left it there."""
        return [ChatId(int(key.removeprefix(_KEY))) for key in await outbox.keys(self._needs.db, TOPIC)]

    async def tell(self, conn: Connection, card: Chat, audience: Audience) -> tuple[list[NewUpdate], bool]:
        """What waits for the bots of a chat, taken out; and whether there is more."""
        waiting = await outbox.waiting(conn, TOPIC, key=_key(card.id), limit=AT_ONCE)
        if not waiting:
            return [], False
        arrived: list[Arrived] = []
        others: list[tuple[int, Muted | Closed | Permitted]] = []
        done: list[int] = []
        for number, payload in waiting:
            if sum(len(one.actors) for one in arrived) >= AT_ONCE:
                break
            done.append(number)
            happening = _decoded(payload)
            if isinstance(happening, Arrived):
                arrived.append(happening)
            elif happening is not None:
                others.append((number, happening))
        told = await self._arrivals(conn, audience.hearing, card, arrived)
        seen = len(done)
        for number, happening in others:
            update = await self._about(conn, card, happening, audience)
            if update is None:
                done.remove(number)
            else:
                told += update
        await outbox.done(conn, done)
        return told, bool(done) and (seen < len(waiting) or len(waiting) == AT_ONCE)

    async def put_out_by(self, conn: Connection, bot: BotId, chat: ChatId) -> int:
        """Who put a bot out of a chat; it is told now. 0 if nobody knows."""
        waiting = await outbox.waiting(conn, OUT_TOPIC, key=_place(bot, chat), limit=AT_ONCE)
        await outbox.done(conn, [number for number, _ in waiting])
        return msgspec.json.decode(waiting[-1][1], type=PutOut).by if waiting else 0

    async def sweep(self) -> None:
        """What was told by another way."""
        await outbox.drop(self._needs.db, OUT_TOPIC, before=self._needs.clock.now() - timedelta(hours=KEEP_HOURS))

    async def _arrivals(
        self, conn: Connection, bots: Sequence[Bot], card: Chat, arrived: Sequence[Arrived]
    ) -> list[NewUpdate]:
        """user_added and user_removed for these bots."""
        if not arrived or not bots:
            return []
        cards = await self._faces.cards({actor for one in arrived for actor in one.actors}, db=conn)
        number, is_channel = chat_number(card.id, card.kind), card.kind == "channel"
        told: list[NewUpdate] = []
        for bot in bots:
            team = await self._trials.team(bot, db=conn) if bot.kind == "trial" else None
            for one in arrived:
                shape = self._forming.user_added if one.came else self._forming.user_removed
                for actor in one.actors if one.by != bot.id else ():
                    who = cards.get(ActorId(actor))
                    if who is None or (team is not None and actor not in team):
                        continue
                    other = None if one.by == actor else one.by
                    body = shape(bot.id, number, who, other, at=one.at, is_channel=is_channel)
                    told.append(packed(bot.id, ChatId(card.id), body))
        return told

    async def _about(
        self, conn: Connection, card: Chat, one: Muted | Closed | Permitted, audience: Audience
    ) -> list[NewUpdate] | None:
        """None: too early, the bot is in the chat and not written down yet."""
        bot, chat = BotId(one.bot), ChatId(card.id)
        found = audience.known.get(bot)
        if found is None:
            pair = chat, ActorId(bot)
            return None if bot not in audience.there and pair in await chats.rights_of(conn, [pair]) else []
        body: Update | None
        if isinstance(one, Permitted):
            body = _permitted(card, found[1], one)
        elif isinstance(one, Closed):
            body = await self._of_dialog(conn, chat, "bot_stopped", one) if await rooms.stop(conn, bot, chat) else None
        else:
            moment = None if one.until is None else from_ms(one.until)
            kind = "dialog_unmuted" if one.until is None else "dialog_muted"
            changed = await rooms.set_mute(conn, bot, chat, moment)
            body = await self._of_dialog(conn, chat, kind, one) if changed else None
        return [] if body is None else [packed(bot, chat, body)]

    async def _of_dialog(self, conn: Connection, chat: ChatId, kind: str, one: Muted | Closed) -> Update | None:
        who = (await self._faces.cards([one.who], db=conn)).get(ActorId(one.who))
        if who is None:
            return None
        until = UNSET if isinstance(one, Closed) or one.until is None else one.until
        locale = await self._faces.locale(one.who, db=conn)
        return self._forming.about_dialog(
            kind, BotId(one.bot), chat, who=who, at=one.at, muted_until=until, locale=locale
        )


_KEY = "bots:"
_Joined = chat_events.MemberJoined
_Moves = chat_events.MemberJoined | chat_events.MemberLeft


def _permitted(card: Chat, room: RoomRow, one: Permitted) -> PermissionsChanged:
    return PermissionsChanged(
        update_type="bot_admin_permissions_changed",
        timestamp=one.at,
        bot_id=one.bot,
        chat_id=chat_number(card.id, card.kind),
        user_id=one.by,
        is_admin=one.role != "member",
        is_channel=card.kind == "channel",
        permissions=permissions_of(one.rights, one.role, card.kind, reads_all=room.reads_all),
    )


def _key(chat: int) -> str:
    """Not the key of the chat's own deliveries: neither waits for the other."""
    return f"{_KEY}{chat}"


def _place(bot: BotId, chat: int) -> str:
    return f"bots:{chat}:{bot}"


def _decoded(payload: bytes) -> Happening | None:
    """None: another version of this program left it, and nobody here understands it."""
    try:
        return _read.decode(payload)
    except msgspec.MsgspecError:
        log.error("bot_happening_not_read")
        return None
