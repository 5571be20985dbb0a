"""A backup is worth what its restore is worth: make one, read it into a scratch folder, prove it, note the date."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import BinaryIO

import msgspec

from veche.ground.clock import Clock
from veche.ground.folder import explained
from veche.keep.actions.backing_up import BackingUp
from veche.keep.model import Drill, Report

NOTE = "restore-drill.json"
"""In the data folder: the last drill that was proved."""

RestoreInto = Callable[[Path, Path], Awaitable[tuple[Report, str]]]
"""(backup, scratch folder) → what was restored, and the PostgreSQL that took it."""


async def drill(data: Path, *, scratch: Path, back_up: BackingUp, restore_into: RestoreInto, clock: Clock) -> Drill:
    """Raises what a backup or a restore raises; then the old note stays."""
    began = time.monotonic()
    made_at = clock.now().isoformat(timespec="seconds")
    backup = scratch / "drill.veche"
    file = await asyncio.to_thread(open_private, backup)
    with file:
        await back_up.write(file)
    report, postgresql = await restore_into(backup, scratch / "data")
    done = Drill(
        at=clock.now().isoformat(timespec="seconds"),
        made_at=made_at,
        rows=report.rows,
        files=report.files,
        seconds=round(time.monotonic() - began, 1),
        postgresql=postgresql,
    )
    try:
        draft = data / f".{NOTE}"
        draft.write_bytes(msgspec.json.encode(done) + b"\n")
        draft.replace(data / NOTE)
    except OSError as error:
        raise explained(error, data) from error
    return done


def last_drill(data: Path) -> Drill | None:
    """The last one that was proved; None if there was none, or the note cannot be read."""
    try:
        return msgspec.json.decode((data / NOTE).read_bytes(), type=Drill)
    except (FileNotFoundError, NotADirectoryError, msgspec.DecodeError):
        return None


def open_private(path: Path) -> BinaryIO:
    """A new file that nobody else can read: it holds everything. Raises FileExistsError."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb")
