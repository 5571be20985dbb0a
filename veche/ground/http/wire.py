"""The bare ASGI pieces that the routes are made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

import msgspec

from veche.ground.errors import BadInput, TooLarge

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Mount = Callable[[Scope, Receive, Send], Awaitable[None]]
"""An interface of its own below one path, or under one host name: it finds out by itself who asks."""

MAX_BODY = 256 * 1024
"""Largest request body in bytes; uploads will have a path of their own."""

_CSP = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none';"
    " frame-ancestors 'none'; form-action 'self'"
)
SAFE_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", _CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(self), camera=(self), microphone=(self)"),
)


class Answer(msgspec.Struct):
    """A whole HTTP answer."""

    status: int
    body: bytes
    content_type: bytes = b"application/json"
    headers: list[tuple[bytes, bytes]] = []

    async def send(self, send: Send, *, head: bool = False) -> None:
        own = {name for name, _ in self.headers}
        headers = [
            (b"content-type", self.content_type),
            (b"content-length", b"%d" % len(self.body)),
            *(pair for pair in SAFE_HEADERS if pair[0] not in own),
            *self.headers,
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else self.body})


def header(scope: Scope, name: bytes) -> str:
    """A request header, or the empty string."""
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    return next((value.decode("latin-1") for key, value in headers if key == name), "")


async def read_body(receive: Receive, *, declared: str, limit: int = MAX_BODY) -> bytes:
    """The request body. Raises TooLarge(body_too_large) as soon as that is known; nothing more is read then."""
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge("body_too_large", limit=limit)
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadInput("bad_json")
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise TooLarge("body_too_large", limit=limit)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)
