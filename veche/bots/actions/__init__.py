"""The actions of bots, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from veche.bots.actions.attendance import Attendance
from veche.bots.actions.base import OUTBOX_TOPIC, Needs
from veche.bots.actions.by_hand import add_by_hand
from veche.bots.actions.desk import Desk
from veche.bots.actions.discussions import Discussions
from veche.bots.actions.faces import Faces
from veche.bots.actions.figures import Figures
from veche.bots.actions.forming import Forming
from veche.bots.actions.gate import BotGate
from veche.bots.actions.gathering import Gathering
from veche.bots.actions.glances import Glances
from veche.bots.actions.happenings import Happenings
from veche.bots.actions.house import House
from veche.bots.actions.keys import Keys
from veche.bots.actions.life import Life
from veche.bots.actions.members import Members
from veche.bots.actions.own_acts import OwnActs
from veche.bots.actions.pace import Pace
from veche.bots.actions.polling import Polling
from veche.bots.actions.presence import Presence
from veche.bots.actions.rooms import Rooms
from veche.bots.actions.roster import Roster
from veche.bots.actions.samples import Samples
from veche.bots.actions.starting import Starting
from veche.bots.actions.talk import Talk, TalkNeeds
from veche.bots.actions.trials import Trials
from veche.bots.actions.updates import Updates
from veche.bots.actions.webhooks import Webhooks
from veche.bots.events import BotChanged, Event
from veche.ground.db import Connection
from veche.ground.ids import BotId, ChatId


class Bots:
    """Everything that bots can do and have done to them. One per process."""

    def __init__(self, needs: Needs, talk: TalkNeeds) -> None:
        self.db, self.clock, self.rules, self.chats = needs.db, needs.clock, needs.rules, needs.chats
        self.roster = roster = Roster(needs)
        self.keys = Keys(needs)
        self.life = Life(needs, self.keys, talk.avatars)
        self.pace = Pace(needs.rules, db=needs.db, alone=lambda: talk.bus.alone)
        self.trials = Trials(needs)
        self.faces = faces = Faces(needs, roster)
        self.attendance = attendance = Attendance(needs, roster)
        own = OwnActs()
        self.talk = Talk(
            needs,
            talk,
            roster=roster,
            keys=self.keys,
            pace=self.pace,
            may_read=attendance.may_read,
            may_speak=self.trials.may_speak,
            own=own,
            put=self._put,
        )
        self.forming = forming = Forming(needs, faces, self.talk.telling, self.trials, own)
        discussions = Discussions(needs, self.talk.telling, self.trials, own)
        self._happenings = happenings = Happenings(
            needs, roster, attendance, faces=faces, forming=forming, trials=self.trials
        )
        self.updates = Updates(
            needs, roster, attendance, forming, discussions, happenings=happenings, reader=needs.messages.reader
        )
        self.presence = Presence(
            needs, roster, attendance, faces=faces, forming=forming, happenings=happenings, told=self.updates
        )
        self.polling = Polling(needs)
        self.webhooks = Webhooks(needs)
        self.glances = Glances(needs.chats.reading, alone=lambda: talk.bus.alone)
        self.rooms = Rooms(
            needs,
            attendance,
            faces,
            messages=needs.messages,
            telling=self.talk.telling,
            places=self.talk.places,
            icons=self.talk.icons,
            glances=self.glances,
        )
        self.gathering = Gathering(
            needs, self.talk.pressing, self.rooms, programs=needs.messages.programs, put=self._put
        )
        self.members = Members(needs, roster, attendance, faces, self.rooms)
        self.starting = Starting(needs, roster, faces, forming, self.updates)
        self.samples = Samples(needs, starting=self.starting, pressing=self.talk.pressing, programs=talk.programs)
        self.figures = Figures(needs)
        self.desk = Desk(
            needs, roster, members=self.members, figures=self.figures, polling=self.polling, hooks=self.webhooks
        )
        self._house = House(
            [self.updates.sweep, happenings.sweep, self.webhooks.sweep, self.figures.sweep, self.pace.sweep],
            flush=self.figures.flush,
        )

    async def start(self) -> None:
        await self.roster.load()
        await self.presence.look_at_all()
        self.updates.start()
        await self.updates.look_at_all()
        self.webhooks.start()
        self._house.start()

    async def stop(self) -> None:
        self.polling.stop()
        await self.updates.stop()
        await self.webhooks.stop()
        await self._house.stop()
        await self.talk.stop()

    async def look_again(self) -> None:
        """The bus lost something: whatever is kept in memory is read again, whoever waits looks again."""
        await self.roster.load()
        await self.presence.look_at_all()
        await self.updates.look_at_all()
        self.polling.wake_all()

    def forget(self, bot: BotId) -> None:
        """It is another one now than it is in memory."""
        self.trials.forget(bot)
        self.faces.forget(bot)
        self.roster.forget(bot)

    async def hear_outbox(self, payload: bytes) -> None:
        """What another program did to a bot. Handler of the outbox topic `bots.changed`."""
        await self.hear(msgspec.json.decode(payload, type=BotChanged))

    async def hear(self, event: Event) -> None:
        """What this process or another one announced."""
        if isinstance(event, BotChanged):
            self.forget(event.bot)
            in_use = await self.roster.look(event.bot) is not None
            if in_use:
                # It may have been out of use until now, and others may have put it into chats or out of them meanwhile.
                await self.presence.look_at(event.bot)
                self.updates.hear(self.attendance.chats_of(event.bot))
            if event.key or not in_use:
                self.polling.end(event.bot)
        else:
            self.figures.told(event.bots)
            self.polling.wake(event.bots)
            self.webhooks.hear(event.bots)

    async def keep(self, conn: Connection, events: Sequence[Struct]) -> None:
        """Within the transaction of a chat, with what is announced after it: what bots must not miss is kept there."""
        await self._happenings.keep(conn, events)

    async def _put(self, conn: Connection, bot: BotId, kind: str, body: Any, *, chat: ChatId) -> None:
        """For whoever is made before the updates."""
        await self.updates.put(conn, bot, kind, body, chat=chat)


__all__ = ["OUTBOX_TOPIC", "BotGate", "Bots", "add_by_hand"]
