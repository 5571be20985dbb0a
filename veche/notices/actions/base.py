"""What the actions of notices share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from veche.ground.clock import Clock
from veche.ground.db import Database

Announce = Callable[[Struct], None]
"""Called after the commit, once per event."""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root."""

    db: Database
    clock: Clock
    announce: Announce
