"""All open sockets of this process, by what they want to hear.

A *topic* is an integer: a chat, an actor or a person (they share one number space, so no two things have one number).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Literal

import msgspec
import structlog
from picows import WSCloseCode, WSListener, WSUpgradeRequest, WSUpgradeResponse, WSUpgradeResponseWithListener

from veche.ground.commands import Asker
from veche.ground.errors import SignedOut, VecheError
from veche.ground.proxies import Proxies
from veche.ground.sessions import Authenticate, account_in_query, authenticate_as, language_in_query, token_for
from veche.ground.socket.connection import Connection, SocketLimits
from veche.ground.socket.frames import UNREADABLE, text_frame

log = structlog.get_logger("veche.socket")

Opening = Callable[[Connection, Asker], Awaitable[None]]


class Hello(msgspec.Struct):
    """The first frame of a client that could not put its token into the request head."""

    id: int
    cmd: Literal["hello"]
    token: str


_hello = msgspec.json.Decoder(Hello)


class Gateway:
    """Keeps connections by topic and writes what a commit has for each of them in one go."""

    def __init__(self, *, limits: SocketLimits | None = None) -> None:
        self.limits = limits or SocketLimits()
        self.topics: dict[int, set[Connection]] = {}
        self.connections: set[Connection] = set()
        self.touched: list[Connection] = []
        self.loop: asyncio.AbstractEventLoop
        self.handle: Callable[[Connection, bytes], None]
        self._authenticate: Authenticate
        self._open: Opening
        self._origins: frozenset[str] = frozenset()
        self._proxies = Proxies("")
        self._sweeper: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def start(
        self,
        *,
        handle: Callable[[Connection, bytes], None],
        authenticate: Authenticate,
        opening: Opening,
        origins: Iterable[str] = (),
        proxies: str = "127.0.0.1",
    ) -> None:
        """Wire the gateway: `handle` gets every frame, `opening` sends the welcome and subscribes.
        `origins`: further page origins that may connect with a cookie besides the host that was asked.
        `proxies`: addresses and networks whose `X-Forwarded-For` is believed."""
        self.loop = asyncio.get_running_loop()
        self.handle = handle
        self._authenticate = authenticate
        self._open = opening
        self._origins = frozenset(origins)
        self._proxies = Proxies(proxies)
        self._sweeper = self.loop.create_task(self._sweep())

    async def stop(self) -> None:
        if self._sweeper is not None:
            self._sweeper.cancel()
        for connection in list(self.connections):
            connection.close(WSCloseCode.GOING_AWAY, "server_stops")
        for task in list(self._tasks):
            task.cancel()

    # -- opening and closing

    def accept(self, request: WSUpgradeRequest) -> WSListener | WSUpgradeResponseWithListener | None:
        """Decide by the request head alone; the session itself is checked once the socket is open,
        so that a client can read why it was refused."""
        headers = request.headers
        path, _, query = request.path.partition(b"?")
        if path != b"/socket":
            return None
        account, language = account_in_query(query), language_in_query(query)
        origin = headers.get("Origin")
        authorization = headers.get("Authorization", "")
        token = authorization[7:] if authorization.startswith("Bearer ") else ""
        if not token:
            host = headers.get("Host", "")
            if origin is not None and origin.split("://")[-1] != host and origin not in self._origins:
                # Cross-site WebSocket hijacking: a foreign page must not ride on the cookie.
                return WSUpgradeResponseWithListener(
                    WSUpgradeResponse.create_error_response(403, b"foreign_origin"), None
                )
            token = token_for(headers.get("Cookie", ""), account)
        # A page is signed in by its cookie or not at all; a program may still say hello.
        forwarded = headers.get("X-Forwarded-For", "")
        greeted = bool(token) or origin is not None
        return Connection(self, token=token, address=forwarded, account=account, language=language, greeted=greeted)

    def opened(self, connection: Connection) -> None:
        connection.address = self._proxies.client(connection.peer(), connection.address)
        self.connections.add(connection)
        if connection.greeted:
            self.run(self._admit(connection))
        else:
            self.loop.call_later(self.limits.hello, self._unheard, connection)

    def hello(self, connection: Connection, payload: bytes) -> None:
        """The first frame: `{"id": 1, "cmd": "hello", "token": "…"}`, answered by `{"re": 1, "ok": {}}`."""
        connection.greeted = True
        try:
            hello = _hello.decode(payload)
        except UNREADABLE:
            self._refuse(connection, "signed_out")
            return
        connection.token = hello.token
        self.run(self._admit(connection, answer=text_frame(b'{"re":%d,"ok":{}}' % hello.id)))

    def _unheard(self, connection: Connection) -> None:
        if not connection.greeted:
            self._refuse(connection, "signed_out")

    async def _admit(self, connection: Connection, *, answer: bytes = b"") -> None:
        try:
            connection.asker = asker = await self._asker(connection)
            self.subscribe(connection, asker.person)
            if answer:
                connection.send(answer)
            await self._open(connection, asker)
            # Who was signed out before we listened for that must not stay.
            asker = await self._asker(connection)
        except SignedOut as error:
            self._refuse(connection, error.code)
        except Exception as defect:  # the edge: whoever cannot be let in is told to come back
            if not isinstance(defect, VecheError):
                log.error("opening failed", exc_info=defect)
            self.put_off(connection)
        else:
            connection.token = ""
            connection.signed_in(asker)
            self.flush()

    async def _asker(self, connection: Connection) -> Asker:
        asker = await authenticate_as(
            self._authenticate, connection.token, connection.address, account=connection.account
        )
        # A page is answered in the language it speaks, whatever the person chose elsewhere.
        return msgspec.structs.replace(asker, locale=connection.language) if connection.language else asker

    def put_off(self, connection: Connection) -> None:
        """We cannot serve this socket now; its client comes back by itself."""
        connection.close(WSCloseCode.TRY_AGAIN_LATER, "unavailable")

    def _refuse(self, connection: Connection, reason: str) -> None:
        connection.send(text_frame(b'{"ev":"signed_out","reason":"%b"}' % reason.encode()))
        connection.close(WSCloseCode.POLICY_VIOLATION, reason)

    def closed(self, connection: Connection) -> None:
        self.connections.discard(connection)
        for topic in connection.topics:
            audience = self.topics.get(topic)
            if audience is not None:
                audience.discard(connection)
                if not audience:
                    del self.topics[topic]
        connection.topics.clear()
        connection.chats.clear()

    def sign_out(self, person: int, *, devices: Iterable[int] | None = None, except_device: int | None = None) -> None:
        """Close the sockets of a person: of these devices, or of all but one. At once, and the client is told."""
        wanted = None if devices is None else frozenset(devices)
        for connection in list(self.topics.get(person, ())):
            device = connection.asker.device if connection.asker else None
            if device == except_device or (wanted is not None and device not in wanted):
                continue
            connection.send(text_frame(b'{"ev":"signed_out","reason":"device_revoked"}'))
            connection.close(WSCloseCode.POLICY_VIOLATION, "device_revoked")
        self.flush()

    # -- topics

    def subscribe(self, connection: Connection, topic: int) -> None:
        if connection.alive:
            connection.topics.add(topic)
            self.topics.setdefault(topic, set()).add(connection)

    def unsubscribe(self, connection: Connection, topic: int) -> None:
        connection.topics.discard(topic)
        audience = self.topics.get(topic)
        if audience is not None:
            audience.discard(connection)
            if not audience:
                del self.topics[topic]

    def audience(self, topic: int) -> list[Connection]:
        return list(self.topics.get(topic, ()))

    # -- writing

    def tell(self, topic: int, frame: bytes) -> None:
        """One event to everybody who hears `topic`; queued until `flush`."""
        touched = self.touched
        for connection in self.topics.get(topic, ()):
            if connection.writing_paused:
                connection.lost = True
                continue
            if not connection.out:
                touched.append(connection)
            connection.out.append(frame)

    def tell_many(self, frames: Mapping[int, list[bytes]]) -> None:
        """The events of one commit, by topic, in order: joined once per topic, then queued for each connection."""
        for topic, parts in frames.items():
            self.tell(topic, parts[0] if len(parts) == 1 else b"".join(parts))

    def flush(self) -> None:
        """One write per connection that has something waiting."""
        touched, self.touched = self.touched, []
        for connection in touched:
            try:
                connection.write_out()
            except Exception as defect:  # the edge: one broken connection must not keep what the others wait for
                log.error("writing failed", exc_info=defect)
                connection.abort()

    def run(self, work: Awaitable[None]) -> None:
        """A task that is kept alive until it ends."""
        task = self.loop.create_task(_awaited(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _sweep(self) -> None:
        while True:
            idle = self.limits.idle
            await asyncio.sleep(idle / 3)
            now = self.loop.time()
            for connection in list(self.connections):
                silence = now - connection.last_seen
                try:
                    if silence > idle * 3:
                        connection.abort()
                    elif silence > idle:
                        connection.ping()
                except Exception as defect:  # the loop's edge: one broken connection must not end the sweeping
                    log.error("sweeping failed", exc_info=defect)


async def _awaited(work: Awaitable[None]) -> None:
    await work
