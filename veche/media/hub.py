"""Media as the composition root sees it: one object per process, started and stopped with it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from veche.ground import jobs
from veche.ground.blobs import LocalBlobs, media_folder, open_blobs
from veche.ground.bus import Bus
from veche.ground.clock import Clock
from veche.ground.commands import Asker, Command
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.errors import NotFound
from veche.ground.folder import MEGABYTE, explained
from veche.ground.http import Stream
from veche.ground.ids import Ids
from veche.ground.socket import Gateway
from veche.identity import Limit
from veche.media import routes
from veche.media.actions.downloads import Downloads, MaySee
from veche.media.actions.files import Files
from veche.media.actions.sweeping import InUse, Sweeper
from veche.media.actions.uploads import NewUpload, UploadParts, Uploads
from veche.media.checking import Checker
from veche.media.delivery import Delivery
from veche.media.jobs import LEASE, CheckFiles, CheckParts
from veche.media.model import CHECK, CHECK_LARGE, Quotas
from veche.media.routes import downloads as download_routes
from veche.media.routes import tus
from veche.media.scanning import make_scanner
from veche.media.store.scratch import Scratch
from veche.media.wire import FileCard, GetFile

UPLOADS: Final = Limit(name="uploads", burst=600, seconds=4)
"""Beginnings of uploads per person: an album is ten at once."""
TAKE_IN_SECONDS: Final = 20.0
"""How long is waited for the check of what the server got itself; it goes on by itself after that."""


@dataclass(frozen=True, kw_only=True)
class MediaParts:
    """What media needs. `in_use` and `may_see`: whoever names files and shows them."""

    db: Database
    ids: Ids
    clock: Clock
    bus: Bus
    gateway: Gateway
    settings: Settings
    spend: Callable[[Limit, int], Awaitable[None]]
    in_use: Sequence[InUse]
    may_see: Sequence[MaySee]


class Media:
    """Uploads, checks, downloads and tidying."""

    def __init__(self, parts: MediaParts) -> None:
        settings, db, clock = parts.settings, parts.db, parts.clock
        self._alone, self._ids = parts.bus.alone, parts.ids
        self.folder = media_folder(settings)
        self._scratch = Scratch(self.folder / "uploads")
        self.blobs = open_blobs(settings)
        quotas = quotas_of(settings)
        self._largest = quotas.file
        self.files = Files(db, clock=clock, scratch=self._scratch, quotas=quotas, in_use=parts.in_use)
        self.uploads = Uploads(
            UploadParts(
                db=db,
                ids=parts.ids,
                clock=clock,
                scratch=self._scratch,
                quotas=quotas,
                spend=lambda asker: parts.spend(UPLOADS, asker.person),
                wake=self._wake,
            )
        )
        self.downloads = Downloads(db, blobs=self.blobs, may_see=parts.may_see, hourly=quotas.hourly)
        self.sweeper = Sweeper(db, clock=clock, scratch=self._scratch, blobs=self.blobs, in_use=parts.in_use)
        check = CheckFiles(
            CheckParts(
                db=db,
                clock=clock,
                scratch=self._scratch,
                blobs=self.blobs,
                checkers={CHECK: Checker(), CHECK_LARGE: Checker(at_once=1)},
                scanner=make_scanner(settings),
                alone=parts.bus.alone,
                say=Delivery(parts.gateway, parts.bus).say,
            )
        )
        # Large ones have a worker of their own: a photo does not wait for a film.
        self._workers = [jobs.Worker(db, works=[work], lease=LEASE) for work in check.works()]

    def commands(self) -> list[Command[Any, Any]]:
        return routes.commands(self.files)

    def streams(self) -> Mapping[str, Stream]:
        return {
            tus.PATH: routes.tus_stream(self.uploads, largest=self._largest),
            download_routes.PATH: routes.download_stream(self.downloads),
        }

    async def open_file(self, asker: Asker, file: int) -> tuple[str, int, AsyncIterator[bytes]]:
        """Name, size and content of a file, for an archive of one's own data. Raises NotFound, Conflict."""
        piece = await self.downloads.find(asker, file, limited=False)
        return piece.name, piece.size, self.blobs.read(piece.key)

    async def take_in(self, asker: Asker, data: bytes, *, name: str, purpose: str) -> FileCard:
        """Bytes that the server got itself, as an upload of a person: counted, scanned and checked like any other.
        Raises what an upload raises."""

        async def pieces() -> AsyncIterator[bytes]:
            yield data

        row = await self.uploads.create(asker, NewUpload(size=len(data), name=name, purpose=purpose))
        await self.uploads.append(asker, row.id, pieces(), offset=0)
        return await self.checked(asker, row.id, seconds=TAKE_IN_SECONDS)

    async def bring_in(
        self, asker: Asker, pieces: AsyncIterator[bytes], *, size: int, name: str, purpose: str, seconds: float
    ) -> FileCard:
        """A file that comes along with a history: counted, scanned and checked like any other. Its check may take as
        long as `seconds`. Raises what an upload raises."""
        new = NewUpload(size=size, name=name, purpose=purpose, limited=False)
        row = await self.uploads.create(asker, new)
        await self.uploads.append(asker, row.id, pieces, offset=0)
        return await self.checked(asker, row.id, seconds=seconds)

    # -- uploads that come by another interface than tus

    def new_number(self) -> int:
        """The number of a file that may come later."""
        return self._ids.new()

    async def begin(self, asker: Asker, file: int, *, size: int, name: str, purpose: str) -> None:
        """The upload of a file whose number was given out before. Raises what an upload raises."""
        await self.uploads.create(asker, NewUpload(size=size, name=name, purpose=purpose, id=file))

    async def go_on(self, asker: Asker, file: int, body: AsyncIterator[bytes], *, offset: int) -> None:
        """More of it. Raises what an upload raises."""
        await self.uploads.append(asker, file, body, offset=offset)

    async def progress(self, asker: Asker, file: int) -> FileCard | None:
        """What is known of an upload; None before it has begun. `size` is what was announced."""
        try:
            return await self.files.get(asker, GetFile(file))
        except NotFound:
            return None

    async def received(self, asker: Asker, file: int) -> int:
        """How many bytes are safe here. Raises: file_not_found."""
        return (await self.uploads.state(asker, file)).received

    async def checked(self, asker: Asker, file: int, *, seconds: float) -> FileCard:
        """The card of a complete upload, after its check if that does not take longer than `seconds`."""
        until = asyncio.get_running_loop().time() + seconds
        while True:
            card = await self.files.get(asker, GetFile(file))
            if card.state != "checking" or asyncio.get_running_loop().time() > until:
                return card
            await asyncio.sleep(0.05)

    async def start(self) -> None:
        await asyncio.to_thread(self._prepare)
        for worker in self._workers:
            if self._alone:
                await worker.reclaim()
            worker.start()
        self.sweeper.start()

    async def lend_a_hand(self) -> None:
        """Check files from a command beside a server that runs or does not: its own work is left to it."""
        await asyncio.to_thread(self._prepare)
        for worker in self._workers:
            worker.start()

    async def stop(self) -> None:
        await self.sweeper.stop()
        for worker in self._workers:
            await worker.stop()

    def _prepare(self) -> None:
        try:
            self._scratch.prepare()
            if isinstance(self.blobs, LocalBlobs):
                self.blobs.prepare()
        except OSError as error:
            raise explained(error, self.folder) from error

    def _wake(self) -> None:
        for worker in self._workers:
            worker.wake()


def quotas_of(settings: Settings) -> Quotas:
    """The settings, in bytes."""
    return Quotas(
        file=settings.upload_limit * MEGABYTE,
        person=settings.quota_person * MEGABYTE,
        organisation=settings.quota_organisation * MEGABYTE,
        hourly=settings.download_hourly * MEGABYTE,
    )
