"""From a commit to open sockets: here at once, on other processes by way of the bus.

The bus carries only which rows changed; another process reads them itself, if it has an audience for them. The bus may
lose everything: clients see the hole in the versions and ask.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import msgspec

from veche.ground.bus import Bus
from veche.ground.db import Database
from veche.ground.ids import ChatId
from veche.ground.socket import Gateway, event_frame
from veche.messages.events import (
    MessagesChanged,
    MessagesEvent,
    MessagesHidden,
    MessagesStored,
    PollVoted,
    ScheduleChanged,
    SomebodyTypes,
    TopicChanged,
)
from veche.messages.model import Stored
from veche.messages.store import rows
from veche.messages.wire import (
    Entity,
    Extra,
    HiddenEvent,
    Message,
    MessageEvent,
    MyVote,
    Origin,
    Reacted,
    Scheduled,
    ScheduledEvent,
    Service,
    Topic,
    TopicEvent,
    TypingEvent,
    UnscheduledEvent,
    VotedEvent,
)

TOPIC = "messages"
TYPING_AUDIENCE = 500
"""In larger chats nobody is told who is typing."""

_entities = msgspec.json.Decoder(list[Entity])
_origin = msgspec.json.Decoder(Origin)
_service = msgspec.json.Decoder(Service)
_extra = msgspec.json.Decoder(Extra)


class Moved(msgspec.Struct, frozen=True, tag="moved", array_like=True):
    """Rows that other processes have to tell their clients about: (chat, first seq, last seq)."""

    ranges: list[tuple[int, int, int]]
    reacted: Reacted | None = None


class Hid(msgspec.Struct, frozen=True, tag="hid", array_like=True):
    actor: int
    version: int
    chat: int
    seqs: list[int]


class Chose(msgspec.Struct, frozen=True, tag="chose", array_like=True):
    actor: int
    chat: int
    seq: int
    vote: MyVote


class Titled(msgspec.Struct, frozen=True, tag="topic", array_like=True):
    chat: int
    topic: Topic


class Planned(msgspec.Struct, frozen=True, tag="planned", array_like=True):
    actor: int
    chat: int
    id: int
    message: Scheduled | None


class Types(msgspec.Struct, frozen=True, tag="types", array_like=True):
    chat: int
    actor: int


OwnEvent = HiddenEvent | VotedEvent | ScheduledEvent | UnscheduledEvent
"""What only an actor's own devices are told."""

_bus_decoder = msgspec.json.Decoder(Moved | Hid | Chose | Titled | Planned | Types)


