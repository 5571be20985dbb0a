"""Bots: how many updates a second reach polling programs and webhooks; `GET /chats/{id}` beside /healthz; what
thousands of waiting polls cost.

`python -m bench.bots [--seconds 5] [--waiting 10000] [--page]`; figures go to bench/out/bots.json, with --page also
into docs/how-it-works/bot-figures.md. Server, database, bots and receivers share the machine: read the ratios."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from tests.support.process import VecheProcess
from veche import chats
from veche.app import Messenger, Site
from veche.ground.commands import Asker
from veche.ground.config import Settings
from veche.ground.ids import ChatId, DeviceId, PersonId
from veche.ground.up import open_ground
from veche.messages import Words

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench/out/bots.json"
PAGE = ROOT / "docs/how-it-works/bot-figures.md"
POLLING, HOOKS, WAITING = 100, 10, 10_000
ASKED = 2_000
IDLE_SECONDS = 10.0
PASSWORD = "вечевой колокол 1136"
AIM = 3.0
"""`GET /chats/{id}` may take so many times as long as /healthz, at the 99th percentile."""


@dataclass
class Park:
    """A person, his bots, and a group in which all of them read along."""

    login: str
    group: int
    bots: list[int]
    tokens: list[str]
    idle: list[str]
    """Tokens of bots that are in no chat and wait."""


async def furnish(settings: Settings, *, bots: int, idle: int) -> Park:
    """Through the domains' own actions, before the server starts."""
    async with open_ground(settings) as ground:
        messenger = Messenger(ground, site=Site())
        messenger.sender.start()
        try:
            person = await messenger.identity.people.add(
                "anna", name="Соколова Анна", password=PASSWORD, administrator=True
            )
            asker = Asker(person=person, device=DeviceId(0), administrator=True)
            made = [await messenger.bots.life.add(f"Бот {number}") for number in range(bots)]
            waiting = [await messenger.bots.life.add(f"Ждёт {number}") for number in range(idle)]
            group = await messenger.chats.opening.create_group(asker, title="Парк", about="", members=[])
            chat = ChatId(group.id)
            for bot, _ in made:
                await messenger.chats.managing.add_members(asker, chat, [bot.actor])
                await messenger.chats.managing.set_role(asker, chat, bot.actor, role="admin", rights=chats.Rights.ADMIN)
            await messenger.messages.programs.say(
                Asker(person=PersonId(person), device=DeviceId(0)), chat, Words(text="Начали"), cid="first"
            )
        finally:
            await messenger.sender.stop()
            messenger.identity.close()
        tokens, others = [token for _, token in made], [token for _, token in waiting]
        return Park("anna", int(group.id), [int(bot.id) for bot, _ in made], tokens, others)


UNHINDERED = {
    "VECHE_BOT_REQUESTS": "100000",
    "VECHE_BOT_SENDS": "100000",
    "VECHE_SENDING_HOURLY": "0",
    "VECHE_OUTGOING_ALLOW": "127.0.0.1",
}


