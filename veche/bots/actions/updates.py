"""Writing updates: out of the log of a chat, beside sending and never in its way, and nothing is ever lost.

Each bot has a cursor in each of its chats: the version up to which its updates are written. A turn reads what has a
greater version and writes the updates in one transaction with the cursor, so a crash repeats a turn or nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import msgspec

from veche import chats
from veche.bots.actions.attendance import Attendance, hears, pairs_of
from veche.bots.actions.base import Needs
from veche.bots.actions.discussions import Discussions
from veche.bots.actions.forming import Forming, Turn
from veche.bots.actions.happenings import Audience, Happenings
from veche.bots.actions.roster import Roster, fresh
from veche.bots.events import UpdatesWritten
from veche.bots.model.bots import Bot
from veche.bots.model.updates import KEEP_HOURS
from veche.bots.store import rooms, updates
from veche.bots.store.rooms import RoomRow
from veche.bots.store.updates import NewUpdate
from veche.chats import events as chat_events
from veche.ground.db import Connection
from veche.ground.errors import Unavailable
from veche.ground.ids import BotId, ChatId
from veche.ground.logs import get_logger
from veche.ground.waking import wait_within
from veche.messages import Reader

log = get_logger("bots")

AT_ONCE = 4
"""Chats whose turns run side by side; each takes a connection."""
ROWS = 200
LOOK_EVERY = 300.0
SWEEP_EVERY = 600.0


class Updates:
    """Follows the chats that bots are in."""

    def __init__(
        self,
        needs: Needs,
        roster: Roster,
        attendance: Attendance,
        forming: Forming,
        discussions: Discussions,
        *,
        happenings: Happenings,
        reader: Reader,
    ) -> None:
        self._needs = needs
        self._roster = roster
        self._attendance = attendance
        self._forming = forming
        self._discussions = discussions
        self._happenings = happenings
        self._reader = reader
        self._dirty: dict[ChatId, None] = {}
        self._waiting: set[ChatId] = set()
        """Chats in which perhaps something waits that the log does not say."""
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run(), name="bot-updates")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    # -- what happened

    def hear(self, changed: Iterable[int]) -> None:
        """Something was said or changed in these chats; called for every message, so it only looks into a set."""
        attendance = self._attendance
        for chat in changed:
            if attendance.hearing(chat) or attendance.hearing(attendance.channel_of(chat) or 0):
                self._dirty[ChatId(chat)] = None
                self._wake.set()

    def hear_here(self, event: chat_events.Event) -> None:
        """What this process did to a chat: it lies in the outbox, this process is the first to look."""
        chat = self._happenings.chat_of(event)
        if chat is not None:
            self.look(chat)

    def look(self, chat: ChatId) -> None:
        """Perhaps something waits there that the log does not say."""
        self._waiting.add(chat)
        self._dirty[chat] = None
        self._wake.set()

    async def look_at_all(self) -> None:
        """Chats whose head is ahead of the cursors, and those in which something else waits: at the start, after a
        gap of the bus, and now and then."""
        for chat in await self._happenings.chats():
            self.look(chat)
        comments = self._attendance.comments()
        wanted = [*self._attendance.heard(), *comments.values()]
        cursors: dict[ChatId, int] = {}
        for row in await rooms.here(self._needs.db, self._roster.known()):
            cursors[row.chat] = min(row.version, cursors.get(row.chat, row.version))
            if row.reads_all and row.chat in comments:
                group = comments[row.chat]
                cursors[group] = min(row.comments_version, cursors.get(group, row.comments_version))
        for chat, (_, version) in (await chats.heads_of(self._needs.db, wanted)).items():
            if version > cursors.get(chat, version):
                self._dirty[chat] = None
        if self._dirty:
            self._wake.set()

    async def put(self, conn: Connection, bot: BotId, kind: str, body: Any, *, chat: ChatId) -> None:
        """Leave an update, in the caller's transaction; `told` afterwards wakes whoever waits for it."""
        text = msgspec.json.encode(body).decode()
        await updates.put(conn, [NewUpdate(bot, kind, int(chat), text)], at=self._needs.clock.now())

    def told(self, *bots: BotId) -> None:
        """After the commit."""
        self._needs.announce(UpdatesWritten(bots))

    async def settle(self) -> None:
        """Wait until everything that was heard so far is written (for tests)."""
        while self._dirty or not self._idle.is_set():
            self._wake.set()
            await self._idle.wait()
            await asyncio.sleep(0)

    # -- the worker

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        look_at = loop.time() + LOOK_EVERY
        while True:
            await wait_within(self._wake, max(0.0, look_at - loop.time()))
            self._wake.clear()
            self._idle.clear()
            try:
                if loop.time() >= look_at:
                    look_at = loop.time() + LOOK_EVERY
                    await self.look_at_all()
                await self._turns()
            except Unavailable:
                await asyncio.sleep(1)
                self._wake.set()
            except Exception:  # the loop's edge: one bad turn must not end all updates
                log.exception("bot_updates_failed")
                await asyncio.sleep(1)
            finally:
                self._idle.set()

    async def _turns(self) -> None:
        while self._dirty:
            some = list(self._dirty)[:AT_ONCE]
            for chat in some:
                del self._dirty[chat]
            done = await asyncio.gather(*(self.turn(chat) for chat in some), return_exceptions=True)
            told: set[BotId] = set()
            failed: BaseException | None = None
            for chat, outcome in zip(some, done, strict=True):
                if isinstance(outcome, BaseException):
                    failed = outcome
                    if isinstance(outcome, Unavailable):
                        self._dirty[chat] = None
                    else:  # the next message there tries again; the others go on
                        log.error("bot_updates_of_chat_failed", chat=int(chat), exc_info=outcome)
                else:
                    told |= outcome
            if told:
                self._needs.announce(UpdatesWritten(tuple(sorted(told))))
            if isinstance(failed, Unavailable):
                raise failed

    async def turn(self, chat: ChatId) -> set[BotId]:
        """Write what the bots of one chat have not been told; the bots that got something.

        Who hears the comments of a channel is decided in the channel: its rows are locked, and have the cursors."""
        waits = chat in self._waiting
        self._waiting.discard(chat)
        try:
            told, more, waits = await self._turn(chat, waits=waits)
        except BaseException:
            if waits:
                self._waiting.add(chat)
            raise
        if waits:
            self.look(chat)
        elif more:
            self._dirty[chat] = None
            self._wake.set()
        return {one.bot for one in told}

    async def _turn(self, chat: ChatId, *, waits: bool) -> tuple[list[NewUpdate], bool, bool]:
        """The updates that are written now, whether the log has more, and whether more waits beside it.

        What happens beside the log comes before what is said: who came is known when he speaks. Of a dialog it comes
        after it: what was said before it was closed is told before."""
        channel = self._attendance.channel_of(chat)
        told: list[NewUpdate] = []
        said: list[NewUpdate] = []
        more = left = False
        async with self._needs.db.transaction() as conn:
            here = await rooms.lock(conn, channel or chat)
            known = await self._known(conn, here, closely=waits)
            bots = await self._listening(conn, channel or chat, known)
            card = (await chats.chats_cards(conn, [chat]))[chat] if waits else None
            in_dialog = card is not None and card.kind == "dialog"
            audience = Audience(
                there={room.bot for room in here},
                known={bot.id: (bot, room) for bot, room in known},
                hearing=[bot for bot, _ in bots],
            )
            if card is not None and not in_dialog:
                told, left = await self._happenings.tell(conn, card, audience)
            if bots:
                said, more = await self._said(conn, chat, bots, channel=channel)
                told += said
            if card is not None and in_dialog and not more:
                happened, left = await self._happenings.tell(conn, card, audience)
                told += happened
            if told:
                await updates.put(conn, told, at=self._needs.clock.now())
        return told, more, left or (in_dialog and more)

    async def _said(
        self, conn: Connection, chat: ChatId, bots: Sequence[tuple[Bot, RoomRow]], *, channel: ChatId | None
    ) -> tuple[list[NewUpdate], bool]:
        """Updates out of the log of a chat, with the cursors moved behind them; and whether there is more."""
        if channel is not None:
            bots = [(bot, room.under_posts()) for bot, room in bots]
        head = (await chats.heads_of(conn, [chat]))[chat]
        since = min(room.version for _, room in bots)
        if head[1] <= since:
            return [], False
        changed, more = await self._reader.changed(conn, chat, since=since, head=head, limit=ROWS)
        upto = (head[0], changed[-1].version) if more else head
        turn = Turn(chat=chat, head=upto, messages=changed)
        if channel is None:
            told, moved = await self._forming.form(conn, bots, turn)
            await rooms.move(conn, moved)
        else:
            told, moved = await self._discussions.form(conn, bots, turn, channel=channel)
            await rooms.move_comments(conn, moved)
        return told, more

    async def _known(self, conn: Connection, here: Sequence[RoomRow], *, closely: bool) -> list[tuple[Bot, RoomRow]]:
        """Those in use. `closely`: also those that this process has not heard of yet; what waits is told now or never,
        while the log waits for the cursors."""
        known = []
        for room in here:
            bot = self._roster.bot(room.bot)
            if bot is None and closely:
                bot = await fresh(conn, room.bot)
            if bot is not None:
                known.append((bot, room))
        return known

    async def _listening(
        self, conn: Connection, chat: ChatId, known: Sequence[tuple[Bot, RoomRow]]
    ) -> list[tuple[Bot, RoomRow]]:
        """The bots that may hear now: their rights are read in the transaction that writes."""
        if not known:
            return []
        rights = await chats.rights_of(conn, pairs_of(chat, [bot.id for bot, _ in known]))
        return [
            (bot, room)
            for bot, room in known
            if (access := rights.get((chat, bot.actor))) is not None and hears(access, reads_all=room.reads_all)
        ]

    async def sweep(self) -> None:
        """What nobody fetched within a day is forgotten."""
        before = self._needs.clock.now() - timedelta(hours=KEEP_HOURS)
        while await updates.sweep(self._needs.db, before=before):
            continue
