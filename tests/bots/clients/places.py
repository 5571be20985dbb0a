"""Where the client libraries are installed: an environment of its own for each, from a locked list, in .venv/clients.

`python -m tests.bots.clients.places` makes what is missing, all at once; a second run finds everything there."""

from __future__ import annotations

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PLACE = ROOT / ".venv" / "clients"
LISTS = HERE / "requirements"
PATIENCE = 600


class NotInstalled(Exception):
    """A client could not be had; the text says why."""


@dataclass(frozen=True)
class Client:
    """A library that somebody else wrote."""

    name: str
    version: str
    driver: str
    language: str = "Python"
    receivers: tuple[str, ...] = ()
    """The webhook servers that it ships."""

    @property
    def place(self) -> Path:
        return PLACE / self.name.replace("@", "").replace("/", "-")

    @property
    def command(self) -> list[str]:
        """What runs a driver."""
        program = _node() if self.language == "TypeScript" else str(self.place / "bin" / "python")
        return [program, str(HERE / "drivers" / self.driver)]

    @property
    def environment(self) -> dict[str, str]:
        """What a driver's process needs besides the usual."""
        return {"NODE_PATH": str(self.place / "node_modules")} if self.language == "TypeScript" else {}


MAXAPI = Client("maxapi", "1.2.3", "maxapi_bot.py", receivers=("aiohttp", "fastapi", "litestar"))
NPM = Client("@maxhub/max-bot-api", "0.3.1", "npm_bot.cjs", language="TypeScript", receivers=("own server",))
CLIENTS = (
    MAXAPI,
    NPM,
    Client("maxkit", "2.13.3", "maxkit_bot.py"),
    Client("python-max-bot", "0.4.1", "python_max_bot_bot.py"),
    Client("max-bot-api-client", "0.2.dev0", "max_bot_api_client_bot.py"),
    Client("maxpyin", "0.1.0", "maxpyin_bot.py"),
)


def install() -> None:
    """Make every place that is missing or whose list has changed. Raises NotInstalled."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / ".lock").open("w") as lock, ThreadPoolExecutor(max_workers=len(CLIENTS)) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two processes share the tests, and both may come here
        for done in [pool.submit(_install, client) for client in CLIENTS]:
            done.result()


def live_tests() -> Path:
    """The source package of maxapi, which carries tests against a live server."""
    return MAXAPI.place / "source" / f"maxapi-{MAXAPI.version}"


def _install(client: Client) -> None:
    if client is NPM:
        sources = [HERE / "npm" / "package.json", HERE / "npm" / "package-lock.json"]
        _once(client, sources, lambda: _install_npm(client))
    else:
        sources = [LISTS / f"{client.name}.txt", LISTS / "build.txt"]
        _once(client, sources, lambda: _install_python(client, sources[0]))


def _once(client: Client, sources: list[Path], work: Callable[[], None]) -> None:
    print_ = hashlib.sha256(b"\0".join(path.read_bytes() for path in sources))
    print_.update(platform.python_version().encode())
    stamp = client.place / ".installed"
    if stamp.is_file() and stamp.read_text() == print_.hexdigest():
        return
    shutil.rmtree(client.place, ignore_errors=True)
    client.place.mkdir(parents=True)
    work()
    stamp.write_text(print_.hexdigest())


def _install_python(client: Client, listed: Path) -> None:
    uv, python = str(Path(sys.executable).parent / "uv"), str(client.place / "bin" / "python")
    _run([uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(client.place)])
    constraints = ["--build-constraints", str(LISTS / "build.txt")]
    _run([uv, "pip", "sync", "--quiet", "--require-hashes", *constraints, "--python", python, str(listed)])
    if client is MAXAPI:
        _fetch_source(client, listed, python)


def _fetch_source(client: Client, listed: Path, python: str) -> None:
    """The tests are in the source package only. pip fetches and checks it; nothing of it is built or installed."""
    lines = listed.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("maxapi=="))
    end = next(number for number, line in enumerate(lines[start + 1 :], start + 1) if not line.startswith("    "))
    wanted = client.place / "source.txt"
    wanted.write_text("\n".join(lines[start:end]) + "\n")
    target = client.place / "source"
    words = ["--quiet", "--no-deps", "--require-hashes", "--no-binary", "maxapi", "--no-build-isolation"]
    pip = [sys.executable, "-m", "pip", "--python", python]
    _run([*pip, "download", *words, "--dest", str(target), "--requirement", str(wanted)])
    with tarfile.open(next(target.glob("*.tar.gz"))) as packed:
        packed.extractall(target, filter="data")


def _install_npm(client: Client) -> None:
    for path in (HERE / "npm").iterdir():
        shutil.copy(path, client.place)
    npm = shutil.which("npm", path=_path())
    if npm is None:
        raise NotInstalled("npm is neither on this machine nor in .venv/node: ./dev setup")
    words = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run([npm, *words], folder=client.place)


def _node() -> str:
    return shutil.which("node", path=_path()) or "node"


def _path() -> str:
    return f"{ROOT / '.venv' / 'node'}{os.pathsep}{os.environ['PATH']}"


def _run(command: list[str], *, folder: Path = ROOT) -> None:
    path = f"{MAXAPI.place / 'bin'}{os.pathsep}{_path()}"  # the build backend of maxapi looks for its own program there
    environment = {**os.environ, "PATH": path, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    if done.returncode != 0:
        raise NotInstalled(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    install()
