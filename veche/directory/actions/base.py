"""What the actions of the directory share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from msgspec import Struct

from veche.directory.actions.holding import PostKeeper
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
from veche.identity import Identity


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Callable[[Struct], None]
    identity: Identity
    keeper: PostKeeper

    def tell(self, events: Iterable[Struct]) -> None:
        for event in events:
            self.announce(event)
