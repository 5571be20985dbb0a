"""What clamd, the daemon of ClamAV, is asked over its socket: is it there, and what does it find in a file.

The file is sent as a stream (INSTREAM), so that clamd may run under another account, in another container, or on
another machine of one's own network.
"""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TypeVar

CHUNK = 256 * 1024
ANSWER_BYTES = 4096
CONNECT_SECONDS = 5.0

T = TypeVar("T")


class ClamdAway(Exception):
    """It does not answer, or not in a way that can be believed: nothing is known about the file."""


class ClamdTooLarge(Exception):
    """More than its StreamMaxLength."""


class Clamd:
    """One clamd at `unix:/path/of/its/socket` or `tcp:host:port`. Each question is a connection of its own."""

    def __init__(self, address: str, *, seconds: float = 120.0) -> None:
        self._address = address
        self._seconds = seconds

    async def version(self) -> str:
        """Its own words about itself and the age of its signatures."""
        answer = await self._asked(b"zVERSION\0", _nothing)
        if not answer.startswith("ClamAV"):
            raise ClamdAway(f"not a clamd: {answer[:40]!r}")
        return answer

    async def scan(self, path: Path) -> str | None:
        """The name of what was found, or None for a clean file. Raises ClamdAway and ClamdTooLarge."""
        answer = await self._asked(b"zINSTREAM\0", lambda writer: _send(path, writer))
        if answer == "stream: OK":
            return None
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if "size limit exceeded" in answer:
            raise ClamdTooLarge
        raise ClamdAway(answer[:200])

    async def _asked(self, command: bytes, send: Callable[[asyncio.StreamWriter], Awaitable[None]]) -> str:
        try:
            async with asyncio.timeout(self._seconds), self._connected() as (reader, writer):
                writer.write(command)
                # It answers and hangs up in the middle of a stream that is too long: the answer is what counts.
                with contextlib.suppress(ConnectionError):
                    await send(writer)
                    await writer.drain()
                answer = await reader.read(ANSWER_BYTES)
        except (OSError, TimeoutError) as error:
            raise ClamdAway(str(error) or type(error).__name__) from error
        text = answer.rstrip(b"\0\n").decode("utf-8", "replace")
        if not text:
            raise ClamdAway("no answer")
        return text

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        kind, _, place = self._address.partition(":")
        async with asyncio.timeout(CONNECT_SECONDS):
            if kind == "unix":
                reader, writer = await asyncio.open_unix_connection(place)
            else:
                host, _, port = place.rpartition(":")
                reader, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        try:
            yield reader, writer
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()


async def _nothing(_writer: asyncio.StreamWriter) -> None:
    """A question without a file."""


async def _send(path: Path, writer: asyncio.StreamWriter) -> None:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while part := await asyncio.to_thread(file.read, CHUNK):
            writer.write(struct.pack(">I", len(part)) + part)
            await writer.drain()
    finally:
        await asyncio.to_thread(file.close)
    writer.write(struct.pack(">I", 0))
