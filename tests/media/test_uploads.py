"""Uploads by tus against a live server: going on from anywhere, lies, quotas, full disks."""

import asyncio
import base64
import errno
import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.media.uploader import BYTES, TUS, Uploader, code_of, metadata, number_of, picture
from tests.support.live import Live
from veche.ground.config import Settings
from veche.ground.db import Database

MEGABYTE = 1024 * 1024
FOUR_GB = 4 * 1024 * MEGABYTE


@asynccontextmanager
async def serving(database: Database, data: Path, **settings: Any) -> AsyncIterator[Live]:
    """A server with settings of its own; a second one on the same folder is the first one started again."""
    live = Live(database, settings=Settings(data=data, **settings))
    await live.start()
    try:
        yield live
    finally:
        await live.stop()


@pytest.fixture
async def up(live: Live) -> Uploader:
    return Uploader(await live.person("Анна"))


async def test_what_the_server_can_do(up: Uploader):
    answer = await up.request("OPTIONS", "/media/uploads")
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert set(answer.headers["tus-extension"].split(",")) == {
        *("creation", "creation-with-upload", "termination", "expiration", "checksum")
    }
    assert answer.headers["tus-max-size"] == str(FOUR_GB)


async def test_a_file_in_three_pieces(up: Uploader):
    content = os.urandom(300_000)
    created = await up.create(len(content), name="отчёт.bin")
    assert created.status_code == 201
    assert created.headers["upload-expires"].endswith("GMT")
    place = created.headers["location"]
    for start, end in ((0, 1), (1, 200_000), (200_000, 300_000)):
        answer = await up.patch(place, content[start:end], offset=start)
        assert answer.status_code == 204, answer.text
        assert answer.headers["upload-offset"] == str(end)
        assert answer.headers["tus-resumable"] == "1.0.0"
        assert await up.offset(place) == end
    again = await up.patch(place, b"", offset=300_000)
    assert (again.status_code, code_of(again)) == (409, "offset_differs")


async def test_creation_with_the_first_bytes(up: Uploader):
    content = picture()
    headers = {**BYTES, "Upload-Length": str(len(content)), "Upload-Metadata": metadata(filename="a.jpg")}
    half = await up.request("POST", "/media/uploads", headers=headers, content=content[:1000])
    assert (half.status_code, half.headers["upload-offset"]) == (201, "1000")
    whole = await up.request("POST", "/media/uploads", headers=headers, content=content)
    assert (whole.status_code, whole.headers["upload-offset"]) == (201, str(len(content)))


async def test_a_piece_at_another_place_changes_nothing(up: Uploader):
    place = await up.begin(20)
    await up.patch(place, b"0123456789")
    for offset in (0, 5, 11):
        answer = await up.patch(place, b"xxxxx", offset=offset)
        assert (answer.status_code, code_of(answer)) == (409, "offset_differs")
        assert answer.json()["error"]["details"]["offset"] == 10
    assert await up.offset(place) == 10


async def test_more_than_was_announced_is_not_taken(up: Uploader):
    place = await up.begin(10)
    answer = await up.patch(place, b"x" * 11)
    assert (answer.status_code, code_of(answer)) == (413, "upload_too_long")
    assert await up.offset(place) == 0
    assert (await up.patch(place, b"0123456789")).status_code == 204


async def test_less_than_was_announced_is_simply_not_the_end(up: Uploader):
    place = await up.begin(10)
    assert (await up.patch(place, b"012")).headers["upload-offset"] == "3"
    assert await up.offset(place) == 3


async def test_a_connection_that_is_cut_keeps_what_had_come(up: Uploader):
    place = await up.begin(1000)
    async with up.raw_patch(place, offset=0, length=1000) as (_, writer):
        writer.write(b"a" * 400)
        await writer.drain()
        await asyncio.sleep(0)
    offset = await up.offset(place)
    assert 0 <= offset <= 400
    rest = await up.patch(place, b"a" * (1000 - offset), offset=offset)
    assert rest.headers["upload-offset"] == "1000"


async def test_who_hangs_on_a_dead_connection_makes_way(up: Uploader, live: Live):
    """The network is gone, but the server does not know it yet; the client is back already on another connection."""
    size = 3 * MEGABYTE
    place = await up.begin(size)
    on_disk = live.data / "media/uploads" / str(number_of(place))
    async with up.raw_patch(place, offset=0, length=size) as (reader, writer):
        writer.write(b"a" * (2 * MEGABYTE))
        await writer.drain()
        async with asyncio.timeout(10):
            while not on_disk.exists() or on_disk.stat().st_size < MEGABYTE:  # noqa: ASYNC110  the disk tells nobody
                await asyncio.sleep(0.01)
        offset = await up.offset(place)
        assert offset >= MEGABYTE
        assert (await up.patch(place, b"b" * (size - offset), offset=offset)).status_code == 204
        writer.write(b"a" * MEGABYTE)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n"), 10)
        assert b" 409 " in head


