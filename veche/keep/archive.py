"""A backup as a stream: a gzipped tar, written and read once from front to back, with a few megabytes of memory.

Nothing is ever unpacked by the name that stands in the archive: names are matched against the few that a backup has.
"""

from __future__ import annotations

import asyncio
import gzip
import io
import tarfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import IO

from veche.ground.errors import BadInput

PIECE = 1024 * 1024
LEVEL = 4
"""Of gzip: rows become a fifth; higher levels cost twice the time for a tenth less."""


class Counting(io.RawIOBase):
    """Hands on what is written and counts it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self.count = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._target.write(data)
        self.count += len(data)
        return len(data)


class Writer:
    """`with Writer(target) as archive: await archive.add(name, content)`. `target` needs `write` alone."""

    def __init__(self, target: IO[bytes]) -> None:
        self._counting = Counting(target)
        self._gzip = gzip.GzipFile(filename="", fileobj=self._counting, mode="wb", compresslevel=LEVEL, mtime=0)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """What was broken off stays without its last member, so that it can be told from a whole one."""
        if kind is None:
            self._tar.close()
            self._gzip.close()

    @property
    def written(self) -> int:
        """What reached the target, whole once the block has ended."""
        return self._counting.count

    async def add(self, name: str, content: bytes) -> None:
        """One member. Compressing and writing happen in a thread: the server's loop may be ours."""
        await asyncio.to_thread(self._add, name, io.BytesIO(content), len(content))

    async def add_stream(self, name: str, size: int, pieces: AsyncIterator[bytes]) -> None:
        """A member of a known size from pieces. Raises ValueError if the pieces are not of that size together."""
        loop = asyncio.get_running_loop()
        source = _Pulling(pieces, loop, name=name, size=size)
        await asyncio.to_thread(self._add, name, io.BufferedReader(source, PIECE), size)
        await source.must_end()

    def _add(self, name: str, content: IO[bytes], size: int) -> None:
        self._tar.addfile(_info(name, size), content)


class _Pulling(io.RawIOBase):
    """What tarfile reads in its thread, fetched piece by piece from the loop."""

    def __init__(self, pieces: AsyncIterator[bytes], loop: asyncio.AbstractEventLoop, *, name: str, size: int) -> None:
        self._pieces, self._loop = pieces, loop
        self._name, self._size = name, size
        self._waiting = bytearray()
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._waiting:
            self._waiting += asyncio.run_coroutine_threadsafe(self._following(), self._loop).result()
        size = min(len(self._waiting), len(buffer))
        if not size:
            raise ValueError(f"{self._name}: {self._given} bytes instead of {self._size}")
        buffer[:size] = self._waiting[:size]
        del self._waiting[:size]
        self._given += size
        return size

    async def _following(self) -> bytes:
        return await anext(self._pieces, b"")

    async def must_end(self) -> None:
        if self._given > self._size or self._waiting or await self._following():
            raise ValueError(f"{self._name}: more than {self._size} bytes")


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size = size
    info.mode = 0o600
    return info


@dataclass(frozen=True)
class Member:
    """One part of a backup, to be read before the next one is asked for."""

    name: str
    size: int
    _file: IO[bytes]

    async def whole(self, *, limit: int) -> bytes:
        """Its content. Raises BadInput(backup_broken) when it is larger than a backup has."""
        if self.size > limit:
            raise BadInput("backup_broken", problem=f"{self.name[:80]}: {self.size} bytes")
        return b"".join([piece async for piece in self.pieces()])

    async def pieces(self) -> AsyncIterator[bytes]:
        left = self.size
        while left:
            piece = await asyncio.to_thread(self._read, min(PIECE, left))
            left -= len(piece)
            yield piece

    def _read(self, size: int) -> bytes:
        try:
            piece = self._file.read(size)
        except DAMAGE as error:
            raise BadInput("backup_broken", problem=str(error)) from error
        if not piece:
            raise BadInput("backup_cut_off")
        return piece


DAMAGE = (tarfile.TarError, EOFError, OSError, ValueError)
"""What the readers of tar and gzip raise on damaged input."""


async def members(source: IO[bytes]) -> AsyncIterator[Member]:
    """The members in their order. Raises BadInput: backup_broken, backup_cut_off."""
    try:
        tar = await asyncio.to_thread(tarfile.open, fileobj=source, mode="r|gz")
    except DAMAGE as error:
        raise BadInput("backup_broken", problem=str(error)) from error
    with tar:
        iterator = iter(tar)
        while True:
            info = await asyncio.to_thread(_following, iterator)
            if info is None:
                return
            file = tar.extractfile(info) if info.isreg() else None
            if file is None:
                raise BadInput("backup_broken", problem=info.name[:80])
            yield Member(info.name, info.size, file)


def _following(iterator: Iterator[tarfile.TarInfo]) -> tarfile.TarInfo | None:
    try:
        return next(iterator, None)
    except DAMAGE as error:
        raise BadInput("backup_broken", problem=str(error)) from error
