"""A real `veche up` in a process of its own, with everything that belongs to it."""

import itertools
import os
import queue
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

from tools.veche_client import Account, Http, sign_in

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "вечевой колокол 1136"
START = 60.0
"""Seconds that a start may take on a loaded machine, with the database made from nothing."""


class VecheProcess:
    """`veche up` on a data folder. The port stays the same over restarts, so that clients find it again."""

    def __init__(
        self,
        data: Path,
        *,
        settings: dict[str, str] | None = None,
        program: list[str] | None = None,
        folder: Path = ROOT,
    ) -> None:
        self.data = data
        self._folder = folder
        self.address = ""
        self.first_link = ""
        self._settings = settings or {}
        self._program = program or [sys.executable, "-m", "veche.cli"]
        self._process: subprocess.Popen[str] | None = None
        self._reading: threading.Thread | None = None
        self.output: list[str] = []

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start and wait for `ready`."""
        port = self.address.rsplit(":", 1)[-1] if self.address else "0"
        lines: queue.Queue[str | None] = queue.Queue()
        self._process = subprocess.Popen(
            [*self._program, "up", "--data", str(self.data), "--port", port],
            cwd=self._folder,
            env={**os.environ, "LANG": "C.UTF-8", **self._settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reading = threading.Thread(target=self._read, args=(self._process, lines), daemon=True)
        self._reading.start()
        self._await_ready(lines)

    def _read(self, process: subprocess.Popen[str], lines: "queue.Queue[str | None]") -> None:
        assert process.stdout
        for line in process.stdout:
            self.output.append(line)
            if link := re.search(r"https?://\S+/invite#\S+", line):
                self.first_link = link.group(0)
            lines.put(line)
        lines.put(None)

    def _await_ready(self, lines: "queue.Queue[str | None]") -> None:
        while True:
            try:
                line = lines.get(timeout=START)
            except queue.Empty:
                self.kill()
                raise AssertionError("veche did not become ready:\n" + "".join(self.output)) from None
            if line is None:
                raise AssertionError("veche ended at its start:\n" + "".join(self.output))
            if line.startswith("ready "):
                self.address = line.split()[1].rstrip("/")
                return

    def _end(self) -> int:
        assert self._process
        code = self._process.wait(timeout=30)
        if self._reading:
            self._reading.join(timeout=5)
        return code

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        if self._process is None or self._process.poll() is not None:
            return self._process.returncode if self._process else 0
        self._process.send_signal(signal.SIGTERM)
        return self._end()

    def kill(self) -> None:
        """SIGKILL: no time to tidy anything up."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._end()

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def postgres_pid(self) -> int:
        """The process of the embedded database."""
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                stat = (entry / "stat").read_text()
                name = (entry / "cmdline").read_bytes().split(b"\0")[0]
            except OSError:
                continue
            if int(stat.rsplit(")", 1)[1].split()[1]) == self.pid and name.endswith(b"postgres"):
                return int(entry.name)
        raise AssertionError("this server has no database process of its own")


class Town:
    """A running server with an administrator, and people made by invitation as anybody is."""

    def __init__(self, process: VecheProcess) -> None:
        self.process = process
        self.administrator: Account
        self._numbers = itertools.count(1)

    @property
    def address(self) -> str:
        return self.process.address

    async def found(self) -> None:
        """Take the one-time link of the first administrator."""
        for _ in range(100):
            if self.process.first_link:
                break
            threading.Event().wait(0.05)  # the line after `ready` is on its way through the pipe
        code = self.process.first_link.rsplit("#", 1)[1]
        self.administrator = await self._accept(code, login="admin", name="Администратор Вечевой")

    async def person(self, name: str, *, login: str = "") -> Account:
        """Somebody new."""
        async with Http(self.address, self.administrator.token) as http:
            invitation = await http.call_patiently("create_invitation", name=name)
        return await self._accept(invitation["code"], login=login or f"person-{next(self._numbers)}", name=name)

    async def _accept(self, code: str, *, login: str, name: str) -> Account:
        async with Http(self.address) as http:
            await http.call_patiently("accept_invitation", code=code, login=login, name=name, password=PASSWORD)
        return await sign_in(self.address, login=login, password=PASSWORD, device="test")

    def http(self, account: Account) -> Http:
        """Commands in the name of somebody."""
        return Http(self.address, account.token)