async def test_two_at_once_never_mix(up: Uploader, live: Live):
    place = await up.begin(2 * MEGABYTE)
    answers = await asyncio.gather(
        *(up.patch(place, letter * (2 * MEGABYTE)) for letter in (b"a", b"b")), return_exceptions=True
    )
    assert not [answer for answer in answers if isinstance(answer, BaseException)]
    offset = await up.offset(place)
    if offset < 2 * MEGABYTE:
        await up.patch(place, b"c" * (2 * MEGABYTE - offset), offset=offset)
    content = await up.kept(place)
    assert len(content) == 2 * MEGABYTE
    assert content in {b * offset + b"c" * (2 * MEGABYTE - offset) for b in (b"a", b"b")}


async def test_a_sum_that_is_right_one_that_is_wrong_and_one_that_is_none(up: Uploader):
    content = b"what was meant"
    for algorithm in ("sha1", "sha256"):
        place = await up.begin(len(content))
        right = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
        wrong = await up.patch(place, b"what was heard", Upload_Checksum=f"{algorithm} {right}")
        assert (wrong.status_code, code_of(wrong)) == (460, "checksum_differs")
        assert await up.offset(place) == 0
        assert (await up.patch(place, content, Upload_Checksum=f"{algorithm} {right}")).status_code == 204
    place = await up.begin(4)
    for given in ("md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha1 !!", "sha1", "sha256 2jmj7l5rSw0yVb/vlWAYkK/YBwk="):
        answer = await up.patch(place, b"text", Upload_Checksum=given)
        assert (answer.status_code, code_of(answer)) == (422, "checksum_unknown"), given


REFUSED_BEGINNINGS = [
    ({"Upload-Length": "-1"}, 422, "upload_length_needed"),
    ({"Upload-Length": "1e3"}, 422, "upload_length_needed"),
    ({"Upload-Length": "٣"}, 422, "upload_length_needed"),
    ({"Upload-Length": "9" * 30}, 422, "upload_length_needed"),
    ({"Upload-Defer-Length": "1"}, 422, "upload_length_needed"),
    ({"Upload-Length": "0"}, 422, "file_empty"),
    ({"Upload-Length": str(FOUR_GB + 1)}, 413, "file_too_large"),
    ({"Upload-Length": "5", "Upload-Metadata": "filename не-base64"}, 422, "upload_metadata_wrong"),
    ({"Upload-Length": "5", "Upload-Metadata": "filename /w=="}, 422, "upload_metadata_wrong"),
    ({"Upload-Length": "5", "Upload-Metadata": "filename " + "A" * 9000}, 413, "upload_metadata_wrong"),
    ({"Upload-Length": "5", "Upload-Metadata": metadata(purpose="malware")}, 422, "bad_purpose"),
    ({"Upload-Length": "5", "Upload-Metadata": metadata(**{"as": "12"})}, 403, "not_your_post"),
    ({"Upload-Length": "5", "Upload-Metadata": metadata(**{"as": "x"})}, 422, "upload_metadata_wrong"),
    ({"Upload-Length": "5", "Tus-Resumable": "0.2.2"}, 412, "tus_version"),
]


async def test_beginnings_that_are_refused(up: Uploader):
    for headers, status, code in REFUSED_BEGINNINGS:
        encoded: Any = {name: value.encode() for name, value in headers.items()}
        answer = await up.request("POST", "/media/uploads", headers=encoded)
        assert (answer.status_code, code_of(answer)) == (status, code), headers
    assert (await up.someone.ask("list_storage"))["bytes"] == 0


async def test_four_gigabytes_may_begin(up: Uploader):
    place = await up.begin(FOUR_GB, name="фильм.mkv")
    assert await up.offset(place) == 0
    assert (await up.someone.ask("list_storage"))["bytes"] == FOUR_GB
    assert (await up.request("DELETE", place)).status_code == 204
    assert await up.someone.ask("list_storage") == {
        "bytes": 0,
        "files": 0,
        "largest": FOUR_GB,
        "quota": 20480 * MEGABYTE,
    }
    assert (await up.request("HEAD", place)).status_code == 404


async def test_names_lose_their_path(up: Uploader):
    for given, kept in (("../../etc/passwd", "passwd"), (r"C:\Users\план.docx", "план.docx"), ("..", "file")):
        place = await up.begin(3, name=given)
        card = await up.someone.ask("get_file", file=number_of(place))
        assert card["name"] == kept


async def test_who_may_touch_an_upload(up: Uploader, live: Live):
    place = await up.begin(10)
    stranger = Uploader(await live.person("Чужой"))
    for method in ("HEAD", "DELETE"):
        assert (await stranger.request(method, place)).status_code == 404
    assert (await stranger.patch(place, b"x")).status_code == 404
    assert (await live.http.request("POST", "/media/uploads", headers={**TUS, "Upload-Length": "5"})).status_code == 401
    forged = {
        **TUS,
        "Upload-Length": "5",
        "Cookie": f"veche_session={up.someone.token}",
        "Origin": "https://evil.example",
    }
    assert (await live.http.request("POST", "/media/uploads", headers=forged)).status_code == 403
    for path in ("/media/uploads/0", "/media/uploads/x", "/media/uploads/1/2", "/media/uploads/٣"):
        assert (await up.request("HEAD", path)).status_code == 404, path
    wrong = await up.request("PATCH", place, headers={"Upload-Offset": "0", "Content-Type": "text/plain"}, content=b"x")
    assert (wrong.status_code, code_of(wrong)) == (415, "wrong_upload_type")
    assert (await up.request("PUT", place)).status_code == 405


