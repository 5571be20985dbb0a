"""What the command line does with a data folder: open it, back it up, restore it, try a restore."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from veche.ground.blobs import Blobs, LocalBlobs, open_blobs
from veche.ground.cells import others
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.dump import server_version
from veche.ground.errors import Conflict, NotFound
from veche.ground.failure import CannotStart
from veche.ground.postgres.supervisor import running
from veche.ground.up import Ground, open_ground
from veche.keep.actions.backing_up import BackingUp, Say
from veche.keep.actions.drilling import drill, open_private
from veche.keep.actions.restoring import Restoring
from veche.keep.model import Drill, Report

STANDARD = Path("-")


async def back_up_to(settings: Settings, file: Path, *, with_files: bool, say: Say) -> Report:
    """Write a backup; `-` is standard output. Raises Conflict(backup_exists), and what the disk says. A file that could
    not be finished is removed."""
    async with open_ground(settings, join_running=True) as ground:
        action = _backing_up(ground, with_files=with_files, say=say)
        if file == STANDARD:
            return await action.write(sys.stdout.buffer)
        target = await asyncio.to_thread(_new_file, file)
        try:
            with target:
                report = await action.write(target)
                target.flush()
                await asyncio.to_thread(os.fsync, target.fileno())
        except BaseException:
            _remove(file)
            raise
        return report


async def restore_from(settings: Settings, file: Path, *, say: Say) -> Report:
    """Read a backup into the empty installation of these settings; `-` is standard input. Raises what Restoring
    raises, and Conflict(restore_in_use)."""
    if running(settings.data) is not None:
        raise Conflict("restore_in_use")
    _must_be_there(file)
    report, _ = await _restored(settings, file, say=say)
    return report


async def restore_drill(settings: Settings, *, scratch: Path | None, say: Say) -> Drill:
    """Back up, restore into a folder of its own with a database of its own, prove, remove, note the date."""
    async with open_ground(settings, join_running=True) as ground:
        with _scratch_folder(scratch) as folder:

            async def restore_into(backup: Path, data: Path) -> tuple[Report, str]:
                own = msgspec.structs.replace(
                    settings, data=data, database_dsn="", s3_bucket="", media_folder="", nats_url=""
                )
                return await _restored(own, backup, say=say)

            return await drill(
                settings.data,
                scratch=folder,
                back_up=_backing_up(ground, with_files=True, say=lambda _: None),
                restore_into=restore_into,
                clock=ground.clock,
            )


def _backing_up(ground: Ground, *, with_files: bool, say: Say) -> BackingUp:
    blobs = open_blobs(ground.settings) if with_files else None
    return BackingUp(ground.db, data=ground.settings.data, blobs=blobs, clock=ground.clock, say=say)


async def _restored(settings: Settings, file: Path, *, say: Say) -> tuple[Report, str]:
    async with open_ground(settings) as ground:
        if await others(ground.dsn):
            raise Conflict("restore_in_use")
        blobs = _prepared(open_blobs(settings))
        action = Restoring(ground.db, dsn=ground.dsn, data=settings.data, blobs=blobs, say=say)
        with sys.stdin.buffer if file == STANDARD else file.open("rb") as source:
            report = await action.read(source)
        return report, await _version(ground.db)


async def _version(db: Database) -> str:
    async with db.transaction() as connection:
        return await server_version(connection)


def _prepared(blobs: Blobs) -> Blobs:
    if isinstance(blobs, LocalBlobs):
        blobs.prepare()
    return blobs


@contextmanager
def _scratch_folder(parent: Path | None) -> Iterator[Path]:
    try:
        with tempfile.TemporaryDirectory(prefix="veche-drill-", dir=parent) as name:
            folder = Path(name)
            folder.chmod(0o711)  # a database of an unprivileged account lies in it
            yield folder
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFound("backup_not_found", file=str(parent)) from error


def _must_be_there(file: Path) -> None:
    if file != STANDARD and not file.is_file():
        raise NotFound("backup_not_found", file=str(file))


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)


def _new_file(path: Path) -> BinaryIO:
    try:
        return open_private(path)
    except FileExistsError as error:
        raise Conflict("backup_exists", file=str(path)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise CannotStart("backup_unwritable", file=str(path), problem=error.strerror or str(error)) from error
