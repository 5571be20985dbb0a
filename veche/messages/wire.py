"""Shapes of messages on the wire. Times are milliseconds since 1970 UTC, offsets are UTF-16 code units,
absent means default."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.chats import Chat
from veche.identity import ActorCard

Id = Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]
Text = Annotated[str, Meta(max_length=8000)]
"""Longer than the limit of 4,000 characters, so that the answer can name the limit; bounds the work all the same."""
Cid = Annotated[str, Meta(min_length=1, max_length=64)]
Emoji = Annotated[str, Meta(min_length=1, max_length=16)]
PageSize = Annotated[int, Meta(ge=1, le=100)]
AS = {"as_": "as"}
"""`as` (the actor who acts) is a keyword in Python."""
EntityType = Literal["bold", "italic", "underline", "strike", "code", "pre", "link", "mention", "quote", "heading"]


class Entity(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A range of the text with a meaning. `url` for link, `actor` for mention, `language` for pre."""

    type: EntityType
    offset: Annotated[int, Meta(ge=0, le=16000)]
    length: Annotated[int, Meta(ge=1, le=16000)]
    url: Annotated[str, Meta(max_length=2048)] | None = None
    actor: Id | None = None
    language: Annotated[str, Meta(max_length=32)] | None = None


class Origin(Struct, frozen=True, omit_defaults=True):
    """Where a forwarded message was first said. `name` is how the author was called then."""

    name: str
    at: int
    chat: int | None = None
    seq: int | None = None
    actor: int | None = None


class Reaction(Struct, frozen=True):
    """One emoji under a message; `recent` names the last few who gave it, except in channels."""

    emoji: str
    count: int
    recent: list[int] = []


class Service(Struct, frozen=True, omit_defaults=True):
    """Something that happened to the chat, said in its history. The client makes the sentence."""

    act: str
    actor: int | None = None
    actors: list[int] = []
    title: str | None = None
    seq: int | None = None
    count: int | None = None


class Message(Struct, omit_defaults=True):
    """A message in its current state."""

    chat: int
    seq: int
    version: int
    sender: int
    at: int
    text: str = ""
    kind: Literal["text", "service"] = "text"
    entities: list[Entity] = []
    reply_to: int | None = None
    origin: Origin | None = None
    edited_at: int | None = None
    deleted: bool = False
    reactions: list[Reaction] = []
    pinned: bool = False
    service: Service | None = None


class Reacted(Struct, frozen=True):
    """Who has just changed his reaction: so that his other devices know it was he."""

    actor: int
    emoji: str
    on: bool


class MessageEvent(Message, omit_defaults=True, tag_field="ev", tag="message"):
    """A new message, or one that changed. Compare `version` with what you have."""

    reacted: Reacted | None = None


class HiddenEvent(Struct, tag_field="ev", tag="hidden"):
    """Messages that one of your actors deleted for himself alone. `version` is that of the actor's space."""

    actor: int
    version: int
    chat: int
    seqs: list[int]


class TypingEvent(Struct, tag_field="ev", tag="typing"):
    """Somebody is writing; forget it after six seconds."""

    chat: int
    actor: int


# -- requests and answers


