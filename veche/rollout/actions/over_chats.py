"""The port to chats and messages, filled with the doors of those domains."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final, Protocol

from veche import chats, directory, messages
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import ActorId, ChatId, OrganisationId, PostId, UnitId
from veche.rollout.actions.base import Picture, Posted

LOOK: Final = 4
"""Rows read for each post shown: between posts stand service lines and deleted ones."""


class Opening(Protocol):
    """Chats, as far as a group is made."""

    async def create_group(self, asker: Asker, *, title: str, about: str = "") -> chats.Chat: ...


class Inviting(Protocol):
    """Chats, as far as a link into one is made."""

    async def create_link(self, asker: Asker, chat: ChatId) -> tuple[Any, str]: ...


class Managing(Protocol):
    """Chats, as far as somebody is added."""

    async def add_members(self, asker: Asker, chat: ChatId, actors: list[ActorId]) -> object: ...


class Filling(Protocol):
    """Chats, as far as the directory fills them."""

    async def of_units(self, db: Queries, organisation: OrganisationId) -> dict[UnitId, ChatId]: ...


class OverChats:
    """What a rollout wants of chats."""

    def __init__(
        self, opening: Opening, inviting: Inviting, managing: Managing, filling: Filling, *, address: str
    ) -> None:
        self._filling = filling
        self._opening = opening
        self._inviting = inviting
        self._managing = managing
        self._address = address.rstrip("/")

    async def open_help(self, asker: Asker, *, title: str, about: str, who: Sequence[PostId]) -> tuple[ChatId, str]:
        card = await self._opening.create_group(asker, title=title, about=about)
        chat = ChatId(card.id)
        _, code = await self._inviting.create_link(asker, chat)
        for post in who:
            await self.call_in(asker, chat, post)
        return chat, f"{self._address}/join#{code}"

    async def call_in(self, asker: Asker, chat: ChatId, post: PostId) -> None:
        try:
            await self._managing.add_members(asker, chat, [ActorId(post)])
        except (Refused, NotFound):
            # Another administrator opened the chat: whoever answers comes by its link like everybody.
            return

    async def titles(self, db: Queries, numbers: Iterable[ChatId]) -> dict[ChatId, str]:
        return {chat: card.title for chat, card in (await chats.chats_cards(db, list(numbers))).items()}

    async def of_units(self, db: Queries, organisation: OrganisationId) -> dict[UnitId, ChatId]:
        return await self._filling.of_units(db, organisation)

    async def inside(self, db: Queries, pairs: Collection[tuple[ChatId, ActorId]]) -> set[tuple[ChatId, ActorId]]:
        return set(await chats.rights_of(db, list(pairs)))

    async def may_mirror(self, db: Queries, asker: Asker, chat: ChatId) -> str:
        card = (await chats.chats_cards(db, [chat])).get(chat)
        if card is None or card.kind != "channel":
            raise NotFound("chat_not_found")
        if card.mode != "public":
            raise Conflict("mirror_not_public")
        actors = [ActorId(asker.person), *map(ActorId, await directory.posts_of(db, asker.person))]
        rights = await chats.rights_of(db, [(chat, actor) for actor in actors])
        if not any(access.may(chats.Rights.EDIT_INFO) for access in rights.values()):
            raise Refused("no_right")
        return card.title

    async def posts(self, db: Queries, chat: ChatId, *, limit: int) -> list[Posted]:
        head = (await chats.heads_of(db, [chat])).get(chat)
        if head is None:
            return []
        found = await messages.messages_in(db, [(chat, max(1, head[0] - limit * LOOK), head[0])])
        said = [one for one in found if one.kind == "text" and not one.deleted and (one.text or one.attachments)]
        return [_posted(one) for one in reversed(said[-limit:])]

    def home_of(self, chat: ChatId) -> str:
        """The page of a public channel in the messenger."""
        return f"{self._address}/join#{chats.make_code(chat)}"


def _posted(one: messages.Message) -> Posted:
    """What its author covered stays covered outside."""
    pictures = tuple(
        Picture(each.file, each.width, each.height)
        for each in one.attachments
        if each.type == "photo" and each.file is not None and not each.spoiler
    )
    return Posted(one.seq, one.at, one.text, len(one.attachments) - len(pictures), pictures)
