"""What a store of blobs promises. One contract suite, `tests/contracts/test_blobs.py`, runs on every implementation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Protocol

KEY = re.compile(r"[0-9a-f]{64}")
BLOCK = 256 * 1024
"""Content travels in pieces of about this size: memory stays flat however large a blob is."""


class BlobMissing(Exception):
    """The store does not have it."""


class Blobs(Protocol):
    """Content by its SHA-256.

    - A key is the SHA-256 of the content in small hexadecimal letters, so content never changes.
    - Putting is atomic and durable when it returns; nobody sees half a blob. Putting again is harmless.
    - A full disk raises NoRoom("storage_full"), a store that does not answer Unavailable("store_away").
    """

    async def put(self, key: str, content: AsyncIterator[bytes]) -> None:
        """Keep content that comes in pieces. Raises ValueError when it does not fit the key; nothing is kept then."""

    async def put_file(self, key: str, path: Path) -> None:
        """Keep a finished file whose SHA-256 the caller has just computed, and which nobody writes to any more. It
        stays where it is too."""

    def read(self, key: str, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """The content from `start` up to, not including, `end`, in pieces. Raises BlobMissing."""
        ...

    async def size(self, key: str) -> int | None:
        """How long it is; None when it is not there."""

    async def delete(self, key: str) -> None:
        """Deleting what is not there is harmless."""

    def keys(self) -> AsyncIterator[tuple[str, int]]:
        """Everything that is kept, with its length, in no order."""
        ...

    async def check(self) -> str:
        """Write, read and delete a small blob; answers the place in a few words. Raises what putting raises."""
        ...


def checked_key(key: str) -> str:
    """A key goes into paths and addresses: nothing else may look like one."""
    if not KEY.fullmatch(key):
        raise ValueError(f"not a key of a blob: {key[:80]!r}")
    return key


def hash_of(path: Path) -> str:
    """The key of a file's content. Reads all of it: call it in a thread."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
