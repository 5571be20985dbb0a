"""Under which account PostgreSQL runs. It refuses to run as root, so root lends it an unprivileged one."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

NAME = "veche"
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Spawn(TypedDict, total=False):
    """The arguments of `subprocess` that start a program under the account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """An account of the system; `switch` tells that it is not the one we run under."""

    uid: int
    gid: int
    switch: bool

    def spawn(self) -> Spawn:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def reaches(self, folder: Path) -> bool:
        """Whether the account may walk down to `folder`: every parent is open to it."""
        return not self.switch or all(self._may_pass(parent) for parent in folder.resolve().parents)

    def _may_pass(self, folder: Path) -> bool:
        entry = folder.stat()
        bit = 0o100 if entry.st_uid == self.uid else 0o010 if entry.st_gid == self.gid else 0o001
        return bool(entry.st_mode & bit)

    def give(self, path: Path, mode: int) -> None:
        """Hand a file or folder over to the account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)


def choose(folder: Path, *, make: bool = True) -> Account:
    """The account for the data in `folder`: the owner of what is there; for new data ourselves, or `veche` for root,
    which is made (`make`) if the system does not have it."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    if folder.exists() and folder.stat().st_uid != 0:
        owner = folder.stat()
        return Account(owner.st_uid, owner.st_gid, switch=True)
    entry = _entry(NAME) or (_made() if make else None) or pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return entry if entry.pw_uid != 0 else None


def _made() -> pwd.struct_passwd | None:
    """Make the account; where that fails (a read-only /etc, no such program) the caller falls back to `nobody`."""
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program:
        command = [program, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", NAME], capture_output=True, timeout=20, check=False)
    return _entry(NAME)  # also when another process made it at the same moment


def die_with_parent(number: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`, which runs after the change of user (that change would clear the setting).

    The second look at the parent closes the race: had it died in between, nobody would send the signal.
    """
    parent = os.getpid()
    prctl = _libc.prctl

    def setting() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return setting
