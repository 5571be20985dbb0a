"""What the separate process takes away from itself before it reads the first byte of an upload."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal

from msgspec import Struct

PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE = 1, 38, 4
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
OPEN_FILES = 64
NICE = 10


class Limits(Struct, frozen=True, kw_only=True):
    """What one check may cost."""

    memory: int = 2 * 1024**3
    cpu_seconds: int = 60
    seconds: float = 120.0
    written: int = 64 * 1024**2


def apply(limits: Limits) -> None:
    """Narrow this process for good."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
        # A namespace of its own has no network. Where the system does not allow one, nothing is lost but this layer:
        # no reader here opens addresses.
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    os.nice(NICE)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # The signal of the soft limit of time tells what happened; at the hard one it would be a plain kill.
        resource.setrlimit(what, (wanted, wanted + 1 if what == resource.RLIMIT_CPU else wanted))
    # A file that grows too large is an error to be reported, not the end of the process.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
