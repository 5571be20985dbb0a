"""Files as other domains see them: taken into a message, let go when it is deleted."""

from __future__ import annotations

from collections.abc import Sequence

from veche.ground.clock import Clock
from veche.ground.db import Queries
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import PersonId
from veche.media.model import UNCLAIMED
from veche.media.store import files as store
from veche.media.wire import FileCard


class Files:
    """The part of media that messages, stickers and avatars speak with."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

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

    async def let_go(self, connection: Queries, ids: Sequence[int]) -> None:
        """A message that named these files is gone. What nobody names any more is deleted soon after."""
        if ids:
            await store.let_go(connection, ids, now=self._clock.now())
