"""A network between client and server that fails when it is told to."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Literal

Where = Literal["request", "half", "answer"]
METHODS = (b"POST ", b"PATCH ", b"HEAD ")


class _Link:
    """What goes over one connection right now."""

    def __init__(self) -> None:
        self.method = ""
        self.sent = 0
        self.cut = False


class FlakyNetwork:
    """Forwards to `port`. Each fault (method, where) happens once: the connection is cut before the request arrives,
    in the middle of its body, or after the server did it but before its answer is heard."""

    def __init__(self, port: int, *, faults: list[tuple[str, Where]]) -> None:
        self.target = port
        self.left = list(faults)
        self.port = 0
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    def _due(self, method: str, where: Where) -> bool:
        if (method, where) in self.left:
            self.left.remove((method, where))
            return True
        return False

    async def _serve(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            server, there = await asyncio.open_connection("127.0.0.1", self.target)
            link = _Link()
            answers = asyncio.create_task(self._answers(server, back, link))
            await self._requests(client, there, link)
            await asyncio.wait([answers], timeout=0 if link.cut else 5)
            answers.cancel()
            there.close()
        back.close()

    async def _requests(self, client: asyncio.StreamReader, there: asyncio.StreamWriter, link: _Link) -> None:
        while piece := await client.read(65536):
            if piece.startswith(METHODS):
                link.method, link.sent = piece.split(b" ", 1)[0].decode(), 0
                if self._due(link.method, "request"):
                    link.cut = True
                    return
            link.sent += len(piece)
            there.write(piece)
            await there.drain()
            if link.sent > 100_000 and self._due(link.method, "half"):
                link.cut = True
                return

    async def _answers(self, server: asyncio.StreamReader, back: asyncio.StreamWriter, link: _Link) -> None:
        with contextlib.suppress(OSError):
            while piece := await server.read(65536):
                if self._due(link.method, "answer"):
                    break
                back.write(piece)
                await back.drain()
            back.close()
