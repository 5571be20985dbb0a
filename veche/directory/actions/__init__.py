"""The actions of the directory, and the object that the composition root makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from msgspec import Struct

from veche.directory.actions.asking import may_administer, scope_of
from veche.directory.actions.base import Needs, Reading
from veche.directory.actions.counting import Bounds
from veche.directory.actions.holding import PostKeeper, may_act_as
from veche.directory.actions.leaving import Leaving
from veche.directory.actions.placing import Placing
from veche.directory.actions.posts import Posts
from veche.directory.actions.scopes import Scopes
from veche.directory.actions.standing import Standing, StandIns
from veche.directory.actions.tree import Tree
from veche.directory.events import PostEvent
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
from veche.ground.up import Ground
from veche.identity import Identity


class Directory:
    """Organisations, units and posts. One per process."""

    def __init__(
        self,
        *,
        db: Database,
        ids: Ids,
        clock: Clock,
        announce: Callable[[Struct], None],
        identity: Identity,
        keeper: PostKeeper,
    ) -> None:
        needs = Needs(
            db=db,
            ids=ids,
            clock=clock,
            announce=announce,
            identity=identity,
            keeper=keeper,
            reading=Reading(db, identity, announce),
        )
        self.reading = needs.reading
        self.tree = Tree(needs)
        self.leaving = Leaving(needs)
        self.posts = Posts(needs, self.leaving)
        self.placing = Placing(needs, self.posts, self.leaving)
        self.standing = Standing(needs, self.posts)
        self.stand_ins = StandIns(needs)
        self.scopes = Scopes(needs)
        self._turns: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.stand_ins.look_again()
        self._turns = asyncio.create_task(self.standing.run(), name="substitutions")

    async def stop(self) -> None:
        if self._turns is not None:
            self._turns.cancel()
            await asyncio.gather(self._turns, return_exceptions=True)

    async def hear(self, event: PostEvent) -> None:
        """A post passed on, or somebody else stands in: here or in another process."""
        await self.stand_ins.hear([event.post])


def keeper_on(ground: Ground) -> PostKeeper:
    """Who passes posts on, with the bounds that the settings give."""
    settings = ground.settings
    bounds = Bounds(alone=settings.dismissals_alone, share=settings.dismissals_share)
    return PostKeeper(ids=ground.ids, clock=ground.clock, bounds=bounds)


def directory_on(
    ground: Ground, *, announce: Callable[[Struct], None], identity: Identity, keeper: PostKeeper
) -> Directory:
    """The directory of a process, with the bounds that its settings give."""
    made = Directory(
        db=ground.db,
        ids=ground.ids,
        clock=ground.clock,
        announce=announce,
        identity=identity,
        keeper=keeper,
    )
    ground.bus.on_gap(made.stand_ins.look_again)
    return made


__all__ = ["Bounds", "Directory", "PostKeeper", "directory_on", "keeper_on", "may_act_as", "may_administer", "scope_of"]
