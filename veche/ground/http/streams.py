"""Requests and answers that do not fit into memory: bodies come and go in pieces, at the pace of the slower end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final

from veche.ground.commands import Asker
from veche.ground.http.wire import SAFE_HEADERS, Receive, Scope, Send, header

IDLE_SECONDS: Final = 30.0
"""Nobody may keep a request open without sending anything for so long."""
UNREAD_SECONDS: Final = 120.0
"""Nor an answer without reading; a player that has buffered enough asks again by a range."""
DRAINED: Final = 4 * 1024 * 1024
DRAIN_SECONDS: Final = 5.0

Headers = Sequence[tuple[bytes, bytes]]


class Gone(Exception):
    """The other end went away, or fell silent; there is nobody to answer."""


class Exchange:
    """One request that is answered by the handler itself."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, *, idle: float = IDLE_SECONDS) -> None:
        self.scope = scope
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.headers: list[tuple[bytes, bytes]] = []
        """Go along with every answer, an error too."""
        self.started = False
        self._receive = receive
        self.send = send
        self._idle = idle
        self._read_whole = not header(scope, b"transfer-encoding") and header(scope, b"content-length") in ("", "0")

    def header(self, name: bytes) -> str:
        """A header of the request, or the empty string."""
        return header(self.scope, name)

    async def body(self) -> AsyncIterator[bytes]:
        """The body in pieces. Nothing more is read from the network while a piece is in hand. Raises Gone."""
        take_time = self.scope.get("veche.take_time")
        if take_time is not None:
            take_time()  # from here on our own bound counts, not the one for a whole request
        while not self._read_whole:
            try:
                async with asyncio.timeout(self._idle):
                    message = await self._receive()
            except TimeoutError:
                raise Gone from None
            if message["type"] == "http.disconnect":
                raise Gone
            self._read_whole = not message.get("more_body", False)
            piece: bytes = message.get("body", b"")
            if piece:
                yield piece

    def taken(self) -> None:
        """Somebody else has read the whole body: there is nothing left to wait for."""
        self._read_whole = True

    async def drain(self) -> None:
        """Take some of a body that is not wanted: one who is still sending would not read why he was refused."""
        taken = 0
        with suppress(Gone, TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                async for piece in self.body():
                    taken += len(piece)
                    if taken > DRAINED:
                        break
        if not self._read_whole:
            self.headers.append((b"connection", b"close"))

    async def answer(self, status: int, headers: Headers = (), body: bytes = b"") -> None:
        """A whole answer without a type of its own."""
        length = [] if status in (204, 304) else [(b"content-length", b"%d" % len(body))]
        await self.begin(status, [*length, *headers])
        await self._write(b"" if self.method == "HEAD" else body, more=False)

    async def begin(self, status: int, headers: Headers) -> None:
        """The head of an answer that `pour` goes on with."""
        self.started = True
        own = {name for name, _ in headers}
        safe = [pair for pair in SAFE_HEADERS if pair[0] not in own]
        await self.send({"type": "http.response.start", "status": status, "headers": [*safe, *headers, *self.headers]})

    async def finish(self) -> None:
        """The end of an answer to HEAD, whose head told the length of what GET would give."""
        await self._write(b"", more=False)

    async def pour(self, content: AsyncIterator[bytes]) -> None:
        """The content, no faster than it is read. Raises Gone when nobody reads any more."""
        leaving = asyncio.get_running_loop().create_task(self._left())
        try:
            async for piece in content:
                if leaving.done():
                    raise Gone
                await self._write(piece, more=True)
            await self._write(b"", more=False)
        finally:
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)

    def abort(self) -> None:
        """End the connection without waiting for anybody."""
        abort = self.scope.get("veche.abort")
        if abort is not None:
            abort()

    async def _write(self, piece: bytes, *, more: bool) -> None:
        try:
            async with asyncio.timeout(UNREAD_SECONDS):
                await self.send({"type": "http.response.body", "body": piece, "more_body": more})
        except TimeoutError:
            raise Gone from None

    async def left(self) -> None:
        """Returns when the other end has gone; for a request whose body is read."""
        await self._left()

    async def _left(self) -> None:
        """Returns when the other end has gone."""
        while (await self._receive())["type"] != "http.disconnect":
            pass


Stream = Callable[[Asker, Exchange], Awaitable[None]]
"""Answers everything below one path, for somebody who is signed in."""
