"""A live server in the test's own loop: real HTTP and sockets on a real port, over a fresh database.

async def test_x(live: Live):
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = await anna.ask("open_dialog", **{"with": boris.id})
    async with anna.socket() as a, boris.socket() as b:
        sent = await a.ask("send_message", chat=..., cid="1", text="Привет")
        event = await b.event("message")
"""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import websockets
from argon2 import PasswordHasher

from veche.ground.bus import Bus, MemoryBus
from veche.ground.cells import newest_id
from veche.ground.clock import Clock
from veche.ground.commands import Visitor
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.ids import Ids, PersonId
from veche.ground.serve import listen
from veche.ground.up import Ground
from veche.identity.actions import Passwords
from veche.identity.wire import SignInRequest
from veche.messages import Log
from veche.server import Server

PASSWORD = "вечевой колокол 1136"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PATIENCE = 10.0
"""Seconds until a test that waits for an event fails."""

Json = dict[str, Any]


class Refusal(Exception):
    """The server answered with an error."""

    def __init__(self, error: Json) -> None:
        super().__init__(f"{error['code']}: {error['text']}")
        self.code: str = error["code"]
        self.error = error


class Socket:
    """A client's end of the socket that keeps events until a test asks for them."""

    def __init__(self, connection: websockets.ClientConnection) -> None:
        self.connection = connection
        self.events: deque[Json] = deque()
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._came = asyncio.Event()
        self._closed = False
        self._reading = asyncio.get_running_loop().create_task(self._read())

    async def ask(self, command: str, **fields: Any) -> Json:
        """Send a command and wait for its answer. Raises Refusal."""
        answer = await self.ask_raw(command, **fields)
        if "error" in answer:
            raise Refusal(answer["error"])
        ok: Json = answer["ok"]
        return ok

    async def ask_raw(self, command: str, **fields: Any) -> Json:
        number = next(self._numbers)
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._answers[number] = future
        await self.connection.send(json.dumps({"id": number, "cmd": command, **fields}))
        async with asyncio.timeout(PATIENCE):
            return await future

    async def send_text(self, text: str | bytes) -> None:
        await self.connection.send(text)

    async def event(self, kind: str, where: Callable[[Json], bool] = lambda _: True) -> Json:
        """The next event of a kind (earlier ones of other kinds stay); waits for it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in self.events:
                    if event.get("ev") == kind and where(event):
                        self.events.remove(event)
                        return event
                if self._closed:
                    raise AssertionError(f"closed without {kind}; had {list(self.events)}")
                self._came.clear()
                await self._came.wait()

    async def answer(self, number: int) -> Json:
        """The answer to a frame that was sent by hand."""
        return await self.event("", lambda _: False) if number < 0 else await self._hand(number)

    async def _hand(self, number: int) -> Json:
        future = self._answers.setdefault(number, asyncio.get_running_loop().create_future())
        async with asyncio.timeout(PATIENCE):
            return await future

    async def closed(self) -> int:
        """Wait until the server closes; the close code."""
        async with asyncio.timeout(PATIENCE):
            await self.connection.wait_closed()
        return self.connection.close_code or 0

    async def close(self) -> None:
        await self.connection.close()
        await self._reading

    async def _read(self) -> None:
        try:
            async for frame in self.connection:
                message = json.loads(frame)
                if "re" in message:
                    future = self._answers.setdefault(message["re"], asyncio.get_running_loop().create_future())
                    if not future.done():
                        future.set_result(message)
                else:
                    self.events.append(message)
                    self._came.set()
        except websockets.ConnectionClosed:
            pass
        finally:
            self._closed = True
            self._came.set()


class Someone:
    """A person signed in on one device."""

    def __init__(self, live: Live, *, person: PersonId, name: str, login: str, token: str) -> None:
        self.live, self.id, self.name, self.login, self.token = live, person, name, login, token

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[Socket]:
        """An open socket; the welcome event has come."""
        headers = {"Authorization": f"Bearer {self.token}"}
        async with websockets.connect(
            f"ws://127.0.0.1:{self.live.port}/socket", additional_headers=headers, compression=None, max_size=None
        ) as connection:
            socket = Socket(connection)
            await socket.event("welcome")
            yield socket
            await socket.close()

    async def ask(self, command: str, **fields: Any) -> Json:
        """The command over HTTP. Raises Refusal."""
        response = await self.post(command, **fields)
        body: Json = response.json()
        if response.status_code != 200:
            raise Refusal(body["error"])
        return body

    async def post(self, command: str, **fields: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.live.http.post(f"/api/{command}", json=fields, headers=headers)

    async def another_device(self) -> Someone:
        return await self.live.sign_in(self.id, name=self.name, login=self.login)


class Live:
    """One server process' worth of Veche."""

    def __init__(
        self,
        database: Database,
        *,
        bus: Bus | None = None,
        message_log: Log | None = None,
        cell: int = 0,
        settings: Settings | None = None,
        clock: Clock | None = None,
    ) -> None:
        """`cell`: another number for each server on one database. `settings`: others than the defaults, with a data
        folder of the test's own. `clock`: one that the test moves."""
        clock = clock or Clock()
        self.database = database
        self.bus = bus or MemoryBus()
        self._listening = listen("127.0.0.1", 0)
        self.port: int = self._listening.getsockname()[1]
        self._own = settings is None
        settings = settings or Settings(data=Path(tempfile.mkdtemp(prefix="veche-live-")))
        self.data = settings.data
        self._ids = Ids(clock, cell=cell)
        ground = Ground(settings=settings, db=database, bus=self.bus, clock=clock, ids=self._ids)
        self.server = Server(ground, self._listening, message_log=message_log, passwords=Passwords(hasher=CHEAP))
        self.identity = self.server.messenger.identity
        self._numbers = itertools.count(1)
        self.http: httpx.AsyncClient

    async def start(self) -> None:
        self._ids.begin_after(await newest_id(self.database))
        await self.server.start()
        self.http = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=PATIENCE)

    async def stop(self) -> None:
        await self.http.aclose()
        await self.server.stop()
        if self._own:
            await asyncio.to_thread(shutil.rmtree, self.data)

    async def person(self, name: str = "", *, administrator: bool = False) -> Someone:
        number = next(self._numbers)
        name = name or f"Житель {number}"
        login = f"person{number}.{self.port}"
        person = await self.identity.people.add(login, name=name, password=PASSWORD, administrator=administrator)
        return await self.sign_in(person, name=name, login=login)

    async def sign_in(self, person: PersonId, *, name: str, login: str) -> Someone:
        visitor = Visitor(address=f"192.0.2.{next(self._numbers) % 250}", locale="ru", user_agent="test")
        _, token = await self.identity.signing_in.sign_in(visitor, SignInRequest(login=login, password=PASSWORD))
        return Someone(self, person=person, name=name, login=login, token=token)

    async def dialog(self, one: Someone, other: Someone) -> int:
        answer = await one.ask("open_dialog", **{"with": other.id})
        return int(answer["chat"]["id"])

    async def group(self, owner: Someone, *members: Someone, title: str = "Планёрка отдела", mode: str = "") -> int:
        fields: Json = {"title": title, "members": [member.id for member in members]}
        if mode:
            fields["mode"] = mode
        chat = int((await owner.ask("create_group", **fields))["chat"]["id"])
        await self.settle()
        return chat

    async def settle(self) -> None:
        """Until service lines that are on their way are written and told: who listens next hears only his own."""
        await self.server.messenger._outbox.settle()
        await self.server.messenger._herald.settle()
