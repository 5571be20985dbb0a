"""Synapse, the usual Matrix server, with PostgreSQL."""

import subprocess
from pathlib import Path

from bench.host import WORK, answers, first_line, free_port
from bench.peers.cluster import Cluster, binaries
from bench.rows import Row
from bench.side import Side, read_template

DOMAIN = "bench.local"
PEOPLE = 40
PYTHON = WORK / "synapse/bin/python"
LOG = """version: 1
formatters: {p: {format: '%(asctime)s %(levelname)s %(message)s'}}
handlers: {f: {class: logging.FileHandler, filename: @FILE@, formatter: p}}
root: {level: WARNING, handlers: [f]}
"""


class Synapse(Side):
    """Pairs only: it is slow enough that the other scenarios would say nothing new."""

    name = "synapse"
    title = "Synapse + PostgreSQL"
    most_pairs = PEOPLE

    def __init__(self) -> None:
        super().__init__()
        self.cluster = Cluster(self.name)
        self.port = free_port()

    def missing(self) -> str:
        """It has a venv of its own."""
        return "" if PYTHON.exists() and binaries() else "Synapse and PostgreSQL (bench/peers/install.sh)"

    def version(self) -> str:
        """The wheel's version."""
        code = "import importlib.metadata as m; print(m.version('matrix-synapse'))"
        return f"Synapse {first_line(str(PYTHON), '-c', code)}, {self.cluster.version()}"

    def prepare(self, people: int) -> list[Row]:
        """Accounts are registered by the generator after the first start."""
        self.fresh_folder()
        self.cluster.start()
        assert self.cluster.process
        self.extra_roots = [self.cluster.process.pid]
        encoding = "encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0"
        self.cluster.psql("postgres", "-c", f"create database synapse {encoding}")
        template = Path(__file__).with_name("synapse.yaml.in")
        settings = read_template(template, port=self.port, domain=DOMAIN, dir=self.folder, sql_port=self.cluster.port)
        (self.folder / "homeserver.yaml").write_text(settings)
        (self.folder / "log.yaml").write_text(LOG.replace("@FILE@", str(self.folder / "hs.log")))
        subprocess.run([*self.command(), "--generate-keys"], check=True, capture_output=True, cwd=self.folder)
        self.start()
        self.load("register", "register", n=PEOPLE)
        self.stop()
        return []

    def command(self) -> list[str]:
        """One process."""
        return [str(PYTHON), "-m", "synapse.app.homeserver", "-c", str(self.folder / "homeserver.yaml")]

    def ready(self) -> bool:
        """It answers a client."""
        return answers(self.port, "/_matrix/client/versions")

    def generator(self, mode: str, n: int) -> list[str]:
        """mload speaks the client-server API."""
        script = str(Path(__file__).with_name("mload.py"))
        tokens = str(self.folder / "tokens.json")
        return [str(PYTHON), script, "--port", str(self.port), "--domain", DOMAIN, "--tokens", tokens]

    def close(self) -> None:
        """The database runs beside it."""
        self.stop()
        self.cluster.close()
        super().close()
