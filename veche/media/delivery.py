"""Tells people about their files: those with open sockets here at once, those on other processes by way of the bus."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from veche.ground.bus import Bus
from veche.ground.socket import Gateway, event_frame
from veche.media.wire import FileCard, FileEvent

TOPIC = "media"


class Told(Struct, frozen=True, array_like=True):
    """A file and whose it is."""

    person: int
    card: FileCard


_decoder = msgspec.json.Decoder(Told)


class Delivery:
    """Announces what became of uploads."""

    def __init__(self, gateway: Gateway, bus: Bus) -> None:
        self._gateway = gateway
        self._bus = bus
        bus.subscribe(TOPIC, self._hear)

    async def say(self, person: int, card: FileCard) -> None:
        """Tell the sockets here, then the other processes."""
        self._tell(Told(person, card))
        if not self._bus.alone:
            await self._bus.publish(TOPIC, msgspec.json.encode(Told(person, card)))

    async def _hear(self, payload: bytes) -> None:
        self._tell(_decoder.decode(payload))

    def _tell(self, told: Told) -> None:
        self._gateway.tell(told.person, event_frame(FileEvent(told.card)))
        self._gateway.flush()
