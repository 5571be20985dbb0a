"""What every side of the comparison can do: be prepared, started on its core, loaded from the other, stopped."""

import os
import shutil
import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path

import msgspec

from bench.host import LOAD_CORE, SERVER_CORE, WORK, family, is_database, pinned, pss_kib
from bench.rows import Lost, Row

START_LIMIT = 120


class Side(ABC):
    """A server, its database and its load generator."""

    name: str
    title: str
    most_pairs = 1000
    """Connections in the pair scenario at most (a slow side would only queue)."""

    def __init__(self) -> None:
        self.folder = WORK / f"run-{self.name}"
        self.process: subprocess.Popen[bytes] | None = None
        self.extra_roots: list[int] = []
        self.environment = dict(os.environ)

    @abstractmethod
    def missing(self) -> str:
        """What has to be installed before this side can run; empty when nothing."""

    @abstractmethod
    def version(self) -> str:
        """The server's and its database's version."""

    @abstractmethod
    def prepare(self, people: int) -> list[Row]:
        """Make fresh data with so many accounts; the server is down afterwards. Rows: what was measured on the way."""

    @abstractmethod
    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether a client could sign in now."""

    @abstractmethod
    def generator(self, mode: str, n: int) -> list[str]:
        """The command of the load generator for a mode, without the options that all generators share."""

    def disk_bytes(self) -> int:
        """Bytes of the database on disk."""
        raise NotImplementedError

    def lengthen_history(self, total: int) -> None:
        """Bring the chat that `fill` wrote to so many messages."""
        raise NotImplementedError

    def roots(self) -> list[int]:
        """The processes whose families are the server and its database."""
        return [*([self.process.pid] if self.process else []), *self.extra_roots]

    def fresh_folder(self) -> None:
        """An empty folder for this side's data."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def start(self) -> float:
        """Start the server on its core and say how many seconds it took until it was ready."""
        with (self.folder / "server.log").open("ab") as log:
            begun = time.monotonic()
            self.process = subprocess.Popen(
                pinned(SERVER_CORE) + self.command(),
                stdout=log,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env=self.environment,
                cwd=self.folder,
            )
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() - begun > START_LIMIT:
                tail = (self.folder / "server.log").read_text(errors="replace")[-1500:]
                self.stop()
                raise Lost(f"{self.name} did not start:\n{tail}")
            time.sleep(0.005)
        return time.monotonic() - begun

    def stop(self) -> None:
        """Stop the server; its database too, where it runs beside it."""
        process, self.process = self.process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def close(self) -> None:
        """Stop everything and give the disk back."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def server_pss_kib(self) -> int:
        """Memory of the server without its database."""
        return pss_kib(pid for pid in family([self.process.pid]) if not is_database(pid)) if self.process else 0

    def _spawn(self, mode: str, n: int, options: dict[str, object]) -> subprocess.Popen[str]:
        shared = {"mode": mode, "n": n, "sid": ",".join(map(str, self.roots())), **options}
        words = [word for key, value in shared.items() for word in (f"--{key}", str(value))]
        return subprocess.Popen(
            pinned(LOAD_CORE) + self.generator(mode, n) + words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def load(self, step: str, mode: str, *, n: int, **options: object) -> list[Row]:
        """Run the generator once and read its lines."""
        generator = self._spawn(mode, n, options)
        try:
            out, err = generator.communicate(timeout=400)
        except subprocess.TimeoutExpired:
            generator.kill()
            raise Lost(f"{self.name} {step}: the generator did not end") from None
        if generator.returncode:
            raise Lost(f"{self.name} {step}: the generator failed: {err.strip()[-800:]}")
        if err.strip():
            print(f"  note from {self.name} {step}: {err.strip()[-300:]}", flush=True)
        rows = [msgspec.json.decode(line, type=Row) for line in out.splitlines() if line.startswith("{")]
        return [msgspec.structs.replace(row, side=self.name, step=step) for row in rows]

    def idle(self, step: str, n: int, run: int) -> Row:
        """A fresh server, then n signed-in connections that say nothing: what one of them costs."""
        self.stop()
        ready = self.start()
        time.sleep(2)
        before = self.server_pss_kib()
        generator = self._spawn("idle", n, {})
        assert generator.stdin
        assert generator.stdout
        assert generator.stderr
        line = generator.stdout.readline()
        if not line:
            raise Lost(f"{self.name} {step}: {generator.stderr.read().strip()[-500:]}")
        time.sleep(2)
        after = self.server_pss_kib()
        generator.stdin.write("\n")
        generator.stdin.close()
        generator.wait(60)
        if generator.returncode:
            raise Lost(f"{self.name} {step}: {generator.stderr.read().strip()[-500:]}")
        return msgspec.structs.replace(
            msgspec.json.decode(line, type=Row),
            side=self.name,
            step=step,
            run=run,
            ready_s=round(ready, 3),
            pss_kib_before=before,
            pss_kib_after=after,
            kib_per_conn=round((after - before) / n, 2),
        )


def read_template(path: Path, **holes: object) -> str:
    """A configuration with its @HOLES@ filled."""
    text = path.read_text()
    for name, value in holes.items():
        text = text.replace(f"@{name.upper()}@", str(value))
    return text
