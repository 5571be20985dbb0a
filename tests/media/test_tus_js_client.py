"""Uploads with tus-js-client, the library of the web client, over a network that fails at every step."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.media.flaky import FlakyNetwork
from tests.media.test_uploads import serving
from tests.media.uploader import Uploader
from tests.support.live import Someone
from veche.ground.db import Database

SCRIPT = Path(__file__).with_name("tus_client.cjs")
WEB = Path(__file__).resolve().parents[2] / "web"
SIZE = 2 * 1024 * 1024 + 333


class Client:
    """The script, running."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said: list[str] = []

    async def until(self, beginning: str) -> str:
        """The next line that begins so."""
        assert self.process.stdout is not None
        async with asyncio.timeout(40):
            while line := (await self.process.stdout.readline()).decode().strip():
                self.said.append(line)
                if line.startswith(beginning):
                    return line
        raise AssertionError(f"ended without {beginning!r}: {self.said}")


@asynccontextmanager
async def client(someone: Someone, network: FlakyNetwork, folder: Path, **asked: object) -> AsyncIterator[Client]:
    if not (WEB / "node_modules/tus-js-client").is_dir():
        pytest.fail("the web client's packages are not installed: ./dev setup")
    job = {
        "endpoint": f"http://127.0.0.1:{network.port}/media/uploads",
        "token": someone.token,
        "file": str(folder / "film.bin"),
        "name": "фильм.bin",
        "urls": str(folder / "urls.json"),
        **asked,
    }
    process = await asyncio.create_subprocess_exec(
        "node", str(SCRIPT), str(WEB), json.dumps(job), stdout=asyncio.subprocess.PIPE
    )
    try:
        yield Client(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_every_step_fails_once_and_the_server_is_restarted(database: Database, tmp_path: Path):
    content = os.urandom(SIZE)
    (tmp_path / "film.bin").write_bytes(content)
    faults = [(method, where) for method in ("POST", "PATCH", "HEAD") for where in ("request", "answer")]
    network = FlakyNetwork(0, faults=[*faults, ("PATCH", "half")])  # type: ignore[list-item]
    await network.start()
    async with serving(database, tmp_path / "data") as live:
        network.target = live.port
        anna = await live.person("Анна")
        script = client(anna, network, tmp_path, pauseAfter=2)
        running = await script.__aenter__()
        try:
            await running.until("paused")
            await running.until("chunk 4")
        except BaseException:
            await script.__aexit__(None, None, None)
            raise
    async with serving(database, tmp_path / "data") as live:
        network.target = live.port
        done = await running.until("done")
        await script.__aexit__(None, None, None)
        assert network.left == []
        again = await live.sign_in(anna.id, name="Анна", login=anna.login)
        assert await Uploader(again).kept("/media/uploads/" + done.rsplit("/", 1)[1]) == content
    await network.stop()


async def test_the_browser_is_closed_and_opened_again(database: Database, tmp_path: Path):
    """Another run of the client finds the place of the upload in its own storage and goes on."""
    content = os.urandom(SIZE)
    (tmp_path / "film.bin").write_bytes(content)
    async with serving(database, tmp_path / "data") as live:
        network = FlakyNetwork(live.port, faults=[])
        await network.start()
        anna = await live.person("Анна")
        async with client(anna, network, tmp_path) as first:
            await first.until("chunk 2")
        async with client(anna, network, tmp_path) as second:
            await second.until("resumed")
            done = await second.until("done")
        taken = [line for line in second.said if line.startswith("chunk")]
        assert 1 <= len(taken) <= 7
        assert await Uploader(anna).kept("/media/uploads/" + done.rsplit("/", 1)[1]) == content
        await network.stop()
