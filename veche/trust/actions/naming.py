"""Warnings about names, told to whoever is about to talk to somebody."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from veche.ground.ids import ActorId
from veche.identity import actor_cards, post_names
from veche.trust import wire
from veche.trust.actions.base import Needs
from veche.trust.model.names import skeleton, warnings_of

FRESH_SECONDS = 60.0


class Naming:
    """Knows how those are called who hold posts; looks again after a minute."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._officials: dict[str, str] = {}
        """Skeleton → a name that has it."""
        self._until = 0.0
        self._looking = asyncio.Lock()

    async def warnings(self, actors: Sequence[int]) -> list[wire.NameWarning]:
        """Only people have any: posts and bots get their names from administrators. That a private account belongs to
        the holder of a post is not told: it is warned of like any other of that name."""
        cards = await actor_cards(self._needs.db, [ActorId(actor) for actor in actors])
        people = [card for card in cards.values() if card.kind == "person"]
        if not people:
            return []
        officials = (await self._known()).keys()
        found = [wire.NameWarning(int(card.id), list(warnings_of(card.name, officials))) for card in people]
        return [one for one in found if one.codes]

    async def official_like(self, name: str) -> str | None:
        """The name or title of a post that a reader would take this for."""
        return (await self._known()).get(skeleton(name))

    async def _known(self) -> dict[str, str]:
        loop = asyncio.get_running_loop()
        async with self._looking:
            if loop.time() >= self._until:
                names = await post_names(self._needs.db)
                self._officials = await asyncio.to_thread(_by_skeleton, names)
                self._until = loop.time() + FRESH_SECONDS
        return self._officials


def _by_skeleton(names: Iterable[str]) -> dict[str, str]:
    found = {skeleton(name): name for name in names}
    found.pop("", None)
    return found
