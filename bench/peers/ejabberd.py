"""ejabberd with accounts and message archive in PostgreSQL."""

import os
import shutil
import socket
import time
from pathlib import Path

from bench.host import built, first_line, free_port
from bench.peers.cluster import Cluster, binaries
from bench.rows import Row
from bench.side import Side, read_template

DOMAIN = "bench.local"
HELLO = (
    f"<?xml version='1.0'?><stream:stream to='{DOMAIN}' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
)


class Ejabberd(Side):
    """The peer a Russian city hall or a telecom would take for XMPP."""

    name = "ejabberd"
    title = "ejabberd + PostgreSQL"

    def __init__(self) -> None:
        super().__init__()
        self.cluster = Cluster(self.name)
        self.port = free_port()

    def missing(self) -> str:
        """ejabberd, Erlang and PostgreSQL come from Debian's packages."""
        there = shutil.which("erl") and self._ebin() and binaries() and Path("/usr/share/ejabberd/sql/pg.sql").exists()
        return "" if there else "ejabberd and PostgreSQL (bench/peers/install.sh)"

    def version(self) -> str:
        """As Debian packages it."""
        package = first_line("dpkg-query", "-W", "-f", "${Version}", "ejabberd")
        return f"ejabberd {package}, {self.cluster.version()}"

    def prepare(self, people: int) -> list[Row]:
        """Accounts go in by SQL."""
        self.fresh_folder()
        self.cluster.start()
        assert self.cluster.process
        self.extra_roots = [self.cluster.process.pid]
        self.cluster.psql("postgres", "-c", "create database ejabberd")
        self.cluster.psql("ejabberd", "-f", "/usr/share/ejabberd/sql/pg.sql")
        accounts = f"insert into users(username, password) select 'u'||i, 'p' from generate_series(0, {people - 1}) i"
        self.cluster.psql("ejabberd", "-c", accounts)
        template = Path(__file__).with_name("ejabberd.yml.in")
        settings = read_template(template, port=self.port, domain=DOMAIN, sql_port=self.cluster.port)
        (self.folder / "ejabberd.yml").write_text(settings)
        self.environment.update(ERL_CRASH_DUMP=str(self.folder / "crash.dump"), HOME=str(self.folder))
        return []

    @staticmethod
    def _ebin() -> str:
        return str(max(Path("/usr/lib").glob("*/ejabberd-*-*/ebin"), default=""))

    def command(self) -> list[str]:
        """Without Erlang's busy waiting, which would only burn the shared core."""
        vm = "+K true +sbwt none +sbwtdcpu none +sbwtdio none +P 250000 +Q 65536"
        where = ["-pa", self._ebin(), "-mnesia", "dir", f'"{self.folder}/mnesia"']
        config = ["-ejabberd", "config", f'"{self.folder}/ejabberd.yml"', "log_path", f'"{self.folder}/ejabberd.log"']
        return ["erl", "-noinput", *vm.split(), *where, *config, "-s", "ejabberd"]

    def ready(self) -> bool:
        """A stream opens and offers its features."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as stream:
                stream.settimeout(5)
                stream.sendall(HELLO.encode())
                heard = b""
                while b"</stream:features>" not in heard:
                    more = stream.recv(4096)
                    if not more:
                        return False
                    heard += more
        except OSError:
            return False
        return True

    def generator(self, mode: str, n: int) -> list[str]:
        """xload; every group run gets a room of its own."""
        command = [str(built("peers/xload.c")), "--port", str(self.port), "--domain", DOMAIN]
        return [*command, "--room", f"r{n}x{os.getpid()}x{int(time.time())}"] if mode == "group" else command

    def disk_bytes(self) -> int:
        """The archive's database."""
        return self.cluster.size("ejabberd")

    def lengthen_history(self, total: int) -> None:
        """Older copies of one real row: ejabberd would need minutes to take the messages one by one."""
        self.cluster.psql(
            "ejabberd",
            "-c",
            "insert into archive(username, timestamp, peer, bare_peer, xml, txt, kind, nick) "
            "select a.username, a.timestamp - 10000000000 - i * 1000000::bigint, a.peer, a.bare_peer, a.xml, a.txt, "
            f"a.kind, a.nick from (select * from archive where username = 'u0' and bare_peer = 'u1@{DOMAIN}' "
            f"order by timestamp limit 1) a, generate_series(1, {total}) i",
            "-c",
            "analyze archive",
        )

    def close(self) -> None:
        """The database runs beside it."""
        self.stop()
        self.cluster.close()
        super().close()
