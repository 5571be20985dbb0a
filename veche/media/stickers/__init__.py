"""Stickers of one's own: packs that people make, share by a link and keep in their panel."""

from collections.abc import Sequence

from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.media.stickers import store
from veche.media.stickers.actions import Stickers
from veche.media.stickers.routes import commands

__all__ = ["Stickers", "commands", "files_in_use", "may_see"]


async def files_in_use(db: Queries, files: Sequence[int]) -> set[int]:
    """Which of these files are stickers of a pack."""
    return await store.among(db, files)


async def may_see(db: Queries, _asker: Asker, file: int) -> bool:
    """Stickers are made to be shown: everybody who is signed in sees those of a pack."""
    return bool(await store.among(db, [file]))
