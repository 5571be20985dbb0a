"""What clamd, the daemon of ClamAV, is asked over its socket: is it there, and what does it find in a file.

The file is sent as a stream (INSTREAM), so that clamd may run under another account, in another container, or on
another machine of one's own network. Plain sockets in a thread: when clamd has had enough it answers and hangs up in
the middle of the stream, and an answer that is already here must be read although nothing can be sent any more.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import time
from collections.abc import Iterable
from pathlib import Path

CHUNK = 256 * 1024
ANSWER_BYTES = 4096
CONNECT_SECONDS = 5.0


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
        answer = await asyncio.to_thread(self._asked, [b"zVERSION\0"])
        if not answer.startswith("ClamAV"):
            raise ClamdAway(f"not a clamd: {answer[:40]!r}")
        return answer

    async def scan(self, path: Path) -> str | None:
        """The name of what was found, or None for a clean file. Raises ClamdAway and ClamdTooLarge."""
        answer = await asyncio.to_thread(self._asked, _stream(path))
        if answer == "stream: OK":
            return None
        if answer.startswith("stream: ") and answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if "size limit exceeded" in answer:
            raise ClamdTooLarge
        raise ClamdAway(answer[:200])

    def _asked(self, parts: Iterable[bytes]) -> str:
        deadline = time.monotonic() + self._seconds
        try:
            with self._connected() as connection:
                with contextlib.suppress(ConnectionError):
                    for part in parts:
                        connection.settimeout(_left(deadline))
                        connection.sendall(part)
                answer = b""
                while len(answer) < ANSWER_BYTES and not answer.endswith(b"\0"):
                    connection.settimeout(_left(deadline))
                    part = connection.recv(ANSWER_BYTES)
                    if not part:
                        break
                    answer += part
        except OSError as error:  # TimeoutError is one
            raise ClamdAway(str(error) or type(error).__name__) from error
        if not answer.endswith(b"\0"):
            raise ClamdAway("the answer is cut off" if answer else "no answer")
        return answer[:-1].decode("utf-8", "replace")

    def _connected(self) -> socket.socket:
        kind, _, place = self._address.partition(":")
        if kind == "tcp":
            host, _, port = place.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(place)
        except OSError:
            connection.close()
            raise
        return connection


def _stream(path: Path) -> Iterable[bytes]:
    yield b"zINSTREAM\0"
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            yield struct.pack(">I", len(part)) + part
    yield struct.pack(">I", 0)


def _left(deadline: float) -> float:
    """Seconds until the deadline; none left is a timeout."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("no answer in time")
    return left
