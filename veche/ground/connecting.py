"""The connections of `Outgoing`: checked and written down when they are made, kept for a while where that is wanted."""

from __future__ import annotations

import asyncio
import importlib.util
import ssl
import sys
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from functools import partial
from typing import Any

import httpcore
import httpx
from msgspec import Struct

from veche.ground.addresses import Policy, literal
from veche.ground.db import Database
from veche.ground.errors import Refused

# httpcore asks for this package several times at every request, to find out which loop it runs on, and takes asyncio
# where it is not installed: looking for it on the disk each time was a fifth of what a webhook costs.
if importlib.util.find_spec("sniffio") is None:
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

Resolve = Callable[[str, int], Awaitable[list[str]]]

CONNECTIONS = 1_000
"""At once, of one `Outgoing`. Far more than its callers let hang at a time: who waits for a slow server must not keep
others from a fast one."""
KEPT_FOR_EACH = 8
"""Idle connections to one server."""
UNUSED = 120.0
"""Seconds after which the connections to a server are closed; longer than any request takes."""
LONGEST = 300.0
"""Seconds after which a kept connection is used no more: names may point elsewhere by then, and are looked at again."""


class Attempt(Struct):
    """The connection that is being made for the current request."""

    purpose: str
    scheme: str
    row: int | None = None
    refusal: Refused | None = None


attempt_now: ContextVar[Attempt] = ContextVar("outgoing_attempt")


class Ledger:
    """Rows of `ground_outgoing`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def opened(self, *, purpose: str, scheme: str, host: str, port: int, address: str | None, reason: str) -> int:
        row: int = await self._db.fetchval(
            "INSERT INTO ground_outgoing (purpose, scheme, host, port, address, allowed, reason)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
            purpose,
            scheme,
            host,
            port,
            address,
            not reason,
            reason or None,
        )
        return row

    async def ended(self, row: int, sent: int, received: int) -> None:
        """A kept connection is over: all that went over it."""
        await self._db.execute(
            "UPDATE ground_outgoing SET bytes_sent = $2, bytes_received = $3 WHERE id = $1", row, sent, received
        )

    async def closed(self, row: int, *, status: int | None, sent: int, received: int) -> None:
        await self._db.execute(
            "UPDATE ground_outgoing SET status = $2, bytes_sent = $3, bytes_received = $4 WHERE id = $1",
            row,
            status,
            sent,
            received,
        )


class Kept(httpcore.AsyncNetworkStream):
    """A connection that several requests use one after the other: counts what goes over it."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, told: Callable[[int, int], Awaitable[None]]) -> None:
        self._stream = stream
        self._told = told
        self._until = time.monotonic() + LONGEST
        self._sent = self._received = 0
        self._over = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._stream.read(max_bytes, timeout)
        self._received += len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._sent += len(buffer)
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()
        if not self._over:
            self._over = True
            await asyncio.shield(self._told(self._sent, self._received))

    async def start_tls(self, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        return Kept(await self._stream.start_tls(*args, **options), self._told)

    def get_extra_info(self, info: str) -> Any:
        # The pool takes an idle connection on which something is to be read for one that ended.
        if info == "is_readable" and time.monotonic() > self._until:
            return True
        return self._stream.get_extra_info(info)


class Guard(httpcore.AsyncNetworkBackend):
    """Makes the TCP connections: resolve, check, write down, connect to what was checked."""

    def __init__(self, policy: Policy, ledger: Ledger, resolve: Resolve, *, keeps: bool) -> None:
        self._keeps = keeps
        self._policy = policy
        self._ledger = ledger
        self._resolve = resolve
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        attempt = attempt_now.get()
        address, reason = await self._check(host, port)
        attempt.row = await self._ledger.opened(
            purpose=attempt.purpose,
            scheme=attempt.scheme,
            host=host,
            port=port,
            address=address,
            reason=reason or "",
        )
        if reason or address is None:
            attempt.refusal = Refused("outgoing_refused", host=host, reason=reason or "no address")
            raise httpcore.ConnectError(reason)
        stream = await self._backend.connect_tcp(address, port, *args, **options)
        return Kept(stream, partial(self._ledger.ended, attempt.row)) if self._keeps else stream

    async def check(self, host: str, port: int) -> str | None:
        """Why one may not go there now; None if one may."""
        return (await self._check(host, port))[1]

    async def _check(self, host: str, port: int) -> tuple[str | None, str | None]:
        """The address to use, or why there is none. One forbidden address among several forbids the name."""
        reason = self._policy.refuses_name(host, port)
        if reason:
            return None, reason
        as_number = literal(host)
        try:
            addresses = [str(as_number)] if as_number is not None else await self._resolve(host, port)
        except OSError:
            return None, "unknown host"
        for address in addresses:
            reason = self._policy.refuses_address(host, port, address)
            if reason:
                return address, reason
        return (addresses[0], None) if addresses else (None, "unknown host")

    async def connect_unix_socket(self, path: str, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        raise httpcore.UnsupportedProtocol("unix sockets are not reached over HTTP")

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)


class Pools:
    """The connections to each server in a pool of their own: one for all would look at every idle one at every
    request. What has not been used for long is closed."""

    def __init__(self, guard: Guard, context: ssl.SSLContext, *, keep: float) -> None:
        self._guard = guard
        self._context = context
        self._keep = keep
        self._pools: dict[tuple[bytes, bytes, int | None], httpcore.AsyncConnectionPool] = {}
        self._used: dict[tuple[bytes, bytes, int | None], float] = {}
        self._tidied = 0.0

    async def of(self, url: httpx.URL) -> httpcore.AsyncConnectionPool:
        """Where connections to this server are; one pool for all where none is kept."""
        place = (url.raw_scheme, url.raw_host, url.port) if self._keep else (b"", b"", None)
        now = time.monotonic()
        self._used[place] = now
        if now - self._tidied > UNUSED:
            self._tidied = now
            for old in [one for one, used in self._used.items() if now - used > UNUSED]:
                del self._used[old]
                await self._pools.pop(old).aclose()
        if place not in self._pools:
            self._pools[place] = httpcore.AsyncConnectionPool(
                ssl_context=self._context,
                network_backend=self._guard,
                max_connections=CONNECTIONS,
                max_keepalive_connections=KEPT_FOR_EACH if self._keep else 0,
                keepalive_expiry=self._keep or None,
                http1=True,
                http2=False,
            )
        return self._pools[place]

    async def aclose(self) -> None:
        for pool in self._pools.values():
            await pool.aclose()


class Transport(httpx.AsyncBaseTransport):
    """httpx over pools whose connections the guard makes, one per request if none is kept."""

    def __init__(self, pools: Pools) -> None:
        self._pools = pools

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        pool = await self._pools.of(request.url)
        response = await pool.handle_async_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, stream=Stream(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        await self._pools.aclose()


class Stream(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> Any:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()
