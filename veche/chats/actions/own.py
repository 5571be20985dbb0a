"""What a member keeps for himself: mute, pin, archive, how far he has read."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from veche.chats.actions.change import Desk, Gate, membership_changed
from veche.chats.events import ReadMarked
from veche.chats.model import READERS_TOLD_UP_TO
from veche.chats.store import listeners, own
from veche.chats.store.cards import cards_for
from veche.chats.store.own import Mark, Moved
from veche.chats.wire import Chat, Notify
from veche.ground.commands import Asker
from veche.ground.errors import NotFound
from veche.ground.ids import ActorId, ChatId, Seq, Version
from veche.identity import bump_actor_space

MARKS_AT_ONCE = 500


class Keeping:
    """Mute, pin, archive: changes of the actor's own space; the chat itself does not notice."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def set_mute(self, asker: Asker, chat: ChatId, until: datetime | None, *, as_: int | None = None) -> Chat:
        return await self._set(asker, chat, column="muted_until", value=until, as_=as_)

    async def set_pinned(self, asker: Asker, chat: ChatId, *, on: bool, as_: int | None = None) -> Chat:
        value = self._desk.clock.now() if on else None
        return await self._set(asker, chat, column="pinned_at", value=value, as_=as_)

    async def set_archived(self, asker: Asker, chat: ChatId, *, on: bool, as_: int | None = None) -> Chat:
        return await self._set(asker, chat, column="archived", value=on, as_=as_)

    async def set_notify(self, asker: Asker, chat: ChatId, rule: Notify | None, *, as_: int | None = None) -> Chat:
        return await self._set(asker, chat, column="notify", value=rule, as_=as_)

    async def _set(
        self, asker: Asker, chat: ChatId, *, column: own.Column, value: datetime | bool | str | None, as_: int | None
    ) -> Chat:
        desk = self._desk
        async with desk.db.transaction() as conn:
            actor = await desk.acting(conn, asker, as_)
            version = (await bump_actor_space(conn, [actor])).get(actor, Version(0))
            if not await own.set_own(conn, chat, actor, column=column, value=value, version=version):
                raise NotFound("chat_not_found")
            event = membership_changed((await cards_for(conn, chat, [actor]))[actor])
            if column == "muted_until":
                await desk.beside(conn, [event])
        desk.tell([event])
        return event.chat

    async def bring_back(self, chats: Sequence[ChatId]) -> None:
        """Something was written in these chats: they leave the archives of those who hear them. One statement where
        nobody put any of them away."""
        desk = self._desk
        away = await listeners.put_away(desk.db, chats, now=desk.clock.now())
        for chat in dict.fromkeys(chat for chat, _ in away):
            async with desk.db.transaction() as conn:
                actors = [actor for place, actor in away if place == chat]
                await listeners.take_out(conn, chat, await bump_actor_space(conn, actors))
                cards = await cards_for(conn, chat, actors)
            desk.tell([membership_changed(card) for card in cards.values()])


class _Waiting(NamedTuple):
    chat: ChatId
    actor: ActorId
    seq: Seq
    done: asyncio.Future[Seq]


class ReadMarks:
    """Read marks by group commit: what queued up while the last commit ran is the next transaction.

    Any number of marks are three statements, and a mark that moves nothing writes nothing.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._queue: list[_Waiting] = []
        self._worker: asyncio.Task[None] | None = None

    async def mark_read(self, asker: Asker, chat: ChatId, seq: Seq, *, as_: int | None = None) -> Seq:
        """Move the mark to `seq`, never back and never beyond the newest message; the mark that is in force."""
        actor = await self._desk.acting(self._desk.db, asker, as_)
        done: asyncio.Future[Seq] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(chat, actor, seq, done))
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        return await done

    async def _work(self) -> None:
        try:
            while self._queue:
                batch, self._queue = self._queue[:MARKS_AT_ONCE], self._queue[MARKS_AT_ONCE:]
                try:
                    await self._mark(batch)
                except Exception as error:  # noqa: BLE001 - the edge of this loop: those who wait get the error
                    for waiting in batch:
                        if not waiting.done.done():
                            waiting.done.set_exception(error)
        finally:
            self._worker = None
            for waiting in self._queue:
                waiting.done.cancel()
            self._queue.clear()

    async def _mark(self, batch: list[_Waiting]) -> None:
        wanted: dict[tuple[ChatId, ActorId], Seq] = {}
        for waiting in batch:
            pair = (waiting.chat, waiting.actor)
            wanted[pair] = max(wanted.get(pair, waiting.seq), waiting.seq)
        marks = await own.marks_of(self._desk.db, list(wanted))
        ahead = {
            pair: Seq(min(seq, marks[pair].seq))
            for pair, seq in wanted.items()
            if pair in marks and min(seq, marks[pair].seq) > marks[pair].read_seq
        }
        moved = await self._move(ahead) if ahead else []
        now = {(one.chat, one.actor): one.read_seq for one in moved}
        for one in moved:
            self._desk.announce(read_marked(one, marks[one.chat, one.actor], gate=self._desk.gate))
        for waiting in batch:
            if waiting.done.done():
                continue
            pair = (waiting.chat, waiting.actor)
            if pair in marks:
                waiting.done.set_result(now.get(pair, marks[pair].read_seq))
            else:
                waiting.done.set_exception(NotFound("chat_not_found"))

    async def _move(self, ahead: dict[tuple[ChatId, ActorId], Seq]) -> list[Moved]:
        async with self._desk.db.transaction() as conn:
            versions = await bump_actor_space(conn, {actor for _, actor in ahead})
            moves = [Moved(chat, actor, seq, versions[actor]) for (chat, actor), seq in ahead.items()]
            return await own.move_marks(conn, moves)


def read_marked(moved: Moved, mark: Mark, *, gate: Gate) -> ReadMarked:
    """Others are told in dialogs, if both tell each other, and in small groups; in a large chat nobody looks who of a
    thousand has read."""
    if mark.low is not None and mark.high is not None:
        peers = gate.tells_reading(mark.low, mark.high)
    else:
        peers = mark.kind == "group" and mark.members_count <= READERS_TOLD_UP_TO
    return ReadMarked(moved.chat, moved.actor, moved.read_seq, moved.version, peers)
