"""A driver as a process, and the HTTPS address before its webhook receiver."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Callable, Mapping

from tests.bots.clients.places import Client
from tests.support.certificates import Authority

START = 60.0


class Driver:
    """A bot of one client library."""

    def __init__(self, client: Client, process: asyncio.subprocess.Process, heard: Callable[[], None]) -> None:
        self.client = client
        self._process = process
        self._heard = heard
        self.output: list[str] = []
        self.failures: list[str] = []
        self._ready = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stdout
        async for raw in self._process.stdout:
            line = raw.decode(errors="replace").rstrip()
            self.output.append(line)
            if line == "ready":
                self._ready.set()
            if line.startswith("failed "):
                self.failures.append(line)
                self._heard()
        self._ready.set()
        self._heard()

    def complaint(self) -> str:
        """What went wrong in the bot, if anything did."""
        if self._process.returncode is not None:
            return "the bot ended:\n" + "\n".join(self.output[-30:])
        return "\n".join(self.failures + self.output[-30:]) if self.failures else ""

    async def ready(self) -> None:
        async with asyncio.timeout(START):
            await self._ready.wait()
        if "ready" not in self.output:
            raise AssertionError("the bot did not start:\n" + "\n".join(self.output[-30:]))

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await self._reading


@contextlib.asynccontextmanager
async def driver(client: Client, settings: Mapping[str, str], heard: Callable[[], None]) -> AsyncIterator[Driver]:
    """The bot runs, and ends with the block."""
    process = await asyncio.create_subprocess_exec(
        *client.command,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **client.environment, **settings},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Driver(client, process, heard)
    try:
        await running.ready()
        yield running
    finally:
        await running.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@contextlib.asynccontextmanager
async def https_before(port: int, authority: Authority) -> AsyncIterator[int]:
    """HTTPS on a free port that hands everything to `port`: what a reverse proxy does before a receiver."""

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            inner, outer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            writer.close()
            return
        await asyncio.gather(pump(reader, outer), pump(inner, writer))

    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=authority.server())
    async with server:
        yield server.sockets[0].getsockname()[1]
