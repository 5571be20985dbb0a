"""Starts the separate process, watches over it, and believes of its answer only what it can see."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

import veche
from veche.ground.errors import BadInput, Unavailable
from veche.ground.logs import get_logger
from veche.media.checking.worker.limits import Limits
from veche.media.checking.worker.report import CLEANED, PLAIN, PREVIEW, THUMB, Report

log = get_logger("media.checking")

PURPOSES = frozenset({"photo", "video", "audio", "voice", "video_note", "file", "sticker", "avatar"})
ANSWER_BYTES = 64 * 1024
MEGABYTE = 1024 * 1024
# A large video is only copied; a slow disk gives this much.
COPIED_PER_SECOND = 8 * MEGABYTE
# The packages above the worker are named without being loaded: their doors would bring the whole server along.
BOOT = """
import runpy, sys, types
root = sys.argv.pop(1)
sys.path.insert(0, root)
for name in ("veche.media", "veche.media.checking"):
    sys.modules[name] = package = types.ModuleType(name)
    package.__path__ = [root + "/" + name.replace(".", "/")]
runpy.run_module("veche.media.checking.worker", run_name="__main__")
"""


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What an upload turned out to be. `cleaned` is None where the bytes stay as they came; `mime` tells what is kept.
    `preview` and `thumb` are WebP. `note`: the code of a hint for the uploader, or empty."""

    kind: str
    mime: str
    width: int
    height: int
    duration_ms: int
    blur: str
    waveform: str
    title: str
    performer: str
    note: str
    cleaned: Path | None
    preview: Path | None
    thumb: Path | None
    folder: Path | None

    def discard(self) -> None:
        """Remove the files that were made."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


class Interrupted(Exception):
    """The process ended without an answer."""

    def __init__(self, *, ours: bool) -> None:
        super().__init__()
        self.ours = ours


class Checker:
    """Checks a few uploads at once; the others wait for their turn."""

    def __init__(self, *, at_once: int | None = None, limits: Limits | None = None) -> None:
        self._turns = asyncio.Semaphore(at_once or max(1, min(4, (os.cpu_count() or 2) // 2)))
        self._limits = limits or Limits()

    async def check(self, path: Path, *, purpose: str, name: str) -> Checked:
        """Raises BadInput for what is refused for good, Unavailable for what is worth another try."""
        if purpose not in PURPOSES:
            raise BadInput("bad_purpose")
        path, size = await asyncio.to_thread(_found, path)
        if size == 0:
            raise BadInput("file_empty")
        async with self._turns:
            folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix=f".{path.name}-", dir=path.parent))
            try:
                report = await self._report(path, folder, purpose=purpose, name=name, size=size)
                return await asyncio.to_thread(_believed, report, folder)
            except BaseException:
                await asyncio.shield(asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True))
                raise

    async def _report(self, path: Path, folder: Path, *, purpose: str, name: str, size: int) -> Report:
        limits = msgspec.structs.replace(
            self._limits,
            written=self._limits.written + size + size // 8,
            seconds=self._limits.seconds + size / COPIED_PER_SECOND,
        )
        arguments = (str(path), str(folder), purpose, _harmless(name))
        try:
            answer = await _run((*arguments, msgspec.json.encode(limits).decode()), seconds=limits.seconds)
            report = msgspec.json.decode(answer, type=Report)
        except OSError as error:
            raise Unavailable("check_interrupted") from error
        except Interrupted as end:
            if not end.ours:
                raise Unavailable("check_interrupted") from None
            if purpose == "file":  # it is only downloaded: what could not be read is simply not shown
                return Report(note="file_without_preview")
            raise BadInput("check_failed") from None
        if report.refused:
            raise BadInput(report.refused, limit=report.limit)
        return report


def _found(path: Path) -> tuple[Path, int]:
    return path.absolute(), path.stat().st_size


def _harmless(name: str) -> str:
    """Only the extension is of interest; an argument holds neither zero bytes nor half characters."""
    return name[-40:].replace("\0", "").encode("utf-8", "replace").decode()


async def _run(arguments: tuple[str, ...], *, seconds: float) -> bytes:
    """The answer of the process."""
    root = str(Path(veche.__file__).parent.parent)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-c",
        BOOT,
        root,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    late = False
    answer = b""
    assert process.stdout is not None
    try:
        async with asyncio.timeout(seconds):
            answer = await process.stdout.read(ANSWER_BYTES)
            await process.wait()
    except TimeoutError:
        late = True
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        code = await asyncio.shield(process.wait())
    if late or code != 0:
        # Killed from outside (the machine ran out of memory, somebody stops the server): not the fault of the file.
        stranger = not late and code in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP)
        log.warning("check_ended_early", code=code, late=late)
        raise Interrupted(ours=not stranger)
    return answer


def _believed(report: Report, folder: Path) -> Checked:
    """A process that was taken over by a file could say anything: only plain files of ours count."""

    def made(said: bool, name: str) -> Path | None:
        path = folder / name
        return path if said and path.is_file() and not path.is_symlink() and path.stat().st_size else None

    cleaned, preview, thumb = (
        made(report.cleaned, CLEANED),
        made(report.preview, PREVIEW),
        made(report.thumb, THUMB),
    )
    if report.cleaned and cleaned is None:
        raise BadInput("check_failed")
    if cleaned is None and preview is None and thumb is None:
        shutil.rmtree(folder, ignore_errors=True)
    return Checked(
        kind=report.kind,
        mime=report.mime[:100] if report.mime.isascii() else PLAIN,
        width=_within(report.width, 100_000),
        height=_within(report.height, 100_000),
        duration_ms=_within(report.duration_ms, 24 * 3600 * 1000),
        blur=report.blur[:600],
        waveform=report.waveform[:100],
        title=report.title[:120],
        performer=report.performer[:120],
        note=report.note[:40],
        cleaned=cleaned,
        preview=preview,
        thumb=thumb,
        folder=folder if cleaned or preview or thumb else None,
    )


def _within(value: int, most: int) -> int:
    return min(max(value, 0), most)
