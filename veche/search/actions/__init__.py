"""All of search, wired: what an installation starts, tells and stops."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.search.actions.finding import Finder
from veche.search.actions.indexing import Indexer
from veche.search.actions.naming import Names, People
from veche.search.store.stems import Stems


class Search:
    """Keeps messages and names findable, and finds them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        stems = Stems()
        self.indexer = Indexer(db, stems)
        self.names = Names(db)
        self.finder = Finder(db, stems, clock)
        self.people = People(db, self.names)

    def start(self) -> None:
        self.indexer.start()
        self.names.start()

    async def stop(self) -> None:
        await self.indexer.stop()
        await self.names.stop()

    def hear_messages(self, chats: Iterable[int]) -> None:
        """Something was written or changed in these chats; a chat may be named once per message."""
        self.indexer.hear(chats)

    def hear(self, event: Struct) -> None:
        """An event of people, posts or chats."""
        self.names.hear(event)

    async def settle(self) -> None:
        """Wait until everything that was said so far can be found."""
        await self.indexer.settle()
        await self.names.settle()
