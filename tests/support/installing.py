"""Packages of others that only tests install: a place below .venv for each locked list, made once and found again."""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600


class NotInstalled(Exception):
    """Something could not be had; the text says why."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else works in this folder: two processes share the tests, and both may come here."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(place: Path, sources: Sequence[Path], work: Callable[[], None]) -> None:
    """Make a place, unless it stands there already as these files want it."""
    print_ = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources))
    print_.update(platform.python_version().encode())
    stamp = place / ".installed"
    if stamp.is_file() and stamp.read_text() == print_.hexdigest():
        return
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    work()
    stamp.write_text(print_.hexdigest())


def npm_packages(listed: Path, place: Path) -> None:
    """Exactly what the package-lock.json of a folder lists, in `place/node_modules`. Raises NotInstalled."""
    sources = [listed / "package.json", listed / "package-lock.json"]

    def install() -> None:
        for path in sources:
            shutil.copy(path, place)
        npm = shutil.which("npm", path=search_path())
        if npm is None:
            raise NotInstalled("npm is neither on this machine nor in .venv/node: ./dev setup")
        words = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        run([npm, *words], folder=place)

    once(place, sources, install)


def node() -> str:
    """The program that runs JavaScript: the machine's, or the one that ./dev put into .venv."""
    return shutil.which("node", path=search_path()) or "node"


def search_path() -> str:
    return f"{ROOT / '.venv' / 'node'}{os.pathsep}{os.environ['PATH']}"


def run(command: list[str], *, folder: Path = ROOT, **environment: str) -> None:
    """A program to its end. Raises NotInstalled with what it said."""
    given = {**os.environ, "PATH": search_path(), "PIP_DISABLE_PIP_VERSION_CHECK": "1", **environment}
    done = subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode != 0:
        raise NotInstalled(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
