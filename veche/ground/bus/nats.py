"""The bus across processes and machines: core NATS. Nothing is stored; after an interruption everybody is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.errors import SlowConsumerError

from veche.ground.bus.memory import heard
from veche.ground.bus.port import Gap, Hear, check
from veche.ground.failure import CannotStart
from veche.ground.logs import get_logger

log = get_logger("bus")

GAP = "_gap"
PATIENCE = 5.0
RETRY = 0.2


class NatsBus:
    """One connection per process. While NATS is away messages are dropped and the client reconnects by itself."""

    def __init__(self, url: str, *, prefix: str = "veche") -> None:
        self._url = url
        self._prefix = prefix
        self._hearers: dict[str, list[Hear]] = {}
        self._gaps: list[Gap] = []
        self._client: Any = None  # the driver has no type information
        self._complained = False

    @property
    def alone(self) -> bool:
        return False

    def subscribe(self, topic: str, hear: Hear) -> None:
        check(topic)
        if self._client:
            raise RuntimeError("subscribe before start")
        self._hearers.setdefault(topic, []).append(hear)

    def on_gap(self, tell: Gap) -> None:
        self._gaps.append(tell)

    async def start(self) -> None:
        self._client = client = Client()
        try:
            async with asyncio.timeout(PATIENCE):  # the client itself would try for ever
                await client.connect(
                    self._url,
                    name="veche",
                    no_echo=True,  # a publisher does not hear itself
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=RETRY,  # type: ignore[arg-type]  # seconds; a fraction works as well
                    connect_timeout=3,
                    ping_interval=10,
                    error_cb=self._failed,
                    disconnected_cb=self._disconnected,
                    reconnected_cb=self._reconnected,
                )
        except (OSError, TimeoutError, NatsError) as error:
            await self.stop()
            raise CannotStart("bus_unreachable", problem=str(error) or type(error).__name__) from error
        for topic, hearers in self._hearers.items():
            await self._client.subscribe(f"{self._prefix}.{topic}", cb=_receiver(topic, hearers))
        await self._client.subscribe(f"{self._prefix}.{GAP}", cb=self._heard_of_gap)
        await self._client.flush()  # from here on we hear

    async def stop(self) -> None:
        client, self._client = self._client, None
        if client and not client.is_closed:
            await client.close()

    async def publish(self, topic: str, payload: bytes) -> None:
        check(topic, payload)
        await self._send(topic, payload)

    async def _send(self, topic: str, payload: bytes) -> None:
        if self._client is None or not self._client.is_connected:
            self._lost()
            return
        try:
            await self._client.publish(f"{self._prefix}.{topic}", payload)
        except (NatsError, OSError):
            self._lost()

    def _lost(self) -> None:
        if not self._complained:
            self._complained = True
            log.warning("bus_loses_messages")

    async def _failed(self, error: Exception) -> None:
        """The client reports; a hearer that is too slow loses messages, which is a gap for this process."""
        if isinstance(error, SlowConsumerError):
            log.warning("bus_hearer_too_slow")
            await self._tell()
        elif not isinstance(error, OSError):  # every failed attempt to connect again is one of these
            log.warning("bus_error", kind=type(error).__name__)

    async def _disconnected(self) -> None:
        log.warning("bus_disconnected")

    async def _reconnected(self) -> None:
        """What others said meanwhile did not reach us, and what we said did not reach them."""
        self._complained = False
        log.info("bus_reconnected")
        await self._send(GAP, b"")
        await self._tell()

    async def _heard_of_gap(self, _message: Msg) -> None:
        await self._tell()

    async def _tell(self) -> None:
        for tell in self._gaps:
            await heard(lambda _payload, tell=tell: tell(), GAP, b"")  # type: ignore[misc]  # a default binds the loop


def _receiver(topic: str, hearers: list[Hear]) -> Callable[[Msg], Awaitable[None]]:
    async def receive(message: Msg) -> None:
        for hear in hearers:
            await heard(hear, topic, message.data)

    return receive
