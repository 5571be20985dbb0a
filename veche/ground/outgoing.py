"""The one way out: every HTTP request that Veche makes to somewhere else goes through `Outgoing`.

- Names are resolved here, once per connection, and the connection goes to the address that was checked: a second answer
  of the name server cannot point it elsewhere. Redirects are new connections and are checked like the first.
- Addresses that are not public (loopback, private, link-local, metadata services) are refused, unless the installation
  lists that address or network itself in `outgoing_allow`.
- Sealed, everything is refused that `outgoing_allow` does not list.
- Every attempt, refused ones too, is a row of the ledger before the connection is made. Where connections are kept
  (`keep`), the row stands for all that goes over one, and its bytes are written when it ends.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextvars import ContextVar
from functools import partial
from typing import Any

import httpcore
import httpx
from msgspec import Struct

from veche.ground.addresses import Policy, literal
from veche.ground.db import Database
from veche.ground.errors import Refused, Unavailable, VecheError

Resolve = Callable[[str, int], Awaitable[list[str]]]

REDIRECTS = 5
CONNECTIONS = 1_000
"""At once, of one `Outgoing`. Far more than its callers let hang at a time: who waits for a slow server must not keep
others from a fast one."""
LONGEST = 300.0
"""Seconds after which a kept connection is used no more: names may point elsewhere by then, and are looked at again."""


class Reply(Struct, frozen=True):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str
    """Where it came from in the end, after redirects."""


class Limits(Struct, frozen=True):
    """What one request may cost, redirects included."""

    seconds: float = 10.0
    body: int = 1024 * 1024
    cut: bool = False
    """What is longer is cut off, instead of being an error."""
    redirects: int = REDIRECTS
    """With 0 an answer that points elsewhere is the answer."""


async def resolve_by_system(host: str, port: int) -> list[str]:
    """The system's name service."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Attempt(Struct):
    """The connection that is being made for the current request."""

    purpose: str
    scheme: str
    row: int | None = None
    refusal: Refused | None = None


_attempt: ContextVar[_Attempt] = ContextVar("outgoing_attempt")


class _Ledger:
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


class _Kept(httpcore.AsyncNetworkStream):
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
        return _Kept(await self._stream.start_tls(*args, **options), self._told)

    def get_extra_info(self, info: str) -> Any:
        # The pool takes an idle connection on which something is to be read for one that ended.
        if info == "is_readable" and time.monotonic() > self._until:
            return True
        return self._stream.get_extra_info(info)


class _Stale(Exception):
    """A kept connection had ended when we used it: nothing came back, and nothing is known of the request."""


