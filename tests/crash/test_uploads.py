"""The server is killed in the middle of an upload, and again while it puts the finished file away."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.support.process import Town, VecheProcess

MEGABYTE = 1024 * 1024
SIZE = 96
BLOCK = os.urandom(MEGABYTE)
TUS = {"Tus-Resumable": "1.0.0"}


def peak(process: VecheProcess) -> int:
    """The most memory that the server's process ever had, in MB."""
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) // 1024


async def blocks(count: int, *, killing: VecheProcess | None = None) -> AsyncIterator[bytes]:
    for number in range(count):
        if killing is not None and number == count - 10:
            killing.kill()
        yield BLOCK


async def ready(http: httpx.AsyncClient, file: str) -> httpx.Response:
    """The head of a download, once the check is over."""
    async with asyncio.timeout(60):
        while (answer := await http.head(f"/media/files/{file}")).status_code == 409:  # noqa: ASYNC110  no socket here
            await asyncio.sleep(0.1)
    return answer


@pytest.mark.crash
async def test_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    server = VecheProcess(tmp_path / "data")
    server.start()
    try:
        town = Town(server)
        await town.found()
        before = peak(server)
        headers = {**TUS, "Authorization": f"Bearer {town.administrator.token}"}
        bytes_of = {"Content-Type": "application/offset+octet-stream"}
        async with httpx.AsyncClient(base_url=server.address, headers=headers, timeout=60) as http:
            created = await http.post("/media/uploads", headers={"Upload-Length": str(SIZE * MEGABYTE)})
            place = created.headers["location"]
            first = await http.patch(
                place, headers={**bytes_of, "Upload-Offset": "0"}, content=b"".join([BLOCK, BLOCK, BLOCK])
            )
            assert first.headers["upload-offset"] == str(3 * MEGABYTE)
            body = blocks(SIZE - 3, killing=server)
            with pytest.raises(httpx.TransportError):
                await http.patch(place, headers={**bytes_of, "Upload-Offset": str(3 * MEGABYTE)}, content=body)
        server.start()
        async with httpx.AsyncClient(base_url=server.address, headers=headers, timeout=60) as http:
            offset = int((await http.head(place)).headers["upload-offset"])
            assert offset >= 3 * MEGABYTE + 32 * MEGABYTE  # what is synced on the way counts too
            rest = await http.patch(
                place, headers={**bytes_of, "Upload-Offset": str(offset)}, content=(BLOCK * SIZE)[offset:]
            )
            assert rest.headers["upload-offset"] == str(SIZE * MEGABYTE)
        server.kill()
        server.start()
        async with httpx.AsyncClient(base_url=server.address, headers=headers, timeout=60) as http:
            file = place.rsplit("/", 1)[1]
            assert (await ready(http, file)).headers["content-length"] == str(SIZE * MEGABYTE)
            found = hashlib.sha256()
            async with http.stream("GET", f"/media/files/{file}") as answer:
                async for piece in answer.aiter_bytes():
                    found.update(piece)
            assert found.digest() == hashlib.sha256(BLOCK * SIZE).digest()
        assert peak(server) - before < 60
    finally:
        server.kill()
