"""The one way out: every HTTP request that Veche makes to somewhere else goes through `Outgoing`.

- Names are resolved here, once per connection, and the connection goes to the address that was checked: a second answer
  of the name server cannot point it elsewhere. Redirects are new connections and are checked like the first.
- Addresses that are not public (loopback, private, link-local, metadata services) are refused, unless the installation
  lists that address or network itself in `outgoing_allow`.
- Sealed, everything is refused that `outgoing_allow` does not list.
- Every attempt, refused ones too, is a row of the ledger before the connection is made.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

import httpcore
import httpx
from msgspec import Struct

from veche.ground.db import Database
from veche.ground.errors import Refused, Unavailable, VecheError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

NAT64 = IPv6Network("64:ff9b::/96")
REDIRECTS = 5


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


class Policy:
    """Where connections may go."""

    def __init__(self, *, sealed: bool, allow: Iterable[str]) -> None:
        """`allow`: `host`, `host:port`, `*.domain`, an address, or a network such as `10.1.0.0/16`."""
        self._sealed = sealed
        self._names: set[str] = set()
        self._networks = []
        for entry in allow:
            try:
                self._networks.append(ip_network(entry.strip("[]")))
            except ValueError:
                self._names.add(entry.lower())

    def refuses_name(self, host: str, port: int) -> str | None:
        """Why this name may not even be looked up."""
        if not self._sealed or self._lists_name(host.lower().rstrip("."), port) or _literal(host) is not None:
            return None
        return "sealed"

    def refuses_address(self, host: str, port: int, address: str) -> str | None:
        """Why this address may not be connected to."""
        number = ip_address(address.split("%", 1)[0])
        if any(number in network for network in self._networks):
            return None
        if not all(_is_public(one) for one in _meanings(number)):
            return "not a public address"
        listed = self._lists_name(host.lower().rstrip("."), port)
        return "sealed" if self._sealed and not listed else None

    def lists_name(self, host: str, port: int) -> bool:
        """Does the installation name this host?"""
        return self._lists_name(host.lower().rstrip("."), port)

    def lists_address(self, address: str) -> bool:
        """Does the installation name this address, or its network?"""
        number = ip_address(address.split("%", 1)[0])
        return any(number in network for network in self._networks)

    def _lists_name(self, host: str, port: int) -> bool:
        domains = {f"*.{host.split('.', depth)[-1]}" for depth in range(1, host.count(".") + 1)}
        forms = {host, *domains}
        return bool(self._names & (forms | {f"{form}:{port}" for form in forms}))


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]").split("%", 1)[0])
    except ValueError:
        return None


def _meanings(number: Address) -> list[Address]:
    """An IPv6 address may carry an IPv4 one that the packet ends at; all of them count."""
    if isinstance(number, IPv4Address):
        return [number]
    inner = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
    if number in NAT64:
        inner.append(IPv4Address(int(number) & 0xFFFFFFFF))
    carried = [one for one in inner if one is not None]
    return carried if number.ipv4_mapped else [number, *carried]


def _is_public(number: Address) -> bool:
    return number.is_global and not number.is_multicast and not number.is_reserved


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

    async def closed(self, row: int, *, status: int | None, sent: int, received: int) -> None:
        await self._db.execute(
            "UPDATE ground_outgoing SET status = $2, bytes_sent = $3, bytes_received = $4 WHERE id = $1",
            row,
            status,
            sent,
            received,
        )


class _Guard(httpcore.AsyncNetworkBackend):
    """Makes the TCP connections: resolve, check, write down, connect to what was checked."""

    def __init__(self, policy: Policy, ledger: _Ledger, resolve: Resolve) -> None:
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
        return await self._backend.connect_tcp(address, port, *args, **options)

    async def check(self, host: str, port: int) -> str | None:
        """Why one may not go there now; None if one may."""
        return (await self._check(host, port))[1]

    async def _check(self, host: str, port: int) -> tuple[str | None, str | None]:
        """The address to use, or why there is none. One forbidden address among several forbids the name."""
        reason = self._policy.refuses_name(host, port)
        if reason:
            return None, reason
        literal = _literal(host)
        try:
            addresses = [str(literal)] if literal else await self._resolve(host, port)
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
    """httpx over a pool whose connections the guard makes, one per request."""

    def __init__(self, guard: _Guard, context: ssl.SSLContext) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context, network_backend=guard, max_keepalive_connections=0, http1=True, http2=False
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
    ) -> None:
        self._ledger = _Ledger(db)
        self._policy = Policy(sealed=sealed, allow=allow)
        self._resolve = resolve
        self._guard = guard = _Guard(self._policy, self._ledger, resolve)
        self._client = httpx.AsyncClient(
            transport=_Transport(guard, context or ssl.create_default_context()),
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
        literal = _literal(host)
        try:
            addresses = [str(literal)] if literal else await self._resolve(host, port)
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
                    reply, following = await self._one(request, purpose=purpose, limits=limits)
                    if following is None or not limits.redirects:
                        return reply
                    request = following
        except TimeoutError as error:
            raise _failed(request, "timeout") from error
        raise _failed(request, "too many redirects")

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
