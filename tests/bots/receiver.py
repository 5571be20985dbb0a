"""A webhook's other end that does what a test tells it."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from tests.support.live import PATIENCE, Json

Answer = Callable[["Receiver", Json], str]


@dataclass
class Receiver:
    """Takes one POST per connection, with `keep` as many as come. `answer` gives what follows HTTP/1.1, or "hang" or
    "close"."""

    answer: Answer = lambda _receiver, _update: "200 OK"
    got: list[Json] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    port: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)
    headers: str = ""
    keep: bool = False
    secure: bool = False
    connections: int = 0
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http{'s' if self.secure else ''}://127.0.0.1:{self.port}/hook"

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        self.connections += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await self._one(reader, writer):
                continue
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request; whether there may be another."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        fields = dict(line.lower().split(": ", 1) for line in head.splitlines()[1:] if ": " in line)
        update = json.loads(await reader.readexactly(int(fields["content-length"])))
        self.heads.append(head)
        self.got.append(update)
        status = self.answer(self, update)
        self.came.set()
        if status == "hang":
            await reader.read()
        elif status != "close":
            more = "Content-Length: 2\r\n" + ("" if self.keep else "Connection: close\r\n")
            writer.write(f"HTTP/1.1 {status}\r\n{self.headers}{more}\r\nok".encode())
            await writer.drain()
            return self.keep
        return False

    async def until(self, count: int) -> list[Json]:
        """Wait for so many requests."""
        async with asyncio.timeout(PATIENCE):
            while len(self.got) < count:
                self.came.clear()
                await self.came.wait()
        return self.got


@asynccontextmanager
async def receiving(answer: Answer | None = None, *, context: ssl.SSLContext | None = None) -> AsyncIterator[Receiver]:
    """On loopback, until the test ends. `context`: it speaks TLS."""
    receiver = Receiver() if answer is None else Receiver(answer)
    receiver.secure = context is not None
    server = await asyncio.start_server(receiver.take, "127.0.0.1", 0, ssl=context)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for writer in receiver.writers:
            writer.close()
