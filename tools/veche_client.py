"""A small client of Veche's public interface: HTTP commands and the socket. For programs of tools/ and for tests."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import httpx
import msgspec
import websockets
from websockets.asyncio.client import ClientConnection

Json = dict[str, Any]  # what the other side says: its shapes are the server's business


# The database is away for a moment: nothing is known to have happened, and asking again is right.
PASSING_CODES = frozenset({"unavailable"})


class Refusal(Exception):
    """The server said no."""

    def __init__(self, error: Json, status: int = 0) -> None:
        super().__init__(f"{error.get('code')}: {error.get('text')}")
        self.code: str = error.get("code", "")
        self.status = status
        self.retry_after: int | None = error.get("retry_after")
        self.details: Json = error.get("details") or {}


@dataclass(frozen=True)
class Account:
    """Somebody who is signed in."""

    id: int
    name: str
    login: str
    password: str
    token: str


class Http:
    """Commands over HTTP: `await http.call("me")`."""

    def __init__(self, address: str, token: str = "") -> None:
        self.address = address.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._client = httpx.AsyncClient(base_url=self.address, headers=self._headers, timeout=30, trust_env=False)

    async def call(self, name: str, /, **fields: Any) -> Json:
        """One command; raises Refusal."""
        answer = await self._client.post(f"/api/{name}", json=fields)
        body: Json = msgspec.json.decode(answer.content) if answer.content else {}
        if answer.status_code >= 400:
            raise Refusal(body.get("error", body), answer.status_code)
        return body

    async def call_patiently(self, name: str, /, *, wait: Callable[[int], None] | None = None, **fields: Any) -> Json:
        """As `call`, but waits as long as the server asks to."""
        while True:
            try:
                return await self.call(name, **fields)
            except Refusal as refusal:
                if refusal.status != 429:
                    raise
                seconds = refusal.retry_after or 1
                if wait:
                    wait(seconds)
                await asyncio.sleep(seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._client.aclose()


async def sign_in(address: str, *, login: str, password: str, device: str = "client") -> Account:
    """A session for a login and a password."""
    async with Http(address) as http:
        answer = await http.call("sign_in", login=login, password=password, device_name=device, want_token=True)
    me = answer["me"]
    return Account(id=me["id"], name=me["name"], login=login, password=password, token=answer["token"])


class Socket:
    """One socket that comes back by itself. `hear` gets every event."""

    def __init__(self, address: str, token: str, *, hear: Callable[[Json], None] | None = None) -> None:
        self._url = address.replace("http", "ws", 1).rstrip("/") + "/socket"
        self._token = token
        self._hear = hear
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Json]] = {}
        self._connection: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._opening = asyncio.Lock()
        self.opened = 0
        """How many times the socket was opened."""

    async def open(self) -> None:
        """Connect, unless connected."""
        async with self._opening:
            if self._connection is not None:
                return
            self._connection = await websockets.connect(
                self._url,
                additional_headers={"Authorization": f"Bearer {self._token}"},
                max_size=None,
                max_queue=None,
                compression=None,
                ping_interval=None,
                proxy=None,
            )
            self.opened += 1
            self._reader = asyncio.create_task(self._read(self._connection))

    async def close(self) -> None:
        """Leave; what still waits for an answer gets ConnectionError."""
        if self._connection is not None:
            await self._connection.close()
        if self._reader is not None:
            await self._reader

    async def ask(self, cmd: str, /, **fields: Any) -> Json:
        """One command, once. Raises Refusal, or ConnectionError when the socket is lost before the answer."""
        if self._connection is None:
            raise ConnectionError("the socket is closed")
        number = next(self._numbers)
        answer: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            await self._connection.send(msgspec.json.encode({"id": number, "cmd": cmd, **fields}).decode())
            return await answer
        except websockets.ConnectionClosed as error:
            answer.cancel()
            raise ConnectionError("the socket was lost") from error
        finally:
            self._waiting.pop(number, None)

    async def ask_surely(self, cmd: str, /, *, within: float = 60, **fields: Any) -> Json:
        """A command that may be repeated without harm: again over a new socket, until there is an answer."""
        pause = 0.05
        async with asyncio.timeout(within):
            while True:
                try:
                    await self.open()
                    return await self.ask(cmd, **fields)
                except Refusal as refusal:
                    if refusal.code not in PASSING_CODES and refusal.retry_after is None:
                        raise
                    await asyncio.sleep(refusal.retry_after or pause)
                except (OSError, TimeoutError, websockets.WebSocketException):
                    await asyncio.sleep(pause)
                pause = min(pause * 2, 1.0)

    async def _read(self, connection: ClientConnection) -> None:
        try:
            async for text in connection:
                self._take(msgspec.json.decode(text))
        except websockets.ConnectionClosed:
            pass
        finally:
            if self._connection is connection:
                self._connection = None
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionError("the socket was lost"))

    def _take(self, frame: Json) -> None:
        if "re" not in frame:
            if self._hear:
                self._hear(frame)
            return
        waiting = self._waiting.get(frame["re"] or 0)
        if waiting is None or waiting.done():
            return
        if "error" in frame:
            waiting.set_exception(Refusal(frame["error"]))
        else:
            waiting.set_result(frame["ok"])

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.close()
