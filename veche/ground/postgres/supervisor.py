"""Our own supervisor: starts PostgreSQL as a direct child, watches it, starts it again, takes it down with us.

The child gets a signal from the kernel when this process dies in any way, so no orphan keeps the data directory.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import asyncpg

from veche.ground.failure import CannotStart
from veche.ground.logs import get_logger
from veche.ground.postgres import account as accounts
from veche.ground.postgres import binaries as programs
from veche.ground.postgres import cluster

log = get_logger("postgres")

READY = ("ready", "standby")
POLL = 0.01
PATIENCE = 30.0  # for a predecessor that is still going down
STOP_SECONDS = 60.0
LOG_LIMIT = 16 * 1024 * 1024


class Postgres:
    """One embedded PostgreSQL in `data/postgres`. `start()` returns when it accepts connections."""

    def __init__(
        self, data: Path, *, bindir: str = "", settings: Mapping[str, str] | None = None, sync: bool = True
    ) -> None:
        self._data = data
        self._folder = data / "postgres"
        self._given = bindir
        self._settings = dict(settings or {})
        self._sync = sync
        self._sockets = Path()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._passwords = ("", "")
        self._account = accounts.Account(0, 0, switch=False)
        self.binaries: programs.Binaries | None = None

    @property
    def dsn(self) -> str:
        """Where Veche's own role connects."""
        return dsn(self._sockets, role=cluster.ROLE, password=self._passwords[1])

    @property
    def superuser_dsn(self) -> str:
        """For making the role and the database, and for tests that make databases."""
        return dsn(self._sockets, role=cluster.SUPERUSER, password=self._passwords[0], database="postgres")

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def start(self) -> None:
        """Initialise at first use, start, make role and database, and keep an eye on it from then on."""
        await asyncio.to_thread(self._prepare)
        self._adopt_leftover()
        await self._launch()
        await self._furnish()
        self._watcher = asyncio.create_task(self._watch(), name="postgres-watcher")

    async def stop(self) -> None:
        """A fast, clean shutdown: sessions are ended, everything is on disk."""
        if self._watcher:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
            self._watcher = None
        process, self._process = self._process, None
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await _exit_of(process)
            except TimeoutError:
                process.send_signal(signal.SIGQUIT)
                await _exit_of(process)
        with contextlib.suppress(OSError):  # not empty after a death that was not clean
            self._sockets.rmdir()

    def _prepare(self) -> None:
        self._account = accounts.choose(self._folder)
        origin = self._data / "postgres.origin"
        self.binaries = programs.choose(
            self._folder,
            given=self._given,
            account=self._account,
            initialised_by=cluster.initialised_by(self._folder),
            remembered=origin.read_text().strip() if origin.exists() else "",
        )
        self._passwords = cluster.read_passwords(self._data / "postgres.secret")
        self._sockets = cluster.socket_folder(self._data, account=self._account)
        if cluster.initialised_by(self._folder) is None:
            cluster.initialise(
                self._folder,
                binaries=self.binaries,
                account=self._account,
                password=self._passwords[0],
                sync=self._sync,
            )
        cluster.configure(self._folder, binaries=self.binaries, account=self._account, extra=self._settings)
        origin.write_text(self.binaries.origin + "\n")

    def _adopt_leftover(self) -> None:
        """Remove a pid file that names a process which is no server any more.

        A zombie (killed, and its parent does not collect it) looks alive to PostgreSQL, which would refuse for ever.
        Real leftovers are told by the count of processes that share the memory, which PostgreSQL checks on its own.
        """
        file = self._folder / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return
        if not _is_running_server(pid):
            file.unlink(missing_ok=True)

    async def _launch(self) -> None:
        """Start and wait until it accepts; tries again with back-off while a predecessor is still going down."""
        loop = asyncio.get_running_loop()
        until, pause = loop.time() + PATIENCE, 0.05
        while True:
            written = self._spawn()
            if await self._accepts():
                return
            said = self._said_since(written)
            passing = any(words in said for words in ("lock file", "shared memory block", "is still in use"))
            error = cluster.failure("postgres_start_failed", output=said)
            if error.code == "disk_full" or not passing or loop.time() > until:
                raise error
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)
            self._adopt_leftover()

    def _spawn(self) -> int:
        """Start the program; answers how long its log was before."""
        if self.binaries is None:
            raise RuntimeError("start() first")
        path = self._data / "postgres.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".log.1"))
        with path.open("ab") as out:
            written = out.tell()
            self._process = subprocess.Popen(
                cluster.command(self.binaries, sockets=self._sockets),
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={"LC_ALL": "C", "TZ": "UTC", "PATH": os.environ.get("PATH", "/usr/bin:/bin")},
                start_new_session=True,  # Ctrl-C in the terminal is for us; we stop it in order
                preexec_fn=accounts.die_with_parent(signal.SIGINT),  # noqa: PLW1509  # only two system calls
                **self._account.spawn(),
            )
        return written

    def _said_since(self, written: int) -> str:
        with (self._data / "postgres.log").open("rb") as log_file:
            log_file.seek(written)
            return log_file.read(64 * 1024).decode(errors="replace")

    async def _accepts(self) -> bool:
        """Wait until the pid file says ready (recovery may take its time) or the process ends."""
        process = self._process
        while process is not None and process.poll() is None:
            try:
                lines = (self._folder / "postmaster.pid").read_text().splitlines()
            except FileNotFoundError:
                lines = []
            if len(lines) >= 8 and lines[0] == str(process.pid) and lines[7].strip() in READY:
                return True
            await asyncio.sleep(POLL)
        return False

    async def _furnish(self) -> None:
        """Make Veche's role and database; the role is no superuser, so a hole in a statement reaches no files."""
        connection = await asyncpg.connect(self.superuser_dsn)
        try:
            if not await connection.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", cluster.ROLE):
                # The password is letters, digits, - and _ of our own making; a role's password takes no parameters.
                await connection.execute(f"CREATE ROLE {cluster.ROLE} LOGIN PASSWORD '{self._passwords[1]}'")
            if not await connection.fetchval("SELECT true FROM pg_database WHERE datname = $1", cluster.DATABASE):
                strategy = "STRATEGY file_copy"  # nothing to copy: several times faster than through the WAL
                await connection.execute(f"CREATE DATABASE {cluster.DATABASE} OWNER {cluster.ROLE} {strategy}")
        finally:
            await connection.close()

    async def _watch(self) -> None:
        """Start it again when it dies; the pool of connections finds it back by itself."""
        pause = 0.1
        while True:
            process = self._process
            if process is None:
                return
            code = await _exit_of(process)
            log.error("postgres_died", status=code)
            while True:
                try:
                    self._adopt_leftover()
                    await self._launch()
                except (CannotStart, OSError) as error:
                    log.error("postgres_restart_failed", reason=str(error))
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 5.0)
                    continue
                break
            pause = 0.1
            log.info("postgres_restarted", pid=self.pid)


