"""uvicorn's HTTP protocol with two bounds that it lacks: how large a request head may be, and how long a request may
take to arrive. Without them one stranger fills the memory with a header that never ends, or holds sockets open."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 64 * 1024
"""Largest request line with headers, in bytes; browsers send two or three thousand."""
ARRIVAL_SECONDS = 30.0
"""How long a request may take to arrive whole, from the first moment of the connection or its own first byte."""


class BoundedHttp(HttpToolsProtocol):
    """One connection. Counts what has come of a head, and closes connections whose request does not come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head = 0
        self._in_head = True
        self._arrival: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            # A body may begin in the same piece: a piece is never larger than what the loop reads at once (256 KiB),
            # so only what came in pieces before can go beyond the limit unseen.
            self._head += len(data)
        super().data_received(data)
        if self._in_head and self._head > MAX_HEAD and not self.transport.is_closing():
            self.send_400_response("The request head is too large.")

    def on_message_begin(self) -> None:
        self._in_head = True
        self._head = 0
        self._expect()
        super().on_message_begin()
        # What the answering side may do with the connection: streams.py.
        self.scope["veche.take_time"] = self._arrived  # type: ignore[typeddict-unknown-key]
        self.scope["veche.abort"] = self.transport.abort  # type: ignore[typeddict-unknown-key]

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._in_head = True
        self._head = 0
        self._arrived()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._arrived()
        super().handle_websocket_upgrade()

    def _expect(self) -> None:
        if self._arrival is None:
            self._arrival = self.loop.call_later(ARRIVAL_SECONDS, self._give_up)

    def _arrived(self) -> None:
        if self._arrival is not None:
            self._arrival.cancel()
            self._arrival = None

    def _give_up(self) -> None:
        self._arrival = None
        self.transport.abort()
