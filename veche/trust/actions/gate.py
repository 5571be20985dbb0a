"""The questions that chats ask before somebody comes near: may he write, may he add, is told what was read?"""

from __future__ import annotations

from collections.abc import Sequence

from veche.directory import colleagues_among
from veche.ground.db import Database, Queries
from veche.ground.errors import Conflict, Refused, VecheError
from veche.ground.ids import ActorId, PersonId
from veche.trust.actions.base import Contacts
from veche.trust.model import Callers
from veche.trust.store import privacy


class Gate:
    """Blocks and privacy as answers. Posts and bots are offices: they can always be written to, unless blocked."""

    def __init__(self, db: Database, *, contacts: Contacts) -> None:
        self._db = db
        self._contacts = contacts
        self.silent: set[int] = set()
        """Who does not tell what he has read. Few, asked for at every read mark, so kept in memory."""

    async def look_again(self) -> None:
        """Read what is kept in memory."""
        self.silent = await privacy.without_read_marks(self._db)

    async def may_write_to(self, db: Queries, actor: ActorId, peer: ActorId) -> VecheError | None:
        """May a dialog be begun? He who is refused does not learn whether he was blocked or nobody may."""
        if actor == peer:
            return None
        stands = (await privacy.towards(db, actor, [peer])).get(peer)
        if stands is None:
            return None
        if stands.blocked:
            return Conflict("you_blocked")
        if stands.blocks or not await self._comes(db, actor, peer, stands.write_first):
            return Refused("cannot_write_to")
        return None

    async def not_addable(self, db: Queries, actor: ActorId, others: Sequence[ActorId]) -> list[ActorId]:
        """Those of `others` whom the actor may not put into a chat."""
        if not others:
            return []
        refusing = []
        for other, stands in (await privacy.towards(db, actor, others)).items():
            if other != actor and (
                stands.blocked or stands.blocks or not await self._comes(db, actor, other, stands.add_me)
            ):
                refusing.append(other)
        return refusing

    def tells_reading(self, one: int, other: int) -> bool:
        """Do two partners of a dialog see how far the other has read? Only if both tell it."""
        return one not in self.silent and other not in self.silent

    async def _comes(self, db: Queries, actor: ActorId, person: ActorId, rule: Callers) -> bool:
        if rule == "everyone":
            return True
        if rule == "organisation" and actor in await colleagues_among(db, PersonId(person), [actor]):
            return True
        return actor in await self._contacts(db, person, [actor])
