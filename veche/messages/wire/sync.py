"""What a device lacks: differences of chats and of actors' own spaces."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.chats import Chat, Draft, Folder
from veche.messages.wire.basics import Id, PageSize
from veche.messages.wire.shapes import Message, MyVote


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
    my_votes: dict[int, MyVote] = {}


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
    """Memberships of one of my actors that changed, messages he deleted for himself, drafts, and all folders if any of
    them changed, up to `version`; with `more`, ask again from there."""

    id: int
    version: int
    memberships: list[Chat] = []
    gone: list[int] = []
    hidden: list[Hidden] = []
    drafts: list[Draft] = []
    folders: list[Folder] | None = None
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
    my_votes: dict[int, MyVote] = {}


class Synced(Struct, omit_defaults=True):
    """`chats` lists only those that changed. `gone`: asked for, but none of my actors is a member any more."""

    actors: list[ActorSync]
    chats: list[ChatSync]
    gone: list[int] = []
