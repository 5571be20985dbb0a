"""Pure rules of files: names, purposes, states. No I/O."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta
from typing import Final, Literal, get_args

from msgspec import Struct

Purpose = Literal["photo", "video", "audio", "voice", "video_note", "file", "sticker", "avatar"]
PURPOSES: Final[tuple[str, ...]] = get_args(Purpose)
State = Literal["uploading", "checking", "held", "ready", "refused"]

UNFINISHED: Final = timedelta(days=2)
"""An upload that got nothing for so long is forgotten."""
UNCLAIMED: Final = timedelta(days=2)
"""A finished file that no message names for so long is forgotten."""
LOOK_AGAIN: Final = timedelta(days=7)
"""How often a file that is named is looked at again."""
CHECK: Final = "media.check"
CHECK_LARGE: Final = "media.check_large"
"""The kinds of jobs that check a complete upload."""
LARGE: Final = 64 * 1024 * 1024
NAME_LIMIT: Final = 120
NAME_BYTES: Final = 240

_PARTS = re.compile(r"[/\\]")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


class CheckFile(Struct, frozen=True):
    """The job of checking a complete upload. `tries`: how often the scanner was away."""

    file: int
    tries: int = 0


def check_kind(size: int) -> str:
    """Which kind of job checks a file of this size."""
    return CHECK_LARGE if size > LARGE else CHECK


class Quotas(Struct, frozen=True, kw_only=True):
    """In bytes; 0 means no limit."""

    file: int
    person: int = 0
    organisation: int = 0
    hourly: int = 0


class Checksum(Struct, frozen=True):
    """The sum of one request's bytes, as the client told it."""

    algorithm: Literal["sha1", "sha256"]
    digest: bytes


def clean_file_name(given: str, *, fallback: str = "file") -> str:
    """A name that any system can keep: no path, no invisible or reversing characters, no names of devices."""
    last = _PARTS.split(unicodedata.normalize("NFC", given))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    name = _FORBIDDEN.sub("_", seen).strip(" .")
    if not name:
        return fallback
    if _DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name)


def _shortened(name: str) -> str:
    """The ending stays: it tells what the file is."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 16:
        stem, dot, ending = name, "", ""
    tail = dot + ending
    stem = stem[: NAME_LIMIT - len(tail)]
    while len((stem + tail).encode()) > NAME_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + tail
