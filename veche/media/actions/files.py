"""Files as their owners and other domains see them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from veche.directory import organisations_of, posts_of
from veche.ground.clock import Clock
from veche.ground.commands import Asker, Done
from veche.ground.db import Database, Queries
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import PersonId
from veche.media import wire
from veche.media.actions.sweeping import BLOB_REST, InUse
from veche.media.model import UNCLAIMED, Quotas
from veche.media.store import files as store
from veche.media.store import uploads, usage
from veche.media.store.files import Offered
from veche.media.store.scratch import Scratch
from veche.media.wire import FileCard


class Files:
    """The part of media that messages, stickers and avatars speak with."""

    def __init__(
        self, db: Database, *, clock: Clock, scratch: Scratch, quotas: Quotas, in_use: Sequence[InUse]
    ) -> None:
        self._db, self._clock, self._scratch, self._quotas = db, clock, scratch, quotas
        self._in_use = list(in_use)

    async def take(self, connection: Queries, person: PersonId, ids: Sequence[int]) -> dict[int, FileCard]:
        """The cards of files that a person uploaded and is about to name in a message, inside the sender's transaction
        or just before it: they are not swept in the next two days. Raises NotFound("file_not_found") for what is not
        there or not his, Conflict("file_not_ready") for what is not checked yet or was refused."""
        if not ids:
            return {}
        cards = {
            card.id: card
            for card in await store.claim(connection, person, sorted(set(ids)), look_at=self._clock.now() + UNCLAIMED)
        }
        for one in ids:
            if one not in cards:
                raise NotFound("file_not_found")
            if cards[one].state != "ready":
                raise Conflict("file_not_ready")
        return cards

    async def offer(self, connection: Queries, ids: Sequence[int]) -> dict[int, Offered]:
        """Files whosever they are, about to be named in a message by somebody who has them before his eyes; whether he
        does, the caller asks. They are not swept in the next two days."""
        found = await store.offer(connection, sorted(set(ids)), look_at=self._clock.now() + UNCLAIMED)
        return {one.card.id: one for one in found}

    async def cards(self, connection: Queries, ids: Sequence[int]) -> list[FileCard]:
        """Files whosever they are; whether the asker may see them, the caller knows."""
        return await store.cards(connection, ids) if ids else []

    async def let_go(self, connection: Queries, ids: Sequence[int]) -> None:
        """A message that named these files is gone. What nobody names any more is deleted soon after."""
        if ids:
            await store.let_go(connection, ids, now=self._clock.now())

    async def get(self, asker: Asker, request: wire.GetFile) -> FileCard:
        """One's own file. Raises NotFound("file_not_found")."""
        card = await store.card(self._db, request.file, asker.person)
        if card is None:
            raise NotFound("file_not_found")
        return card

    async def delete(self, asker: Asker, request: wire.DeleteFile) -> Done:
        """A file that was not sent after all. Raises NotFound("file_not_found"), Conflict("file_in_use")."""
        async with self._db.transaction() as conn:
            row = await uploads.get(conn, request.file, lock=True)
            if row is None or row.person != asker.person:
                raise NotFound("file_not_found")
            for ask in self._in_use:
                if await ask(conn, [row.id]):
                    raise Conflict("file_in_use")
            await uploads.delete(conn, [row], blobs_at=self._clock.now() + BLOB_REST)
        await asyncio.to_thread(self._scratch.discard, row.id)
        return Done()

    async def storage(self, asker: Asker, _request: wire.ListStorage) -> wire.Storage:
        """What one's files take, and those of the organisations whose posts one holds."""
        organisations = sorted(set((await organisations_of(self._db, await posts_of(self._db, asker.person))).values()))
        taken = await usage.of(self._db, [asker.person, *organisations])
        size, count = taken.get(asker.person, (0, 0))
        return wire.Storage(
            bytes=size,
            files=count,
            largest=self._quotas.file,
            quota=self._quotas.person or None,
            organisations=[
                wire.OrganisationStorage(one, *taken.get(one, (0, 0)), quota=self._quotas.organisation or None)
                for one in organisations
            ],
        )
