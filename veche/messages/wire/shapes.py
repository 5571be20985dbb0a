"""A message in its current state, and the parts it is made of."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.messages.wire.attachments import Attachment
from veche.messages.wire.basics import Id

EntityType = Literal[
    "bold", "italic", "underline", "strike", "code", "pre", "link", "mention", "quote", "heading", "highlight"
]


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
    """A message in its current state. `topic`: of a group, or the post that a comment belongs to; `comments`: how many
    a post of a channel has. `silent`: nobody was to be woken; `urgent`: quiet hours do not hold it. `moved`: it was
    said in another messenger (`telegram`) and came along with the group. `by`: the name of who stood in for the post
    that says it."""

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
    attachments: list[Attachment] = []
    silent: bool = False
    urgent: bool = False
    topic: int | None = None
    comments: int | None = None
    moved: str = ""
    by: str = ""


class MyVote(Struct, frozen=True, omit_defaults=True):
    """What one chose in a poll; `right`: the right option of a quiz, told to who has voted."""

    options: list[int] = []
    right: int | None = None


class Reacted(Struct, frozen=True):
    """Who has just changed his reaction: so that his other devices know it was he."""

    actor: int
    emoji: str
    on: bool
