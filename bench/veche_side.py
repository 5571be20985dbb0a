"""Veche as anybody starts it: `veche up`, its own PostgreSQL, everything on.

Only the accounts are put in by SQL (ten thousand password hashes would take a quarter of an hour); everything else goes
through the public interface.
"""

import asyncio
import hashlib
import http.client
import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import asyncpg

from bench.host import ROOT, answers, built, first_line, free_port
from bench.rows import Lost, Row
from bench.side import Side

PAIRS = 100
FIRST_ID = 1 << 40
"""Ids of the bench's accounts: far below what the server itself gives out."""


def token(number: int) -> str:
    """The device token of an account of the bench."""
    return hashlib.sha256(f"bench {number}".encode()).hexdigest()


class Veche(Side):
    """The product."""

    name = "veche"
    title = "Veche"

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()
        self.data = self.folder / "data"

    def missing(self) -> str:
        """It is here."""
        return ""

    def version(self) -> str:
        """The server's own word."""
        return first_line(sys.executable, "-m", "veche.cli", "version")

    def command(self) -> list[str]:
        """The product's own command."""
        return [sys.executable, "-m", "veche.cli", "up", "--data", str(self.data), "--port", str(self.port)]

    def ready(self) -> bool:
        """It says so itself."""
        return answers(self.port, "/readyz")

    def prepare(self, people: int) -> list[Row]:
        """The first start makes the database; then accounts, dialogs and groups."""
        self.fresh_folder()
        self.environment["PYTHONPATH"] = str(ROOT.parent)
        # A few accounts do here what thousands of people do.
        self.environment |= {"VECHE_SENDING_HOURLY": "0", "VECHE_READING_HOURLY": "0"}
        self._write("tokens", (token(number) for number in range(people)))
        first = self.start()
        asyncio.run(self._add_accounts(people))
        self._write("pair", (self._dialog(2 * pair, 2 * pair + 1) for pair in range(PAIRS)))
        for size in (100, 1000):
            self._write(f"group{size}", [self._group(size)])
        self.stop()
        return [Row(side=self.name, step="start", phase="first", ready_s=round(first, 3))]

    def _write(self, name: str, lines: Iterable[object]) -> None:
        (self.folder / name).write_text("".join(f"{line}\n" for line in lines))

    async def _connect(self) -> "asyncpg.Connection":
        sockets = (self.data / "postgres/postmaster.pid").read_text().split("\n")[4]
        password = (self.data / "postgres.secret").read_text().split()[1]
        return await asyncpg.connect(host=sockets, user="veche", password=password, database="veche")

    async def _add_accounts(self, people: int) -> None:
        connection = await self._connect()
        numbers = f"generate_series(0, {people - 1}) i"
        await connection.execute(
            "INSERT INTO identity_actors (id, kind, name, words) "
            f"SELECT {FIRST_ID} + i, 'person', 'Person ' || i, to_tsvector('simple', 'person ' || i) FROM {numbers}"
        )
        await connection.execute(
            "INSERT INTO identity_people (id, login, created_at) "
            f"SELECT {FIRST_ID} + i, 'u' || i || 'x', now() FROM {numbers}"
        )
        now = datetime.now(UTC)
        ids = [(FIRST_ID + number, hashlib.sha256(token(number).encode()).digest()) for number in range(people)]
        await connection.copy_records_to_table(
            "identity_devices",
            columns=("id", "person_id", "token_hash", "name", "created_at", "last_used_at"),
            records=[(person, person, digest, "bench", now, now) for person, digest in ids],
        )
        await connection.execute("ANALYZE")
        await connection.close()

    def _ask(self, person: int, command: str, **fields: object) -> dict[str, object]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Authorization": f"Bearer {token(person)}", "Content-Type": "application/json"}
        connection.request("POST", f"/api/{command}", json.dumps(fields), headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise Lost(f"{command}: {answer.status} {body[:300]!r}")
        found = json.loads(body)
        assert isinstance(found, dict)
        return found

    @staticmethod
    def _chat_id(answer: dict[str, object]) -> int:
        chat = answer["chat"]
        number = chat["id"] if isinstance(chat, dict) else chat
        assert isinstance(number, int)
        return number

    def _dialog(self, one: int, other: int) -> int:
        return self._chat_id(self._ask(one, "open_dialog", **{"with": FIRST_ID + other}))

    def _group(self, size: int) -> int:
        others = [FIRST_ID + number for number in range(1, size)]
        chat = self._chat_id(self._ask(0, "create_group", title=f"Group of {size}", members=others[:200]))
        for start in range(200, len(others), 200):
            self._ask(0, "add_members", chat=chat, actors=others[start : start + 200])
        return chat

    def generator(self, mode: str, n: int) -> list[str]:
        """vload."""
        command = [str(built("load/vload.c")), "--port", str(self.port), "--tokens", str(self.folder / "tokens")]
        if mode == "idle":
            return command
        return [*command, "--chats", str(self.folder / (f"group{n}" if mode == "group" else "pair"))]

    def disk_bytes(self) -> int:
        """The whole database."""
        return asyncio.run(self._disk_bytes())

    async def _disk_bytes(self) -> int:
        connection = await self._connect()
        size: int = await connection.fetchval("SELECT pg_database_size(current_database())")
        await connection.close()
        return size

    def lengthen_history(self, total: int) -> None:
        """Real messages, one by one: it takes seconds."""
        self.load("history_filled", "fill", n=2, count=total, window=200)
