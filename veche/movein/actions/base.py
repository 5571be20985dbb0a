"""What the actions of moving in share."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from msgspec import Struct

from veche import identity
from veche.chats.events import Parted
from veche.directory import scope_of
from veche.ground.clock import Clock, to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import NotFound, Refused
from veche.ground.i18n import Texts
from veche.ground.ids import ActorId, ChatId, DeviceId, Ids, PersonId
from veche.media import FileCard
from veche.messages.shapes import MovedMessage
from veche.movein import wire
from veche.movein.model import Plan
from veche.movein.spool import Spool
from veche.movein.store import imports
from veche.movein.store.imports import Import

NAME_LENGTH: Final = 80


class Media(Protocol):
    """Files, as far as they come along."""

    async def bring_in(
        self, asker: Asker, pieces: AsyncIterator[bytes], *, size: int, name: str, purpose: str, seconds: float
    ) -> FileCard: ...

    async def open_file(self, asker: Asker, file: int) -> tuple[str, int, AsyncIterator[bytes]]: ...


class Groups(Protocol):
    """Chats, as far as a whole group comes or goes."""

    async def prepare(self, conn: Connection, *, title: str, by: ActorId, topics: bool) -> ChatId: ...
    async def open_up(self, conn: Connection, chat: ChatId, *, owner: ActorId, source: str) -> None: ...
    async def take_down(self, conn: Connection, chat: ChatId) -> list[Parted]: ...
    async def tell_opened(self, chat: ChatId, owner: ActorId) -> None: ...
    def tell_taken_down(self, chat: ChatId, parted: Sequence[Parted], *, by: ActorId) -> None: ...


class Histories(Protocol):
    """Messages, as far as old ones are written and taken away."""

    def key(self, cid: str) -> int: ...
    async def take_places(self, conn: Connection, chat: ChatId, count: int) -> tuple[int, int]: ...
    async def append(
        self, conn: Connection, chat: ChatId, messages: Sequence[MovedMessage], *, first: tuple[int, int]
    ) -> None: ...
    async def add_topic(
        self, conn: Connection, chat: ChatId, topic: int, *, title: str, by: int, at_ms: int
    ) -> None: ...
    async def pin(self, conn: Connection, chat: ChatId, seqs: Sequence[int]) -> None: ...
    async def drop_some(self, conn: Connection, chat: ChatId) -> tuple[int, list[int]]: ...


class FilesOfMessages(Protocol):
    """Files that messages name no more."""

    async def let_go(self, connection: Queries, ids: Sequence[int]) -> None: ...


Allowed = Literal["administrators", "scoped", "everyone"]
"""Administrators of the installation; of an organisation or unit too; everybody who has signed in."""
Addresses = Callable[[Queries, Collection[int]], Awaitable[Mapping[int, Sequence[str]]]]
"""E-mail addresses and telephones under which these people are known here; who is unknown is left out."""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root. `allowed`: who may bring old chats along. `folder`: for what is
    not finished. `zone`: of times that name none, unless somebody says another. `rest`: waits, so that others have
    their turn."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Callable[[Struct], None]
    groups: Groups
    histories: Histories
    media: Media
    files: FilesOfMessages
    allowed: Allowed
    folder: Path
    zone: str
    texts: Texts
    addresses: Addresses
    rest: Callable[[float], Awaitable[None]]

    def spool(self, move: int) -> Spool:
        return Spool(self.folder / str(move))

    def place_of_upload(self, move: int, name: str) -> Path:
        """Where the copy of an upload lies: alone in a folder, so that nothing else can be named by what it says."""
        kept = re.sub(r"[^\w .()+-]", "_", name.rpartition("/")[2]).strip(". ")[-NAME_LENGTH:]
        return self.folder / f"{move}.upload" / (kept or "export.zip")

    def drop_upload(self, path: Path) -> None:
        """It blocks."""
        if path.parent.parent == self.folder:
            shutil.rmtree(path.parent, ignore_errors=True)

    async def import_of(self, db: Queries, number: int, *, lock: bool = False) -> Import:
        """Raises: import_not_found."""
        found = await imports.get(db, number, lock=lock)
        if found is None:
            raise NotFound("import_not_found")
        return found

    async def is_administrator(self, db: Queries, person: PersonId) -> bool:
        """Of the installation."""
        return (await scope_of(db, person)).everything

    async def may_bring(self, db: Queries, person: PersonId) -> bool:
        """Whether somebody may bring old chats along, as the installation decided. Read from the database, not from
        the session: the right may have been taken a moment ago."""
        if self.allowed == "everyone":
            card = await identity.asker_card(db, person)
            return card is not None and card.active
        scope = await scope_of(db, person)
        return scope.everything or (self.allowed == "scoped" and not scope.empty)

    async def must_bring(self, asker: Asker) -> None:
        """Raises: administrators_only."""
        if not await self.may_bring(self.db, asker.person):
            raise Refused("administrators_only")

    async def own_import(self, db: Queries, asker: Asker, number: int, *, lock: bool = False) -> Import:
        """Everybody works on his own ones, administrators of the installation on all. Raises: import_not_found."""
        found = await self.import_of(db, number, lock=lock)
        if found.person != asker.person and not await self.is_administrator(db, asker.person):
            raise NotFound("import_not_found")
        return found


def asker_of(one: Import) -> Asker:
    """Whose files these are and whose room they take."""
    return Asker(person=one.person, device=DeviceId(0), locale=one.locale)


def card_of(one: Import, *, plan: Plan | None = None) -> wire.ImportCard:
    """`plan`: with its words, for who looks at it."""
    return wire.ImportCard(
        id=one.id,
        state=one.state,  # type: ignore[arg-type]  # the table checks it
        format=one.format,
        zone=one.zone,
        by=one.person,
        asked_at=to_ms(one.asked_at),
        title=one.title,
        name=one.name,
        total=one.total,
        done=one.done,
        files=one.files,
        refused=one.refused,
        chat=one.chat,
        done_at=to_ms(one.done_at) if one.done_at else None,
        undo_until=to_ms(one.undo_until) if one.undo_until else None,
        error=one.error or "",
        reason=one.reason,
        plan=plan,
        chats=len(one.plan.chats) if one.plan else 0,
    )
