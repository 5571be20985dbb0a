"""Load on the Matrix client-server API: asyncio, uvloop, an HTTP client of its own; the same lines of JSON as xload.

It runs in Synapse's own venv, so it imports nothing from beside it.
Modes: register (make accounts, keep their tokens), pair (as xload's: the next message when the last one was delivered).
"""

import argparse
import asyncio
import hashlib
import hmac
import json
import os
import re
import resource
import sys
import time
import urllib.parse
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TypeVar, cast

import uvloop

FILTER = urllib.parse.quote(
    json.dumps(
        {
            "presence": {"not_types": ["*"]},
            "account_data": {"not_types": ["*"]},
            "room": {
                "timeline": {"limit": 50},
                "state": {"lazy_load_members": True},
                "ephemeral": {"not_types": ["*"]},
                "account_data": {"not_types": ["*"]},
            },
        }
    )
)
BODY = re.compile(rb'"body":"B:(\d+):(\d+):')
NEXT = re.compile(rb'"next_batch":"([^"]+)"')
SECRET = b"bench-secret"
BODY_LENGTH = 100
ATTEMPTS = 5
TICKS = os.sysconf("SC_CLK_TCK")
T = TypeVar("T")
now = time.monotonic_ns


def options() -> argparse.Namespace:
    """The options that the other generators take too."""
    parser = argparse.ArgumentParser()
    for name, kind, default in (
        ("port", int, 8008),
        ("n", int, 40),
        ("runs", int, 3),
        ("window", int, 2),
        ("rates", int, 1),
        ("secs", float, 5.0),
        ("domain", str, "bench.local"),
        ("mode", str, "pair"),
        ("tokens", str, "tokens.json"),
        ("sid", str, ""),
    ):
        parser.add_argument(f"--{name}", type=kind, default=default)
    return parser.parse_args()


def server_cpu(roots: set[int]) -> float:
    """CPU seconds of these processes and of all their descendants."""
    parents: dict[int, int] = {}
    used: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            words = stat[stat.rindex(")") + 2 :].split()
            parents[int(entry.name)] = int(words[1])
            used[int(entry.name)] = sum(int(word) for word in words[11:15])
    found = {pid for pid in roots if pid in parents}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return sum(used[pid] for pid in found) / TICKS


def busy() -> float:
    """CPU seconds of the whole machine."""
    words = [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:8]]
    return (sum(words) - words[3] - words[4]) / TICKS


def own_cpu() -> float:
    """CPU seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class Meter:
    """What one measured phase counts."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.roots = {int(word) for word in args.sid.split(",") if word}
        self.on = False
        self.all_sent = self.all_delivered = 0
        self.begin()
        self.on = False

    def begin(self) -> None:
        """Start a phase."""
        self.sent = self.delivered = self.acked = 0
        self.latencies: list[int] = []
        self.ack_latencies: list[int] = []
        self.cpu, self.own, self.all = server_cpu(self.roots), own_cpu(), busy()
        self.since, self.on = now(), True

    def report(self, phase: str, run: int, **more: float) -> None:
        """End it and print its line."""
        self.on = False
        took = (now() - self.since) / 1e9
        server, own = server_cpu(self.roots) - self.cpu, own_cpu() - self.own
        line = {"mode": self.args.mode, "phase": phase, "run": run, "n": self.args.n, "secs": round(took, 3)}
        line |= {"sent": self.sent, "delivered": self.delivered, "acked": self.acked}
        line |= {"delivered_s": round(self.delivered / took, 1), "acked_s": round(self.acked / took, 1)}
        for name, values in (("", self.latencies), ("ack_", self.ack_latencies)):
            values.sort()
            for part in (50, 99):
                middle = values[int(part / 100 * (len(values) - 1))] / 1e6 if values else -1
                line[f"{name}p{part}_ms"] = round(middle, 3)
        line |= {"srv_cpu_s": round(server, 2), "gen_cpu_s": round(own, 2)}
        line |= {"other_cores": round((busy() - self.all - server - own) / took, 2), **more}
        print(json.dumps(line), flush=True)


