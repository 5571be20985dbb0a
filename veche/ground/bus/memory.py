"""The bus of an installation with one process. Several `MemoryBus` on one `MemoryHub` act as several processes."""

from __future__ import annotations

import asyncio

from veche.ground.bus.port import Gap, Hear, check
from veche.ground.logs import get_logger

log = get_logger("bus")


class MemoryHub:
    """Joins buses that live in one process, for tests."""

    def __init__(self) -> None:
        self.buses: list[MemoryBus] = []


class MemoryBus:
    """Delivers to the other buses of its hub; alone it delivers to nobody, since a publisher never hears itself."""

    def __init__(self, hub: MemoryHub | None = None) -> None:
        self._hub = hub or MemoryHub()
        self._hearers: dict[str, list[Hear]] = {}
        self._gaps: list[Gap] = []
        self._queue: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None

    @property
    def alone(self) -> bool:
        return all(bus is self for bus in self._hub.buses)

    def subscribe(self, topic: str, hear: Hear) -> None:
        check(topic)
        if self._worker:
            raise RuntimeError("subscribe before start")
        self._hearers.setdefault(topic, []).append(hear)

    def on_gap(self, tell: Gap) -> None:
        self._gaps.append(tell)

    async def start(self) -> None:
        self._worker = asyncio.create_task(self._deliver(), name="memory-bus")
        self._hub.buses.append(self)

    async def stop(self) -> None:
        if self._worker:
            self._hub.buses.remove(self)
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)
            self._worker = None

    async def publish(self, topic: str, payload: bytes) -> None:
        check(topic, payload)
        for bus in self._hub.buses:
            if bus is not self and topic in bus._hearers:
                bus._queue.put_nowait((topic, payload))

    async def _deliver(self) -> None:
        while True:
            topic, payload = await self._queue.get()
            for hear in self._hearers[topic]:
                await heard(hear, topic, payload)


async def heard(hear: Hear, topic: str, payload: bytes) -> None:
    """Hand a message over; the edge of the loop, so a failing hearer is logged and does not end it."""
    try:
        await hear(payload)
    except Exception:  # the loop's edge
        log.exception("hearer_failed", topic=topic)
