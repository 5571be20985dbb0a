"""What the actions of bots share: their dependencies and settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from veche import chats
from veche.bots.actions.seal import Seal
from veche.bots.model.bots import By
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.config import Settings
from veche.ground.db import Connection, Database, Queries
from veche.ground.ids import ActorId, ChatId, Ids, Seq
from veche.ground.outgoing import Outgoing
from veche.identity import ActorCard, Limit
from veche.messages import Messages

Role = Literal["owner", "admin", "member"]


OUTBOX_TOPIC = "bots.changed"
"""What another program than the server (the command line) did to a bot."""


class Managing(Protocol):
    """Members and settings of chats, as far as bots need them."""

    async def update_chat(
        self, asker: Asker, chat: ChatId, *, title: str | None = None, about: str | None = None
    ) -> chats.Chat: ...
    async def add_members(
        self, asker: Asker, chat: ChatId, actors: list[ActorId]
    ) -> tuple[chats.Chat, list[ActorId]]: ...
    async def remove_member(self, asker: Asker, chat: ChatId, actor: ActorId) -> None: ...
    async def leave_chat(self, asker: Asker, chat: ChatId) -> None: ...
    async def set_role(
        self,
        asker: Asker,
        chat: ChatId,
        actor: ActorId,
        *,
        role: Role,
        rights: int | None = None,
        as_: int | None = None,
    ) -> object: ...


class MemberRow(Protocol):
    """A member as chats list him."""

    @property
    def actor(self) -> ActorId: ...
    @property
    def role(self) -> Role: ...
    @property
    def rights(self) -> int: ...
    @property
    def joined_at(self) -> datetime: ...


class Peopled(Protocol):
    """A chat with its people, as chats list them."""

    @property
    def chat(self) -> chats.Chat: ...
    @property
    def owner(self) -> ActorId | None: ...
    @property
    def joined(self) -> Mapping[ActorId, datetime]: ...


class Reading(Protocol):
    """Chats and members as they are listed."""

    async def cards_of(self, actor: ActorId, chats: Iterable[ChatId]) -> dict[ChatId, chats.Chat]: ...
    async def peopled_of(self, actor: ActorId, chats: Iterable[ChatId], *, most: int) -> Mapping[ChatId, Peopled]: ...
    async def some_members(self, chat: ChatId, actors: Sequence[ActorId]) -> Mapping[ActorId, MemberRow]: ...
    async def list_members(
        self, asker: Asker, chat: ChatId, *, after: tuple[int, datetime, int] | None, limit: int
    ) -> Sequence[MemberRow]: ...


class Dissolving(Protocol):
    """A chat that is over for everybody."""

    async def dissolve(self, asker: Asker, chat: ChatId) -> None: ...


class Opening(Protocol):
    """New dialogs and groups."""

    async def open_dialog(self, asker: Asker, peer: ActorId) -> chats.Chat: ...
    async def create_group(
        self, asker: Asker, *, title: str, about: str = "", members: list[ActorId] | None = None, as_: int | None = None
    ) -> chats.Chat: ...


class ReadMarks(Protocol):
    async def mark_read(self, asker: Asker, chat: ChatId, seq: Seq) -> Seq: ...


class Chats(Protocol):
    """Chats, whose actions a bot takes as a person does."""

    @property
    def managing(self) -> Managing: ...
    @property
    def reading(self) -> Reading: ...
    @property
    def opening(self) -> Opening: ...
    @property
    def dissolving(self) -> Dissolving: ...
    @property
    def read_marks(self) -> ReadMarks: ...


class ChatPhotos(Protocol):
    """The pictures of chats."""

    async def set(self, asker: Asker, chat: ChatId, file: int | None, *, as_: int | None = None) -> object: ...


class Avatars(Protocol):
    """The pictures of actors; each may set its own, and who runs a bot that of the bot."""

    async def set_own(self, asker: Asker, file: int | None) -> object: ...
    async def put(self, conn: Connection, asker: Asker, actor: ActorId, file: int | None) -> ActorCard: ...


class People(Protocol):
    """Identity, as far as bots need it."""

    async def must_be_administrator(self, db: Queries, asker: Asker) -> None: ...


class MakeOutgoing(Protocol):
    """The guarded way out. `keep`: seconds for which a connection waits for the next request to the same server."""

    def __call__(self, *, keep: float = 0.0) -> Outgoing: ...


class Limits(Protocol):
    """How often an account may do something; identity keeps them."""

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the installation decided about bots (docs/operate/settings.md)."""

    by: By = "everyone"
    review: bool = False
    per_person: int = 20
    query_token: bool = True
    requests: int = 30
    sends: int = 2
    public_url: str = ""

    @property
    def base_url(self) -> str:
        """Where the Bot API is, for whoever cannot be answered by the way he came."""
        return f"{self.public_url}/bot-api"


def rules_of(settings: Settings, *, public_url: str) -> Rules:
    """From the settings of the installation."""
    return Rules(
        by=settings.bots_by,
        review=settings.bots_review,
        per_person=settings.bots_per_person,
        query_token=settings.bots_query_token,
        requests=settings.bot_requests,
        sends=settings.bot_sends,
        public_url=public_url.rstrip("/"),
    )


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Callable[[Struct], None]
    """Called after the commit, once per event."""
    people: People
    limits: Limits
    chats: Chats
    messages: Messages
    outgoing: MakeOutgoing
    """The guarded way out, made when it is first needed."""
    seal: Seal
    rules: Rules
