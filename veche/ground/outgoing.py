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
from collections.abc import Iterable, Mapping

import httpcore
import httpx
from msgspec import Struct

from veche.ground.addresses import Policy, literal
from veche.ground.connecting import Attempt, Guard, Ledger, Pools, Resolve, Transport, attempt_now
from veche.ground.db import Database
from veche.ground.errors import Refused, Unavailable, VecheError

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


class _Stale(Exception):
    """A kept connection had ended when we used it: nothing came back, and nothing is known of the request."""


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
        self._ledger = Ledger(db)
        self._policy = Policy(sealed=sealed, allow=allow)
        self._resolve = resolve
        self._guard = guard = Guard(self._policy, self._ledger, resolve, keeps=self._keeps)
        self._client = httpx.AsyncClient(
            transport=Transport(Pools(guard, context or ssl.create_default_context(), keep=keep)),
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
        attempt = Attempt(purpose, request.url.scheme)
        mark = attempt_now.set(attempt)
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
            attempt_now.reset(mark)
            if attempt.row is not None:
                sent = int(request.headers.get("content-length", 0))
                await asyncio.shield(self._ledger.closed(attempt.row, status=status, sent=sent, received=received))
        reply = Reply(status, dict(response.headers), bytes(body[: limits.body]), str(request.url))
        return reply, response.next_request


def _failed(request: httpx.Request, reason: str) -> VecheError:
    return Unavailable("outgoing_failed", host=request.url.host, reason=reason)
