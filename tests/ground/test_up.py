"""`veche up` by the real command line: it starts, stops in order, and says in one line why it does not start."""

import asyncio
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import httpx
import pytest

from tests.ground.test_postgres import copy, ended
from tests.support.cli import Outcome, veche
from tests.support.process import VecheProcess
from veche.ground.migrations import load, migrate
from veche.ground.postgres import Postgres
from veche.ground.postgres.supervisor import running

FAST = {"fsync": "off"}
Start = Callable[..., VecheProcess]


@pytest.fixture(scope="module")
def ready_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose schema is one step behind."""
    folder = tmp_path_factory.mktemp("ready")
    asyncio.run(with_database(folder, lambda dsn: migrate(dsn, migrations=load()[:-1])))
    return folder


async def with_database(folder: Path, work) -> None:
    """Do something to the database of a stopped installation."""
    server = Postgres(folder, bindir="wheel", settings=FAST, sync=False)
    await server.start()
    try:
        await work(server.dsn)
    finally:
        await server.stop()


@pytest.fixture
def data(tmp_path: Path, ready_made: Path) -> Path:
    copy(ready_made, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def start(data: Path) -> Iterator[Start]:
    started: list[VecheProcess] = []

    def begin(**settings: str) -> VecheProcess:
        process = VecheProcess(data, settings=settings)
        started.append(process)
        process.start()
        return process

    yield begin
    for process in started:
        process.kill()


def refused(*arguments: str, language: str = "en_US.UTF-8") -> str:
    """The one line that a start ends with."""
    outcome: Outcome = veche("up", "--port", "0", *arguments, settings={"LANG": language})
    assert outcome.code == 1, outcome
    assert outcome.out == ""
    lines = [line for line in outcome.err.splitlines() if not line.startswith("{")]  # the rest is the log
    assert len(lines) == 1, outcome.err
    return lines[0]


def test_from_an_older_schema_to_ready_and_down_again(start: Start, data: Path):
    process = start()
    for path, content in (("healthz", '{"ok":true}'), ("readyz", '{"ready":true}')):
        answer = httpx.get(f"{process.address}/{path}")
        assert (answer.status_code, answer.text) == (200, content)
    assert 'veche_info{version="' in httpx.get(f"{process.address}/metrics").text
    assert "/invite#" in process.first_link or process.output
    database = process.postgres_pid()
    assert running(data)
    assert process.stop() == 0
    assert ended(database)
    assert "/invite#" in process.first_link
    assert "postgres_died" not in "".join(process.output)


def test_ctrl_c_stops_in_order_too(start: Start):
    process = start()
    os.kill(process.pid, signal.SIGINT)
    assert process._end() == 0


def test_killed_it_starts_again_at_once(start: Start):
    """Its PostgreSQL may still be going down."""
    process = start()
    process.kill()
    process.start()
    assert httpx.get(f"{process.address}/readyz").status_code == 200


def test_while_the_database_is_away_it_says_so_and_recovers(start: Start):
    process = start()
    os.kill(process.postgres_pid(), signal.SIGSTOP)
    assert httpx.get(f"{process.address}/readyz", timeout=30).status_code in (200, 503)
    os.kill(process.postgres_pid(), signal.SIGCONT)
    os.kill(process.postgres_pid(), signal.SIGKILL)
    answers = {httpx.get(f"{process.address}/readyz", timeout=30).status_code for _ in range(50)}
    assert 200 in answers
    assert httpx.get(f"{process.address}/readyz", timeout=30).status_code == 200


def test_a_taken_port_is_said_before_anything_is_made(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        data = tmp_path / "untouched"
        assert refused("--data", str(data), "--port", port) == (
            f"veche: Port {port} on 127.0.0.1 is taken by another program. Free it or name another: --port"
        )
        russian = refused("--data", str(data), "--port", port, language="ru_RU.UTF-8")
        assert russian.startswith(f"veche: Порт {port} на 127.0.0.1 уже занят")
    assert not data.exists()


def test_a_foreign_address_is_said(tmp_path: Path):
    assert "192.0.2.1" in refused("--data", str(tmp_path / "d"), "--host", "192.0.2.1")
    assert "no.such.host.invalid" in refused("--data", str(tmp_path / "d"), "--host", "no.such.host.invalid")


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path):
    if os.geteuid() == 0:
        foreign = tmp_path / "foreign"
        foreign.mkdir()
        (foreign / "file").touch()
        os.chown(foreign, 1, 1)
    else:
        foreign = Path("/usr")
    line = refused("--data", str(foreign))
    assert line.startswith(f"veche: The folder {foreign} belongs to somebody else")
    assert sorted(path.name for path in foreign.iterdir() if path.name == "veche.lock") == []


def test_a_folder_in_use_is_refused_and_its_server_goes_on(start: Start, data: Path):
    process = start()
    assert refused("--data", str(data)) == (
        f"veche: The folder {data} is in use by another Veche process (number {process.pid})."
        " Stop it or name another: --data"
    )
    assert httpx.get(f"{process.address}/readyz").status_code == 200


def test_a_path_that_is_a_file_is_refused(tmp_path: Path):
    (tmp_path / "file").touch()
    assert "cannot be written" in refused("--data", str(tmp_path / "file"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 30 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_said(small_disk: Path):
    line = refused("--data", str(small_disk / "data"))
    assert line.startswith(("veche: Only 3", "veche: Only 2"))
    assert "at least 200 MB" in line


def test_a_disk_that_fills_up_while_starting_is_said(small_disk: Path):
    """The check in advance cannot know everything: here nobody looks."""
    (small_disk / "data").mkdir(mode=0o700)

    async def work() -> str:
        server = Postgres(small_disk / "data", bindir="wheel", sync=False)
        try:
            await server.start()
        except Exception as error:  # noqa: BLE001  # whatever it is, its code is what we compare
            return getattr(error, "code", repr(error))
        finally:
            await server.stop()
        return "started"

    assert asyncio.run(work()) == "disk_full"


def test_data_of_a_newer_version_is_refused_untouched(data: Path):
    async def write_newer(dsn: str) -> None:
        await migrate(dsn)
        connection = await asyncpg.connect(dsn)
        await connection.execute("INSERT INTO ground_migrations (number, name, checksum) VALUES (9999, 'later', 'x')")
        await connection.close()

    asyncio.run(with_database(data, write_newer))
    line = refused("--data", str(data))
    assert line.startswith("veche: The data was written by a newer version of Veche (schema step 9999")


def test_a_wrong_setting_is_named_with_its_place(data: Path):
    (data / "veche.toml").write_text("cell = 'x'")
    line = refused("--data", str(data))
    assert line.startswith(f"veche: The setting cell ({data / 'veche.toml'}) is wrong:")


def test_an_external_database_that_does_not_answer_is_said_without_its_password(tmp_path: Path):
    outcome = veche(
        "up",
        "--data",
        str(tmp_path / "d"),
        "--port",
        "0",
        settings={"VECHE_DATABASE_DSN": "postgresql://veche:s3cret@/veche?host=/nonexistent"},
    )
    assert outcome.code == 1
    assert "The database does not answer" in outcome.err
    assert "s3cret" not in outcome.err


def test_the_language_of_the_installation_holds_where_nothing_else_tells(start: Start):
    address = start(VECHE_LANGUAGE="en").address
    assert "signed in" in httpx.post(f"{address}/api/me", json={}).json()["error"]["text"]
    russian = httpx.post(f"{address}/api/me", json={}, headers={"accept-language": "ru"})
    assert "вошли" in russian.json()["error"]["text"]
