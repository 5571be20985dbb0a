"""The separate process itself: its limits hold, it is ended in time, it leaves nothing behind."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import veche
from tests.media import samples
from veche.ground.errors import BadInput, Unavailable
from veche.media.checking import Checker, Limits


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def slow_one() -> bytes:
    """A picture whose check takes a good part of a second."""
    return samples.saved(Image.new("RGB", (6000, 6000), "navy"), "PNG", compress_level=1)


def children() -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == os.getpid() and b"veche.media.checking.worker" in line:
                found.append(int(entry.name))
    return found


async def a_child() -> int:
    while not (found := children()):  # noqa: ASYNC110  # another process does not set our events
        await asyncio.sleep(0.005)
    return found[0]


async def test_a_process_that_is_killed_is_worth_another_try(tmp_path: Path, slow_one: bytes) -> None:
    path = tmp_path / "upload"
    path.write_bytes(slow_one)
    work = asyncio.create_task(Checker().check(path, purpose="photo", name="a.png"))
    os.kill(await a_child(), signal.SIGKILL)
    with pytest.raises(Unavailable, match="check_interrupted"):
        await work
    assert names(tmp_path) == ["upload"]


async def test_a_process_that_takes_too_long_is_ended(tmp_path: Path, slow_one: bytes) -> None:
    path = tmp_path / "upload"
    path.write_bytes(slow_one)
    with pytest.raises(BadInput, match="check_failed"):
        await Checker(limits=Limits(seconds=0.2)).check(path, purpose="photo", name="a.png")
    as_file = await Checker(limits=Limits(seconds=0.2)).check(path, purpose="file", name="a.png")
    assert (as_file.kind, as_file.note) == ("file", "file_without_preview")
    assert not children()
    assert names(tmp_path) == ["upload"]


@pytest.fixture(scope="module")
def has_namespaces() -> bool:
    return subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode == 0


NARROWED = """
import json, os, socket, sys
from veche.media.checking.worker.limits import Limits, apply
apply(Limits(memory=400 * 1024**2, cpu_seconds=1, written=1000))
said = {}
try:
    bytearray(500 * 1024**2)
except MemoryError:
    said["memory"] = True
try:
    with open(sys.argv[1], "wb") as file:
        file.write(bytes(2000))
except OSError:
    said["written"] = True
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[2])), timeout=1).close()
except OSError:
    said["network"] = True
print(json.dumps(said), flush=True)
while True:
    pass
"""


async def test_the_limits_hold(tmp_path: Path, has_namespaces: bool) -> None:
    """Memory, bytes written, time of the processor; and no network where the system lends a namespace."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            NARROWED,
            str(tmp_path / "written"),
            str(server.getsockname()[1]),
            stdout=asyncio.subprocess.PIPE,
            env={"PYTHONPATH": str(Path(veche.__file__).parent.parent)},
        )
        answer, _ = await process.communicate()
    said = json.loads(answer)
    assert process.returncode == -signal.SIGXCPU
    assert said["memory"]
    assert said["written"]
    if has_namespaces:
        assert said["network"]


async def test_giving_up_ends_the_process(tmp_path: Path, slow_one: bytes) -> None:
    path = tmp_path / "upload"
    path.write_bytes(slow_one)
    work = asyncio.create_task(Checker().check(path, purpose="photo", name="a.png"))
    await a_child()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    assert not children()
    assert names(tmp_path) == ["upload"]


async def test_uploads_wait_for_their_turn(tmp_path: Path) -> None:
    most = 0

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, len(children()))
            await asyncio.sleep(0.002)

    paths = [tmp_path / f"upload{number}" for number in range(5)]
    for path in paths:
        path.write_bytes(samples.picture())
    watching = asyncio.create_task(watch())
    checker = Checker(at_once=1)
    await asyncio.gather(*(checker.check(path, purpose="photo", name="a.jpg") for path in paths))
    watching.cancel()
    assert most == 1
