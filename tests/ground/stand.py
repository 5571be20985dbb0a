"""A gateway on a port with commands of its own and no database, and clients that may misbehave."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import socket as sockets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import websockets
from msgspec import Struct

from veche.ground.commands import Asker, Command, Done
from veche.ground.errors import SignedOut, Unavailable
from veche.ground.i18n import Texts
from veche.ground.ids import DeviceId, PersonId
from veche.ground.serve import Serving, listen
from veche.ground.socket import Connection, Dispatcher, Gateway, SocketLimits, text_frame

TOPIC = 77
Json = dict[str, Any]


class Say(Struct, forbid_unknown_fields=True):
    text: str
    number: int = 0


class Said(Struct):
    text: str


class Stand:
    """A gateway on a port. Tokens: `good-<n>` is person n; `slow-<n>` the same once `let_in` is set; `away` has no
    database behind it."""

    def __init__(self, limits: SocketLimits) -> None:
        self.gateway = Gateway(limits=limits)
        self.running = 0
        self.go_on, self.let_in = asyncio.Event(), asyncio.Event()
        self.opened: list[Connection] = []
        self.revoked: set[str] = set()
        self._listening = listen("127.0.0.1", 0)
        self.port: int = self._listening.getsockname()[1]
        commands = [
            command("say", self._say),
            command("wait", self._wait),
            command("break", self._break),
            command("by_http", self._say, socket=False),
        ]
        self.dispatcher = Dispatcher(self.gateway, commands=commands, texts=Texts())
        self._serving = Serving(_no_http, accept=self.gateway.accept)

    async def start(self) -> None:
        self.gateway.start(handle=self.dispatcher.handle, authenticate=self._authenticate, opening=self._open)
        await self._serving.start(self._listening)

    async def stop(self) -> None:
        self.go_on.set()
        await self.gateway.stop()
        await self._serving.stop()

    async def _authenticate(self, token: str, _address: str = "") -> Asker:
        kind, _, number = token.partition("-")
        if token in self.revoked or kind not in ("good", "slow", "away"):
            raise SignedOut("signed_out")
        if kind == "away":
            raise Unavailable("unavailable")
        if kind == "slow":
            await self.let_in.wait()
        return Asker(PersonId(int(number)), DeviceId(int(number)), locale="en")

    async def _open(self, connection: Connection, asker: Asker) -> None:
        self.gateway.subscribe(connection, TOPIC)
        self.opened.append(connection)
        connection.send(text_frame(b'{"ev":"welcome"}'))

    async def _say(self, asker: Asker, request: Say) -> Said:
        return Said(request.text)

    async def _wait(self, asker: Asker, request: Say) -> Said:
        self.running += 1
        await self.go_on.wait()
        return Said(request.text)

    async def _break(self, asker: Asker, request: Say) -> Done:
        raise LookupError("a defect of ours")

    @asynccontextmanager
    async def client(self, token: str = "good-1", **headers: str) -> AsyncIterator[websockets.ClientConnection]:
        async with self.plain(Authorization=f"Bearer {token}", **headers) as client:
            assert await hear(client) == {"ev": "welcome"}
            yield client

    def plain(self, query: str = "", **headers: str) -> websockets.connect:
        address = f"ws://127.0.0.1:{self.port}/socket{query}"
        return websockets.connect(address, additional_headers=headers, compression=None, max_size=None)


def command(name: str, run: Any, *, socket: bool = True) -> Command[Any, Any]:
    return Command(
        name=name,
        summary="",
        tag="",
        request=Say,
        answer=Said,
        run=run,
        example=Say(""),
        answer_example=Said(""),
        socket=socket,
    )


async def _no_http(scope: Any, receive: Any, send: Any) -> None:
    raise NotImplementedError


async def hear(client: websockets.ClientConnection) -> Json:
    async with asyncio.timeout(10):
        heard: Json = json.loads(await client.recv())
        return heard


async def closed(client: websockets.ClientConnection) -> int:
    async with asyncio.timeout(10):
        await client.wait_closed()
        return client.close_code or 0


async def until(there: Callable[[], object]) -> None:
    """Let the loop turn until something is so."""
    async with asyncio.timeout(10):
        while not there():  # noqa: ASYNC110  what is waited for has no event
            await asyncio.sleep(0)


def origin_of(stand: Stand) -> str:
    return f"http://127.0.0.1:{stand.port}"


class Raw:
    """A client that reads only when told to, and may send anything."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int, *, token: str = "good-1", buffer: int = 0) -> Raw:
        ours = sockets.socket()
        if buffer:
            ours.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, buffer)
        ours.setblocking(False)
        await asyncio.get_running_loop().sock_connect(ours, ("127.0.0.1", port))
        reader, writer = await asyncio.open_connection(sock=ours, limit=4096)
        raw = cls(reader, writer)
        key = base64.b64encode(os.urandom(16)).decode()
        head = (
            f"GET /socket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\nAuthorization: Bearer {token}\r\n\r\n"
        )
        writer.write(head.encode())
        assert b" 101 " in await reader.readline()
        while (await reader.readline()).strip():
            pass
        assert await raw.message() == {"ev": "welcome"}
        return raw

    def send_frame(self, head: int, payload: bytes) -> None:
        """One masked frame (mask of zeros)."""
        size = len(payload)
        if size < 126:
            length = bytes([0x80 | size])
        elif size < 65536:
            length = b"\xfe" + size.to_bytes(2, "big")
        else:
            length = b"\xff" + size.to_bytes(8, "big")
        self._writer.write(bytes([head]) + length + bytes(4) + payload)

    async def frame(self) -> tuple[int, bytes]:
        """The next frame: its kind and payload."""
        async with asyncio.timeout(10):
            head = await self._reader.readexactly(2)
            size = head[1] & 0x7F
            if size >= 126:
                size = int.from_bytes(await self._reader.readexactly(2 if size == 126 else 8), "big")
            return head[0] & 0x0F, await self._reader.readexactly(size)

    async def message(self) -> Json:
        kind, payload = await self.frame()
        assert kind == 1, (kind, payload)
        heard: Json = json.loads(payload)
        return heard

    async def closing(self) -> int:
        kind, payload = await self.frame()
        assert kind == 8, (kind, payload)
        return int.from_bytes(payload[:2], "big")

    async def close(self) -> None:
        self._writer.transport.abort()
