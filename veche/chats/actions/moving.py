"""Groups that come along from other messengers: nobody is in one until its history is complete."""

from __future__ import annotations

from collections.abc import Sequence

from veche.chats.actions.change import Desk, membership_changed
from veche.chats.events import MemberLeft, Parted
from veche.chats.model import TITLE_LIMIT
from veche.chats.store import members, moving, rooms
from veche.chats.store.cards import cards_for
from veche.chats.store.heads import add_head, lock_heads
from veche.ground.db import Connection
from veche.ground.ids import ActorId, ChatId, Version
from veche.ground.text import clean_name
from veche.identity import bump_actor_space


class Moving:
    """In the transactions of whoever moves a group in; who is told afterwards, he decides."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def prepare(self, conn: Connection, *, title: str, by: ActorId, topics: bool) -> ChatId:
        """An empty group without members. Raises as clean_name."""
        desk = self._desk
        title = clean_name(title, limit=TITLE_LIMIT, field="title")
        chat, now = ChatId(desk.ids.new()), desk.clock.now()
        await rooms.add_room(conn, rooms.NewRoom(chat, "group", "ordinary", title, "", by, now, 0))
        await add_head(conn, chat, now=now)
        if topics:
            await moving.set_topics(conn, chat)
        return chat

    async def open_up(self, conn: Connection, chat: ChatId, *, owner: ActorId, source: str) -> None:
        """The owner is in it now, nothing is unread, and the history says where it came from."""
        await lock_heads(conn, [chat])
        change = self._desk.begin(conn, chat, kind="group", members_count=0)
        version = await change.take()
        versions = await bump_actor_space(conn, [owner])
        await members.put_in(conn, chat, {owner: "owner"}, versions=versions, now=change.now)
        await rooms.count(conn, chat, step=1, version=version)
        await change.say("moved_in", actor=owner, title=source)

    async def take_down(self, conn: Connection, chat: ChatId) -> list[Parted]:
        """Nobody is in it any more, no link leads there, and its name is gone."""
        await lock_heads(conn, [chat])
        change = self._desk.begin(conn, chat, kind="group", members_count=0)
        version = await change.take()
        actors = await moving.members_of(conn, chat)
        versions = await bump_actor_space(conn, actors)
        await moving.close(conn, chat, versions, version=version, now=change.now)
        return [Parted(int(actor), int(versions[actor])) for actor in actors]

    async def tell_opened(self, chat: ChatId, owner: ActorId) -> None:
        """His devices learn of the group, if he still is in it."""
        card = (await cards_for(self._desk.db, chat, [owner])).get(owner)
        if card is not None:
            self._desk.tell([membership_changed(card, joined=True)])

    def tell_taken_down(self, chat: ChatId, parted: Sequence[Parted], *, by: ActorId) -> None:
        self._desk.tell([MemberLeft(chat, one.actor, by, Version(one.version)) for one in parted])