async def test_the_quota_of_a_person(database: Database, tmp_path: Path):
    """What is announced counts at once, what is given up no more; a quota that shrinks stops an upload half-way, and
    it goes on where it stood once there is room."""
    async with serving(database, tmp_path, quota_person=2) as live:
        anna = await live.person("Анна")
        up = Uploader(anna)
        first = await up.begin(MEGABYTE)
        second = await up.begin(MEGABYTE)
        refused = await up.create(1)
        assert (refused.status_code, code_of(refused)) == (413, "quota_person")
        assert (await up.patch(first, b"a" * 600_000)).status_code == 204
        login = anna.login
    async with serving(database, tmp_path, quota_person=1) as live:
        up = Uploader(await live.sign_in(anna.id, name="Анна", login=login))
        answer = await up.patch(first, b"a" * 1000, offset=600_000)
        assert (answer.status_code, code_of(answer)) == (413, "quota_person")
        assert await up.offset(first) == 600_000
        assert (await up.request("DELETE", second)).status_code == 204
        answer = await up.patch(first, b"a" * (MEGABYTE - 600_000), offset=600_000)
        assert answer.headers["upload-offset"] == str(MEGABYTE)


async def test_an_upload_goes_on_after_a_restart(database: Database, tmp_path: Path):
    content = os.urandom(200_000)
    async with serving(database, tmp_path) as live:
        anna = await live.person("Анна")
        place = await Uploader(anna).begin(len(content), name="дело.bin")
        await Uploader(anna).patch(place, content[:90_000])
    # A crash may leave more on the disk than was acknowledged: it does not count.
    with (tmp_path / "media/uploads" / str(number_of(place))).open("ab") as file:
        file.write(b"never acknowledged")
    async with serving(database, tmp_path) as live:
        up = Uploader(await live.sign_in(anna.id, name="Анна", login=anna.login))
        assert await up.offset(place) == 90_000
        assert (await up.patch(place, content[90_000:], offset=90_000)).status_code == 204
        assert await up.kept(place) == content


async def test_an_upload_whose_bytes_are_gone_begins_anew(up: Uploader, live: Live):
    """A backup has the rows and not the unfinished bytes: the client is told to begin again, not to go on."""
    place = await up.begin(10)
    await up.patch(place, b"12345")
    (live.data / "media/uploads" / str(number_of(place))).unlink()
    assert (await up.request("HEAD", place)).status_code == 404
    assert (await up.patch(place, b"67890", offset=5)).status_code == 404
    assert (await up.request("DELETE", place)).status_code == 204


async def test_the_disk_fills_half_way(up: Uploader, monkeypatch: pytest.MonkeyPatch):
    """507, what came before is kept, and the rest comes when there is room again."""
    content = os.urandom(3 * MEGABYTE)
    place = await up.begin(len(content))
    written = 0
    real = os.pwrite

    def filling(file: int, piece: Any, at: int) -> int:
        nonlocal written
        if written + len(piece) > 2 * MEGABYTE:
            raise OSError(errno.ENOSPC, "No space left on device")
        written += len(piece)
        return real(file, piece, at)

    with monkeypatch.context() as patched:
        patched.setattr(os, "pwrite", filling)
        full = await up.patch(place, content)
    assert (full.status_code, code_of(full)) == (507, "storage_full")
    assert full.headers["retry-after"]
    offset = await up.offset(place)
    assert MEGABYTE <= offset <= 2 * MEGABYTE
    assert (await up.patch(place, content[offset:], offset=offset)).status_code == 204
    assert await up.kept(place) == content


async def test_no_upload_begins_that_would_fill_the_disk(up: Uploader, monkeypatch: pytest.MonkeyPatch):
    usage = type("Usage", (), {"free": 300 * MEGABYTE})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    full = await up.create(200 * MEGABYTE)
    assert (full.status_code, code_of(full)) == (507, "storage_full")
    assert (await up.create(50 * MEGABYTE)).status_code == 201


async def test_files_are_ours_alone(up: Uploader, live: Live):
    place = await up.begin(10)
    await up.patch(place, b"12345")
    uploads = live.data / "media/uploads"
    assert uploads.stat().st_mode & 0o777 == 0o700
    assert (uploads / str(number_of(place))).stat().st_mode & 0o777 == 0o600


async def test_a_large_body_takes_little_memory(up: Uploader):
    """300 MB in one request; the process holds a few pieces of it at a time."""
    size = 300 * MEGABYTE
    zeros = bytes(MEGABYTE)
    place = await up.begin(size)
    before = resident()
    most = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal most
        for number in range(size // MEGABYTE):
            if number % 20 == 0:
                most = max(most, resident())
            yield zeros

    answer = await up.patch(place, body())
    assert answer.status_code == 204, answer.text
    assert most - before < 40 * MEGABYTE, (most - before) // MEGABYTE


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
