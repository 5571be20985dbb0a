"""Shapes of searching on the wire. Offsets are UTF-16 code units, times milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.chats import Chat
from veche.identity import ActorCard
from veche.messages import Message

Id = Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]
Query = Annotated[str, Meta(max_length=20_000)]
"""Only the first 256 characters count; somebody who pastes a page gets an answer all the same."""
Moment = Annotated[int, Meta(ge=0, le=253_402_300_799_000)]
Kind = Literal["photo", "video", "audio", "voice", "video_note", "file", "contact", "place", "sticker", "poll", "link"]
AS = {"as_": "as", "from_": "from"}


class SearchMessages(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """Words are found in all their forms, the last one by its beginning too. Without words at least one of `chat`,
    `author`, `kind` must be given. `from` counts, `to` does not. `as`: only the chats of this one of my actors."""

    query: Query = ""
    chat: Id | None = None
    author: Id | None = None
    from_: Moment | None = None
    to: Moment | None = None
    kind: Kind | None = None
    as_: Id | None = None
    order: Literal["best", "newest"] = "best"
    after: Annotated[str, Meta(max_length=64)] | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 20


class Neighbour(Struct, frozen=True):
    """The message before or after a hit, in a few words."""

    seq: int
    sender: int
    at: int
    text: str


class Hit(Struct, omit_defaults=True):
    """A message that answers. `ranges`: offset and length of the words found in its text."""

    message: Message
    ranges: list[tuple[int, int]] = []
    before: Neighbour | None = None
    after: Neighbour | None = None


class FoundMessages(Struct, omit_defaults=True):
    """`next` goes into `after` for more; there may be a next page although this one is short or empty: one answer reads
    a bounded number of messages. `words`: what was looked for. `read_as`: nothing was found as it was typed, so it was
    read as typed in the other keyboard layout."""

    hits: list[Hit]
    next: str | None = None
    words: list[str] = []
    read_as: str = ""


class FindChats(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    query: Query
    as_: Id | None = None


class PublicChat(Struct, omit_defaults=True):
    """A public chat that I am not in. `code` opens it as an invite link does."""

    id: int
    kind: str
    title: str
    about: str
    members_count: int
    code: str


class FoundChats(Struct, omit_defaults=True):
    """My chats that are called so (with my membership in each), best first; then public ones."""

    chats: list[Chat]
    public: list[PublicChat] = []


class FoundPerson(Struct, omit_defaults=True):
    """`place`: unit and organisation of a post."""

    card: ActorCard
    place: str = ""


class SearchDirectory(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """`organisation`: only there."""

    query: Query
    organisation: Id | None = None


class FoundUnit(Struct):
    """`way`: names of the units above it, from the top down."""

    id: int
    name: str
    organisation: int
    organisation_name: str
    way: list[str]


class FoundPost(Struct):
    card: ActorCard
    unit: FoundUnit


class FoundInDirectory(Struct):
    """At most 20 of each, best first; no next page."""

    units: list[FoundUnit]
    posts: list[FoundPost]


class SearchEverywhere(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    query: Query
    as_: Id | None = None


class FoundEverywhere(Struct, omit_defaults=True):
    """My chats, public chats, people and posts, and the first messages; more of these by `search_messages`."""

    chats: list[Chat]
    public: list[PublicChat]
    people: list[FoundPerson]
    messages: FoundMessages
