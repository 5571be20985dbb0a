"""Previews of links: the server asks the page, once for everybody, through the guarded way out."""

from collections.abc import Sequence

from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.media.links import store
from veche.media.links.actions import Links, LinksParts
from veche.media.links.routes import commands
from veche.media.links.wire import LinkCard

__all__ = ["LinkCard", "Links", "LinksParts", "commands", "files_in_use", "may_see"]


async def files_in_use(db: Queries, files: Sequence[int]) -> set[int]:
    """Which of these files are the picture of a page that somebody named in the last day."""
    return await store.among(db, files)


async def may_see(db: Queries, _asker: Asker, file: int) -> bool:
    """The picture of a public page, made anew by us: everybody who is signed in."""
    return bool(await store.among(db, [file]))
