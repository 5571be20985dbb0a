"""A real clamd with a signature database of our own, which knows only the harmless EICAR test file."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

# In two halves, so that a scanner on a developer's machine does not take this file away.
EICAR = (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").ljust(68)
SIGNATURE = "Veche.Test.EICAR"
STREAM_LIMIT = 2 * 1024 * 1024
START_SECONDS = 30


def program() -> str | None:
    """clamd of this machine, or the one that `./dev test` unpacked into .venv."""
    unpacked = Path(sys.prefix) / "clamav/usr/sbin/clamd"
    return shutil.which("clamd") or (str(unpacked) if unpacked.exists() else None)


class TestClamd:
    """One clamd on a unix socket; it can be stopped and started again."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "clamd.sock"
        self._configuration = folder / "clamd.conf"
        self._process: subprocess.Popen[bytes] | None = None
        signatures = folder / "signatures"
        signatures.mkdir()
        (signatures / "veche.ndb").write_text(f"{SIGNATURE}:0:*:{EICAR.rstrip().hex()}\n")
        self._configuration.write_text(
            f"LocalSocket {self.socket}\nDatabaseDirectory {signatures}\nForeground yes\n"
            f"StreamMaxLength {STREAM_LIMIT}\nTemporaryDirectory {folder}\nMaxThreads 2\n"
        )

    @property
    def address(self) -> str:
        return f"unix:{self.socket}"

    def start(self) -> None:
        found = program()
        assert found is not None
        libraries = ":".join(str(path) for path in (Path(found).parents[1] / "lib").glob("*-linux-gnu"))
        self._process = subprocess.Popen(
            [found, "--config-file", str(self._configuration)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LD_LIBRARY_PATH": libraries} if "clamav" in found else None,
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.socket.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("clamd did not start")
            time.sleep(0.02)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None
            self.socket.unlink(missing_ok=True)
