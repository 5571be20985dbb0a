"""Topics of groups, comments under posts of channels, views."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.messages.wire.basics import AS, Id

Title = Annotated[str, Meta(min_length=1, max_length=512)]
TopicEmoji = Annotated[str, Meta(max_length=16)]


class Topic(Struct, frozen=True, omit_defaults=True):
    """`seq`: its newest message; `count`: how many it has."""

    id: int
    title: str
    emoji: str = ""
    seq: int = 0
    count: int = 0
    closed: bool = False
    created_by: int = 0


class CreateTopic(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    title: Title
    emoji: TopicEmoji = ""
    as_: Id | None = None


class EditTopic(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """What is absent stays."""

    chat: Id
    topic: Id
    title: Title | None = None
    emoji: TopicEmoji | None = None
    closed: bool | None = None
    as_: Id | None = None


class ListTopics(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id


class Topics(Struct):
    """Those with the newest messages first."""

    topics: list[Topic]


class OpenComments(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """`chat` and `seq`: a post of a channel."""

    chat: Id
    seq: Id
    as_: Id | None = None


class CommentsOpened(Struct):
    """The group in which the comments stand, and their topic there. The asker is a member of it from now on."""

    chat: int
    topic: int


Some = Annotated[list[Id], Meta(min_length=1, max_length=100)]


class ViewMessages(Struct, forbid_unknown_fields=True, kw_only=True):
    """Posts of a channel that were on the screen; each person counts once."""

    chat: Id
    seqs: Some


class GetViews(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id
    seqs: Some


class Views(Struct):
    """seq → how many people have seen it."""

    views: dict[int, int]


class ListReaders(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id
    seq: Id


class ReaderOf(Struct):
    actor: int


class Readers(Struct):
    """The others in a dialog or group whose read mark is at the message or beyond."""

    readers: list[ReaderOf]
