"""One open socket of one device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from veche.ground.commands import Asker
from veche.ground.socket.frames import text_frame

if TYPE_CHECKING:
    from veche.ground.socket.gateway import Gateway

RESYNC = text_frame(b'{"ev":"resync"}')


@dataclass(frozen=True)
class SocketLimits:
    """What one connection may take up."""

    write_high: int = 256 * 1024
    """Bytes waiting for a slow reader before events are dropped and a resync is owed."""
    write_hard: int = 4 * 1024 * 1024
    """Bytes waiting before the connection is closed: answers are never dropped, so this ends a reader that stopped."""
    running: int = 64
    """Commands of one connection in work at once; above it we stop reading from it."""
    waiting_frames: int = 16
    """Frames kept while the session is being checked."""
    hello: float = 10.0
    """Seconds in which a client without a token in the request head has to say hello."""
    idle: float = 45.0
    """Seconds of silence after which we ask whether anybody is there; after three times that the socket is closed."""


class Connection(WSListener):
    """Listens to one socket. Everything it sends is bytes that are framed already; `Gateway.flush` writes them."""

    __slots__ = (
        "_early",
        "_gateway",
        "_write",
        "account",
        "address",
        "asker",
        "chats",
        "greeted",
        "language",
        "last_seen",
        "lost",
        "out",
        "paused",
        "running",
        "token",
        "topics",
        "transport",
        "writing_paused",
    )

    def __init__(
        self,
        gateway: Gateway,
        *,
        token: str,
        address: str,
        account: int | None = None,
        language: str = "",
        greeted: bool = True,
    ) -> None:
        """`greeted`: the token came in the request head; else the first frame is a hello with the token.
        `address`: what the head says about whom it was forwarded for; once open, the address that is believed.
        `account`: the person that the head names, who has to be the one of the token.
        `language`: the one in which the page speaks."""
        self._gateway = gateway
        self.token = token
        self.address = address
        self.account = account
        self.language = language
        self.greeted = greeted
        self.asker: Asker | None = None
        self.topics: set[int] = set()
        self.chats: dict[int, tuple[int, ...]] = {}
        """chat → those of this person's actors that are members: what `hears` keeps, so that one hat may leave."""
        self.out: list[bytes] = []
        self.running = 0
        self.paused = False
        self.writing_paused = False
        self.lost = False
        self.last_seen = 0.0
        self.transport: WSTransport | None = None
        self._early: list[bytes] | None = []
        self._write: Callable[[bytes], None] | None = None

    def peer(self) -> str:
        """The address at the other end of the TCP connection."""
        name = None if self.transport is None else self.transport.underlying_transport.get_extra_info("peername")
        return name[0] if isinstance(name, tuple) else ""

    # -- picows' side

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        self._write = transport.underlying_transport.write
        transport.underlying_transport.set_write_buffer_limits(high=self._gateway.limits.write_high)
        self.last_seen = self._gateway.loop.time()
        self._gateway.opened(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        self.last_seen = self._gateway.loop.time()
        kind = frame.msg_type
        if kind == WSMsgType.TEXT and frame.fin:
            payload = frame.get_payload_as_bytes()
            if self._early is None:
                self._gateway.handle(self, payload)
            elif not self.greeted:
                self._gateway.hello(self, payload)
            elif len(self._early) < self._gateway.limits.waiting_frames:
                self._early.append(payload)
            else:
                self.close(WSCloseCode.POLICY_VIOLATION, "too_many_requests")
        elif kind == WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code(), frame.get_close_message())
            transport.disconnect()
        elif kind != WSMsgType.PONG:
            # Binary frames and fragments: no client of ours sends them.
            self.close(WSCloseCode.UNSUPPORTED_DATA, "socket_only_text")

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._write = None
        self._gateway.closed(self)

    def pause_writing(self) -> None:
        """The reader is slow: events are dropped from now on, and reading stops so that it cannot ask for more."""
        self.writing_paused = True
        self._hold_reading()

    def resume_writing(self) -> None:
        self.writing_paused = False
        if self.lost:
            self.lost = False
            self.send(RESYNC)
            self._gateway.flush()
        self._release_reading()

    # -- our side

    @property
    def alive(self) -> bool:
        return self._write is not None

    def signed_in(self, asker: Asker) -> None:
        """The session is good: handle what came meanwhile."""
        self.asker = asker
        early, self._early = self._early or [], None
        for payload in early:
            self._gateway.handle(self, payload)

    def send(self, frame: bytes) -> None:
        """Queue an answer or an event for this connection alone; goes out with the next flush."""
        if not self.out:
            self._gateway.touched.append(self)
        self.out.append(frame)

    def write_out(self) -> None:
        """Everything queued in one write; called by `Gateway.flush`."""
        out, self.out = self.out, []
        if self._write is None or not out:
            return
        self._write(out[0] if len(out) == 1 else b"".join(out))
        if self.writing_paused and self.backlog() > self._gateway.limits.write_hard:
            self.abort()

    def backlog(self) -> int:
        """Bytes that the kernel has not taken yet."""
        if self.transport is None:
            return 0
        return int(self.transport.underlying_transport.get_write_buffer_size())

    def begin(self) -> None:
        """A command starts; too many at once stop the reading (back-pressure instead of an error)."""
        self.running += 1
        if self.running >= self._gateway.limits.running:
            self._hold_reading()

    def end(self, count: int = 1) -> None:
        self.running -= count
        if self.paused:
            self._release_reading()

    def close(self, code: WSCloseCode = WSCloseCode.OK, reason: str = "") -> None:
        if self.transport is not None and self._write is not None:
            if self.out:
                self.write_out()
            self.transport.send_close(code, reason.encode())
            self.transport.disconnect()

    def abort(self) -> None:
        if self.transport is not None:
            self.transport.underlying_transport.abort()

    def ping(self) -> None:
        if self.transport is not None and self._write is not None:
            self.transport.send_ping()

    def _hold_reading(self) -> None:
        if not self.paused and self.transport is not None and self._write is not None:
            self.paused = True
            self.transport.underlying_transport.pause_reading()

    def _release_reading(self) -> None:
        if (
            self.paused
            and not self.writing_paused
            and self.running < self._gateway.limits.running
            and self.transport is not None
            and self._write is not None
        ):
            self.paused = False
            self.transport.underlying_transport.resume_reading()
