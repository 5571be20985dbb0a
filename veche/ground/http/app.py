"""The ASGI application. One table of commands serves HTTP and the socket, so this edge stays thin: it finds out who
asks, decodes strictly, runs the command, and turns errors into answers. Broad excepts are allowed here."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec
import structlog

from veche.ground.commands import Asker, Command, OpenCommand, Visitor
from veche.ground.errors import BadInput, Broken, NotFound, Refused, SignedOut, VecheError
from veche.ground.http.client_files import ClientFiles
from veche.ground.http.openapi import openapi_document
from veche.ground.http.streams import Exchange, Gone, Stream
from veche.ground.http.wire import Answer, Mount, Receive, Scope, Send, header, read_body
from veche.ground.i18n import Texts, choose_locale
from veche.ground.sessions import (
    ACCOUNT_HEADER,
    OLD_COOKIE,
    account_in,
    account_in_query,
    authenticate_as,
    cookie_name,
    cookies_of,
    token_for,
)
from veche.ground.socket.dispatch import failure_of
from veche.ground.socket.frames import UNREADABLE

log = structlog.get_logger("veche.http")

SESSION_DAYS = 180
_NO_STORE = (b"cache-control", b"no-store")


@dataclass(frozen=True, kw_only=True)
class HttpParts:
    """What the application is made of; the composition root fills it."""

    commands: Sequence[Command[Any, Any] | OpenCommand[Any, Any]]
    authenticate: Callable[[str, str], Awaitable[Asker]]
    """From a token and the network address of who shows it to the asker; raises SignedOut."""
    texts: Texts
    client: ClientFiles
    ready: Callable[[], Awaitable[bool]]
    metrics: Callable[[], bytes]
    version: str
    public_url: str = ""
    language: str = "ru"
    streams: Mapping[str, Stream] = field(default_factory=dict)
    """By the beginning of the path, such as `/media/uploads`."""
    mounts: Mapping[str, Mount] = field(default_factory=dict)
    """By the first part of the path, such as `/bot-api`, which they do not see."""
    hosts: Mapping[str, Mount] = field(default_factory=dict)
    """By a host name of their own."""
    metrics_from: frozenset[str] = field(default_factory=lambda: frozenset({"127.0.0.1", "::1"}))


class HttpApp:
    """Serves HTTP. Uvicorn gives it every request that is not an upgrade to the socket."""

    def __init__(self, parts: HttpParts) -> None:
        self._parts = parts
        self._commands = {f"/api/{command.name}": command for command in parts.commands}
        self._decoders = {path: msgspec.json.Decoder(command.request) for path, command in self._commands.items()}
        self._encode = msgspec.json.Encoder().encode
        self._pages: dict[str, Callable[[Scope], Awaitable[Answer]]] = {
            "/healthz": self._healthz,
            "/readyz": self._readyz,
            "/metrics": self._metrics,
            "/api/openapi.json": self._document,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        mount = self._mounted(scope)
        if mount is not None:
            await mount(scope, receive, send)
            return
        for beginning, stream in self._parts.streams.items():
            if scope["path"].startswith(beginning):
                await self._stream(Exchange(scope, receive, send), stream)
                return
        answer = await self._answer(scope, receive)
        await answer.send(send, head=scope["method"] == "HEAD")

    def _mounted(self, scope: Scope) -> Mount | None:
        """The interface that answers this request instead of ours."""
        parts = self._parts
        if parts.hosts:
            host = header(scope, b"host").rsplit(":", 1)[0].lower()
            if host in parts.hosts:
                return parts.hosts[host]
        for beginning, mount in parts.mounts.items():
            if scope["path"].startswith(beginning) and scope["path"][len(beginning) :][:1] in ("", "/"):
                scope["path"] = scope["path"][len(beginning) :] or "/"
                scope["root_path"] = beginning
                return mount
        return None

    async def _stream(self, exchange: Exchange, stream: Stream) -> None:
        """What comes or goes in pieces. Once an answer has begun, an error can only end the connection."""
        scope = exchange.scope
        try:
            asker = await self._asker(scope)
            scope["veche.locale"] = asker.locale
            await stream(asker, exchange)
        except Gone:
            exchange.abort()
        except Exception as error:  # noqa: BLE001  the edge of everything that comes or goes in pieces
            failure = error if isinstance(error, VecheError) else self._defect(scope["path"], error)
            if exchange.started:
                exchange.abort()
                return
            await exchange.drain()
            answer = self._failed(scope, failure, headers=exchange.headers)
            await answer.send(exchange.send, head=exchange.method == "HEAD")

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        path, method = scope["path"], scope["method"]
        page = self._pages.get(path)
        command = self._commands.get(path)
        try:
            if page is not None:
                return await page(scope) if method in ("GET", "HEAD") else self._wrong_method(scope, b"GET, HEAD")
            if command is not None:
                if method != "POST":
                    return self._wrong_method(scope, b"POST")
                return await self._run(scope, receive, command)
            if path.startswith("/api/"):
                raise NotFound("unknown_path")
            if method not in ("GET", "HEAD"):
                return self._wrong_method(scope, b"GET, HEAD")
            return self._parts.client.answer(path, accept_encoding=header(scope, b"accept-encoding"))
        except VecheError as error:
            return self._failed(scope, error)
        except Exception as defect:  # noqa: BLE001  the edge of all commands
            return self._failed(scope, self._defect(path, defect))

    def _defect(self, path: str, defect: Exception) -> VecheError:
        number = secrets.token_hex(4)
        log.error("request failed", path=path, number=number, exc_info=defect)
        return Broken("broken", number=number)

    async def _run(self, scope: Scope, receive: Receive, command: Command[Any, Any] | OpenCommand[Any, Any]) -> Answer:
        content_type = header(scope, b"content-type").split(";")[0].strip().lower()
        if content_type != "application/json":
            raise BadInput("wrong_content_type")
        if isinstance(command, OpenCommand):
            return await self._run_open(scope, receive, command)
        asker = await self._asker(scope)
        scope["veche.locale"] = asker.locale
        answer = await command.run(asker, await self._decode(scope, receive))
        cookies = await self._cookies_out(scope, asker) if command.name == "sign_out" else []
        return Answer(200, self._encode(answer), headers=[_NO_STORE, *cookies])

    async def _run_open(self, scope: Scope, receive: Receive, command: OpenCommand[Any, Any]) -> Answer:
        self._check_origin(scope)
        answer, session = await command.run(self._visitor(scope), await self._decode(scope, receive))
        cookies = await self._cookies_in(scope, session) if session else []
        return Answer(200, self._encode(answer), headers=[_NO_STORE, *cookies])

    async def _decode(self, scope: Scope, receive: Receive) -> msgspec.Struct:
        body = await read_body(receive, declared=header(scope, b"content-length"))
        try:
            request: msgspec.Struct = self._decoders[scope["path"]].decode(body)
        except msgspec.ValidationError as error:
            raise BadInput("bad_fields", problem=str(error)) from None
        except UNREADABLE:
            raise BadInput("bad_json") from None
        return request

    # -- who asks

    async def _asker(self, scope: Scope) -> Asker:
        account = account_in(header(scope, ACCOUNT_HEADER))
        if account is None:
            account = account_in_query(scope["query_string"])
        token = self._token(scope, account)
        return await authenticate_as(self._parts.authenticate, token, _address(scope), account=account)

    def _token(self, scope: Scope, account: int | None) -> str:
        """The session token. A cookie counts only on requests from our own pages (or from no page at all)."""
        authorization = header(scope, b"authorization")
        if authorization.startswith("Bearer "):
            return authorization[7:]
        self._check_origin(scope)
        return token_for(header(scope, b"cookie"), account)

    def _check_origin(self, scope: Scope) -> None:
        """A page of another site must not act with the cookie, nor sign a visitor in as somebody else."""
        origin = header(scope, b"origin")
        if origin and origin.split("://")[-1] != header(scope, b"host") and origin != self._parts.public_url:
            raise Refused("foreign_origin")

    def _visitor(self, scope: Scope) -> Visitor:
        return Visitor(
            address=_address(scope),
            locale=choose_locale(header(scope, b"accept-language"), default=self._parts.language),
            user_agent=header(scope, b"user-agent")[:400],
        )

    async def _cookies_in(self, scope: Scope, session: str) -> list[tuple[bytes, bytes]]:
        """A new session stands beside those of other accounts; one under the old name gets a name of its own now."""
        asker = await self._parts.authenticate(session, _address(scope))
        cookies = [self._cookie(scope, cookie_name(asker.person), session, days=SESSION_DAYS)]
        before = await self._old_session(scope)
        if before is None:
            return cookies
        token, owner = before
        if owner is not None and owner.person != asker.person:
            cookies.append(self._cookie(scope, cookie_name(owner.person), token, days=SESSION_DAYS))
        return [*cookies, self._cookie(scope, OLD_COOKIE, "", days=0)]

    async def _cookies_out(self, scope: Scope, asker: Asker) -> list[tuple[bytes, bytes]]:
        cookies = [self._cookie(scope, cookie_name(asker.person), "", days=0)]
        before = await self._old_session(scope)
        if before is not None and (before[1] is None or before[1].person == asker.person):
            cookies.append(self._cookie(scope, OLD_COOKIE, "", days=0))
        return cookies

    async def _old_session(self, scope: Scope) -> tuple[str, Asker | None] | None:
        """The session under the old name, and whose it is if it still is anybody's."""
        token = cookies_of(header(scope, b"cookie")).get(OLD_COOKIE)
        if not token:
            return None
        try:
            return token, await self._parts.authenticate(token, _address(scope))
        except SignedOut:
            return token, None

    def _cookie(self, scope: Scope, name: str, token: str, *, days: int) -> tuple[bytes, bytes]:
        secure = "; Secure" if scope["scheme"] == "https" or self._parts.public_url.startswith("https:") else ""
        value = f"{name}={token}; Path=/; Max-Age={days * 86_400}; HttpOnly; SameSite=Strict{secure}"
        return b"set-cookie", value.encode()

    # -- errors

    def _failed(self, scope: Scope, error: VecheError, *, headers: Sequence[tuple[bytes, bytes]] = ()) -> Answer:
        locale = scope.get("veche.locale") or choose_locale(
            header(scope, b"accept-language"), default=self._parts.language
        )
        more = [_NO_STORE, *headers]
        if error.retry_after is not None:
            more.append((b"retry-after", b"%d" % error.retry_after))
        if error.status == 401:
            more.append((b"www-authenticate", b"Bearer"))
        body = self._encode({"error": failure_of(error, self._parts.texts, locale=locale)})
        return Answer(error.status, body, headers=more)

    def _wrong_method(self, scope: Scope, allowed: bytes) -> Answer:
        answer = self._failed(scope, NotFound("wrong_method"), headers=[(b"allow", allowed)])
        answer.status = 405
        return answer

    # -- pages of the machine room

    async def _healthz(self, _: Scope) -> Answer:
        """The process answers."""
        return Answer(200, b'{"ok":true}', headers=[_NO_STORE])

    async def _readyz(self, _: Scope) -> Answer:
        """The database answers too."""
        ready = await self._parts.ready()
        return Answer(200 if ready else 503, b'{"ready":%b}' % (b"true" if ready else b"false"), headers=[_NO_STORE])

    async def _metrics(self, scope: Scope) -> Answer:
        client = scope.get("client")
        if client is None or client[0] not in self._parts.metrics_from:
            raise NotFound("unknown_path")
        return Answer(200, self._parts.metrics(), b"text/plain; version=0.0.4; charset=utf-8", [_NO_STORE])

    async def _document(self, _: Scope) -> Answer:
        return Answer(200, self._openapi)

    @cached_property
    def _openapi(self) -> bytes:
        """Made when it is first asked for: it takes longer than all the rest of a start."""
        parts = self._parts
        return msgspec.json.encode(openapi_document(parts.commands, parts.texts, version=parts.version))


def _address(scope: Scope) -> str:
    """Who asks, as the network knows him; uvicorn has looked through the proxies that are trusted."""
    client = scope.get("client")
    return client[0] if client else ""
