"""Where the client libraries are installed: an environment of its own for each, from a locked list, in .venv/clients.

`python -m tests.bots.clients.places` makes what is missing, all at once; a second run finds everything there."""

from __future__ import annotations

import os
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.support.installing import ROOT, alone, node, npm_packages, once, run, search_path

HERE = Path(__file__).parent
PLACE = ROOT / ".venv" / "clients"
LISTS = HERE / "requirements"


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
        program = node() if self.language == "TypeScript" else str(self.place / "bin" / "python")
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
    with alone(PLACE), ThreadPoolExecutor(max_workers=len(CLIENTS)) as pool:
        for done in [pool.submit(_install, client) for client in CLIENTS]:
            done.result()


def live_tests() -> Path:
    """The source package of maxapi, which carries tests against a live server."""
    return MAXAPI.place / "source" / f"maxapi-{MAXAPI.version}"


def _install(client: Client) -> None:
    if client is NPM:
        npm_packages(HERE / "npm", client.place)
    else:
        sources = [LISTS / f"{client.name}.txt", LISTS / "build.txt"]
        once(client.place, sources, lambda: _install_python(client, sources[0]))


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


def _run(command: list[str]) -> None:
    # The build backend of maxapi looks for its own program there.
    run(command, PATH=f"{MAXAPI.place / 'bin'}{os.pathsep}{search_path()}")


if __name__ == "__main__":
    install()
