"""Unfinished uploads on the disk: one file each, which is the truth only as far as the database says."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Final

from veche.ground.errors import Busy, NoRoom, NotFound
from veche.ground.folder import FULL, MEGABYTE, UPLOAD_RESERVE

RESERVE: Final = UPLOAD_RESERVE * MEGABYTE
"""So much stays free for the database and the logs: uploads stop before the disk is full."""

OLD_CHECK: Final = 7200


class Draft:
    """One unfinished upload, opened and locked against other processes. Everything here blocks: call it in a thread."""

    def __init__(self, file: int) -> None:
        self._file = file

    def cut(self, size: int) -> None:
        """Forget what lies behind `size`: it was never acknowledged. NotFound when not even so much is there."""
        if os.fstat(self._file).st_size < size:
            raise NotFound("file_not_found")
        os.ftruncate(self._file, size)

    def write(self, content: bytes, place: int) -> None:
        """Write all of `content` at `place`. Raises NoRoom when the disk is full."""
        rest = memoryview(content)
        try:
            while rest:
                done = os.pwrite(self._file, rest, place)
                rest, place = rest[done:], place + done
        except OSError as error:
            if error.errno in (*FULL, errno.EFBIG):
                raise NoRoom("storage_full", retry_after=60) from error
            raise

    def sync(self) -> None:
        """What was written survives a power cut from now on."""
        os.fsync(self._file)

    def __enter__(self) -> Draft:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None = None,
        _error: BaseException | None = None,
        _trace: TracebackType | None = None,
    ) -> None:
        os.close(self._file)


class Scratch:
    """The folder of unfinished uploads, mode 0700."""

    def __init__(self, folder: Path, *, reserve: int = RESERVE) -> None:
        self.folder = folder
        self._reserve = reserve

    def prepare(self) -> None:
        """Make the folder; what a crash left of a check is of no use to anybody."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        for entry in self.folder.glob(".*"):
            if time.time() - entry.stat().st_mtime > OLD_CHECK:
                shutil.rmtree(entry, ignore_errors=True)

    def path(self, file: int) -> Path:
        return self.folder / str(file)

    def open(self, file: int, *, size: int) -> Draft:
        """Open for going on after `size` bytes. Raises Busy when another process writes it."""
        flags = os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW | (os.O_CREAT if size == 0 else 0)
        try:
            handle = os.open(self.path(file), flags, 0o600)
        except FileNotFoundError:
            raise NotFound("file_not_found") from None
        except OSError as error:
            if error.errno in FULL:
                raise NoRoom("storage_full", retry_after=60) from error
            raise
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft = Draft(handle)
            draft.cut(size)
        except BlockingIOError:
            os.close(handle)
            raise Busy("upload_busy", retry_after=2) from None
        except BaseException:
            os.close(handle)
            raise
        return draft

    def discard(self, file: int) -> None:
        self.path(file).unlink(missing_ok=True)

    def check_room(self, size: int) -> None:
        """Raises NoRoom when `size` bytes more would leave too little on the disk."""
        if shutil.disk_usage(self.folder).free - size < self._reserve:
            raise NoRoom("storage_full", retry_after=60)

    def left_over(self) -> list[int]:
        """The uploads that have a file here."""
        return [int(entry.name) for entry in self.folder.iterdir() if entry.name.isdigit()]
