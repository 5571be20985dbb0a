"""Channels that somebody vouches for: made, taken on and sealed in the transactions of whoever decides about that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from msgspec import Struct

from veche.chats.actions.change import Desk, insist, membership_changed, plain
from veche.chats.events import ChatCreated
from veche.chats.model import TITLE_LIMIT, Access, Seal, may_be_sealed, may_list_members
from veche.chats.store import members, rooms
from veche.chats.store.access import rights_of
from veche.chats.store.cards import cards_for, chats_cards
from veche.chats.store.heads import add_head, lock_heads
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import Refused
from veche.ground.ids import ActorId, ChatId
from veche.ground.text import clean_name
from veche.identity import bump_actor_space


class Sealing:
    """Events are handed back, to be announced after the commit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def found(self, conn: Connection, *, title: str, about: str, owner: ActorId) -> tuple[ChatId, list[Struct]]:
        """A new public channel of this actor."""
        desk = self._desk
        chat, title = ChatId(desk.ids.new()), clean_name(title, limit=TITLE_LIMIT, field="title")
        change = desk.begin(conn, chat, kind="channel", members_count=1)
        await rooms.add_room(conn, rooms.NewRoom(chat, "channel", "public", title, about, owner, change.now, 1))
        await add_head(conn, chat, now=change.now)
        versions = await bump_actor_space(conn, [owner])
        await members.put_in(conn, chat, {owner: "owner"}, versions=versions, now=change.now)
        card = (await cards_for(conn, chat, [owner]))[owner]
        await change.say("created", actor=owner, title=title)
        return chat, [ChatCreated(plain(card), owner, [owner]), membership_changed(card, joined=True)]

    async def adopt(self, conn: Connection, chat: ChatId, *, title: str, owner: ActorId) -> list[Struct]:
        """A channel that is there gets the title that was decided about. Raises: chat_not_found, channel_not_yours."""
        await lock_heads(conn, [chat])
        access = await self._run_by(conn, chat, owner)
        change = self._desk.begin(conn, chat, kind="channel", members_count=access.members_count)
        before = (await chats_cards(conn, [chat]))[chat]
        if before.title == title:
            return []
        version = await change.take()
        await rooms.set_info(
            conn, chat, title=title, about=before.about, member_rights=before.member_rights, version=version
        )
        await change.say("title_changed", actor=owner, title=title)
        await change.note("title", actor=owner, old=before.title, new=title)
        await change.told(version)
        return [*change.events]

    async def run_by(self, asker: Asker, chat: ChatId, *, as_: int | None) -> int:
        """How many subscribers a channel has, for those who run it. Raises: not_your_post, chat_not_found, no_right,
        only_in_channels."""
        desk = self._desk
        access = await desk.access(desk.db, chat, await desk.acting(desk.db, asker, as_))
        if access.kind != "channel":
            raise Refused("only_in_channels")
        insist(may_list_members(access))
        return access.members_count

    async def must_run(self, db: Queries, chat: ChatId, actor: ActorId) -> None:
        """Raises: chat_not_found, channel_not_yours."""
        await self._run_by(db, chat, actor)

    async def seal(self, conn: Connection, chat: ChatId, seal: str | None) -> list[Struct]:
        """Put a seal on a channel, or take it off; everybody in it is told."""
        await lock_heads(conn, [chat])
        change = self._desk.begin(conn, chat, kind="channel", members_count=0)
        version = await change.take()
        await rooms.set_seal(conn, chat, cast(Seal | None, seal), version=version)
        await change.told(version)
        return [*change.events]

    async def astray(self, db: Queries, runners: Mapping[ChatId, ActorId]) -> set[ChatId]:
        """Which of these channels are not public, or do not belong to this actor any more; one statement."""
        access = await rights_of(db, list(runners.items()))
        return {
            chat
            for chat, actor in runners.items()
            if (chat, actor) not in access or may_be_sealed(access[chat, actor]) is not None
        }

    async def _run_by(self, db: Queries, chat: ChatId, actor: ActorId) -> Access:
        access = await self._desk.access(db, chat, actor)
        insist(may_be_sealed(access))
        return access
