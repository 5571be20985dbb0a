"""The HTTP edge of the Bot API: a table of method and path, tolerant decoding, JSON errors for everything.

It is served at /bot-api/ of the main port, at the root of a port of its own and of a host name of its own.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar
from urllib.parse import parse_qs

import msgspec

from veche.bots.actions.pace import Pace
from veche.bots.model.bots import Bot
from veche.bots.routes.errors import shown
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Broken, NotFound, Refused, SignedOut, VecheError
from veche.ground.http.streams import Exchange, Gone
from veche.ground.http.wire import Answer, Receive, Scope, Send, header, read_body
from veche.ground.i18n import Texts
from veche.ground.logs import get_logger

log = get_logger("bot-api")

MAX_BODY: Final = 1_700_000
"""210 buttons of 128 + 1,024 Russian letters, each written as `\\u0430`, are 1.5 MB; 2 MB are refused."""
MAX_QUERY: Final = 8_192
_NO_STORE: Final = (b"cache-control", b"no-store")
_TRUE: Final = frozenset({"true", "1", "yes"})
_FALSE: Final = frozenset({"false", "0", "no", ""})
_NUMBERS: Final = frozenset({"chatId", "userId"})
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeError, RecursionError)

Kind = TypeVar("Kind")


@dataclass(frozen=True, kw_only=True)
class Param:
    """A parameter of the query, for the OpenAPI document."""

    name: str
    type: str = "string"
    summary: str = ""
    required: bool = False


@dataclass(frozen=True, kw_only=True)
class Route:
    """One method of one path."""

    method: str
    path: str
    """With holes: `/chats/{chatId}/pin`. chatId and userId are numbers, other holes take anything but a slash."""
    run: Callable[[Call], Awaitable[Any]]
    summary: str
    answer: type | None = None
    body: type | None = None
    query: tuple[Param, ...] = ()
    open: bool = False
    """Needs no token: the address itself carries the right."""
    streamed: bool = False
    """The handler takes the body in pieces from `call.exchange`, and may answer by itself (it returns None then)."""
    waits: bool = False
    """It may take long because nothing happens."""
    legacy: bool = False
    """Removed from MAX, still called by bots that were written before."""


@dataclass(kw_only=True, slots=True)
class Call:
    """One request."""

    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: bytes
    exchange: Exchange
    address: str
    whose: Bot | None = None
    waits: bool = False

    @property
    def bot(self) -> Bot:
        """Whose token it is. Only routes that need one may ask."""
        if self.whose is None:
            raise SignedOut("bot_token")
        return self.whose

    @property
    def asker(self) -> Asker:
        return self.bot.asker

    def id(self, name: str) -> int:
        """A number out of the path."""
        return int(self.path[name])

    def text(self, name: str) -> str | None:
        """A parameter of the query; empty means absent."""
        return next((value for value in self.query.get(name, ()) if value), None)

    def number(
        self, name: str, *, default: int | None = None, least: int | None = None, most: int | None = None
    ) -> int | None:
        """A number of the query; one that is beyond its bounds is brought into them."""
        text = self.text(name)
        if text is None or text == "null":
            return default
        try:
            number = int(text)
        except ValueError:
            raise BadInput("bot_parameter", name=name) from None
        number = number if least is None else max(least, number)
        return number if most is None else min(most, number)

    def flag(self, name: str, *, default: bool = False) -> bool:
        text = (self.text(name) or "").lower()
        if not text:
            return default
        if text not in _TRUE | _FALSE:
            raise BadInput("bot_parameter", name=name)
        return text in _TRUE

    def words(self, name: str) -> list[str]:
        """A list: with commas, or the parameter repeated."""
        return [word.strip() for value in self.query.get(name, ()) for word in value.split(",") if word.strip()]

    def numbers(self, name: str) -> list[int]:
        try:
            return [int(word) for word in self.words(name)]
        except ValueError:
            raise BadInput("bot_parameter", name=name) from None

    def into(self, kind: type[Kind]) -> Kind:
        """The JSON body. Unknown fields are ignored, a number may be written as a text, nothing at all is `{}`."""
        try:
            return msgspec.convert(msgspec.json.decode(self.body or b"{}"), kind, strict=False)
        except msgspec.ValidationError as error:
            raise BadInput("bad_fields", problem=str(error)) from None
        except _UNREADABLE:
            raise BadInput("bad_json") from None


class Authenticate(Protocol):
    async def __call__(self, token: str, /) -> Bot: ...


class Count(Protocol):
    """Told after each request: whose, the status of the answer, how long it took, whether it waited for something."""

    def __call__(self, bot: Bot, status: int, seconds: float, /, *, waited: bool) -> None: ...


@dataclass(frozen=True, kw_only=True)
class ApiParts:
    """What the edge is made of."""

    routes: Sequence[Route]
    authenticate: Authenticate
    pace: Pace
    texts: Texts
    count: Count
    query_token: bool = True
    pages: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    """Documents that anybody may read, such as /openapi.json."""


class BotApi:
    """Answers every request below its root."""

    def __init__(self, parts: ApiParts) -> None:
        self._parts = parts
        self._plain: dict[str, dict[str, Route]] = {}
        self._patterns: list[tuple[re.Pattern[str], dict[str, Route]]] = []
        self._encode = msgspec.json.Encoder().encode
        by_path: dict[str, dict[str, Route]] = {}
        for route in parts.routes:
            by_path.setdefault(route.path, {})[route.method] = route
        for path, methods in by_path.items():
            if "{" in path:
                self._patterns.append((_pattern(path), methods))
            else:
                self._plain[path] = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        started = time.perf_counter()
        exchange = Exchange(scope, receive, send)
        call = Call(path={}, query={}, body=b"", exchange=exchange, address=_address(scope))
        try:
            answer = await self._answer(call, receive)
        except Gone:
            exchange.abort()
            return
        except Exception as error:  # noqa: BLE001  the edge of the Bot API
            failure = error if isinstance(error, VecheError) else self._defect(scope["path"], error)
            if exchange.started:
                exchange.abort()
                return
            await exchange.drain()
            answer = self._failed(failure, headers=exchange.headers)
        if answer is not None:
            await answer.send(send, head=scope["method"] == "HEAD")
        if call.whose is not None:
            status, seconds = 200 if answer is None else answer.status, time.perf_counter() - started
            self._parts.count(call.whose, status, seconds, waited=call.waits)

    async def _answer(self, call: Call, receive: Receive) -> Answer | None:
        scope = call.exchange.scope
        path = scope["path"].rstrip("/") or "/"
        if path in self._parts.pages and scope["method"] in ("GET", "HEAD"):
            return Answer(200, self._parts.pages[path](), headers=[_NO_STORE])
        call.query = _query(scope)
        methods, call.path = self._find(path)
        if not methods:
            raise NotFound("bot_path_unknown", path=path[:200])
        route = methods.get(scope["method"])
        if route is None or not route.open:
            call.whose = await self._whose(call)
            await self._parts.pace.request(call.whose.id)
        if route is None:
            call.exchange.headers.append((b"allow", ", ".join(sorted(methods)).encode()))
            raise NotFound("bot_wrong_method")
        call.waits = route.waits or route.streamed
        if not route.streamed:
            call.body = await read_body(receive, declared=header(scope, b"content-length"), limit=MAX_BODY)
            call.exchange.taken()
        answer = await route.run(call)
        if answer is None and call.exchange.started:
            return None
        return answer if isinstance(answer, Answer) else Answer(200, self._encode(answer), headers=[_NO_STORE])

    def _find(self, path: str) -> tuple[dict[str, Route], dict[str, str]]:
        if path in self._plain:
            return self._plain[path], {}
        for pattern, methods in self._patterns:
            found = pattern.fullmatch(path)
            if found:
                return methods, found.groupdict()
        return {}, {}

    async def _whose(self, call: Call) -> Bot:
        """The bot by its token, in the header or the query. Raises: bot_token, bot_query_token, bot_too_fast."""
        parts, scope = self._parts, call.exchange.scope
        token = header(scope, b"authorization").strip()
        token = token[7:].strip() if token[:7].lower() == "bearer " else token
        if not token and (asked := call.text("access_token")):
            if not parts.query_token:
                raise Refused("bot_query_token")
            token = asked
        if not token or len(token) > 200:
            raise SignedOut("bot_token")
        if parts.pace.guessing(call.address):
            parts.pace.missed(call.address)
        try:
            return await parts.authenticate(token)
        except SignedOut:
            parts.pace.missed(call.address)
            raise

    def _defect(self, path: str, defect: Exception) -> VecheError:
        number = secrets.token_hex(4)
        log.error("bot_request_failed", path=path, number=number, exc_info=defect)
        return Broken("broken", number=number)

    def _failed(self, error: VecheError, *, headers: Iterable[tuple[bytes, bytes]] = ()) -> Answer:
        status, body = shown(error, self._parts.texts)
        more = [_NO_STORE, *headers]
        if error.retry_after is not None:
            more.append((b"retry-after", b"%d" % error.retry_after))
        return Answer(status, self._encode(body), headers=more)


def _pattern(path: str) -> re.Pattern[str]:
    """`/chats/{chatId}` as a pattern with named groups."""
    parts = []
    for part in re.split(r"(\{\w+\})", path):
        name = part.strip("{}")
        hole = r"-?\d{1,18}" if name in _NUMBERS else r"[^/]+"
        parts.append(f"(?P<{name}>{hole})" if part.startswith("{") else re.escape(part))
    return re.compile("".join(parts))


def _query(scope: Scope) -> dict[str, list[str]]:
    raw = scope.get("query_string", b"")
    if len(raw) > MAX_QUERY:
        raise BadInput("bot_parameter", name="…")
    try:
        return parse_qs(raw.decode("ascii"), keep_blank_values=True, max_num_fields=200)
    except (ValueError, UnicodeError):
        raise BadInput("bot_parameter", name="…") from None


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""
