"""Ways into a chat: invite links, and requests to be let in."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from msgspec import Struct

from veche.chats.actions.change import Change, Desk, insist, must_exist
from veche.chats.events import JoinRequested
from veche.chats.model import (
    LINK_MISSES,
    LINKS_LIMIT,
    Access,
    Kind,
    Mode,
    Rights,
    may_add,
    may_grow,
    may_manage_members,
)
from veche.chats.store import links, members, rooms
from veche.chats.store.cards import cards_for
from veche.chats.store.heads import lock_heads
from veche.chats.store.links import LinkRow, RequestRow
from veche.chats.store.rooms import Room
from veche.chats.wire import Chat
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import MAX_ID, ActorId, ChatId, LinkId

SECRET_BYTES = 18
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Preview(Struct, frozen=True):
    """What a link tells before joining. `chat`: only to somebody who is in already."""

    kind: Kind
    mode: Mode
    title: str
    about: str
    members_count: int
    approval: bool
    chat: ChatId | None


class Inviting:
    """Links and requests."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def create_link(
        self,
        asker: Asker,
        chat: ChatId,
        *,
        uses: int | None = None,
        expires_at: datetime | None = None,
        approval: bool = False,
        as_: int | None = None,
    ) -> tuple[LinkRow, str]:
        """A new link and its code, which is shown this once."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        async with self._desk.change(asker, chat, as_) as (change, access):
            insist(may_add(access))
            if expires_at is not None and expires_at <= change.now:
                raise BadInput("expires_in_past")
            if len(await links.open_links(change.conn, chat, by=None, limit=LINKS_LIMIT)) >= LINKS_LIMIT:
                raise Conflict("too_many_links", limit=LINKS_LIMIT)
            link = LinkRow(
                LinkId(self._desk.ids.new()), access.actor, change.now, uses, 0, expires_at, approval, revoked_at=None
            )
            await links.add_link(change.conn, chat, link, code_hash=code_hash(secret))
            await change.note("link_made", actor=access.actor, link=link.id, uses=uses, approval=int(approval))
        return link, make_code(chat, secret)

    async def list_links(self, asker: Asker, chat: ChatId, *, as_: int | None = None) -> list[LinkRow]:
        """Open links: those who manage members see all, others their own."""
        desk = self._desk
        access = await desk.access(desk.db, chat, await desk.acting(desk.db, asker, as_))
        insist(may_add(access))
        return await links.open_links(desk.db, chat, by=self._whose(access), limit=LINKS_LIMIT)

    async def revoke_link(self, asker: Asker, chat: ChatId, link: LinkId, *, as_: int | None = None) -> None:
        async with self._desk.change(asker, chat, as_) as (change, access):
            if not await links.revoke_link(change.conn, chat, link, by=self._whose(access), now=change.now):
                raise NotFound("link_not_found")
            await change.note("link_revoked", actor=access.actor, link=link)

    async def view_link(self, asker: Asker, code: str) -> Preview:
        """What stands behind a link."""
        db = self._desk.db
        actor = ActorId(asker.person)
        async with self._misses_count(asker):
            room, link = await self._behind(db, code)
        standing = (await members.standings(db, room.id, [actor])).get(actor)
        inside = standing is not None and standing.active
        approval = link is not None and link.approval
        return Preview(
            room.kind, room.mode, room.title, room.about, room.members_count, approval, room.id if inside else None
        )

    async def join(self, asker: Asker, code: str, *, as_: int | None = None) -> Chat | None:
        """Come in by a link; None if those who run the chat have to answer first."""
        desk = self._desk
        async with self._misses_count(asker), desk.db.transaction() as conn:
            chat, _ = read_code(code)
            await lock_heads(conn, [chat])
            actor = await desk.acting(conn, asker, as_)
            room, link = await self._behind(conn, code)
            change = desk.begin(conn, chat, kind=room.kind, members_count=room.members_count)
            standing = (await members.standings(conn, chat, [actor])).get(actor)
            if standing is not None and standing.active:
                return (await cards_for(conn, chat, [actor]))[actor]
            if standing is not None and standing.removed:
                raise Refused("you_were_removed")
            sealed, members_count = room.seal is not None, room.members_count
            insist(may_grow(desk.public, kind=room.kind, mode=room.mode, sealed=sealed, members=members_count))
            if link is not None and link.approval:
                await self._ask(change, link, actor, member_rights=room.member_rights)
                card = None
            else:
                if link is not None:
                    await self._use(change, link)
                card = (await change.admit([actor], by=actor, act="member_joined"))[actor]
            await desk.beside(conn, change.events)
        desk.tell(change.events)
        return card

    async def list_requests(
        self,
        asker: Asker,
        chat: ChatId,
        *,
        after: tuple[datetime, int],
        limit: int,
        as_: int | None = None,
    ) -> list[RequestRow]:
        desk = self._desk
        access = await desk.access(desk.db, chat, await desk.acting(desk.db, asker, as_))
        insist(may_manage_members(access))
        return await links.requests_page(desk.db, chat, after=after, limit=limit)

    async def answer_request(
        self, asker: Asker, chat: ChatId, actor: ActorId, *, accept: bool, as_: int | None = None
    ) -> None:
        """Let somebody in who asked, or not. Without it the use of the link is free again."""
        async with self._desk.change(asker, chat, as_) as (change, access):
            insist(may_manage_members(access))
            if not await links.has_request(change.conn, chat, actor):
                raise NotFound("request_not_found")
            await change.note("request_answered", actor=access.actor, member=actor, accepted=int(accept))
            if not accept:
                await links.close_requests(change.conn, chat, [actor])
                return
            await must_exist(change.conn, [actor])
            await links.accept_request(change.conn, chat, actor)
            await change.admit([actor], by=access.actor, act="members_added")

    @asynccontextmanager
    async def _misses_count(self, asker: Asker) -> AsyncIterator[None]:
        """Codes that lead nowhere are counted, after the transaction in which they did."""
        try:
            yield
        except NotFound as miss:
            if miss.code == "link_not_found":
                await self._desk.limits.take(LINK_MISSES, asker.person)
            raise

    async def _ask(self, change: Change, link: LinkRow, actor: ActorId, *, member_rights: int) -> None:
        conn, chat = change.conn, change.chat
        if await links.has_request(conn, chat, actor):
            return
        await self._use(change, link)
        await links.add_request(conn, chat, actor, link=link.id, now=change.now)
        deciders = await members.managers(conn, chat, right=Rights.MANAGE_MEMBERS, member_rights=member_rights)
        change.events.append(JoinRequested(chat, actor, to_ms(change.now), list(deciders)))

    async def _use(self, change: Change, link: LinkRow) -> None:
        if not await links.take_use(change.conn, change.chat, link.id, now=change.now):
            raise Conflict("link_used_up")

    async def _behind(self, db: Queries, code: str) -> tuple[Room, LinkRow | None]:
        """The chat behind a code and the link; no link for the lasting code of a public chat."""
        chat, secret = read_code(code)
        room = await rooms.room(db, chat)
        if room is None or room.members_count == 0:
            raise NotFound("link_not_found")
        if not secret:
            if room.mode != "public":
                raise NotFound("link_not_found")
            return room, None
        link = await links.link_by_code(db, chat, code_hash(secret))
        if link is None or link.revoked_at is not None:
            raise NotFound("link_not_found")
        if link.expires_at is not None and link.expires_at <= self._desk.clock.now():
            raise Conflict("link_expired")
        return room, link

    @staticmethod
    def _whose(access: Access) -> ActorId | None:
        return None if access.may(Rights.MANAGE_MEMBERS) else access.actor


def code_hash(secret: str) -> bytes:
    """How a link's secret is kept. It is random and long, so a plain fast hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def make_code(chat: ChatId, secret: str = "") -> str:
    """The code of a link: the chat, so that one shard can answer, and the secret. A public chat needs no secret."""
    number, digits = int(chat), ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return f"{digits}.{secret}" if secret else digits


def read_code(code: str) -> tuple[ChatId, str]:
    """The chat and the secret of a code."""
    place, _, secret = code.partition(".")
    if not place.isascii() or not place.isalnum() or len(place) > 11 or not secret.isascii():
        raise NotFound("link_not_found")
    number = int(place, 36)
    if not 0 < number <= MAX_ID:
        raise NotFound("link_not_found")
    return ChatId(number), secret
