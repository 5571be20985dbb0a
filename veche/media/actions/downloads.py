"""Downloads: who may see a file is asked anew each time, and one account carries only so much away in an hour."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Final, Literal

from msgspec import Struct

from veche.directory import may_act_as
from veche.ground.blobs import BlobMissing, Blobs
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import Conflict, NotFound, TooMany
from veche.ground.logs import get_logger
from veche.media.store import files as store
from veche.media.store.files import Content

log = get_logger("media")

MaySee = Callable[[Asker, int], Awaitable[bool]]
Variant = Literal["", "preview", "thumb"]

SMALL_COPY: Final = "image/webp"
PICTURES: Final = frozenset((SMALL_COPY, "image/jpeg", "image/png", "image/gif"))
LARGEST_PICTURE: Final = 4 * 1024 * 1024
HOUR: Final = 3600.0
FORGET_AT: Final = 10_000


class Piece(Struct, frozen=True, kw_only=True):
    """What is given out: its place in the store and what it is."""

    key: str
    size: int
    name: str
    mime: str
    kind: str


class Reach:
    """How much an account has carried away: a bucket of one hour's worth that empties evenly. In memory of this
    process: it stops the emptying of an archive, and need not be exact over restarts."""

    def __init__(self, hourly: int, *, now: Callable[[], float] = time.monotonic) -> None:
        """`hourly`: bytes; 0 means no limit."""
        self._hourly = hourly
        self._now = now
        self._full: dict[int, tuple[float, float]] = {}

    def check(self, person: int) -> None:
        """Raises TooMany("downloads_too_many") with the time until there is room again."""
        level = self._level(person)
        if self._hourly and level >= self._hourly:
            # Room for a hundredth at least: whoever comes back does not meet the limit again at once.
            wait = (level - self._hourly * 0.99) * HOUR / self._hourly
            raise TooMany("downloads_too_many", retry_after=max(1, int(wait) + 1))

    def count(self, person: int, size: int) -> None:
        """So many bytes went out."""
        if not self._hourly:
            return
        self._full[person] = (self._level(person) + size, self._now())
        if len(self._full) > FORGET_AT:
            self._full = {one: entry for one, entry in self._full.items() if self._level(one) > 0}

    def _level(self, person: int) -> float:
        level, at = self._full.get(person, (0.0, 0.0))
        return max(0.0, level - (self._now() - at) * self._hourly / HOUR)


class Downloads:
    """What may be read, by whom."""

    def __init__(self, db: Database, *, blobs: Blobs, may_see: Sequence[MaySee], hourly: int) -> None:
        """`may_see`: whoever shows files to people; one yes is enough."""
        self._db, self._blobs = db, blobs
        self._may_see = list(may_see)
        self.reach = Reach(hourly)

    async def find(self, asker: Asker, file: int, *, variant: Variant = "", limited: bool = True) -> Piece:
        """Raises NotFound for what is not there and for what one may not see, Conflict("file_not_ready"), TooMany."""
        content = await store.content(self._db, file)
        if content is None or not await self._allowed(asker, file, content):
            raise NotFound("file_not_found")
        if content.state != "ready" or content.content is None:
            raise Conflict("file_not_ready")
        if limited:
            self.reach.check(asker.person)
        key = {"": content.content, "preview": content.preview, "thumb": content.thumb}[variant]
        if key is None:
            raise NotFound("no_smaller_copy")
        size = await self._blobs.size(key)
        if size is None:
            log.error("blob_missing", file=file)
            raise NotFound("file_lost")
        mime = SMALL_COPY if variant else content.mime
        return Piece(key=key, size=size, name=content.name, mime=mime, kind=content.kind)

    async def picture(self, file: int) -> tuple[str, bytes] | None:
        """The type and the bytes of a photo, as small as a page wants it; None if it is none for a page. Who may see it
        is not asked here: whoever shows it to everybody has asked."""
        content = await store.content(self._db, file)
        if content is None or content.state != "ready" or content.kind != "photo":
            return None
        key, mime = (content.preview, SMALL_COPY) if content.preview else (content.content, content.mime)
        if key is None or mime not in PICTURES or (await self._blobs.size(key) or LARGEST_PICTURE) >= LARGEST_PICTURE:
            return None
        return mime, b"".join([part async for part in self._blobs.read(key, start=0, end=LARGEST_PICTURE)])

    async def read(self, asker: Asker, piece: Piece, *, start: int, end: int) -> AsyncIterator[bytes]:
        """The bytes from `start` to `end`, counted as they go."""
        try:
            async for part in self._blobs.read(piece.key, start=start, end=end):
                self.reach.count(asker.person, len(part))
                yield part
        except BlobMissing:
            log.error("blob_missing", key=piece.key[:8])
            raise NotFound("file_lost") from None

    async def _allowed(self, asker: Asker, file: int, content: Content) -> bool:
        """One's own file, unless it was a post's and the post is somebody else's now; else whatever shows it."""
        if content.person_id == asker.person and await self._speaks_for(asker, content):
            return True
        for ask in self._may_see:
            if await ask(asker, file):
                return True
        return False

    async def _speaks_for(self, asker: Asker, content: Content) -> bool:
        return content.post_id is None or await may_act_as(self._db, asker.person, content.post_id) is None
