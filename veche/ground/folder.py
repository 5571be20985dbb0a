"""The data folder: ours alone, and held by one process at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import pwd
import shutil
from pathlib import Path
from types import TracebackType

from veche.ground.failure import CannotStart

MEGABYTE = 1024 * 1024
NEEDED_FIRST, NEEDED = 200, 40  # MB: for a new database, and for starting with an old one
UPLOAD_RESERVE = 200  # MB that uploads leave free, for the database and the logs
FULL = (errno.ENOSPC, errno.EDQUOT)


class DataFolder:
    """`with DataFolder(path): …` makes the folder if it is new, checks it and locks it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def __enter__(self) -> DataFolder:
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._check_owner()
            self._lock = self._take_lock()
        except OSError as error:
            raise explained(error, self.path) from error
        try:
            self._check_space()
        except CannotStart:
            self.__exit__()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None = None,
        _error: BaseException | None = None,
        _trace: TracebackType | None = None,
    ) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _check_owner(self) -> None:
        """Somebody else's files would become unreadable to him, or ours to us. An empty folder may be taken over by
        root: volumes of containers come like that."""
        owner = self.path.stat().st_uid
        if owner == os.geteuid():
            return
        if os.geteuid() == 0 and not any(self.path.iterdir()):
            return
        raise CannotStart("data_foreign", folder=str(self.path), owner=_name(owner))

    def _take_lock(self) -> int:
        """The kernel lets go of the lock when the process ends in any way; the file itself stays."""
        lock = os.open(self.path / "veche.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(lock, 32).decode(errors="replace").strip() or "?"
            os.close(lock)
            raise CannotStart("data_in_use", folder=str(self.path), pid=holder) from error
        os.ftruncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
        return lock

    def _check_space(self) -> None:
        needed = NEEDED if (self.path / "postgres").exists() else NEEDED_FIRST
        free = shutil.disk_usage(self.path).free // MEGABYTE
        if free < needed:
            raise CannotStart("disk_almost_full", folder=str(self.path), free=free, needed=needed)


def explained(error: OSError, folder: Path) -> CannotStart:
    """What the system says about the data folder, as one line."""
    if error.errno in FULL:
        return CannotStart("disk_full")
    return CannotStart("data_unwritable", folder=str(folder), problem=error.strerror or str(error))


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
