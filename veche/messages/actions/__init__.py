"""The actions of messages, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from veche.ground import jobs
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
from veche.ground.socket import Gateway
from veche.messages.actions.attaching import Attacher, Files, Links, Stickers
from veche.messages.actions.changing import Changer
from veche.messages.actions.forwarding import Forwarder
from veche.messages.actions.moving import Moving
from veche.messages.actions.polls import Polls
from veche.messages.actions.previewing import Previewer
from veche.messages.actions.programs import Programs, Words
from veche.messages.actions.reach import Reach
from veche.messages.actions.reading import Reader
from veche.messages.actions.scheduling import Scheduler
from veche.messages.actions.sending import Sender
from veche.messages.actions.speaking import Speaker
from veche.messages.actions.topics import Comments, Companions, Topics
from veche.messages.actions.views import Views
from veche.messages.actions.wiping import Wiping
from veche.messages.events import MessagesChanged, MessagesEvent
from veche.messages.model import Stored


class Hourly(NamedTuple):
    """How many messages one account may send and read within an hour; 0: without a limit."""

    sending: int
    reading: int


class Messages:
    """Everything that can be done with messages. One per process."""

    def __init__(
        self,
        *,
        db: Database,
        ids: Ids,
        clock: Clock,
        gateway: Gateway,
        sender: Sender,
        files: Files,
        stickers: Stickers,
        links: Links,
        companions: Companions,
        hourly: Hourly,
        announce: Callable[[MessagesEvent], None],
    ) -> None:
        self._announce = announce
        attacher = Attacher(db, clock, files=files, stickers=stickers, links=links)
        self.reader = reader = Reader(db, gateway, reach=Reach(hourly.reading, code="too_much_reading"))
        reach = Reach(hourly.sending, code="too_many_messages")
        self.speaker = Speaker(db, sender, reader, attacher=attacher, reach=reach, announce=announce)
        self.forwarder = Forwarder(db, sender, reader, reach=reach)
        self.changer = changer = Changer(db, ids, clock, files=files, announce=self._changed)
        self.programs = Programs(db, clock, sender, changer, files=files, announce=self._changed)
        self.polls = Polls(db, clock, changer, reader, announce=announce, run=gateway.run)
        self.topics = Topics(db, ids, clock, changer, reader, announce=announce)
        self.comments = Comments(db, clock, changer, reader, companions=companions, announce=announce, run=gateway.run)
        self.moving = Moving(clock)
        self.views = Views(db, clock, reader)
        self.wiping = Wiping(db, changer)
        self.previewer = Previewer(db, changer, links=links, run=gateway.run)
        self.scheduler = Scheduler(db, clock, sender, reader, attacher=attacher, announce=announce)

    def works(self) -> list[jobs.Work[Any]]:
        """Jobs of messages: sending at a later time, ending polls, previews of links."""
        return [self.scheduler.work(), self.polls.work(), self.previewer.work()]

    def heard(self, stored: Sequence[Stored]) -> None:
        """New messages were written. Plain ones concern nobody here."""
        commented = [(one.draft.chat, one.draft.topic) for one in stored if one.draft.topic is not None]
        if commented:
            self.comments.moved(commented)
        for one in stored:
            if one.draft.extra is not None:
                self.polls.heard(one)
            if one.draft.link:
                self.previewer.heard(one)

    def _changed(self, event: MessagesEvent) -> None:
        if isinstance(event, MessagesChanged):
            gone = [(one.chat, one.topic) for one in event.messages if one.deleted and one.topic is not None]
            if gone:
                self.comments.moved(gone)
        self._announce(event)


__all__ = ["Hourly", "Messages", "Programs", "Words"]
