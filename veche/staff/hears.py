"""What staff hears: somebody has taken up a post."""

from __future__ import annotations

from veche.directory.events import PostHolderChanged
from veche.staff.actions.arriving import Arriving


class Hearing:
    """Each process hears the events of all; doing it twice changes nothing."""

    def __init__(self, arriving: Arriving) -> None:
        self._arriving = arriving

    async def hear(self, event: PostHolderChanged) -> None:
        if event.new is not None:
            await self._arriving.came_in(event.post, event.new)
