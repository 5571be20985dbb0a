"""Not hearing somebody any more, and hearing him again."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict, NotFound
from veche.ground.ids import ActorId
from veche.identity import actor_cards
from veche.trust.actions.base import Needs
from veche.trust.events import ActorsParted
from veche.trust.model import BLOCKS_LIMIT
from veche.trust.store import blocks


class Blocking:
    """Blocks are of one actor against another: for himself, or for a post that one holds."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def block(self, asker: Asker, blocked: ActorId, *, as_: int | None = None) -> None:
        """Their dialog closes for both, and neither sees when the other was there.

        Raises: not_your_post, actor_not_found, block_yourself, too_many_blocks.
        """
        needs = self._needs
        actor = await needs.acting(needs.db, asker, as_)
        if blocked in (actor, asker.person):
            raise BadInput("block_yourself")
        if blocked not in await actor_cards(needs.db, [blocked]):
            raise NotFound("actor_not_found", actors=[int(blocked)])
        events: list[Struct] = []
        async with needs.db.transaction() as conn:
            if await blocks.count(conn, actor) >= BLOCKS_LIMIT:
                raise Conflict("too_many_blocks", limit=BLOCKS_LIMIT)
            if await blocks.add(conn, actor, blocked, now=needs.clock.now()):
                events = await needs.dialogs.set_closed(conn, (actor, blocked), closed=True)
        needs.announce(ActorsParted(actor, blocked))
        for event in events:
            needs.announce(event)

    async def unblock(self, asker: Asker, blocked: ActorId, *, as_: int | None = None) -> None:
        """The dialog opens again, unless the other one blocked as well."""
        needs = self._needs
        actor = await needs.acting(needs.db, asker, as_)
        events: list[Struct] = []
        async with needs.db.transaction() as conn:
            if await blocks.remove(conn, actor, blocked) and not await blocks.between(conn, [actor], [blocked]):
                events = await needs.dialogs.set_closed(conn, (actor, blocked), closed=False)
        for event in events:
            needs.announce(event)

    async def of(self, asker: Asker, *, as_: int | None = None) -> list[tuple[ActorId, datetime]]:
        """Whom the actor blocked, the newest first."""
        return await blocks.of(self._needs.db, await self._needs.acting(self._needs.db, asker, as_))
