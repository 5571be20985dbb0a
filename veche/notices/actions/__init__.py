"""The actions of notices, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import ChatId
from veche.ground.outgoing import Outgoing
from veche.notices.actions.base import Announce, Needs
from veche.notices.actions.hearing import Hearing
from veche.notices.actions.pushing import Pushing
from veche.notices.actions.settings import Deciding
from veche.notices.webpush import Vapid


class Notices:
    """Sounds, quiet hours, mentions and push. One per process."""

    def __init__(
        self,
        *,
        db: Database,
        clock: Clock,
        announce: Announce,
        bring_back: Callable[[Sequence[ChatId]], Awaitable[None]],
        is_here: Callable[[int], bool],
        outgoing: Callable[[], Outgoing] | None,
        vapid: Callable[[], Vapid],
        sealed: bool = False,
    ) -> None:
        """`outgoing` None: push is switched off. `sealed`: nothing leaves but to listed addresses; people are told."""
        needs = Needs(db=db, clock=clock, announce=announce)
        self.sealed = sealed
        self.deciding = Deciding(needs)
        self.pushing = Pushing(needs, outgoing=outgoing, vapid=vapid)
        self.hearing = Hearing(needs, self.pushing, bring_back=bring_back, is_here=is_here)

    async def start(self) -> None:
        await self.pushing.start()
        self.hearing.start()

    async def stop(self) -> None:
        await self.hearing.stop()
        await self.pushing.stop()


__all__ = ["Notices"]