class Line:
    """One keep-alive connection that asks and reads, without the cost of a client library."""

    def __init__(self, address: str, token: str = "") -> None:
        parts = urlsplit(address)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self._token = token
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", *, bearer: bool = False) -> bytes:
        """The body of a 200."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        key = f"Authorization: {'Bearer ' if bearer else ''}{self._token}\r\n" if self._token else ""
        kind = "Content-Type: application/json\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\n{key}{kind}Content-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        size = next(int(one.split(":")[1]) for one in answer.splitlines() if one.lower().startswith("content-length"))
        content = await reader.readexactly(size)
        if not answer.startswith("HTTP/1.1 200"):
            raise RuntimeError(f"{method} {path}: {answer.splitlines()[0]} {content[:200]!r}")
        return content

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


async def sign_in(address: str, park: Park) -> Line:
    body = json.dumps({"login": park.login, "password": PASSWORD, "want_token": True}).encode()
    answer = json.loads(await Line(address).ask("POST", "/api/sign_in", body))
    return Line(address, answer["token"])


async def let_read(address: str, park: Park) -> None:
    """Whoever runs the group lets all of them read along."""
    person = await sign_in(address, park)
    for bot in park.bots:
        body = json.dumps({"chat": park.group, "bot": bot, "on": True}).encode()
        await person.ask("POST", "/api/set_bot_reading", body, bearer=True)
    await person.close()


async def speak(person: Line, group: int, counter: list[int], until: float) -> None:
    """One message after the other, each when the one before is on disk."""
    while time.monotonic() < until:
        counter[0] += 1
        body = json.dumps(
            {"chat": group, "cid": f"b{counter[0]}-{until}", "text": "Показания счётчика приняты"}
        ).encode()
        await person.ask("POST", "/api/send_message", body, bearer=True)


async def flood(address: str, park: Park, *, seconds: float, got: list[int], bots: int) -> dict[str, float]:
    """Say things for a while, then wait until every bot has every one of them."""
    person = await sign_in(address, park)
    counter, began = [0], time.monotonic()
    before = got[0]
    await speak(person, park.group, counter, began + seconds)
    wanted = before + counter[0] * bots
    # What is counted arrives in many places, and a hundredth of a second is nothing beside the whole.
    while got[0] < wanted and time.monotonic() < began + seconds * 10 + 30:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    took = time.monotonic() - began
    await person.close()
    return {
        "bots": bots,
        "messages": counter[0],
        "delivered": got[0] - before,
        "missing": max(0, wanted - got[0]),
        "seconds": round(took, 2),
        "per_second": round((got[0] - before) / took),
    }


async def polled(address: str, park: Park, *, seconds: float) -> dict[str, float]:
    """A hundred programs that poll."""
    got = [0]

    async def poll(token: str) -> None:
        line, marker = Line(address, token), ""
        while True:
            page = json.loads(await line.ask("GET", f"/bot-api/updates?timeout=20&limit=1000{marker}"))
            marker = f"&marker={page['marker']}"
            got[0] += sum(one["update_type"] == "message_created" for one in page["updates"])

    async with running([poll(token) for token in park.tokens[:POLLING]]):
        await settled(got)
        return await flood(address, park, seconds=seconds, got=got, bots=min(POLLING, len(park.tokens)))


async def hooked(address: str, park: Park, *, seconds: float) -> dict[str, float]:
    """Ten programs that are called."""
    got, calls = [0], list[tuple[asyncio.Task[None] | None, asyncio.StreamWriter]]()

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append((asyncio.current_task(), writer))
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
                size = next(int(one.split(":")[1]) for one in head.splitlines() if one.startswith("content-length"))
                body = await reader.readexactly(size)
                got[0] += b'"message_created"' in body
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    receivers = [await asyncio.start_server(meet, "127.0.0.1", 0) for _ in range(HOOKS)]
    for token, receiver in zip(park.tokens, receivers, strict=False):
        url = f"http://127.0.0.1:{receiver.sockets[0].getsockname()[1]}/hook"
        await Line(address, token).ask("POST", "/bot-api/subscriptions", json.dumps({"url": url}).encode())
    try:
        await settled(got)
        return await flood(address, park, seconds=seconds, got=got, bots=HOOKS)
    finally:
        for receiver in receivers:
            receiver.close()
        # Connections are kept by the server: whoever is called hangs up.
        for _, writer in calls:
            writer.close()
        await asyncio.gather(*(task for task, _ in calls if task), return_exceptions=True)


async def settled(got: list[int]) -> None:
    """What was said before is not counted."""
    last = -1
    while last != got[0]:
        last = got[0]
        await asyncio.sleep(1)


@asynccontextmanager
async def running(work: list[Awaitable[None]]) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        yield
        for task in tasks:
            if task.done():
                await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def asked(address: str, park: Park) -> dict[str, float]:
    """`GET /chats/{id}` and /healthz by turns, on one connection each."""
    token = park.tokens[0]
    bot, health = Line(address, token), Line(address)
    known = json.loads(await bot.ask("GET", "/bot-api/chats"))["chats"][0]["chat_id"]
    times: dict[str, list[float]] = {"chat": [], "health": []}
    turns: dict[str, Callable[[], Awaitable[bytes]]] = {
        "chat": lambda: bot.ask("GET", f"/bot-api/chats/{known}"),
        "health": lambda: health.ask("GET", "/healthz"),
    }
    for number in range(ASKED + 100):
        for name, turn in turns.items():
            began = time.perf_counter()
            await turn()
            if number >= 100:  # the first ones warm caches and statements
                times[name].append((time.perf_counter() - began) * 1000)
    found = {f"{name}_p50_ms": round(statistics.median(one), 3) for name, one in times.items()}
    found |= {f"{name}_p99_ms": round(statistics.quantiles(one, n=100)[98], 3) for name, one in times.items()}
    return found | {"ratio_p99": round(found["chat_p99_ms"] / found["health_p99_ms"], 2)}


def memory_mib(process: int) -> float:
    """What a process has in memory."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def calm(process: int) -> None:
    """Until it has nothing to do."""
    busy = 1.0
    while busy > 0.05:
        before = cpu_seconds(process)
        await asyncio.sleep(1)
        busy = cpu_seconds(process) - before


