"""One change of a chat: a transaction that holds the chat's head, and what is announced once it is committed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import msgspec
from msgspec import UNSET, Struct

from veche.chats.events import (
    SERVICE_TOPIC,
    Act,
    ChatChanged,
    Event,
    MemberJoined,
    MembershipChanged,
    ServiceLine,
)
from veche.chats.model import Access, Kind, LoggedAct, PublicRules, Role, is_quiet
from veche.chats.store import links, members, rooms
from veche.chats.store.access import rights_of
from veche.chats.store.cards import cards_for, chats_cards
from veche.chats.store.heads import lock_heads, take_versions
from veche.chats.store.journal import Detail, Note
from veche.chats.wire import Chat
from veche.directory import may_act_as
from veche.ground import outbox
from veche.ground.clock import Clock, to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import NotFound, Refused, VecheError
from veche.ground.ids import ActorId, ChatId, Ids, Version
from veche.identity import Limit, actor_cards, bump_actor_space

Announce = Callable[[Struct], None]
"""Called after the commit, once per event."""
Beside = Callable[[Connection, Sequence[Struct]], Awaitable[None]]
"""Called before the commit with what is announced after it: whoever must not lose an event when the process dies in
between leaves it in the outbox, in this very transaction."""


async def nothing_beside(_conn: Connection, _events: Sequence[Struct]) -> None:
    """For whoever runs chats without anything above them."""


class Limits(Protocol):
    """How often an account may do something; identity keeps them. Asked before a transaction, never within one: it
    takes a connection of its own."""

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None:
        """Raises: TooMany with the code of the limit."""


class Gate(Protocol):
    """Whether somebody may come near another one; trust knows what everybody decided."""

    async def may_write_to(self, db: Queries, actor: ActorId, peer: ActorId) -> VecheError | None:
        """Asked before a dialog is begun."""
        ...

    async def not_addable(self, db: Queries, actor: ActorId, others: Sequence[ActorId]) -> list[ActorId]:
        """Those whom the actor may not put into a chat."""
        ...

    def tells_reading(self, one: int, other: int) -> bool:
        """Whether partners of a dialog see how far the other has read."""
        ...


@dataclass(kw_only=True)
class Change:
    """A transaction in one chat whose head is locked: nobody else changes or writes in it meanwhile."""

    conn: Connection
    ids: Ids
    now: datetime
    chat: ChatId
    kind: Kind
    members_count: int
    events: list[Event] = field(default_factory=list)

    @property
    def quiet(self) -> bool:
        return is_quiet(self.kind, self.members_count)

    async def take(self) -> Version:
        """The next version of the chat space."""
        return (await take_versions(self.conn, [(self.chat, 0, 1)], self.now))[self.chat].version

    async def take_unless_quiet(self) -> Version | None:
        """Comings and goings in a large chat or a channel take no version: nobody but the actor is told."""
        return None if self.quiet else await self.take()

    async def told(self, version: Version | None) -> None:
        """Everybody in the chat is told how it looks now, if it took a version."""
        if version is not None:
            self.events.append(ChatChanged((await chats_cards(self.conn, [self.chat]))[self.chat]))

    async def say(self, act: Act, *, actor: ActorId, actors: Sequence[ActorId] = (), title: str = "") -> None:
        """A line in the history of the chat; messages write it once they hear of it."""
        line = ServiceLine(
            event_id=self.ids.new(),
            chat=self.chat,
            actor=actor,
            act=act,
            at=to_ms(self.now),
            actors=list(actors),
            title=title,
        )
        await outbox.put(self.conn, SERVICE_TOPIC, line, key=f"chat:{self.chat}")

    async def note(self, act: LoggedAct, *, actor: ActorId, **details: Detail) -> None:
        """An entry in the log that those see who run the chat."""
        if self.kind != "dialog":
            await Note(self.ids.new(), self.chat, actor, act, self.now, details).write(self.conn)

    async def changed(self, actor: ActorId, *, joined: bool = False, by: int = 0) -> Chat:
        """The actor's own devices are told how his membership looks now."""
        card = (await cards_for(self.conn, self.chat, [actor]))[actor]
        self.events.append(membership_changed(card, joined=joined, by=by))
        return card

    async def admit(self, actors: Sequence[ActorId], *, by: ActorId, act: Act) -> dict[ActorId, Chat]:
        """Make these actors members; none of them is one now. The chat as each of them sees it."""
        roles: dict[ActorId, Role] = dict.fromkeys(actors, "member")
        quiet = self.quiet
        version = await self.take_unless_quiet()
        versions = await bump_actor_space(self.conn, actors)
        await members.put_in(self.conn, self.chat, roles, versions=versions, now=self.now)
        await rooms.count(self.conn, self.chat, step=len(actors), version=version)
        await links.close_requests(self.conn, self.chat, actors)
        if not quiet:
            await self.say(act, actor=by, actors=[actor for actor in actors if actor != by])
        cards = await cards_for(self.conn, self.chat, actors)
        self.events.extend(membership_changed(card, joined=True) for card in cards.values())
        self.events.extend(MemberJoined(self.chat, actor, by, quiet) for actor in actors)
        if version is not None:
            self.events.append(ChatChanged(plain(next(iter(cards.values())))))
        return cards


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What all actions of chats need, put in by the composition root."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Announce
    limits: Limits
    gate: Gate
    public: PublicRules = field(default_factory=PublicRules)
    beside: Beside = nothing_beside

    async def acting(self, db: Queries, asker: Asker, as_: int | None) -> ActorId:
        """Who is acting: the person himself, or a post that he holds at this moment."""
        if as_ is None or as_ == asker.person:
            return ActorId(asker.person)
        insist(await may_act_as(db, asker.person, ActorId(as_)))
        return ActorId(as_)

    async def access(self, db: Queries, chat: ChatId, actor: ActorId) -> Access:
        """The actor's membership. A stranger learns nothing, not even whether there is such a chat."""
        access = (await rights_of(db, [(chat, actor)])).get((chat, actor))
        if access is None:
            raise NotFound("chat_not_found")
        return access

    @asynccontextmanager
    async def change(self, asker: Asker, chat: ChatId, as_: int | None) -> AsyncIterator[tuple[Change, Access]]:
        """A change made by a member: his rights are read while the head is held, so that they hold at commit."""
        async with self.db.transaction() as conn:
            await lock_heads(conn, [chat])
            actor = await self.acting(conn, asker, as_)
            access = await self.access(conn, chat, actor)
            change = self.begin(conn, chat, kind=access.kind, members_count=access.members_count)
            yield change, access
            await self.beside(conn, change.events)
        self.tell(change.events)

    def begin(self, conn: Connection, chat: ChatId, *, kind: Kind, members_count: int) -> Change:
        now = self.clock.now()
        return Change(conn=conn, ids=self.ids, now=now, chat=chat, kind=kind, members_count=members_count)

    def tell(self, events: Sequence[Event]) -> None:
        for event in events:
            self.announce(event)


