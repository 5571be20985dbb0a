"""What the actions of trust share, and the ports to the domains above it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec import Raw, Struct

from veche.directory import may_act_as
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.ids import ActorId, Ids
from veche.identity import Limit

Announce = Callable[[Struct], None]
"""Called after the commit, once per event."""
Contacts = Callable[[Queries, ActorId, Sequence[ActorId]], Awaitable[set[ActorId]]]
"""Those with whom an actor has a dialog in which both wrote. Messages know."""


class Dialogs(Protocol):
    """Whoever keeps dialogs. Called inside our transaction."""

    async def set_closed(self, conn: Connection, pair: tuple[ActorId, ActorId], *, closed: bool) -> list[Struct]:
        """Nobody of the pair writes to the other any more, or both may again; events to be announced."""
        ...


class Evidence(Struct, frozen=True):
    """What is reported, as the one who reports it sees it: who wrote it, what the chat is called, the messages."""

    title: str
    authors: list[int]
    messages: list[Raw]


class Witness(Protocol):
    """Whoever can show what is reported."""

    async def evidence(self, asker: Asker, chat: int, seqs: list[int]) -> Evidence:
        """Raises chat_not_found; messages that the asker does not see are left out."""
        ...


class Limits(Protocol):
    """How often an account may do something; identity keeps them."""

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Announce
    limits: Limits
    contacts: Contacts
    dialogs: Dialogs
    witness: Witness

    async def acting(self, db: Queries, asker: Asker, as_: int | None) -> ActorId:
        """Who is acting: the person himself, or a post that he holds at this moment."""
        if as_ is not None and as_ != asker.person:
            refusal = await may_act_as(db, asker.person, as_)
            if refusal is not None:
                raise refusal
        return ActorId(as_ or asker.person)
