"""Long polling: who waits costs memory and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterable

import msgspec
from msgspec import Struct

from veche.bots.actions.base import Needs
from veche.bots.model.bots import Bot
from veche.bots.model.updates import patience, wanted
from veche.bots.store import updates
from veche.ground.errors import SignedOut, VecheError
from veche.ground.ids import BotId

PAGE = 200


class Polled(Struct, frozen=True):
    """The answer of GET /updates. `marker`: the number of the next update."""

    updates: list[msgspec.Raw]
    marker: int


class _Poll:
    """One poll that waits. `turn` is resolved when there may be something, when it is to end, or when time is up."""

    __slots__ = ("asleep", "ended", "refusal", "turn")

    def __init__(self) -> None:
        self.asleep = False
        self.ended = False
        self.refusal: VecheError | None = None
        self.turn: asyncio.Future[None] | None = None

    def wake(self) -> None:
        if self.turn is not None and not self.turn.done():
            self.turn.set_result(None)

    def end(self, refusal: VecheError | None = None) -> None:
        """No more waiting: a younger poll of the bot came, or its key is worth nothing any more."""
        self.ended, self.refusal = True, refusal
        self.wake()


class Polling:
    """At most one poll of a bot waits: a second one ends the first with an empty answer, which every client bears."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._waiting: dict[BotId, _Poll] = {}

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def asleep(self) -> int:
        """Those for which nothing is being done at this moment."""
        return sum(poll.asleep for poll in self._waiting.values())

    def is_waiting(self, bot: BotId) -> bool:
        return bot in self._waiting

    async def poll(
        self,
        bot: Bot,
        *,
        marker: int | None,
        limit: int,
        timeout: int,
        types: frozenset[str] = frozenset(),
        gone: Awaitable[object] | None = None,
    ) -> Polled:
        """What there is, or what comes within `timeout` seconds. `gone`: resolved when nobody reads the answer any
        more. Raises: bot_token, when the key ends meanwhile."""
        poll = _Poll()
        older = self._waiting.get(bot.id)
        self._waiting[bot.id] = poll
        if older is not None:
            older.end()
        try:
            start = await self._start(bot.id, marker)
            polled = await self._wait(bot.id, poll, start, limit=limit, timeout=timeout, types=types, gone=gone)
        finally:
            if self._waiting.get(bot.id) is poll:
                del self._waiting[bot.id]
        if marker is None and polled.marker > start and not (poll.ended and not polled.updates):
            await updates.hand(self._needs.db, bot.id, upto=polled.marker - 1)
        return polled

    def wake(self, bots: Iterable[BotId]) -> None:
        """Something was written for these."""
        for bot in bots:
            poll = self._waiting.get(bot)
            if poll is not None:
                poll.wake()

    def wake_all(self) -> None:
        """Words of other processes may have been lost."""
        self.wake(list(self._waiting))

    def end(self, bot: BotId) -> None:
        """Its key is another one now."""
        poll = self._waiting.get(bot)
        if poll is not None:
            poll.end(SignedOut("bot_token"))

    def stop(self) -> None:
        """The server ends: everybody gets an empty answer."""
        for poll in list(self._waiting.values()):
            poll.end()

    async def _start(self, bot: BotId, marker: int | None) -> int:
        """The number to begin with. A marker confirms everything before it. Without one it goes on behind what was
        confirmed, or what an earlier poll without one was given: that is confirmed by this one."""
        head = await updates.head_of(self._needs.db, bot)
        upto = max(head.acked, head.handed) if marker is None else min(marker - 1, head.head)
        if upto > head.acked:
            await updates.confirm(self._needs.db, bot, upto=upto)
        return upto + 1

    async def _wait(
        self,
        bot: BotId,
        poll: _Poll,
        start: int,
        *,
        limit: int,
        timeout: int,
        types: frozenset[str],
        gone: Awaitable[object] | None,
    ) -> Polled:
        loop = asyncio.get_running_loop()
        until = loop.time() + patience(timeout)
        place = max(1, start)
        leaving = None if gone is None else asyncio.ensure_future(gone)
        try:
            while True:
                poll.turn = loop.create_future()
                found, place = await self._found(bot, place, limit=limit, types=types)
                left = until - loop.time()
                if found or left <= 0 or _over(poll, leaving):
                    break
                await self._turn(poll, poll.turn, left, leaving)
                if _over(poll, leaving):
                    break
        finally:
            if leaving is not None:
                leaving.cancel()
        if poll.refusal is not None:
            raise poll.refusal
        if leaving is not None and leaving.done() and not leaving.cancelled():
            raise Left
        return Polled(found, place)

    async def _turn(
        self, poll: _Poll, turn: asyncio.Future[None], seconds: float, leaving: asyncio.Future[object] | None
    ) -> None:
        """Until something is there, somebody ends it, or time is up: one future and one timer."""
        timer = asyncio.get_running_loop().call_later(seconds, poll.wake)
        if leaving is not None:
            leaving.add_done_callback(lambda _: poll.wake())
        poll.asleep = True
        try:
            await turn
        finally:
            poll.asleep = False
            timer.cancel()

    async def _found(
        self, bot: BotId, place: int, *, limit: int, types: frozenset[str]
    ) -> tuple[list[msgspec.Raw], int]:
        """Up to `limit` updates of the types from a place on, and the place behind what was looked at."""
        found: list[msgspec.Raw] = []
        while len(found) < limit:
            page = await updates.page(self._needs.db, bot, start=place, limit=min(PAGE, limit))
            for row in page:
                if len(found) == limit:
                    return found, place
                place = row.number + 1
                if wanted(row.type, types):
                    found.append(msgspec.Raw(row.body.encode()))
            if len(page) < min(PAGE, limit):
                break
        return found, place


def _over(poll: _Poll, leaving: asyncio.Future[object] | None) -> bool:
    """Nobody waits for this poll any more."""
    return poll.ended or (leaving is not None and leaving.done())


class Left(Exception):
    """Whoever polled went away: nothing was given out."""
