"""Tells what was announced after a commit, in order: first to this process, then to the others."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import msgspec
from msgspec import Struct

from veche.bots import events as bot_events
from veche.chats import events as chat_events
from veche.directory import events as directory_events
from veche.ground.bus import Bus
from veche.ground.logs import get_logger
from veche.identity import events as identity_events
from veche.notices import events as notices_events
from veche.trust import events as trust_events

log = get_logger("herald")

CHATS_TOPIC = "chats"
PEOPLE_TOPIC = "people"
OWN_TOPIC = "own"
BOTS_TOPIC = "bots"

PeopleEvent = identity_events.Event | directory_events.Event
OwnEvent = trust_events.Event | notices_events.Event
"""What people decided for themselves, and what calls for them."""


class Herald:
    """Tells what was announced after a commit, one after the other: first to this process, then to the others."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._queue: asyncio.Queue[Struct] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self.hear_chats: Callable[[chat_events.Event], Awaitable[None]]
        self.hear_chats_here: Callable[[chat_events.Event], Awaitable[None]]
        """Hears what this process announced, and nothing of the others: what one of them alone has to do."""
        self.hear_at_once: Callable[[Struct], None] = lambda _: None
        self.hear_people: Callable[[PeopleEvent], Awaitable[None]]
        self.hear_own: Callable[[OwnEvent], Awaitable[None]]
        self.hear_bots: Callable[[bot_events.Event], Awaitable[None]]
        bus.subscribe(CHATS_TOPIC, self._chats_from_afar)
        bus.subscribe(PEOPLE_TOPIC, self._people_from_afar)
        bus.subscribe(OWN_TOPIC, self._own_from_afar)
        bus.subscribe(BOTS_TOPIC, self._bots_from_afar)

    def announce(self, event: Struct) -> None:
        """After the commit. Everybody is told in turn; who keeps copies in memory drops them now."""
        self.hear_at_once(event)
        self._queue.put_nowait(event)

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def stop(self) -> None:
        """Tells what is waiting, then ends."""
        if self._task is not None:
            await self._queue.join()
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def settle(self) -> None:
        """Wait until everything that was announced so far is told (for tests)."""
        await self._queue.join()

    async def _work(self) -> None:
        while True:
            event = await self._queue.get()
            try:
                await self._tell(event)
            except Exception as defect:  # the edge of this loop: one event must not silence all that follow
                log.error("announcement_failed", event_type=type(event).__name__, exc_info=defect)
            self._queue.task_done()

    async def _tell(self, event: Struct) -> None:
        """The others are told even if a hearer of ours fails."""
        if isinstance(event, PeopleEvent):
            await self._publish(PEOPLE_TOPIC, event)
            await self.hear_people(event)
        elif isinstance(event, chat_events.Event):
            await self._publish(CHATS_TOPIC, event)
            await self.hear_chats(event)
            await self.hear_chats_here(event)
        elif isinstance(event, OwnEvent):
            await self._publish(OWN_TOPIC, event)
            await self.hear_own(event)
        elif isinstance(event, bot_events.Event):
            await self._publish(BOTS_TOPIC, event)
            await self.hear_bots(event)
        else:
            raise TypeError(f"nobody hears {type(event).__name__}")

    async def _publish(self, topic: str, event: Struct) -> None:
        if not self._bus.alone:
            await self._bus.publish(topic, msgspec.json.encode(event))

    async def _chats_from_afar(self, payload: bytes) -> None:
        await self.hear_chats(msgspec.json.decode(payload, type=chat_events.Event))

    async def _people_from_afar(self, payload: bytes) -> None:
        await self.hear_people(msgspec.json.decode(payload, type=PeopleEvent))

    async def _own_from_afar(self, payload: bytes) -> None:
        await self.hear_own(msgspec.json.decode(payload, type=OwnEvent))

    async def _bots_from_afar(self, payload: bytes) -> None:
        await self.hear_bots(msgspec.json.decode(payload, type=bot_events.Event))
