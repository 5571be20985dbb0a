"""Blobs as files: `FOLDER/ab/cd/abcd…`, written beside, synced and renamed, so that a name means whole content."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

from veche.ground.blobs.port import BLOCK, BlobMissing, checked_key
from veche.ground.errors import NoRoom, Unavailable
from veche.ground.folder import FULL
from veche.ground.logs import get_logger

log = get_logger("blobs")

DRAFTS = "drafts"
OLD_DRAFT = 86_400
CANNOT_LINK = (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.ENOSYS)


class LocalBlobs:
    """A folder of our own, mode 0700; its files are readable by nobody else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def prepare(self) -> None:
        """Make the folders. Old drafts are of no use to anybody; younger ones may be another process's."""
        with _explained():
            make_private(self._folder)
            make_private(self._folder / DRAFTS)
            for draft in (self._folder / DRAFTS).iterdir():
                if time.time() - draft.stat().st_mtime > OLD_DRAFT:
                    draft.unlink(missing_ok=True)

    async def put(self, key: str, content: AsyncIterator[bytes]) -> None:
        path, draft, found = self._path(key), self._draft(), hashlib.sha256()
        with _explained():
            file = await asyncio.to_thread(_open_new, draft)
        try:
            with os.fdopen(file, "wb", buffering=0) as opened, _explained():
                async for piece in content:
                    found.update(piece)
                    await asyncio.to_thread(_write_all, opened.fileno(), piece)
            if found.hexdigest() != key:
                raise ValueError(f"the content is not that of {key}")
            with _explained():
                await asyncio.to_thread(_settle, draft, path)
        finally:
            draft.unlink(missing_ok=True)

    async def put_file(self, key: str, path: Path) -> None:
        """A second name for the same bytes where the file system can, so that a large file is not copied."""
        wanted, draft = self._path(key), self._draft()
        try:
            with _explained():
                try:
                    await asyncio.to_thread(os.link, path, draft, follow_symlinks=False)
                except FileNotFoundError:
                    raise
                except OSError as error:
                    if error.errno not in CANNOT_LINK:
                        raise
                    await self.put(key, _pieces(path, 0, None))
                    return
                await asyncio.to_thread(_settle, draft, wanted)
        finally:
            draft.unlink(missing_ok=True)

    async def read(self, key: str, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        async for piece in _pieces(self._path(key), start, end):
            yield piece

    async def size(self, key: str) -> int | None:
        try:
            return (await asyncio.to_thread(self._path(key).stat)).st_size
        except FileNotFoundError:
            return None

    async def delete(self, key: str) -> None:
        await asyncio.to_thread(self._path(key).unlink, missing_ok=True)

    async def keys(self) -> AsyncIterator[tuple[str, int]]:
        for first in await asyncio.to_thread(_folders, self._folder):
            for second in await asyncio.to_thread(_folders, first):
                for key, size in await asyncio.to_thread(_files, second):
                    yield key, size

    async def check(self) -> str:
        probe = secrets.token_bytes(64)
        key = hashlib.sha256(probe).hexdigest()
        with _explained():
            await asyncio.to_thread(self.prepare)
        await self.put(key, _once(probe))
        await self.delete(key)
        return str(self._folder)

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)[:2] / key[2:4] / key

    def _draft(self) -> Path:
        return self._folder / DRAFTS / secrets.token_hex(16)


def make_private(folder: Path) -> None:
    """A folder that only we can look into, also where it was there before."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def _open_new(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def _write_all(file: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(file, rest) :]


def _settle(draft: Path, path: Path) -> None:
    """Durable first, then visible: content, name, and the folder that holds the name."""
    file = os.open(draft, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        os.fchmod(file, 0o600)
        os.fsync(file)
    finally:
        os.close(file)
    for folder in (path.parent.parent, path.parent):
        if not folder.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A new name in a folder survives a power cut only after this."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


async def _pieces(path: Path, start: int, end: int | None) -> AsyncIterator[bytes]:
    try:
        file = await asyncio.to_thread(os.open, path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        raise BlobMissing(path.name) from None
    try:
        place = start
        while end is None or place < end:
            piece = await asyncio.to_thread(os.pread, file, BLOCK if end is None else min(BLOCK, end - place), place)
            if not piece:
                return
            place += len(piece)
            yield piece
    finally:
        os.close(file)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _folders(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if entry.is_dir() and len(entry.name) == 2]


def _files(folder: Path) -> list[tuple[str, int]]:
    return [(entry.name, entry.stat().st_size) for entry in folder.iterdir() if len(entry.name) == 64]


@contextmanager
def _explained() -> Iterator[None]:
    """What the system says about the disk, in our words."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom("storage_full", retry_after=60) from error
        log.error("store_failed", error=error.strerror)
        raise Unavailable("store_away", retry_after=30) from error