class _Guard(httpcore.AsyncNetworkBackend):
    """Makes the TCP connections: resolve, check, write down, connect to what was checked."""

    def __init__(self, policy: Policy, ledger: _Ledger, resolve: Resolve, *, keeps: bool) -> None:
        self._keeps = keeps
        self._policy = policy
        self._ledger = ledger
        self._resolve = resolve
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(self, host: str, port: int, *args: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        attempt = _attempt.get()
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
        return _Kept(stream, partial(self._ledger.ended, attempt.row)) if self._keeps else stream

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


class _Transport(httpx.AsyncBaseTransport):
    """httpx over a pool whose connections the guard makes, one per request if none is kept."""

    def __init__(self, guard: _Guard, context: ssl.SSLContext, *, keep: float) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            network_backend=guard,
            max_connections=CONNECTIONS,
            max_keepalive_connections=CONNECTIONS // 2 if keep else 0,
            keepalive_expiry=keep or None,
            http1=True,
            http2=False,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert isinstance(request.stream, httpx.AsyncByteStream)
        response = await self._pool.handle_async_request(
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
            response.status, headers=response.headers, stream=_Stream(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> Any:
        async for part in self._response.aiter_stream():
            yield part

    async def aclose(self) -> None:
        await self._response.aclose()


class Outgoing:
    """The guarded client. `purpose` of a request is a word for the ledger, such as `webhook` or `push`."""

    def __init__(
        self,
        db: Database,
        *,
        sealed: bool,
        allow: Iterable[str] = (),
        resolve: Resolve = resolve_by_system,
        context: ssl.SSLContext | None = None,
        keep: float = 0.0,
    ) -> None:
        """`keep`: seconds for which a connection waits for another request to the same server; 0: one for each. What a
        kept one carried when it turned out to have ended is sent again: for callers that bear doubles."""
        self._keeps = keep > 0
        self._ledger = _Ledger(db)
        self._policy = Policy(sealed=sealed, allow=allow)
        self._resolve = resolve
        self._guard = guard = _Guard(self._policy, self._ledger, resolve, keeps=self._keeps)
        self._client = httpx.AsyncClient(
            transport=_Transport(guard, context or ssl.create_default_context(), keep=keep),
            trust_env=False,  # a proxy from the environment would go round the guard
            follow_redirects=False,
            timeout=None,
        )

    async def close(self) -> None:
        await self._client.aclose()

    async def check(self, url: str) -> None:
        """Whether a request there would be let through now; nothing is sent. Raises Refused("outgoing_refused")."""
        address = httpx.URL(url)
        port = address.port or (443 if address.scheme == "https" else 80)
        reason = await self._guard.check(address.host, port)
        if reason:
            raise Refused("outgoing_refused", host=address.host, reason=reason)

    async def lists(self, host: str, port: int) -> bool:
        """Whether the installation lists this name, or every address that it has now: then it is a place of its own,
        and needs no certificate of the public world."""
        if self._policy.lists_name(host, port):
            return True
        as_number = literal(host)
        try:
            addresses = [str(as_number)] if as_number is not None else await self._resolve(host, port)
        except OSError:
            return False
        return bool(addresses) and all(self._policy.lists_address(one) for one in addresses)

    async def request(
        self,
        method: str,
        url: str,
        *,
        purpose: str,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        limits: Limits | None = None,
    ) -> Reply:
        """One request with its redirects. Raises Refused("outgoing_refused") and Unavailable("outgoing_failed")."""
        limits = limits or Limits()
        # Not compressed: a small answer that unpacks to gigabytes would escape the limit.
        wanted = {**(headers or {}), "accept-encoding": "identity"}
        request = self._client.build_request(method, url, headers=wanted, content=content)
        try:
            async with asyncio.timeout(limits.seconds):
                for _ in range(limits.redirects + 1):
                    reply, following = await self._fresh(request, purpose=purpose, limits=limits)
                    if following is None or not limits.redirects:
                        return reply
                    request = following
        except TimeoutError as error:
            raise _failed(request, "timeout") from error
        raise _failed(request, "too many redirects")

    async def _fresh(
        self, request: httpx.Request, *, purpose: str, limits: Limits
    ) -> tuple[Reply, httpx.Request | None]:
        """`_one`, over another connection as long as those that were kept turn out to have ended."""
        while True:
            try:
                return await self._one(request, purpose=purpose, limits=limits)
            except _Stale:
                continue  # each of them is out of the pool now, so this ends with a new one

    async def _one(self, request: httpx.Request, *, purpose: str, limits: Limits) -> tuple[Reply, httpx.Request | None]:
        """One connection; answers what it gave and where it wants us to go next."""
        if request.url.scheme not in ("http", "https") or request.url.userinfo:
            raise Refused("outgoing_refused", host=request.url.host, reason="not a plain http address")
        attempt = _Attempt(purpose, request.url.scheme)
        mark = _attempt.set(attempt)
        status, received = None, 0
        try:
            response = await self._client.send(request, stream=True)
            status = response.status_code
            body = bytearray()
            try:
                async for part in response.aiter_raw():
                    received += len(part)
                    body += part
                    if received > limits.body and limits.cut:
                        break
                    if received > limits.body:
                        raise _failed(request, f"more than {limits.body} bytes")
            finally:
                await response.aclose()
        except httpx.InvalidURL as error:
            raise _failed(request, "bad address") from error
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
            if self._keeps and attempt.row is None and status is None:
                raise _Stale from error
            raise attempt.refusal or _failed(request, type(error).__name__) from error
        finally:
            _attempt.reset(mark)
            if attempt.row is not None:
                sent = int(request.headers.get("content-length", 0))
                await asyncio.shield(self._ledger.closed(attempt.row, status=status, sent=sent, received=received))
        reply = Reply(status, dict(response.headers), bytes(body[: limits.body]), str(request.url))
        return reply, response.next_request


def _failed(request: httpx.Request, reason: str) -> VecheError:
    return Unavailable("outgoing_failed", host=request.url.host, reason=reason)
