"""Keys that the installation makes for itself: each is a file of its own in `DATA/keys`, readable by nobody else.

What they seal or sign stands in the database, so a copy of the database alone is not enough to use it. `veche backup`
takes this folder along.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path

from veche.ground.folder import explained

FOLDER = "keys"
NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


def key(data: Path, name: str, *, make: Callable[[], bytes]) -> bytes:
    """The key called `name`; `make` is called once in the life of the data folder.

    Two processes that ask at the same moment get the same key: a finished file is linked to its name, and the second
    link fails. Raises CannotStart where the folder cannot be written.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"not a name for a key: {name!r}")
    folder = data / FOLDER
    path = folder / name
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            _write(path, make())
        return path.read_bytes()
    except OSError as error:
        raise explained(error, data) from error


def names(data: Path) -> list[str]:
    """The keys that were made so far."""
    folder = data / FOLDER
    return sorted(path.name for path in folder.iterdir() if NAME.fullmatch(path.name)) if folder.is_dir() else []


def put(data: Path, name: str, content: bytes) -> None:
    """Write a key that came with a backup, in the place of one that was made since."""
    if not NAME.fullmatch(name):
        raise ValueError(f"not a name for a key: {name!r}")
    folder = data / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / name).unlink(missing_ok=True)
    _write(folder / name, content)


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        try:
            os.link(draft, path)
        except FileExistsError:
            return  # another process was first: its key is the key
    finally:
        draft.unlink()
