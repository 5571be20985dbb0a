"""One contract for every store of blobs: local folders, and an S3 that is a real server."""

import asyncio
import errno
import hashlib
import os
import stat
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.support.s3 import BUCKET, KEY_ID, SECRET, S3Server
from veche.ground.blobs import BlobMissing, Blobs, LocalBlobs, hash_of, open_blobs
from veche.ground.blobs.s3 import S3Blobs
from veche.ground.config import Settings
from veche.ground.errors import NoRoom, Unavailable
from veche.ground.failure import CannotStart

LARGE = 12 * 1024 * 1024 + 17  # more than one part and more than one piece


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    with S3Server() as server:
        yield server


def opened(server: S3Server, *, secret: str = SECRET) -> S3Blobs:
    return S3Blobs(endpoint=server.endpoint, bucket=BUCKET, region="us-east-1", key_id=KEY_ID, secret=secret)


@pytest.fixture(params=["local", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "s3":
        return opened(request.getfixturevalue("s3"))
    local = LocalBlobs(tmp_path / "blobs")
    local.prepare()
    return local


def key_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


async def pieces(content: bytes, size: int = 100_000) -> AsyncIterator[bytes]:
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def whole(blobs: Blobs, key: str, *, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([piece async for piece in blobs.read(key, start=start, end=end)])


@pytest.mark.parametrize("content", [b"", b"x", os.urandom(300_000)], ids=["nothing", "one byte", "some"])
async def test_what_was_put_is_read_again(blobs: Blobs, content: bytes):
    key = key_of(content)
    await blobs.put(key, pieces(content))
    await blobs.put(key, pieces(content))
    assert await blobs.size(key) == len(content)
    assert await whole(blobs, key) == content


async def test_any_part_of_a_large_blob(blobs: Blobs, tmp_path: Path):
    content = os.urandom(LARGE)
    file = tmp_path / "finished"
    file.write_bytes(content)
    key = hash_of(file)
    await blobs.put_file(key, file)
    assert await blobs.size(key) == LARGE
    for start, end in ((0, 1), (0, LARGE), (LARGE - 1, LARGE), (262_143, 262_145), (2_097_151, 4_194_305)):
        assert await whole(blobs, key, start=start, end=end) == content[start:end], (start, end)
    assert key_of(await whole(blobs, key, start=0)) == key


async def test_content_that_does_not_fit_its_key_is_not_kept(blobs: Blobs):
    key = key_of(b"said")
    with pytest.raises(ValueError, match="not that of"):
        await blobs.put(key, pieces(b"other"))
    assert await blobs.size(key) is None


async def test_what_is_missing(blobs: Blobs):
    key = key_of(b"never put")
    assert await blobs.size(key) is None
    await blobs.delete(key)
    with pytest.raises(BlobMissing):
        await whole(blobs, key)
    with pytest.raises(BlobMissing):
        await whole(blobs, key, start=0, end=4)


async def test_deleted_is_gone_and_the_list_tells_the_rest(blobs: Blobs):
    kept, gone = os.urandom(70), os.urandom(80)
    for content in (kept, gone):
        await blobs.put(key_of(content), pieces(content))
    await blobs.delete(key_of(gone))
    listed = dict([pair async for pair in blobs.keys()])  # noqa: SIM118  no dictionary
    assert listed[key_of(kept)] == 70
    assert key_of(gone) not in listed


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/x"])
async def test_nothing_but_a_hash_is_a_key(blobs: Blobs, key: str):
    with pytest.raises(ValueError, match="not a key"):
        await blobs.size(key)
    with pytest.raises(ValueError, match="not a key"):
        await blobs.put(key, pieces(b"x"))


async def test_one_content_put_twice_at_once(blobs: Blobs):
    content = os.urandom(200_000)
    await asyncio.gather(*(blobs.put(key_of(content), pieces(content)) for _ in range(4)))
    assert await whole(blobs, key_of(content)) == content


async def test_the_check_of_the_doctor(blobs: Blobs):
    assert await blobs.check()


async def test_local_files_are_ours_alone_and_drafts_do_not_stay(tmp_path: Path):
    folder = tmp_path / "blobs"
    local = LocalBlobs(folder)
    local.prepare()
    await local.put(key_of(b"secret"), pieces(b"secret"))
    with pytest.raises(ValueError):
        await local.put(key_of(b"one"), pieces(b"two"))
    for path in [folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert list((folder / "drafts").iterdir()) == []


async def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    local = LocalBlobs(tmp_path / "blobs")
    local.prepare()

    def full(_file: int, _piece: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(NoRoom, match="storage_full"):
            await local.put(key_of(b"much"), pieces(b"much"))
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []
    await local.put(key_of(b"much"), pieces(b"much"))
    assert await whole(local, key_of(b"much")) == b"much"


async def test_a_store_that_refuses_or_is_away(s3: S3Server):
    with pytest.raises(Unavailable, match="store_away"):
        await opened(s3, secret="wrong").check()
    away = S3Blobs(endpoint="http://127.0.0.1:9", bucket=BUCKET, region="us-east-1", key_id=KEY_ID, secret=SECRET)
    async with asyncio.timeout(40):
        with pytest.raises(Unavailable, match="store_away"):
            await away.size(key_of(b"x"))


def test_a_sealed_installation_goes_to_no_store_that_is_not_listed(tmp_path: Path):
    def settings(endpoint: str, *allow: str) -> Settings:
        return Settings(data=tmp_path, sealed=True, s3_bucket="b", s3_endpoint=endpoint, outgoing_allow=allow)

    for endpoint in ("https://s3.example", "http://10.1.2.3:9000", ""):
        with pytest.raises(CannotStart, match="store_sealed"):
            open_blobs(settings(endpoint))
    assert isinstance(open_blobs(settings("https://s3.example", "s3.example:443")), S3Blobs)
    assert isinstance(open_blobs(settings("http://10.1.2.3:9000", "10.1.0.0/16")), S3Blobs)
    assert isinstance(open_blobs(Settings(data=tmp_path, sealed=True)), LocalBlobs)
