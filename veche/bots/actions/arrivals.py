"""Who comes into channels and large groups and who leaves them: their history has no line for it, bots are told."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from msgspec import Struct

from veche.bots.actions.attendance import Attendance
from veche.bots.actions.base import Needs
from veche.bots.actions.faces import Faces
from veche.bots.actions.forming import Forming, packed
from veche.bots.actions.roster import Roster
from veche.bots.actions.trials import Trials
from veche.bots.model.bots import Bot
from veche.bots.model.numbers import chat_number
from veche.bots.store.updates import NewUpdate
from veche.chats import Chat
from veche.chats import events as chat_events
from veche.ground.db import Queries
from veche.ground.ids import ActorId, ChatId
from veche.ground.logs import get_logger

log = get_logger("bots")

AT_ONCE = 200
"""Written in one turn of a chat."""
KEPT = 10_000
"""Of one chat, while its turns cannot keep up; what comes then is not told to anybody. `/members` knows it all."""


class Arrival(Struct, frozen=True, gc=False):
    """`by`: who put him in or out, or himself."""

    actor: ActorId
    came: bool
    by: int
    at: int


class Arrivals:
    """Keeps them until the turn of their chat. Only the process that let somebody in or out tells of it, once; what it
    has not written when it dies is lost, as the members are there to be asked for."""

    def __init__(
        self, needs: Needs, roster: Roster, attendance: Attendance, *, faces: Faces, forming: Forming, trials: Trials
    ) -> None:
        self._needs = needs
        self._roster = roster
        self._attendance = attendance
        self._faces = faces
        self._forming = forming
        self._trials = trials
        self._waiting: dict[ChatId, deque[Arrival]] = {}

    def hear(self, event: chat_events.Event) -> ChatId | None:
        """The chat whose bots are to be told of it, if any."""
        if not isinstance(event, chat_events.MemberJoined | chat_events.MemberLeft) or not event.quiet:
            return None
        chat = ChatId(event.chat)
        if event.actor in self._roster or not self._attendance.hearing(chat):
            return None  # of bots their own events tell
        waiting = self._waiting.setdefault(chat, deque())
        if len(waiting) >= KEPT:
            log.warning("arrivals_not_told", chat=int(chat))
            return None
        came = isinstance(event, chat_events.MemberJoined)
        waiting.append(Arrival(ActorId(event.actor), came, event.by, self._needs.clock.ms()))
        return chat

    def of(self, chat: ChatId) -> list[Arrival]:
        """Those whose turn it is; they stay until `written`."""
        return list(self._waiting.get(chat, ()))[:AT_ONCE]

    def written(self, chat: ChatId, count: int) -> bool:
        """The first of them are told, or nobody hears any more; whether there are others."""
        waiting = self._waiting.get(chat, deque())
        for _ in range(count):
            waiting.popleft()
        if not waiting:
            self._waiting.pop(chat, None)
        return bool(waiting)

    async def form(
        self, conn: Queries, bots: Sequence[Bot], card: Chat, arrivals: Sequence[Arrival]
    ) -> list[NewUpdate]:
        """user_added and user_removed for these bots."""
        if not arrivals:
            return []
        cards = await self._faces.cards({one.actor for one in arrivals}, db=conn)
        number, is_channel = chat_number(card.id, card.kind), card.kind == "channel"
        told: list[NewUpdate] = []
        for bot in bots:
            team = await self._trials.team(bot, db=conn) if bot.kind == "trial" else None
            for one in arrivals:
                who = cards.get(one.actor)
                if who is None or one.by == bot.id or (team is not None and one.actor not in team):
                    continue
                other = None if one.by == one.actor else one.by
                shape = self._forming.user_added if one.came else self._forming.user_removed
                body = shape(bot.id, number, who, other, at=one.at, is_channel=is_channel)
                told.append(packed(bot.id, ChatId(card.id), body))
        return told
