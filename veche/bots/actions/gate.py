"""The questions that chats ask before somebody comes near, with what is different about bots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from veche.bots.actions.trials import meets
from veche.bots.store import bots
from veche.ground.db import Queries
from veche.ground.errors import Refused, VecheError
from veche.ground.ids import ActorId, BotId


class Inner(Protocol):
    """Trust's answers about people."""

    async def may_write_to(self, db: Queries, actor: ActorId, peer: ActorId) -> VecheError | None: ...
    async def not_addable(self, db: Queries, actor: ActorId, others: Sequence[ActorId]) -> list[ActorId]: ...
    def tells_reading(self, one: int, other: int) -> bool: ...


class BotGate:
    """Bots are met by whom their key lets them meet, and begin a dialog with nobody. Asked only where a dialog is
    begun or somebody is put into a chat."""

    def __init__(self, inner: Inner) -> None:
        self._inner = inner

    async def may_write_to(self, db: Queries, actor: ActorId, peer: ActorId) -> VecheError | None:
        refusal = await self._inner.may_write_to(db, actor, peer)
        if refusal is not None or actor == peer:
            return refusal
        found = await bots.some(db, [BotId(actor), BotId(peer)])
        if BotId(actor) in found:
            return Refused("cannot_write_to")
        if BotId(peer) in found and not await self._meets(db, BotId(peer), actor):
            return Refused("bot_not_for_you")
        return None

    async def not_addable(self, db: Queries, actor: ActorId, others: Sequence[ActorId]) -> list[ActorId]:
        refusing = await self._inner.not_addable(db, actor, others)
        for bot in await bots.some(db, [BotId(one) for one in others if one not in refusing]):
            if not await self._meets(db, bot, actor):
                refusing.append(ActorId(bot))
        return refusing

    def tells_reading(self, one: int, other: int) -> bool:
        return self._inner.tells_reading(one, other)

    async def _meets(self, db: Queries, bot: BotId, actor: ActorId) -> bool:
        row = await bots.one(db, bot)
        return row is not None and row.state == "active" and await meets(row, actor, db=db)
