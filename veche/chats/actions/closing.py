"""A dialog in which neither writes to the other any more, because one of the two wishes so."""

from __future__ import annotations

from msgspec import Struct

from veche.chats.actions.change import Beside, membership_changed
from veche.chats.model import Rights
from veche.chats.store import members, rooms
from veche.chats.store.cards import cards_for
from veche.chats.store.heads import lock_heads
from veche.ground.db import Connection
from veche.ground.ids import ActorId
from veche.identity import bump_actor_space


class Closing:
    """What trust needs of dialogs (its port `Dialogs`). The rights of both members go, so that the path of a message
    needs no other question, and both see in the same way that nothing can be written: who wished it is not told."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside

    async def set_closed(self, conn: Connection, pair: tuple[ActorId, ActorId], *, closed: bool) -> list[Struct]:
        """Take the right to write from both, or give it back. Nothing to do where there is no dialog yet."""
        low, high = min(pair), max(pair)
        chat = await rooms.dialog_of(conn, (low, high))
        if chat is None:
            return []
        await lock_heads(conn, [chat])
        versions = await bump_actor_space(conn, [low, high])
        rights = Rights.NONE if closed else None
        for actor, version in versions.items():
            await members.set_role(conn, chat, actor, role="member", rights=rights, version=version)
        cards = await cards_for(conn, chat, [low, high])
        events: list[Struct] = [membership_changed(card) for card in cards.values()]
        await self._beside(conn, events)
        return events