class Delivery:
    """Announces what happened to messages."""

    def __init__(self, gateway: Gateway, bus: Bus, db: Database, *, run: Callable[[Awaitable[None]], None]) -> None:
        self._gateway = gateway
        self._bus = bus
        self._db = db
        self._run = run
        bus.subscribe(TOPIC, self.hear)

    def stored(self, stored: list[Stored]) -> None:
        """One commit of new messages: each encoded once, all of a chat joined, one write per connection."""
        frames: dict[int, list[bytes]] = {}
        ranges: dict[int, tuple[int, int, int]] = {}
        for one in stored:
            chat = one.draft.chat
            if chat in self._gateway.topics:
                frames.setdefault(chat, []).append(event_frame(event_of(one)))
            first = ranges.get(chat)
            ranges[chat] = (chat, first[1] if first else one.seq, one.seq)
        self._gateway.tell_many(frames)
        self._gateway.flush()
        if stored:
            self._publish(Moved(list(ranges.values())))

    def say(self, event: MessagesEvent) -> None:
        """Tell the clients of this process, then the other processes."""
        match event:
            case MessagesStored(stored):
                self.stored(stored)
            case MessagesChanged(messages, reacted):
                self._tell(messages, reacted)
                self._publish(Moved([(m.chat, m.seq, m.seq) for m in messages], reacted))
            case MessagesHidden(actor, version, chat, seqs):
                self._tell_own(actor, HiddenEvent(actor, version, chat, seqs))
                self._publish(Hid(actor, version, chat, seqs))
            case PollVoted(actor, chat, seq, vote):
                self._tell_own(actor, VotedEvent(actor, chat, seq, vote))
                self._publish(Chose(actor, chat, seq, vote))
            case TopicChanged(chat, topic):
                self._tell_topic(chat, topic)
                self._publish(Titled(chat, topic))
            case ScheduleChanged(actor, chat, number, message):
                self._tell_own(actor, scheduled_event(actor, chat, number, message))
                self._publish(Planned(actor, chat, number, message))
            case SomebodyTypes(chat, actor):
                self._tell_typing(chat, actor)
                self._publish(Types(chat, actor))

    async def hear(self, payload: bytes) -> None:
        """What another process announced."""
        match _bus_decoder.decode(payload):
            case Moved(ranges, reacted):
                wanted = [(ChatId(c), first, last) for c, first, last in ranges if c in self._gateway.topics]
                if wanted:
                    self._tell(await rows.ranges(self._db, wanted), reacted)
            case Hid(actor, version, chat, seqs):
                self._tell_own(actor, HiddenEvent(actor, version, chat, seqs))
            case Chose(actor, chat, seq, vote):
                self._tell_own(actor, VotedEvent(actor, chat, seq, vote))
            case Titled(chat, topic):
                self._tell_topic(chat, topic)
            case Planned(actor, chat, number, message):
                self._tell_own(actor, scheduled_event(actor, chat, number, message))
            case Types(chat, actor):
                self._tell_typing(chat, actor)

    def _publish(self, message: Moved | Hid | Chose | Titled | Planned | Types) -> None:
        if not self._bus.alone:
            self._run(self._bus.publish(TOPIC, msgspec.json.encode(message)))

    def _tell(self, messages: list[Message], reacted: Reacted | None) -> None:
        frames: dict[int, list[bytes]] = {}
        for message in messages:
            event = MessageEvent(
                **{name: getattr(message, name) for name in Message.__struct_fields__}, reacted=reacted
            )
            frames.setdefault(message.chat, []).append(event_frame(event))
        self._gateway.tell_many(frames)
        self._gateway.flush()

    def _tell_own(self, actor: int, event: OwnEvent) -> None:
        self._gateway.tell(actor, event_frame(event))
        self._gateway.flush()

    def _tell_topic(self, chat: int, topic: Topic) -> None:
        self._gateway.tell(chat, event_frame(TopicEvent(chat, topic)))
        self._gateway.flush()

    def _tell_typing(self, chat: int, actor: int) -> None:
        if len(self._gateway.topics.get(chat, ())) <= TYPING_AUDIENCE:
            self._gateway.tell(chat, event_frame(TypingEvent(chat, actor)))
            self._gateway.flush()


def scheduled_event(actor: int, chat: int, number: int, message: Scheduled | None) -> ScheduledEvent | UnscheduledEvent:
    return UnscheduledEvent(actor, number, chat) if message is None else ScheduledEvent(message)


def event_of(stored: Stored) -> MessageEvent:
    """The event of a message that was just written, without reading it back."""
    draft = stored.draft
    event = MessageEvent(
        chat=draft.chat,
        seq=stored.seq,
        version=stored.version,
        sender=draft.sender,
        at=int(stored.at.timestamp() * 1000),
        text=draft.text,
        reply_to=draft.reply_to,
        topic=draft.topic,
    )
    if draft.entities is not None:
        event.entities = _entities.decode(draft.entities)
    if draft.origin is not None:
        event.origin = _origin.decode(draft.origin)
    if draft.service is not None:
        event.kind = "service"
        event.service = _service.decode(draft.service)
    if draft.extra is not None:
        extra = _extra.decode(draft.extra)
        event.attachments, event.silent, event.urgent = extra.attachments, extra.silent, extra.urgent
        event.by = extra.by
    return event