async def waited(address: str, process: int, tokens: list[str]) -> dict[str, float]:
    """So many bots wait at once, each on a connection of its own."""
    # Caches that fill with the first request of anybody are no cost of waiting.
    await Line(address, tokens[0]).ask("GET", "/bot-api/updates?timeout=0")
    await calm(process)
    before = memory_mib(process)
    lines = [Line(address, token) for token in tokens]
    polls: list[Awaitable[None]] = [_poll(line) for line in lines]
    async with running(polls):
        await calm(process)
        grown, began = memory_mib(process) - before, cpu_seconds(process)
        await asyncio.sleep(IDLE_SECONDS)
        busy = (cpu_seconds(process) - began) / IDLE_SECONDS
    for line in lines:
        await line.close()
    await calm(process)
    return {
        "polls": len(tokens),
        "mib": round(grown, 1),
        "kib_each": round(grown * 1024 / len(tokens), 1),
        "cpu_percent": round(busy * 100, 2),
    }


async def _poll(line: Line) -> None:
    await line.ask("GET", "/bot-api/updates?timeout=90")


def page_of(figures: dict[str, dict[str, float]], *, when: str) -> str:
    """The page of docs/how-it-works."""
    chat = figures["chat"]
    rows = [("what", "figure", "aimed at"), ("---", "---", "---")]
    for name, words in (("polling", "polling bots"), ("webhooks", "webhooks")):
        one = figures[name]
        rows.append(
            (
                f"updates delivered to {one['bots']:.0f} {words}",
                f"{one['per_second']:,.0f} a second ({one['messages']:,.0f} messages, {one['missing']:.0f} missing)",
                "–",
            )
        )
    beside = f"{chat['chat_p99_ms']:.2f} ms; `/healthz` in the same run {chat['health_p99_ms']:.2f} ms"
    rows.append(("`GET /chats/{id}`, p99", f"{beside}: ratio {chat['ratio_p99']:.2f}", f"≤ {AIM:.0f}"))
    median = f"{chat['chat_p50_ms']:.2f} ms; `/healthz` {chat['health_p50_ms']:.2f} ms"
    rows.append(("`GET /chats/{id}`, median", median, "–"))
    if idle := figures.get("waiting"):
        words = f"{idle['mib']:,.0f} MiB, {idle['kib_each']:.1f} KiB each; {idle['cpu_percent']:.1f} % of a core"
        rows.append((f"{idle['polls']:,.0f} waiting polls", words, "memory only"))
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"""# Figures of bots

Measured by `python -m bench.bots` on {when}: {os.cpu_count()} cores shared by server, database, bots
and receivers, Python {platform.python_version()}. One person speaks in one group, each message
when the one before is on disk. The load average of the machine was {os.getloadavg()[0]:.0f}: above {os.cpu_count()}
other programs were at work, and only the ratio is worth quoting. To one address the updates of one
chat go one after the other.

{table}
"""


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long is spoken in each scenario")
    parser.add_argument("--bots", type=int, default=POLLING)
    parser.add_argument("--waiting", type=int, default=WAITING, help="polls that wait at once; 0: none")
    parser.add_argument("--page", action="store_true", help="write docs/how-it-works/bot-figures.md too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="veche-bench-bots-") as folder:
        data = Path(folder) / "data"
        park = await furnish(Settings(data=data), bots=max(arguments.bots, HOOKS), idle=arguments.waiting)
        figures: dict[str, dict[str, float]] = {}
        with VecheProcess(data, settings=UNHINDERED) as server:
            address = server.address
            await let_read(address, park)
            figures["chat"] = await asked(address, park)
            if park.idle:
                figures["waiting"] = await waited(address, server.pid, park.idle)
            figures["polling"] = await polled(address, park, seconds=arguments.seconds)
            figures["webhooks"] = await hooked(address, park, seconds=arguments.seconds)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(msgspec.json.format(msgspec.json.encode(figures)))
    if arguments.page:
        PAGE.write_text(page_of(figures, when=time.strftime("%Y-%m-%d")), encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    asyncio.run(main())