class SendMessage(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """`cid` makes the send happen once however often it is repeated."""

    chat: Id
    cid: Cid
    text: Text
    entities: list[Entity] = []
    reply_to: Id | None = None
    as_: Id | None = None


class MessageSent(Struct, omit_defaults=True):
    chat: int
    seq: int
    version: int
    at: int
    duplicate: bool = False


class ForwardMessage(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    cid: Cid
    from_chat: Id
    seq: Id
    as_: Id | None = None


class EditMessage(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    seq: Id
    text: Text
    entities: list[Entity] = []
    as_: Id | None = None


class DeleteMessages(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    seqs: Annotated[list[Id], Meta(min_length=1, max_length=100)]
    for_everyone: bool = False
    as_: Id | None = None


class React(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    seq: Id
    emoji: Emoji
    on: bool
    as_: Id | None = None


class ListReactions(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id
    seq: Id


class ReactionOf(Struct):
    actor: int
    emoji: str
    at: int


class Reactions(Struct):
    """The newest 200 reactions of a message."""

    reactions: list[ReactionOf]


class PinMessage(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    seq: Id
    on: bool
    as_: Id | None = None


class ListPinned(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id


class History(Struct, forbid_unknown_fields=True, kw_only=True):
    """One of before, after, around; none means the newest. `before` and `after` exclude the named seq."""

    chat: Id
    before: Id | None = None
    after: Annotated[int, Meta(ge=0, le=(1 << 53) - 1)] | None = None
    around: Id | None = None
    limit: PageSize = 50


class GetMessages(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id
    seqs: Annotated[list[Id], Meta(min_length=1, max_length=100)]


class Page(Struct, omit_defaults=True):
    """Messages by ascending seq. `my_reactions`: seq → emoji that my actors gave."""

    messages: list[Message]
    my_reactions: dict[int, list[str]] = {}


class Changes(Struct, forbid_unknown_fields=True, kw_only=True):
    """What changed in a chat after version `since`, oldest change first."""

    chat: Id
    since: Annotated[int, Meta(ge=0, le=(1 << 53) - 1)]
    limit: PageSize = 100


class ChangedMessages(Struct, omit_defaults=True):
    """Rows up to `version`; with `more`, ask again from there. `chat` when its title, settings or size changed."""

    version: int
    messages: list[Message]
    more: bool = False
    chat: Chat | None = None
    my_reactions: dict[int, list[str]] = {}


class Typing(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    as_: Id | None = None


class Known(Struct, frozen=True, forbid_unknown_fields=True):
    """A space and the version of it that the client has."""

    id: Id
    version: Annotated[int, Meta(ge=0, le=(1 << 53) - 1)]


class Sync(Struct, forbid_unknown_fields=True, kw_only=True):
    """What the client has; the answer is what it lacks, in pages."""

    actors: Annotated[list[Known], Meta(max_length=50)] = []
    chats: Annotated[list[Known], Meta(max_length=1000)] = []


class Hidden(Struct, frozen=True):
    """Messages of a chat that the actor deleted for himself."""

    chat: int
    seqs: list[int]


class ActorSync(Struct, omit_defaults=True):
    """Memberships of one of my actors that changed, and messages he deleted for himself, up to `version`;
    with `more`, ask again from there."""

    id: int
    version: int
    memberships: list[Chat] = []
    gone: list[int] = []
    hidden: list[Hidden] = []
    more: bool = False


class ChatSync(Struct, omit_defaults=True):
    """Messages of a chat that changed up to `version`; `chat` when its title, settings or size changed.
    With `more`, go on with `changes` from `version`."""

    id: int
    version: int
    messages: list[Message] = []
    more: bool = False
    chat: Chat | None = None
    my_reactions: dict[int, list[str]] = {}


class Synced(Struct, omit_defaults=True):
    """`chats` lists only those that changed. `gone`: asked for, but none of my actors is a member any more."""

    actors: list[ActorSync]
    chats: list[ChatSync]
    gone: list[int] = []


class Me(Struct):
    id: int
    name: str
    administrator: bool
    locale: str


class MyActor(Struct, omit_defaults=True):
    """An actor one may act as: oneself, or a post one holds. `version` is that of its space."""

    id: int
    kind: str
    name: str
    version: int
    title: str = ""


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


EVENTS: tuple[type[Struct], ...] = (
    Welcome,
    MessageEvent,
    HiddenEvent,
    TypingEvent,
    ActorsEvent,
    ChatEvent,
    MembershipEvent,
    GoneEvent,
    ReadEvent,
    JoinRequestEvent,
    ActorEvent,
    MeEvent,
)
"""Everything the server says by itself, besides `signed_out{reason}` and `resync{}` of the gateway."""
