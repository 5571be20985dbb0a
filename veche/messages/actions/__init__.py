"""The actions of messages, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Callable

from veche import media
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
from veche.ground.socket import Gateway
from veche.messages.actions.attaching import Attacher
from veche.messages.actions.changing import Changer
from veche.messages.actions.forwarding import Forwarder
from veche.messages.actions.polls import Polls
from veche.messages.actions.reading import Reader
from veche.messages.actions.sending import Sender
from veche.messages.actions.speaking import Speaker
from veche.messages.events import MessagesEvent


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
        files: media.Files,
        announce: Callable[[MessagesEvent], None],
    ) -> None:
        attacher = Attacher(db, clock, files)
        self.reader = Reader(db, gateway)
        self.speaker = Speaker(db, sender, self.reader, attacher=attacher, announce=announce)
        self.forwarder = Forwarder(db, sender, self.reader)
        self.changer = Changer(db, clock, files=files, announce=announce)
        self.polls = Polls(db, clock, self.changer, self.reader, announce=announce)


__all__ = ["Messages"]
