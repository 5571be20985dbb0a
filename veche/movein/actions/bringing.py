"""Files of a history go the way of every upload: counted, scanned, checked. What is refused leaves a line of words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Final

from msgspec import Struct

from veche.ground.errors import BadInput, TooLarge, Unavailable
from veche.messages.shapes import Attachment, file_kept
from veche.movein.actions.base import Needs, asker_of
from veche.movein.folder import Folder, pieces
from veche.movein.model import Line, NewFile
from veche.movein.store.imports import Import

AT_ONCE: Final = 3
CHECK_SECONDS: Final = 200.0
SHOWN: Final = frozenset({"photo", "video", "audio", "voice", "video_note"})


class Brought(Struct, frozen=True):
    """What became of a file; no attachment: it was refused."""

    attachment: Attachment | None


class Bringer:
    """Brings the files of a batch, a few at once."""

    def __init__(self, needs: Needs, one: Import, folder: Folder) -> None:
        self._needs, self._asker, self._folder = needs, asker_of(one), folder
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._reading = asyncio.Lock()

    async def bring(self, batch: Sequence[Line]) -> list[list[Brought]]:
        """For each line what became of its files. Raises: quota_person, storage_full, unavailable."""
        came = iter(await asyncio.gather(*(self._one(file) for line in batch for file in line.files)))
        return [[next(came) for _ in line.files] for line in batch]

    async def _one(self, file: NewFile) -> Brought:
        async with self._turns:
            try:
                card = await self._needs.media.bring_in(
                    self._asker,
                    self._pieces(file.path),
                    size=file.size,
                    name=file.name,
                    purpose=file.purpose,
                    seconds=CHECK_SECONDS,
                )
            except (BadInput, KeyError, OSError):
                return Brought(None)
            except TooLarge as error:
                if error.code != "file_too_large":
                    raise  # no room is a reason to wait, not to leave things out
                return Brought(None)
        if card.state in ("checking", "held"):
            raise Unavailable("unavailable", retry_after=60)
        if card.state != "ready":
            return Brought(None)
        return Brought(file_kept(card, kind=card.kind if card.kind in SHOWN else "file", spoiler=file.spoiler))  # type: ignore[arg-type]  # the set says which

    async def _pieces(self, path: str) -> AsyncIterator[bytes]:
        """A zip has one reader at a time."""
        source = pieces(self._folder, path)
        while True:
            async with self._reading:
                piece = await asyncio.to_thread(next, source, None)
            if piece is None:
                return
            yield piece
