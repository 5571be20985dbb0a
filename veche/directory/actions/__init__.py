"""The actions of the directory, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from veche.directory.actions.asking import may_administer, scope_of
from veche.directory.actions.base import Needs
from veche.directory.actions.holding import PostKeeper, may_act_as
from veche.directory.actions.posts import Posts
from veche.directory.actions.scopes import Scopes
from veche.directory.actions.tree import Tree
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
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
        needs = Needs(db=db, ids=ids, clock=clock, announce=announce, identity=identity, keeper=keeper)
        self.tree = Tree(needs)
        self.posts = Posts(needs)
        self.scopes = Scopes(needs)


__all__ = ["Directory", "PostKeeper", "may_act_as", "may_administer", "scope_of"]