def dsn(sockets: Path, *, role: str, password: str, database: str = cluster.DATABASE) -> str:
    """The address of a database behind a unix socket."""
    return f"postgresql://{role}:{password}@/{database}?host={quote(str(sockets))}&port={cluster.PORT}"


def running(data: Path) -> str | None:
    """The address of the PostgreSQL that another process of this installation keeps running now; None if none."""
    try:
        lines = (data / "postgres" / "postmaster.pid").read_text().splitlines()
        if len(lines) < 8 or lines[7].strip() not in READY or not _is_running_server(int(lines[0])):
            return None
        password = cluster.read_passwords(data / "postgres.secret")[1]
    except (OSError, ValueError):
        return None
    return dsn(Path(lines[4]), role=cluster.ROLE, password=password)


def _is_running_server(pid: int) -> bool:
    """Whether `pid` is a living process called postgres: not a zombie, not somebody who got the number later."""
    try:
        name, state = Path(f"/proc/{pid}/stat").read_text().split("(", 1)[1].rsplit(")", 1)
    except (FileNotFoundError, ProcessLookupError):
        return False
    return name.startswith("postgres") and state.split()[0] not in "ZX"


async def _exit_of(process: subprocess.Popen[bytes]) -> int:
    """Wait for a child without a thread: the kernel tells by a file descriptor."""
    while (code := process.poll()) is None:
        try:
            descriptor = os.pidfd_open(process.pid)
        except OSError:  # an old kernel or a strict sandbox
            await asyncio.sleep(0.1)
            continue
        try:
            await _readable(descriptor)
        finally:
            os.close(descriptor)
    return code


async def _readable(descriptor: int) -> None:
    loop = asyncio.get_running_loop()
    happened = asyncio.Event()
    loop.add_reader(descriptor, happened.set)
    try:
        await happened.wait()
    finally:
        loop.remove_reader(descriptor)
