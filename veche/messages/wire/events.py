"""What the server says by itself on a socket."""

from __future__ import annotations

from msgspec import Struct

from veche.chats import Chat, Draft, Folder
from veche.identity import ActorCard, Notice
from veche.messages.wire.scheduled import Scheduled
from veche.messages.wire.shapes import Message, MyVote, Reacted
from veche.messages.wire.topics import Topic


class MessageEvent(Message, omit_defaults=True, tag_field="ev", tag="message"):
    """A new message, or one that changed. Compare `version` with what you have."""

    reacted: Reacted | None = None


class HiddenEvent(Struct, tag_field="ev", tag="hidden"):
    """Messages that one of your actors deleted for himself alone. `version` is that of the actor's space."""

    actor: int
    version: int
    chat: int
    seqs: list[int]


class VotedEvent(Struct, tag_field="ev", tag="voted"):
    """One of your actors voted on another device. The counts come with the message."""

    actor: int
    chat: int
    seq: int
    vote: MyVote


class TopicEvent(Struct, tag_field="ev", tag="topic"):
    """A topic of a group is new or was changed. New messages in it are told by themselves."""

    chat: int
    topic: Topic


class ScheduledEvent(Struct, tag_field="ev", tag="scheduled"):
    """One of your actors has another scheduled message, or it changed (or could not be sent: `error`)."""

    message: Scheduled


class UnscheduledEvent(Struct, tag_field="ev", tag="unscheduled"):
    """A scheduled message was sent or cancelled."""

    actor: int
    id: int
    chat: int


class TypingEvent(Struct, tag_field="ev", tag="typing"):
    """Somebody is writing; forget it after six seconds."""

    chat: int
    actor: int


class Administers(Struct):
    """A part of the directory that one administers: an organisation, or a unit of it with everything below."""

    organisation: int
    unit: int | None


class Me(Struct):
    """`administrator`: of the whole installation. `administers`: of parts of it."""

    id: int
    name: str
    administrator: bool
    locale: str
    administers: list[Administers]


class MyActor(Struct, omit_defaults=True):
    """An actor one may act as: oneself, or a post one holds. `version` is that of its space."""

    id: int
    kind: str
    name: str
    version: int
    title: str = ""
    photo: int | None = None


class Welcome(Struct, tag_field="ev", tag="welcome"):
    """The first event on a socket: who one is, one's actors with the versions of their spaces, and the server."""

    me: Me
    actors: list[MyActor]
    server: str
    time: int


class ActorsEvent(Struct, tag_field="ev", tag="actors"):
    """The actors I may act as changed: a post was given or taken. Chats of an actor that is gone are to be dropped;
    those of a new one are fetched by `sync` from version 0."""

    actors: list[MyActor]


class ChatEvent(Struct, tag_field="ev", tag="chat"):
    """Title, settings or size of a chat changed."""

    chat: Chat


class MembershipEvent(Struct, tag_field="ev", tag="membership"):
    """One of my actors joined a chat, or how he is in it changed. `version` is that of the actor's space."""

    actor: int
    version: int
    chat: Chat


class GoneEvent(Struct, tag_field="ev", tag="gone"):
    """One of my actors is out of the chat."""

    actor: int
    version: int
    chat: int


class ReadEvent(Struct, omit_defaults=True, tag_field="ev", tag="read"):
    """An actor has read up to `seq`. `version` (of his space) only for his own devices."""

    chat: int
    actor: int
    seq: int
    version: int | None = None


class DraftEvent(Struct, tag_field="ev", tag="draft"):
    """A message was begun on another device, or is gone there. `version` is that of the actor's space."""

    actor: int
    version: int
    draft: Draft


class FoldersEvent(Struct, tag_field="ev", tag="folders"):
    """All folders of the actor's chat list, as they are now."""

    actor: int
    version: int
    folders: list[Folder]


class JoinRequestEvent(Struct, tag_field="ev", tag="join_request"):
    """Somebody asks to be let into a chat that one of my actors runs."""

    chat: int
    actor: int
    at: int


class ActorEvent(Struct, tag_field="ev", tag="actor"):
    """The card of a person or post changed."""

    card: ActorCard


class MeEvent(Struct, tag_field="ev", tag="me"):
    """One's own profile changed on another device."""

    me: Me


class SafetyNoticeEvent(Struct, tag_field="ev", tag="safety_notice"):
    """Something happened to one's account: a new device, say. `list_safety_notices` tells what came meanwhile."""

    notice: Notice


EVENTS: tuple[type[Struct], ...] = (
    Welcome,
    MessageEvent,
    HiddenEvent,
    VotedEvent,
    TopicEvent,
    ScheduledEvent,
    UnscheduledEvent,
    TypingEvent,
    ActorsEvent,
    ChatEvent,
    MembershipEvent,
    GoneEvent,
    ReadEvent,
    DraftEvent,
    FoldersEvent,
    JoinRequestEvent,
    ActorEvent,
    MeEvent,
    SafetyNoticeEvent,
)
"""Everything the server says by itself, besides `signed_out{reason}` and `resync{}` of the gateway."""
