"""The first file of a multipart body, found while it comes: nothing is kept but a piece."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import unquote

from veche.ground.errors import BadInput

HEAD: Final = 16 * 1024
"""Bytes of the headers of one part."""
BEFORE: Final = 1024 * 1024
"""Bytes of fields that stand before the file."""
_BOUNDARY = re.compile(r"""(?i)boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))""")
_NAME = re.compile(r"""(?i)filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))""")
_LONG_NAME = re.compile(r"(?i)filename\*\s*=\s*utf-8''([^\s;]+)")


def boundary_of(content_type: str) -> bytes:
    """Raises BadInput("bot_upload_form")."""
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise BadInput("bot_upload_form")
    return (found[1] or found[2]).encode("latin-1", "replace")


def file_name(disposition: str) -> str | None:
    """The name in a Content-Disposition, whichever way it was written; None where it names no file."""
    if long := _LONG_NAME.search(disposition):
        return unquote(long[1])
    if plain := _NAME.search(disposition):
        name = re.sub(r"\\(.)", r"\1", plain[1]) if plain[1] is not None else plain[2]
        return unquote(_as_utf8(name)) if "%" in name else _as_utf8(name)
    return None


def _as_utf8(text: str) -> str:
    """Headers come as Latin-1; most clients write UTF-8 into them."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


class FirstFile:
    """Reads a body up to the first part that is a file. `name` is known once `find` has returned."""

    def __init__(self, body: AsyncIterator[bytes], boundary: bytes) -> None:
        self._body = body
        self._delimiter = b"\r\n--" + boundary
        self._waiting = bytearray(b"\r\n")  # so that the first delimiter looks like the others
        self._ended = False
        self.name = ""

    async def find(self) -> None:
        """Raises BadInput("bot_upload_form") where there is no file."""
        passed = 0
        while True:
            place = await self._until(self._delimiter, limit=BEFORE)
            passed += place
            del self._waiting[: place + len(self._delimiter)]
            await self._fill(2)
            if passed > BEFORE or self._waiting.startswith(b"--"):
                raise BadInput("bot_upload_form")
            end = await self._until(b"\r\n\r\n", limit=HEAD)
            head = bytes(self._waiting[:end]).decode("latin-1")
            del self._waiting[: end + 4]
            name = self._file_of(head)
            if name is not None:
                self.name = name
                return
            # The next delimiter begins with a line break, which an empty part has given away with its headers.
            self._waiting[:0] = b"\r\n"

    async def content(self) -> AsyncIterator[bytes]:
        """The bytes of the file. Raises BadInput("bot_upload_form") for a body that ends too early."""
        while True:
            place = self._waiting.find(self._delimiter)
            if place >= 0:
                if place:
                    yield bytes(self._waiting[:place])
                break
            keep = len(self._delimiter) - 1
            if len(self._waiting) > keep:
                piece = bytes(self._waiting[:-keep])
                del self._waiting[: len(piece)]
                yield piece
            if not await self._more():
                raise BadInput("bot_upload_form")
        async for _ in self._body:
            pass  # whatever stands behind the file; an answer before its end would be read as a refusal

    @staticmethod
    def _file_of(head: str) -> str | None:
        """The name of the file in a part; None for a plain field."""
        kind = ""
        for line in head.split("\r\n"):
            field, _, value = line.partition(":")
            if field.strip().lower() == "content-disposition":
                name = file_name(value)
                if name is not None:
                    return name
            elif field.strip().lower() == "content-type":
                kind = value.strip().lower()
        # Some clients name no file, but say that it is no text.
        return "" if kind and not kind.startswith("text/plain") else None

    async def _until(self, mark: bytes, *, limit: int) -> int:
        start = 0
        while (place := self._waiting.find(mark, start)) < 0:
            start = max(0, len(self._waiting) - len(mark) + 1)
            if len(self._waiting) > limit or not await self._more():
                raise BadInput("bot_upload_form")
        return place

    async def _fill(self, size: int) -> None:
        while len(self._waiting) < size and await self._more():
            pass

    async def _more(self) -> bool:
        piece = await anext(self._body, None)
        if piece is None:
            return False
        self._waiting += piece
        return True
