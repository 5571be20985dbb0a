"""Packs of stickers: made by anybody, found by a link, kept in one's own panel."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from veche.ground.clock import Clock
from veche.ground.commands import Asker, Done
from veche.ground.db import Connection, Database
from veche.ground.emoji import is_emoji
from veche.ground.errors import BadInput, Conflict, NotFound
from veche.ground.ids import Ids, PersonId
from veche.ground.text import clean_name
from veche.media.actions.files import Files
from veche.media.stickers import store, wire
from veche.media.stickers.wire import Pack
from veche.media.store import files as file_store
from veche.media.wire import FileCard

TITLE_LIMIT: Final = 64
OWN_PACKS: Final = 30
STICKERS: Final = 120
IN_PANEL: Final = 60
CODE_BYTES: Final = 9


class Stickers:
    """Each change answers the pack as it is now."""

    def __init__(self, db: Database, *, ids: Ids, clock: Clock, files: Files) -> None:
        self._db, self._ids, self._clock, self._files = db, ids, clock, files

    async def take(self, conn: Connection, person: PersonId, pack: int, file: int) -> tuple[FileCard, str]:
        """The file of a sticker that a person is about to send, and the emoji that it stands for; only from a pack that
        he has in his panel. Raises NotFound("sticker_not_found")."""
        emoji = await store.emoji_of(conn, person, pack, file)
        card = None if emoji is None else await file_store.any_card(conn, file)
        if emoji is None or card is None:
            raise NotFound("sticker_not_found")
        return card, emoji

    # -- finding

    async def list(self, asker: Asker, _request: wire.ListPacks) -> wire.PacksAnswer:
        return wire.PacksAnswer(await store.installed(self._db, asker.person))

    async def get(self, asker: Asker, request: wire.GetPack) -> wire.PackAnswer:
        """Raises NotFound("pack_not_found")."""
        found = None
        if request.code is not None:
            found = await store.by_code(self._db, asker.person, request.code)
        elif request.pack is not None:
            found = await store.by_id(self._db, asker.person, request.pack)
        if found is None:
            raise NotFound("pack_not_found")
        return wire.PackAnswer(found)

    # -- one's own

    async def create(self, asker: Asker, request: wire.CreatePack) -> wire.PackAnswer:
        """An empty pack, in one's panel at once. Raises Conflict("too_many_packs") and about the title."""
        title = clean_name(request.title, limit=TITLE_LIMIT, field="title")
        pack = self._ids.new()
        async with self._db.transaction() as conn:
            await store.lock_panel(conn, asker.person)
            if await store.own_count(conn, asker.person) >= OWN_PACKS:
                raise Conflict("too_many_packs", limit=OWN_PACKS)
            code = secrets.token_urlsafe(CODE_BYTES)
            new = store.NewPack(pack, asker.person, title=title, code=code, created_at=self._clock.now())
            await store.add(conn, new)
            await self._put_in_panel(conn, asker.person, pack)
            return wire.PackAnswer(await self._seen(conn, asker, pack))

    async def rename(self, asker: Asker, request: wire.RenamePack) -> wire.PackAnswer:
        title = clean_name(request.title, limit=TITLE_LIMIT, field="title")
        async with self._own(asker, request.pack) as conn:
            await store.rename(conn, request.pack, title)
            return wire.PackAnswer(await self._seen(conn, asker, request.pack))

    async def delete(self, asker: Asker, request: wire.AboutPack) -> Done:
        """It goes from all panels; messages keep their stickers."""
        async with self._own(asker, request.pack) as conn:
            await self._files.let_go(conn, await store.delete(conn, request.pack))
        return Done()

    async def add(self, asker: Asker, request: wire.AddSticker) -> wire.PackAnswer:
        """Raises: pack_not_found, file_not_found, file_not_ready, not_a_sticker, sticker_emoji, too_many_stickers."""
        if not is_emoji(request.emoji):
            raise BadInput("sticker_emoji")
        async with self._own(asker, request.pack) as conn:
            card = (await self._files.take(conn, asker.person, [request.file]))[request.file]
            if card.kind != "sticker":
                raise BadInput("not_a_sticker")
            if await store.put(conn, request.pack, request.file, request.emoji) > STICKERS:
                raise Conflict("too_many_stickers", limit=STICKERS)
            return wire.PackAnswer(await self._seen(conn, asker, request.pack))

    async def remove(self, asker: Asker, request: wire.RemoveSticker) -> wire.PackAnswer:
        async with self._own(asker, request.pack) as conn:
            if not await store.take_out(conn, request.pack, request.file):
                raise NotFound("sticker_not_found")
            await self._files.let_go(conn, [request.file])
            return wire.PackAnswer(await self._seen(conn, asker, request.pack))

    async def order(self, asker: Asker, request: wire.OrderStickers) -> wire.PackAnswer:
        async with self._own(asker, request.pack) as conn:
            await store.order(conn, request.pack, request.files)
            return wire.PackAnswer(await self._seen(conn, asker, request.pack))

    # -- the panel

    async def install(self, asker: Asker, request: wire.InstallPack) -> wire.PackAnswer:
        """Raises: pack_not_found, too_many_installed."""
        async with self._db.transaction() as conn:
            await store.lock_panel(conn, asker.person)
            found = await store.by_code(conn, asker.person, request.code)
            if found is None:
                raise NotFound("pack_not_found")
            await self._put_in_panel(conn, asker.person, found.id)
            return wire.PackAnswer(await self._seen(conn, asker, found.id))

    async def uninstall(self, asker: Asker, request: wire.AboutPack) -> Done:
        async with self._db.transaction() as conn:
            await store.uninstall(conn, asker.person, request.pack)
        return Done()

    async def order_packs(self, asker: Asker, request: wire.OrderPacks) -> wire.PacksAnswer:
        async with self._db.transaction() as conn:
            await store.lock_panel(conn, asker.person)
            await store.order_packs(conn, asker.person, request.packs)
            return wire.PacksAnswer(await store.installed(conn, asker.person))

    # -- parts

    @asynccontextmanager
    async def _own(self, asker: Asker, pack: int) -> AsyncIterator[Connection]:
        """A change of one's own pack. Of others' it is not even told that they are there."""
        async with self._db.transaction() as conn:
            if await store.owner_of(conn, pack) != asker.person:
                raise NotFound("pack_not_found")
            yield conn

    async def _seen(self, conn: Connection, asker: Asker, pack: int) -> Pack:
        found = await store.by_id(conn, asker.person, pack)
        if found is None:
            raise NotFound("pack_not_found")
        return found

    async def _put_in_panel(self, conn: Connection, person: PersonId, pack: int) -> None:
        if await store.install(conn, person, pack) > IN_PANEL:
            raise Conflict("too_many_installed", limit=IN_PANEL)
