"""Files of bots: an address for one file, its bytes in whatever way clients send them, and the way out again.

They become files like those of people: the same quota, the same checks, the same sweep. The check is waited for, so
that a token can be used right away; what takes longer is `file_not_ready` until it is done.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO, Final

from veche.bots.actions.base import Needs
from veche.bots.actions.roster import Roster
from veche.bots.actions.signs import Download, Signs, Upload, UploadKind
from veche.bots.model.bots import Bot
from veche.bots.wire.attachments import Thumbnail, VideoDetails
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict, NotFound, TooLarge
from veche.media import FileCard, Media

PURPOSES: Final[dict[UploadKind, str]] = {"image": "photo", "video": "video", "audio": "audio", "file": "file"}
MEGABYTE: Final = 1024 * 1024
LARGEST: Final[dict[UploadKind, int]] = {
    "image": 50 * MEGABYTE,
    "video": 250 * MEGABYTE,
    "audio": 256 * MEGABYTE,
    "file": 4096 * MEGABYTE,
}
WAIT: Final[dict[UploadKind, float]] = {"image": 15.0, "video": 20.0, "audio": 15.0, "file": 10.0}
"""Seconds for which the check is waited for."""
FITTING: Final[dict[UploadKind, frozenset[str]]] = {
    "image": frozenset({"photo"}),
    "video": frozenset({"video"}),
    "audio": frozenset({"audio", "voice"}),
    "file": frozenset({"file", "photo", "video", "audio", "voice"}),
}
PIECE: Final = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Range:
    """`Content-Range: bytes first-last/total`; both ends are included."""

    first: int
    last: int
    total: int


class Uploading:
    """Everything about files of bots."""

    def __init__(self, needs: Needs, roster: Roster, signs: Signs, media: Media) -> None:
        self._needs = needs
        self._roster = roster
        self._signs = signs
        self._media = media

    def place(self, bot: Bot, kind: UploadKind) -> tuple[str, str]:
        """The last part of the address for one file, and the token that the file will have."""
        file = self._media.new_number()
        return self._signs.upload(kind, bot.id, file), self._signs.token(bot.id, file)

    async def known(self, text: str) -> tuple[Bot, Upload]:
        """Whose address this is. Raises: bot_upload_unknown."""
        upload = self._signs.read_upload(text)
        bot = await self._roster.now(upload.bot)
        if bot is None:
            raise NotFound("bot_upload_unknown")
        return bot, upload

    async def whole(self, bot: Bot, upload: Upload, body: AsyncIterator[bytes], *, name: str) -> FileCard:
        """A file whose length is known only when it is here. Raises: bot_upload_used, file_empty, file_too_large,
        quota_person, and why the check refused it."""
        await self._unused(bot, upload)
        await self._media.uploads.room(0)
        with tempfile.TemporaryFile(dir=self._media.folder) as spool:
            size = 0
            async for piece in body:
                size += len(piece)
                if size > LARGEST[upload.kind]:
                    raise TooLarge("file_too_large", limit=LARGEST[upload.kind] // MEGABYTE)
                await asyncio.to_thread(spool.write, piece)
            await self._begin(bot, upload, size=size, name=name)
            await asyncio.to_thread(spool.seek, 0)
            await self._media.go_on(bot.asker, upload.file, _pieces(spool), offset=0)
        return await self._checked(bot, upload)

    async def part(
        self, bot: Bot, upload: Upload, part: Range, body: AsyncIterator[bytes], *, name: str
    ) -> FileCard | None:
        """A piece of a file; the pieces come one after the other. The card when it was the last, None before.

        Raises: bot_upload_range, and as `whole`."""
        if part.total > LARGEST[upload.kind]:
            raise TooLarge("file_too_large", limit=LARGEST[upload.kind] // MEGABYTE)
        card = await self._media.progress(bot.asker, upload.file)
        if card is None and part.first == 0:
            await self._begin(bot, upload, size=part.total, name=name)
            card = await self._media.progress(bot.asker, upload.file)
        if card is None:
            raise BadInput("bot_upload_range", offset=0)
        if card.state != "uploading":
            raise Conflict("bot_upload_used")
        received = await self._media.received(bot.asker, upload.file)
        if card.size != part.total or received != part.first:
            raise BadInput("bot_upload_range", offset=received)
        await self._media.go_on(bot.asker, upload.file, body, offset=part.first)
        if await self._media.received(bot.asker, upload.file) < part.total:
            return None
        return await self._checked(bot, upload)

    async def video(self, bot: Bot, token: str) -> VideoDetails:
        """What is known of a film that the bot has. Raises: file_not_found, file_not_ready."""
        file = self._signs.file_of(bot.id, token)
        shown = (await self._media.files.offer(self._needs.db, [file])).get(file)
        if shown is None or shown.card.kind not in ("video", "video_note"):
            raise NotFound("file_not_found")
        # Asks whether the bot may see it, and whether it is there.
        await self._media.downloads.find(bot.asker, file, limited=False)
        card, base = shown.card, self._needs.rules.base_url
        address = f"{base}/files/{self._signs.download(bot.id, file)}"
        preview = f"{base}/files/{self._signs.download(bot.id, file, 'preview')}"
        return VideoDetails(
            token=token,
            width=card.width or 0,
            height=card.height or 0,
            duration=(card.duration_ms or 0) // 1000,
            urls={f"mp4_{_quality(card.height or 0)}": address},
            thumbnail=Thumbnail(preview) if card.preview else None,
        )

    async def outgoing(self, text: str) -> tuple[Asker, Download]:
        """Who gets which file by this address. Raises: file_not_found."""
        download = self._signs.read_download(text)
        bot = await self._roster.now(download.bot)
        if bot is None:
            raise NotFound("file_not_found")
        return bot.asker, download

    async def _unused(self, bot: Bot, upload: Upload) -> None:
        if await self._media.progress(bot.asker, upload.file) is not None:
            raise Conflict("bot_upload_used")

    async def _begin(self, bot: Bot, upload: Upload, *, size: int, name: str) -> None:
        await self._media.begin(bot.asker, upload.file, size=size, name=name, purpose=PURPOSES[upload.kind])

    async def _checked(self, bot: Bot, upload: Upload) -> FileCard:
        """Raises: bot_upload_refused, with the reason."""
        card = await self._media.checked(bot.asker, upload.file, seconds=WAIT[upload.kind])
        if card.state == "refused":
            raise BadInput("bot_upload_refused", reason=card.code or "")
        if card.state == "ready" and card.kind not in FITTING[upload.kind]:
            raise BadInput("bot_upload_kind", kind=upload.kind)
        return card


async def _pieces(spool: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(spool.read, PIECE):
        yield piece


def _quality(height: int) -> int:
    """The name under which clients look for it."""
    return next((known for known in (1080, 720, 480, 360, 240) if height >= known), 144)