class Connection(asyncio.Protocol):
    """HTTP/1.1, one request at a time, keep-alive."""

    def __init__(self) -> None:
        self.heard = bytearray()
        self.answer: asyncio.Future[tuple[int, bytes]] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail the request under way."""
        self.transport = None
        if self.answer and not self.answer.done():
            self.answer.set_exception(ConnectionError(str(exc)))

    def data_received(self, data: bytes) -> None:
        """Collect until the answer is whole."""
        self.heard += data
        head_end = self.heard.find(b"\r\n\r\n")
        if head_end < 0:
            return
        head, body = bytes(self.heard[:head_end]).lower(), self.heard[head_end + 4 :]
        if b"transfer-encoding: chunked" in head:
            if not self.heard.endswith(b"0\r\n\r\n"):
                return
            whole = unchunked(body)
        else:
            length = re.search(rb"content-length: (\d+)", head)
            wanted = int(length.group(1)) if length else 0
            if len(body) < wanted:
                return
            whole = bytes(body[:wanted])
        self.heard.clear()
        answer, self.answer = self.answer, None
        if answer and not answer.done():
            answer.set_result((int(head[9:12]), whole))


def unchunked(body: bytearray) -> bytes:
    """The body without its chunk marks."""
    whole, at = bytearray(), 0
    while True:
        end = body.find(b"\r\n", at)
        size = int(body[at:end], 16)
        if size == 0:
            return bytes(whole)
        whole += body[end + 2 : end + 2 + size]
        at = end + 4 + size


class User:
    """An account with one connection to listen and one to talk."""

    def __init__(self, args: argparse.Namespace, number: int, token: str) -> None:
        self.port, self.number, self.token = args.port, number, token
        self.id = f"@u{number}:{args.domain}"
        self.since = ""
        self.connections: dict[str, Connection] = {}
        self.talking = asyncio.Lock()

    async def ask(self, which: str, method: str, path: str, body: object = None) -> bytes:
        """One request; anything but 200 is the end of the run."""
        connection = self.connections.get(which)
        loop = asyncio.get_running_loop()
        for _ in range(ATTEMPTS):
            if connection is not None and connection.transport is not None:
                break
            _, connection = await loop.create_connection(Connection, "127.0.0.1", self.port)
            self.connections[which] = connection
            await asyncio.sleep(0)
        data = json.dumps(body).encode() if body is not None else b""
        head = f"{method} {path} HTTP/1.1\r\nHost: l\r\nAuthorization: Bearer {self.token}\r\n"
        head += f"Content-Length: {len(data)}\r\n\r\n"
        if connection is None or connection.transport is None:
            raise ConnectionError("the server hangs up")
        connection.answer = loop.create_future()
        connection.transport.write(head.encode() + data)
        status, answer = await connection.answer
        if status != 200:
            raise RuntimeError(f"{method} {path}: {status} {answer[:200]!r}")
        return answer

    async def sync(self, timeout: int = 30000) -> bytes:
        """What is new, waiting for it if nothing is."""
        since = f"&since={self.since}" if self.since else ""
        answer = await self.ask("listen", "GET", f"/_matrix/client/v3/sync?filter={FILTER}&timeout={timeout}{since}")
        found = NEXT.search(answer)
        assert found
        self.since = found.group(1).decode()
        return answer


async def limited(most: int, items: Iterable[T], work: Callable[[T], Awaitable[None]]) -> None:
    """Do the work for all items, so many at a time."""
    left = iter(items)

    async def worker() -> None:
        for item in left:
            await work(item)

    await asyncio.gather(*(worker() for _ in range(most)))


async def register(args: argparse.Namespace) -> dict[int, str]:
    """Accounts through the admin API with the shared secret; their tokens."""
    tokens: dict[int, str] = {}
    free = [User(args, -1, "") for _ in range(4)]

    async def one(number: int) -> None:
        user = free.pop()
        path = "/_synapse/admin/v1/register"
        nonce = json.loads(await user.ask("talk", "GET", path))["nonce"]
        mac = hmac.new(SECRET, "\0".join([nonce, f"u{number}", "p", "notadmin"]).encode(), hashlib.sha1).hexdigest()
        form = {"nonce": nonce, "username": f"u{number}", "password": "p", "admin": False, "mac": mac}
        tokens[number] = json.loads(await user.ask("talk", "POST", path, form))["access_token"]
        free.append(user)

    await limited(4, range(args.n), one)
    return tokens


class Pairs:
    """N/2 pairs, one direction."""

    def __init__(self, args: argparse.Namespace) -> None:
        tokens = json.loads(Path(args.tokens).read_text())
        self.args = args
        self.users = [User(args, number, tokens[str(number)]) for number in range(args.n)]
        self.rooms: dict[int, str] = {}
        self.meter = Meter(args)
        self.tasks: set[asyncio.Task[None]] = set()
        self.closed_loop = True
        self.sequence = 0
        self.base = f"{time.time_ns()}x"

    async def open(self) -> None:
        """A room per pair, both in it, both listening."""

        async def make(number: int) -> None:
            one, other = self.users[number : number + 2]
            form = {"preset": "private_chat", "invite": [other.id]}
            room = json.loads(await one.ask("talk", "POST", "/_matrix/client/v3/createRoom", form))["room_id"]
            self.rooms[number] = urllib.parse.quote(room)
            await other.ask("talk", "POST", f"/_matrix/client/v3/join/{self.rooms[number]}", {})

        await limited(4, range(0, self.args.n, 2), make)
        await limited(8, self.users, lambda user: self._first_sync(user))
        for user in self.users:
            self._keep(self._listen(user))
        await asyncio.sleep(1)

    async def _first_sync(self, user: User) -> None:
        await user.sync(0)

    def _keep(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _listen(self, user: User) -> None:
        while True:
            answer = await user.sync()
            heard = now()
            if user.number & 1:
                for found in BODY.finditer(answer):
                    self._delivered(user, int(found.group(2)), heard)

    def _delivered(self, user: User, sent_at: int, heard: int) -> None:
        meter = self.meter
        meter.all_delivered += 1
        if meter.on:
            meter.delivered += 1
            if sent_at >= meter.since:
                meter.latencies.append(heard - sent_at)
        if self.closed_loop:
            self.fire(user.number - 1, now())

    def fire(self, number: int, at: int) -> None:
        """Send one message from this account."""
        self.meter.all_sent += 1
        self.meter.sent += self.meter.on
        self._keep(self._send(number, at))

    async def _send(self, number: int, at: int) -> None:
        user = self.users[number]
        async with user.talking:
            body = f"B:{self.sequence}:{at}:".ljust(BODY_LENGTH, "x")
            path = f"/_matrix/client/v3/rooms/{self.rooms[number]}/send/m.room.message/t{self.base}{self.sequence}"
            self.sequence += 1
            await user.ask("talk", "PUT", path, {"msgtype": "m.text", "body": body})
        if self.meter.on:
            self.meter.acked += 1
            self.meter.ack_latencies.append(now() - at)

    async def drain(self) -> None:
        """Wait until everything sent has arrived."""
        for _ in range(100):
            if self.meter.all_delivered >= self.meter.all_sent:
                return
            await asyncio.sleep(0.05)
        print(f"undelivered: {self.meter.all_sent - self.meter.all_delivered}", file=sys.stderr)

    async def run(self) -> None:
        """As fast as it goes, then at 75 % of that."""
        await self.open()
        for number in self.rooms:
            for _ in range(self.args.window):
                self.fire(number, now())
        await asyncio.sleep(2)
        rates = []
        for run in range(self.args.runs):
            self.meter.begin()
            await asyncio.sleep(self.args.secs)
            rates.append(self.meter.delivered / self.args.secs)
            self.meter.report("sat", run + 1)
        self.closed_loop = False
        await self.drain()
        if self.args.rates:
            await self.at_rate(max(min(rates), 1.0) * 0.75)

    async def at_rate(self, rate: float) -> None:
        """Open loop; latency counts from the moment a message was due."""
        over = asyncio.Event()

        async def ticker() -> None:
            due, number = now(), 0
            while not over.is_set():
                while due <= now():
                    self.fire(number, due)
                    number = (number + 2) % self.args.n
                    due += int(1e9 / rate)
                await asyncio.sleep(max(0.0, (due - now()) / 1e9))

        self._keep(ticker())
        await asyncio.sleep(1)
        for run in range(self.args.runs):
            self.meter.begin()
            await asyncio.sleep(self.args.secs)
            self.meter.report("rate75", run + 1, target_s=round(rate, 1))
        over.set()
        await self.drain()


def main() -> None:
    """One mode."""
    args = options()
    if args.mode == "register":
        Path(args.tokens).write_text(json.dumps(uvloop.run(register(args))))
    elif args.mode == "pair":
        uvloop.run(Pairs(args).run())
    else:
        raise SystemExit(f"no mode {args.mode}")


if __name__ == "__main__":
    main()
