"""What one asks of messages, and the answers."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.messages.wire.attachments import Attached
from veche.messages.wire.basics import AS, Cid, Emoji, Id, PageSize, Text
from veche.messages.wire.shapes import Entity, Message, MyVote


class SendMessage(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """`cid` makes the send happen once however often it is repeated. With attachments `text` is their caption and may
    be empty. `silent`: nobody is woken. `urgent`: also through quiet hours. `no_preview`: the link among
    the words stays without one; else the server may add it a little later, as a change of the message."""

    chat: Id
    cid: Cid
    text: Text = ""
    entities: list[Entity] = []
    reply_to: Id | None = None
    as_: Id | None = None
    attachments: Attached = []
    silent: bool = False
    urgent: bool = False
    topic: Id | None = None
    no_preview: bool = False


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


class ForwardMessages(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """`without_author`: the copies do not tell where they come from. `cid` counts with each seq."""

    chat: Id
    cid: Cid
    from_chat: Id
    seqs: Annotated[list[Id], Meta(min_length=1, max_length=100)]
    without_author: bool = False
    silent: bool = False
    topic: Id | None = None
    as_: Id | None = None


class SentMessages(Struct):
    sent: list[MessageSent]


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
    """`emoji`: only those. The newest first; `before`: the time of the last one of the page before."""

    chat: Id
    seq: Id
    emoji: Emoji | None = None
    before: Annotated[int, Meta(ge=0, le=253_402_300_799_000)] | None = None
    limit: Annotated[int, Meta(ge=1, le=200)] = 200


class ReactionOf(Struct):
    actor: int
    emoji: str
    at: int


class Reactions(Struct):
    """A page of the reactions of a message."""

    reactions: list[ReactionOf]


class PinMessage(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    seq: Id
    on: bool
    as_: Id | None = None


class ListPinned(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id


class History(Struct, forbid_unknown_fields=True, kw_only=True):
    """One of before, after, around, at; none means the newest. `before` and `after` exclude the named seq; `at`: around
    the first message of that moment or later. `topic`: only its messages; 0: only those without one."""

    chat: Id
    before: Id | None = None
    after: Annotated[int, Meta(ge=0, le=(1 << 53) - 1)] | None = None
    around: Id | None = None
    at: Annotated[int, Meta(ge=0, le=253_402_300_799_000)] | None = None
    topic: Annotated[int, Meta(ge=0, le=(1 << 53) - 1)] | None = None
    limit: PageSize = 50


class GetMessages(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id
    seqs: Annotated[list[Id], Meta(min_length=1, max_length=100)]


class Page(Struct, omit_defaults=True):
    """Messages by ascending seq. `my_reactions`: seq → emoji that my actors gave; `my_votes`: seq → what they chose."""

    messages: list[Message]
    my_reactions: dict[int, list[str]] = {}
    my_votes: dict[int, MyVote] = {}


class Typing(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    as_: Id | None = None


class Ping(Struct, forbid_unknown_fields=True, kw_only=True):
    """Is anybody there? A browser cannot ask it below the socket."""


class Pong(Struct):
    """`time`: the server's clock."""

    time: int
