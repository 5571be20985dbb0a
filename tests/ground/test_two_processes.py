"""Two server processes on one database and one NATS: their clients talk to each other."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cli import veche
from tests.support.nats import NatsServer
from tests.support.process import PASSWORD, Town, VecheProcess
from tools.veche_client import Account, Http, Json, Socket, sign_in

PATIENCE = 20


@pytest.fixture
def nats() -> Iterator[NatsServer]:
    with NatsServer() as server:
        yield server


@pytest.fixture
def pair(dsn: str, nats: NatsServer, tmp_path: Path) -> Iterator[list[VecheProcess]]:
    processes = []
    for number in (1, 2):
        settings = {
            "VECHE_DATABASE_DSN": dsn,
            "VECHE_NATS_URL": nats.url,
            "VECHE_CELL": str(number),
            "VECHE_DATABASE_CONNECTIONS": "6",
        }
        processes.append(VecheProcess(tmp_path / f"data{number}", settings=settings))
        processes[-1].start()
    yield processes
    for process in processes:
        process.stop()


class Ears:
    """Everything one socket heard, and a way to wait for it."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self._came = asyncio.Event()

    def __call__(self, event: Json) -> None:
        self.heard.append(event)
        self._came.set()

    async def event(self, kind: str, **fields: object) -> Json:
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in self.heard:
                    if event.get("ev") == kind and all(event.get(name) == value for name, value in fields.items()):
                        return event
                self._came.clear()
                await self._came.wait()


async def dialog(one: VecheProcess, who: Account, whom: Account) -> int:
    async with Http(one.address, who.token) as http:
        return int((await http.call("open_dialog", **{"with": whom.id}))["chat"]["id"])


async def test_messages_marks_and_rights_pass_between_processes(pair: list[VecheProcess]):
    first, second = pair
    town = Town(first)
    await town.found()
    anna, boris = await town.person("Анна"), await town.person("Борис")
    chat = await dialog(first, anna, boris)
    a_hears, b_hears = Ears(), Ears()
    async with (
        Socket(first.address, anna.token, hear=a_hears) as a,
        Socket(second.address, boris.token, hear=b_hears) as b,
    ):
        await b_hears.event("welcome")
        sent = await a.ask("send_message", chat=chat, cid="1", text="Слышно?")
        assert sent["seq"] == 1
        assert (await b_hears.event("message", seq=1))["text"] == "Слышно?"
        await b.ask("send_message", chat=chat, cid="1", text="Слышно.")
        assert (await a_hears.event("message", seq=2))["sender"] == boris.id
        await b.ask("mark_read", chat=chat, seq=2)
        assert (await a_hears.event("read", actor=boris.id))["seq"] == 2
        await a.ask("edit_message", chat=chat, seq=1, text="Слышно? Приём!")
        edited = await b_hears.event("message", seq=1, text="Слышно? Приём!")
        assert edited["edited_at"]
        await b.ask("typing", chat=chat)
        assert (await a_hears.event("typing", actor=boris.id))["chat"] == chat
    async with Http(first.address, boris.token) as http:
        assert [message["seq"] for message in (await http.call("history", chat=chat))["messages"]] == [1, 2]


async def test_a_revoked_session_ends_on_the_other_process_at_once(pair: list[VecheProcess]):
    first, second = pair
    town = Town(first)
    await town.found()
    anna = await town.person("Анна")
    hears = Ears()
    async with Socket(second.address, anna.token, hear=hears), Http(first.address, anna.token) as http:
        await hears.event("welcome")
        await http.call("sign_out")
        await hears.event("signed_out")


async def test_after_the_bus_was_away_clients_are_told_to_look_again(pair: list[VecheProcess], nats: NatsServer):
    first, second = pair
    town = Town(first)
    await town.found()
    anna, boris = await town.person("Анна"), await town.person("Борис")
    chat = await dialog(first, anna, boris)
    hears = Ears()
    async with Socket(first.address, anna.token) as a, Socket(second.address, boris.token, hear=hears) as b:
        await hears.event("welcome")
        nats.kill()
        sent = await a.ask("send_message", chat=chat, cid="1", text="Пока шины нет")
        assert sent["seq"] == 1  # the commit is the truth; nobody waits for the bus
        nats.start()
        await hears.event("resync")
        answer = await b.ask("changes", chat=chat, since=0)
        assert [message["text"] for message in answer["messages"]] == ["Пока шины нет"]
        await a.ask("send_message", chat=chat, cid="2", text="Шина снова есть")
        assert (await hears.event("message", seq=2))["text"] == "Шина снова есть"


async def test_people_are_added_beside_running_servers(pair: list[VecheProcess], dsn: str):
    added = await asyncio.to_thread(
        veche,
        *("person", "add", "anna", "--name", "Анна", "--password-stdin", "--data", str(pair[0].data)),
        settings={"VECHE_DATABASE_DSN": dsn},
        typed=PASSWORD + "\n",
    )
    assert added.code == 0, added.err
    for process in pair:
        account = await sign_in(process.address, login="anna", password=PASSWORD)
        assert account.id == int(added.out)
