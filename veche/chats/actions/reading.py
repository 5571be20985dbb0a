"""Chats and members as they are listed. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec import UNSET

from veche.chats.actions.change import Desk, insist
from veche.chats.actions.links import make_code
from veche.chats.model import QUIET_ABOVE, Access, may_list_members
from veche.chats.store import members
from veche.chats.store.access import rights_of
from veche.chats.store.cards import ListPlace, Peopled, cards_for, cards_of, chats_cards, list_page, peopled_of
from veche.chats.wire import Chat
from veche.directory import posts_of
from veche.ground.commands import Asker
from veche.ground.errors import NotFound
from veche.ground.ids import ActorId, ChatId, Seq

FIRST_MEMBER = (-1, datetime(1970, 1, 1, tzinfo=UTC), 0)


class Reading:
    """Looks chats up for somebody who may see them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def list_chats(
        self, asker: Asker, *, actor: int | None, archived: bool, after: ListPlace | None, limit: int
    ) -> tuple[ActorId, list[Chat], ListPlace | None]:
        """A page of the chat list of the person or of one of his posts, pinned chats first."""
        desk = self._desk
        acting = await desk.acting(desk.db, asker, actor)
        chats, following = await list_page(desk.db, acting, archived=archived, after=after, limit=limit)
        return acting, chats, following

    async def get_chat(self, asker: Asker, chat: ChatId, *, as_: int | None = None) -> tuple[Chat, Seq, str | None]:
        """A chat, how far anybody else has read, and the lasting code if it is public."""
        db = self._desk.db
        access = await self.seen_by(asker, chat, as_=as_)
        card = (await cards_for(db, chat, [access.actor])).get(access.actor)
        if card is None:
            raise NotFound("chat_not_found")
        if card.peer is not UNSET and not self._desk.gate.tells_reading(access.actor, card.peer):
            peers = Seq(0)
        elif access.kind == "channel" or access.members_count > QUIET_ABOVE:
            # Among so many somebody has always read everything; it is not worth looking at each row.
            peers = Seq(card.seq)
        else:
            peers = await members.peers_read_seq(db, chat, actor=access.actor)
        return card, peers, make_code(chat) if access.mode == "public" else None

    async def cards_of(self, actor: ActorId, chats: Iterable[ChatId]) -> dict[ChatId, Chat]:
        """These chats as the actor sees them, those that he is in; one statement."""
        return await cards_of(self._desk.db, actor, chats)

    async def peopled_of(self, actor: ActorId, chats: Iterable[ChatId], *, most: int) -> dict[ChatId, Peopled]:
        """The same with their owners, and with their people where there are at most so many; one statement."""
        return await peopled_of(self._desk.db, actor, chats, most=most)

    async def some_members(self, chat: ChatId, actors: Sequence[ActorId]) -> dict[ActorId, members.MemberRow]:
        """Those of these actors who are in the chat; who may know it is the caller's business."""
        card = (await chats_cards(self._desk.db, [chat])).get(chat)
        if card is None:
            raise NotFound("chat_not_found")
        return await members.some(self._desk.db, chat, actors, member_rights=card.member_rights)

    async def list_members(
        self, asker: Asker, chat: ChatId, *, after: tuple[int, datetime, int] | None, limit: int, as_: int | None = None
    ) -> list[members.MemberRow]:
        """A page of members: owners, admins, then members as they came."""
        access = await self.seen_by(asker, chat, as_=as_)
        insist(may_list_members(access))
        return await members.page(
            self._desk.db, chat, after=after or FIRST_MEMBER, limit=limit, member_rights=access.member_rights
        )

    async def seen_by(self, asker: Asker, chat: ChatId, *, as_: int | None) -> Access:
        """The membership by which the asker sees a chat: the one he names, else his own, else that of a post."""
        db = self._desk.db
        if as_ is not None:
            return await self._desk.access(db, chat, await self._desk.acting(db, asker, as_))
        own = (chat, ActorId(asker.person))
        found = await rights_of(db, [own])
        if own in found:
            return found[own]
        pairs = [(chat, ActorId(post)) for post in await posts_of(db, asker.person)]
        by_posts = await rights_of(db, pairs) if pairs else {}
        if not by_posts:
            raise NotFound("chat_not_found")
        # Of several posts the one that may do most.
        return max(by_posts.values(), key=lambda access: (access.rights, -access.actor))
