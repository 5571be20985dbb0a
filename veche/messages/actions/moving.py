"""Histories that come along from other messengers: written and taken away in the transactions of who brings them."""

from __future__ import annotations

from collections.abc import Sequence

from veche.ground.clock import Clock
from veche.ground.db import Connection
from veche.ground.ids import ChatId
from veche.messages.model import client_key
from veche.messages.store import moving
from veche.messages.store.moving import MovedMessage


class Moving:
    """The log of a group that nobody is in."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def key(self, cid: str) -> int:
        """Under which an old message is known in its chat: of nobody who sends here."""
        return client_key(0, cid)

    async def take_places(self, conn: Connection, chat: ChatId, count: int) -> tuple[int, int]:
        """The next places of the chat, and its lock: the first seq and its version."""
        return await moving.heads_for(conn, chat, count, now=self._clock.now())

    async def append(
        self, conn: Connection, chat: ChatId, messages: Sequence[MovedMessage], *, first: tuple[int, int]
    ) -> None:
        """At the places that were taken."""
        await moving.append_moved(conn, chat, messages, first=first)

    async def add_topic(self, conn: Connection, chat: ChatId, topic: int, *, title: str, by: int, at_ms: int) -> None:
        await moving.add_moved_topic(conn, chat, topic, title=title, by=by, at_ms=at_ms)

    async def pin(self, conn: Connection, chat: ChatId, seqs: Sequence[int]) -> None:
        await moving.pin_moved(conn, chat, seqs, now=self._clock.now())

    async def drop_some(self, conn: Connection, chat: ChatId) -> tuple[int, list[int]]:
        """A thousand of the newest go: how many, and the files they named. 0: none is left."""
        return await moving.drop_some(conn, chat)