def insist(refusal: VecheError | None) -> None:
    """Turn the answer of a `may_…` question into an error."""
    if refusal is not None:
        raise refusal


def membership_changed(card: Chat, *, joined: bool = False, by: int = 0) -> MembershipChanged:
    """The event for a card that has its membership."""
    if card.membership is UNSET:
        raise ValueError("a card without membership")
    return MembershipChanged(card.membership.actor, card.membership.version, card, joined, by)


def plain(card: Chat) -> Chat:
    """The card as everybody may see it: without one member's own things."""
    return msgspec.structs.replace(card, membership=UNSET, peer=UNSET)


async def must_come(gate: Gate, db: Queries, actor: ActorId, others: Sequence[ActorId]) -> None:
    """Nobody is put into a chat by somebody from whom he does not want that."""
    refusing = await gate.not_addable(db, actor, others)
    if refusing:
        raise Refused("cannot_add", actors=[int(one) for one in refusing])


async def must_exist(db: Queries, actors: Sequence[ActorId]) -> None:
    """Everybody who is to come in is known and in use. A vacant post may come: its successor will find the chat."""
    cards = await actor_cards(db, actors)
    unknown = [int(actor) for actor in actors if actor not in cards]
    if unknown:
        raise NotFound("actor_not_found", actors=unknown)
    gone = [int(actor) for actor in actors if cards[actor].deactivated]
    if gone:
        raise Refused("actor_deactivated", actors=gone)
