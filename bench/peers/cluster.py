"""A private PostgreSQL for a peer: default durability, on the server's core, on a port of its own."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

from bench.host import SERVER_CORE, WORK, first_line, free_port, pinned
from bench.rows import Lost


def binaries() -> Path | None:
    """The folder of the newest installed PostgreSQL."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Cluster:
    """One PostgreSQL cluster, run as the user postgres."""

    def __init__(self, name: str) -> None:
        self.folder = WORK / f"pg-{name}"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    @property
    def bin(self) -> Path:
        """Where its programs are."""
        found = binaries()
        if found is None:
            raise Lost("PostgreSQL is not installed")
        return found

    def version(self) -> str:
        """What `postgres --version` says."""
        return first_line(str(self.bin / "postgres"), "--version")

    def start(self) -> None:
        """An empty cluster, running."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.chown(self.folder, "postgres", "postgres")
        initdb = [str(self.bin / "initdb"), "-D", str(self.folder), "-U", "bench", "--auth=trust", "-E", "UTF8"]
        subprocess.run([*self._as_postgres, *initdb, "--locale=C"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        settings = ["shared_buffers=512MB", "max_connections=60", "max_wal_size=2GB"]
        server = [str(self.bin / "postgres"), "-D", str(self.folder), "-p", str(self.port), "-h", "127.0.0.1"]
        server += ["-k", str(self.folder), *(word for setting in settings for word in ("-c", setting))]
        with self.folder.with_suffix(".log").open("wb") as log:
            self.process = subprocess.Popen(
                pinned(SERVER_CORE) + self._as_postgres + server,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd="/",
            )
        is_ready = [str(self.bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(400):
            if subprocess.run(is_ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise Lost(f"PostgreSQL did not start, see {self.folder}.log")

    def psql(self, database: str, *arguments: str) -> str:
        """Run psql and return what it prints."""
        connection = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "bench", "-d", database]
        command = ["psql", "-qAt", "-v", "ON_ERROR_STOP=1", *connection, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def size(self, database: str) -> int:
        """Bytes of a database on disk."""
        self.psql(database, "-c", "checkpoint")
        return int(self.psql(database, "-c", f"select pg_database_size('{database}')"))

    def close(self) -> None:
        """Stop it and remove its data."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)
