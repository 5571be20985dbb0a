"""A real clamd that knows one signature; and clamds that are away, silent, or lie."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.media.uploader import Uploader
from tests.support.clamd import EICAR, SIGNATURE, STREAM_LIMIT, TestClamd, program
from tests.support.live import Live
from veche.ground.clamd import Clamd
from veche.ground.config import Settings, load
from veche.ground.db import Database
from veche.ground.doctor import examine
from veche.ground.errors import Refused, TooLarge, Unavailable
from veche.media.scanning import ClamdScanner, make_scanner

MEGABYTE = 1024 * 1024


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClamd]:
    if program() is None:
        pytest.skip("there is no clamd here: run ./dev test on Debian or Ubuntu, or install clamav-daemon")
    server = TestClamd(tmp_path_factory.mktemp("clamd"))
    server.start()
    yield server
    server.stop()


def scanner(address: str, *, limit: int = 25 * MEGABYTE, pass_larger: bool = False) -> ClamdScanner:
    return ClamdScanner(Clamd(address, seconds=5), limit=limit, pass_larger=pass_larger)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(data)
    return path


async def test_clean_and_infected(clamd: TestClamd, tmp_path: Path) -> None:
    await scanner(clamd.address).scan(written(tmp_path, b"a quiet letter" * 50_000))
    with pytest.raises(Refused, match="file_infected") as refused:
        await scanner(clamd.address).scan(written(tmp_path, EICAR))
    assert SIGNATURE in str(refused.value.details["found"])


async def test_a_virus_inside_an_archive(clamd: TestClamd, tmp_path: Path) -> None:
    path = tmp_path / "letter.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("letter.txt", "Здравствуйте!" * 1000)
        archive.writestr("inner/invoice.exe", EICAR)
    with pytest.raises(Refused, match="file_infected"):
        await scanner(clamd.address).scan(path)


async def test_larger_than_it_may_read(clamd: TestClamd, tmp_path: Path) -> None:
    path = written(tmp_path, bytes(STREAM_LIMIT + MEGABYTE))
    with pytest.raises(TooLarge, match="file_too_large_to_scan"):  # our limit
        await scanner(clamd.address, limit=MEGABYTE).scan(path)
    with pytest.raises(TooLarge, match="file_too_large_to_scan"):  # its limit, which is lower than ours
        await scanner(clamd.address).scan(path)
    await scanner(clamd.address, pass_larger=True).scan(path)
    await scanner(clamd.address, limit=MEGABYTE, pass_larger=True).scan(path)


async def test_it_goes_away_and_comes_back(clamd: TestClamd, tmp_path: Path) -> None:
    path = written(tmp_path, b"letter")
    clamd.stop()
    with pytest.raises(Unavailable, match="scanner_away"):
        await scanner(clamd.address).scan(path)
    await asyncio.to_thread(clamd.start)
    await scanner(clamd.address).scan(path)


@pytest.mark.parametrize("answer", [b"", b"stream: OK", b"stream: OK\nmore\0", b"HTTP/1.1 200 OK\r\n\r\n\0"])
async def test_only_the_exact_word_lets_a_file_through(answer: bytes, tmp_path: Path) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(len(b"zINSTREAM\0") + 4 + 6 + 4)
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    async with server:
        scan = scanner(f"tcp:127.0.0.1:{port}").scan(written(tmp_path, b"letter"))
        with pytest.raises(Unavailable, match="scanner_away"):
            await scan


async def test_one_that_never_answers_is_away(tmp_path: Path) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    async with server:
        silent = ClamdScanner(Clamd(f"tcp:127.0.0.1:{port}", seconds=0.2), limit=MEGABYTE)
        with pytest.raises(Unavailable, match="scanner_away"):
            await silent.scan(written(tmp_path, b"letter"))


def test_settings() -> None:
    assert make_scanner(Settings()) is None
    assert isinstance(make_scanner(Settings(clamd="unix:/run/clamav/clamd.ctl")), ClamdScanner)


async def test_doctor_asks_it(clamd: TestClamd, tmp_path: Path) -> None:
    lines: list[str] = []
    for address in (clamd.address, "unix:/nowhere.sock"):
        loaded = load({"data": tmp_path / "data", "clamd": address, "port": 0, "database_dsn": ""}, environ={})
        await examine(loaded, locale="en", say=lines.append)
    said = [line for line in lines if "antivirus" in line or "virus scanner" in line]
    assert said[0].startswith("ok    antivirus: ClamAV")
    assert said[1].startswith("FAIL  antivirus: The virus scanner does not answer (unix:/nowhere.sock)")


async def test_uploads_wait_for_the_scanner(
    clamd: TestClamd, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole way: a virus is refused, what comes while the scanner is away is held, and ready once it is back."""
    monkeypatch.setattr("veche.media.jobs.HELD_PAUSE", timedelta(milliseconds=50))
    live = Live(database, settings=Settings(data=tmp_path, clamd=clamd.address))
    await live.start()
    try:
        anna = await live.person("Анна")
        up = Uploader(anna)
        infected = await up.upload(EICAR, name="счёт.pdf")
        assert (infected["state"], infected["code"]) == ("refused", "file_infected")
        assert (await up.get(f"/media/files/{infected['id']}")).status_code == 409
        assert (await anna.ask("list_storage"))["bytes"] == 0
        await asyncio.to_thread(clamd.stop)
        held = await up.upload(b"a quiet letter", name="письмо.txt")
        assert (held["state"], held["code"]) == ("held", "scanner_away")
        async with anna.socket() as socket:
            await asyncio.to_thread(clamd.start)
            ready = await socket.event("file", lambda event: event["file"]["id"] == held["id"])
            assert ready["file"]["state"] == "ready"
        assert (await up.get(f"/media/files/{held['id']}")).content == b"a quiet letter"
    finally:
        await live.stop()
