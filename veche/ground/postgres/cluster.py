"""The data directory of the embedded PostgreSQL: made once, configured at every start."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from veche.ground.failure import CannotStart
from veche.ground.postgres.account import Account
from veche.ground.postgres.binaries import Binaries

SUPERUSER = "postgres"
ROLE = "veche"
DATABASE = "veche"
PORT = 5432  # only the name of the socket file: nothing listens on TCP
SOCKET_LIMIT = 107 - len(f"/.s.PGSQL.{PORT}.lock")
# PostgreSQL runs with its data directory as working directory and knows it under this name. So it needs no right to
# walk through the parents, which may be closed to it (/root, a private --data folder), and nobody has to open them.
HERE = "/proc/self/cwd"

SETTINGS = {
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "synchronous_commit": "on",
    "fsync": "on",
    "full_page_writes": "on",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "logging_collector": "off",
    "log_checkpoints": "off",
    # No personal data in the log: neither the values of a failing statement nor the row it failed on.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}


def initialised_by(folder: Path) -> int | None:
    """The major version that made the directory; None if there is none yet."""
    try:
        return int((folder / "PG_VERSION").read_text().strip().split(".", maxsplit=1)[0])
    except FileNotFoundError:
        return None


def read_passwords(file: Path) -> tuple[str, str]:
    """The passwords of the superuser and of Veche's own role; made at first use."""
    if not file.exists():
        fresh = file.with_name(file.name + ".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(f"{secrets.token_urlsafe(32)}\n{secrets.token_urlsafe(32)}\n")
        fresh.rename(file)
    superuser, role = file.read_text().split()
    return superuser, role


def initialise(folder: Path, *, binaries: Binaries, account: Account, password: str, sync: bool = True) -> None:
    """Run initdb beside the final place and rename: a half-made directory is never taken for a whole one."""
    fresh = folder.with_name(folder.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    account.give(fresh, 0o700)
    with tempfile.TemporaryDirectory(prefix="veche-") as holder:
        account.give(Path(holder), 0o700)
        pwfile = Path(holder) / "password"
        pwfile.touch(mode=0o600)
        pwfile.write_text(password + "\n")
        account.give(pwfile, 0o600)
        command = [str(binaries.initdb), f"--pgdata={HERE}", f"--username={SUPERUSER}", "--auth=scram-sha-256"]
        command += [f"--pwfile={pwfile}", "--data-checksums", "--encoding=UTF8", *_locale(binaries)]
        done = subprocess.run(
            command if sync else [*command, "--no-sync"],
            cwd=fresh,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            **account.spawn(),
        )
    if done.returncode != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise failure("postgres_initdb_failed", output=done.stderr)
    with (fresh / "postgresql.conf").open("a") as conf:
        conf.write("\n# Veche writes veche.conf at every start. What you set below it, or by ALTER SYSTEM, wins.\n")
        conf.write("include_if_exists = 'veche.conf'\n")
    fresh.rename(folder)


def _locale(binaries: Binaries) -> list[str]:
    """Code-point order and Unicode letters everywhere; before 17 the nearest that the C library has."""
    if binaries.major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    known = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    return ["--locale=C.UTF-8" if {"C.utf8", "C.UTF-8"} & set(known) else "--locale=C"]


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def configure(folder: Path, *, binaries: Binaries, account: Account, extra: dict[str, str]) -> None:
    """Write veche.conf; what the administrator wrote into postgresql.conf after it stays in force."""
    settings = SETTINGS | ({"wal_compression": "lz4"} if binaries.lz4 else {}) | extra
    conf = folder / "veche.conf"
    fresh = conf.with_name(conf.name + ".new")
    fresh.write_text("".join(f"{name} = '{value}'\n" for name, value in settings.items()))
    account.give(fresh, 0o600)
    fresh.rename(conf)


def command(binaries: Binaries, *, sockets: Path) -> list[str]:
    """How the server is started: in its data directory, listening on the socket only."""
    must = {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
    }
    options = [part for name, value in must.items() for part in ("-c", f"{name}={value}")]
    return [str(binaries.postgres), "-D", HERE, *options]


def socket_folder(data: Path, *, account: Account) -> Path:
    """A short private folder for the socket: the kernel takes paths of at most 107 bytes.

    In the data folder where that is short and PostgreSQL's account can reach it, else under /run or the temporary
    folder.
    """
    near = data / "run"
    if not account.switch and len(os.fsencode(near)) <= SOCKET_LIMIT:
        near.mkdir(mode=0o700, exist_ok=True)
        near.chmod(0o700)
        return near
    name = "veche-" + hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    for base in (Path("/run"), Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")):
        folder = base / name
        if not os.access(base, os.W_OK | os.X_OK) or len(os.fsencode(folder)) > SOCKET_LIMIT:
            continue
        folder.mkdir(mode=0o700, exist_ok=True)
        account.give(folder, 0o700)
        return folder
    # A name that nobody could have prepared in a folder where everybody may write.
    folder = Path(tempfile.mkdtemp(prefix=f"veche-{os.geteuid()}-", dir="/tmp"))
    account.give(folder, 0o700)
    return folder


def failure(code: str, *, output: str) -> CannotStart:
    """The error for what a program of PostgreSQL said before it gave up."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return CannotStart("disk_full")
    return CannotStart(code, reason=last_line(output))


def last_line(text: str) -> str:
    """The line that says why: the last FATAL or PANIC, else the last error, else the last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for words in (("FATAL", "PANIC"), ("error:", "ERROR")):
        for line in reversed(lines):
            if any(word in line for word in words):
                return line
    return lines[-1] if lines else "-"
