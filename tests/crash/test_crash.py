"""Twenty clients send two thousand messages while the server is killed three times and its database once.

What was acknowledged is there, once, under the seq that was told; and nobody has to do anything: clients come back,
repeat what was not acknowledged under the same id, and a reader asks for what he missed.
"""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.process import Town, VecheProcess
from tools.veche_client import Account, Http, Socket

CLIENTS = 20
EACH = 100
IN_FLIGHT = 8
SERVER_DIES_AT = (300, 800, 1300)
DATABASE_DIES_AT = 1700
AHEAD = 20
PATIENCE = 150

Json = dict[str, Any]


class Burst:
    """What the senders were promised: text → seq."""

    def __init__(self) -> None:
        self.promised: dict[str, int] = {}
        self._each = [0] * CLIENTS
        self._reached = asyncio.Condition()

    async def promise(self, text: str, seq: int, *, to: int) -> None:
        async with self._reached:
            self.promised[text] = seq
            self._each[to] += 1
            self._reached.notify_all()

    async def in_step(self, place: int) -> None:
        """Nobody runs far ahead of the slowest: between two crashes everybody has come back and said something."""
        async with self._reached:
            await self._reached.wait_for(lambda: min(self._each) >= place - AHEAD)

    async def reached(self, count: int) -> None:
        async with self._reached:
            await self._reached.wait_for(lambda: len(self.promised) >= count)


async def send_all(socket: Socket, chat: int, *, number: int, burst: Burst) -> None:
    """One client: several messages in flight, each repeated until it is acknowledged."""
    gate = asyncio.Semaphore(IN_FLIGHT)

    async def send(place: int) -> None:
        text = f"клиент {number}, сообщение {place}"
        async with gate:
            await burst.in_step(place)
            sent = await socket.ask_surely(
                "send_message", within=PATIENCE, chat=chat, cid=f"crash-{number}-{place}", text=text
            )
        await burst.promise(text, sent["seq"], to=number)

    async with asyncio.TaskGroup() as group:
        for place in range(EACH):
            group.create_task(send(place))


class Reader:
    """Follows a chat: live events, and the difference after every loss."""

    def __init__(self, address: str, account: Account, chat: int) -> None:
        self.rows: dict[int, Json] = {}
        self.version = 0
        self._chat = chat
        self.socket = Socket(address, account.token, hear=self._hear)
        self._changed = asyncio.Event()

    def _hear(self, event: Json) -> None:
        if event["ev"] == "message" and event["chat"] == self._chat:
            self._take(event)
        self._changed.set()

    def _take(self, row: Json) -> None:
        if row["version"] >= self.rows.get(row["seq"], row)["version"]:
            self.rows[row["seq"]] = row

    def complete(self, count: int) -> bool:
        """Whether that many messages of people are known, without a gap from the first on."""
        said = sum(row.get("kind") != "service" for row in self.rows.values())
        return said >= count and len(self.rows) == max(self.rows)

    async def follow(self, count: int) -> None:
        """Until that many messages are known."""
        while not self.complete(count):
            self._changed.clear()
            more = True
            while more:
                page = await self.socket.ask_surely(
                    "changes", within=PATIENCE, chat=self._chat, since=self.version, limit=100
                )
                for row in page["messages"]:
                    self._take(row)
                self.version, more = page["version"], page.get("more", False)
            if not self.complete(count):
                try:
                    # Events wake us; a server that is gone sends none, so look again after a while.
                    await asyncio.wait_for(self._changed.wait(), timeout=1)
                except TimeoutError:
                    continue


async def whole_history(address: str, account: Account, chat: int) -> list[Json]:
    """Every message of the chat over HTTP."""
    rows: list[Json] = []
    async with Http(address, account.token) as http:
        while True:
            page = await http.call("history", chat=chat, after=rows[-1]["seq"] if rows else 0, limit=100)
            if not page["messages"]:
                return rows
            rows += page["messages"]


async def kill_and_start(process: VecheProcess) -> None:
    process.kill()
    await asyncio.to_thread(process.start)


@pytest.mark.crash
@pytest.mark.timeout(400)
async def test_no_acknowledged_message_is_lost_or_doubled(tmp_path: Path) -> None:
    process = VecheProcess(tmp_path / "data")
    await asyncio.to_thread(process.start)
    try:
        town = Town(process)
        await town.found()
        people = [await town.person(f"Отправитель {number + 1}") for number in range(CLIENTS)]
        async with town.http(people[0]) as http:
            members = [one.id for one in people[1:]]
            made = await http.call("create_group", title="Проверка на прочность", members=members)
        await burst_with_crashes(process, people, chat=made["chat"]["id"])
    finally:
        assert process.stop() == 0, "".join(process.output[-40:])


async def burst_with_crashes(process: VecheProcess, people: list[Account], *, chat: int) -> None:
    burst = Burst()
    sockets = [Socket(process.address, one.token) for one in people]
    reader = Reader(process.address, people[1], chat)
    async with asyncio.TaskGroup() as group:
        for number, socket in enumerate(sockets):
            group.create_task(send_all(socket, chat, number=number, burst=burst))
        following = group.create_task(reader.follow(CLIENTS * EACH))
        for count in SERVER_DIES_AT:
            await burst.reached(count)
            await kill_and_start(process)
        await burst.reached(DATABASE_DIES_AT)
        os.kill(process.postgres_pid(), signal.SIGKILL)
    assert following.done()
    rows = await whole_history(process.address, people[0], chat)
    check(rows, burst)
    assert [reader.rows[row["seq"]].get("text") for row in rows] == [row.get("text") for row in rows]
    assert all(socket.opened > len(SERVER_DIES_AT) for socket in sockets), "every client came back after every crash"
    for socket in [*sockets, reader.socket]:
        await socket.close()


def check(rows: list[Json], burst: Burst) -> None:
    """Each text once, at the place that was promised, with no gap."""
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
    rows = [row for row in rows if row.get("kind") != "service"]
    counted = Counter(row["text"] for row in rows)
    assert len(burst.promised) == CLIENTS * EACH
    assert not burst.promised.keys() - counted.keys(), "acknowledged and lost"
    assert not {text for text, count in counted.items() if count > 1}, "doubled"
    assert counted.keys() == burst.promised.keys(), "nobody said that"
    assert {row["text"]: row["seq"] for row in rows} == burst.promised
