"""The actions of the channel desk, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from veche.channels.actions.applying import Applying
from veche.channels.actions.badging import Badging
from veche.channels.actions.base import Files, Growth, Limits, Names, Needs, People, Rooms, Viewers, Views
from veche.channels.actions.deciding import Deciding
from veche.channels.actions.flagging import Flagging
from veche.channels.actions.queueing import Queueing
from veche.channels.actions.statistics import Statistics
from veche.channels.actions.turning import Turning
from veche.channels.actions.viewing import Viewing
from veche.channels.model.policy import policy_of
from veche.ground import keys
from veche.ground.signing import Signer, new_key
from veche.ground.up import Ground


class Channels:
    """The channel desk: applications, badges, the public queue. One per process."""

    def __init__(
        self,
        ground: Ground,
        *,
        announce: Callable[[Struct], None],
        limits: Limits,
        people: People,
        files: Files,
        rooms: Rooms,
        names: Names,
        growth: Growth,
        views: Views,
        viewers: Viewers,
        address: str,
    ) -> None:
        """`address`: of this installation, as people see it."""
        data = ground.settings.data
        needs = Needs(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            announce=announce,
            limits=limits,
            people=people,
            files=files,
            rooms=rooms,
            names=names,
            growth=growth,
            views=views,
            viewers=viewers,
            policy=policy_of(ground.settings),
            signer=lambda: Signer(keys.key(data, "badges", make=new_key)),
            installation=address,
        )
        self.applying = Applying(needs)
        self.badging = Badging(needs)
        self.deciding = Deciding(needs, self.badging)
        self.viewing = Viewing(needs, Flagging(needs))
        self.queueing = Queueing(needs)
        self.turning = Turning(needs)
        self.statistics = Statistics(needs)
        self.policy = needs.policy
        self.db = needs.db

    def start(self) -> None:
        self.turning.start()

    async def stop(self) -> None:
        await self.turning.stop()


__all__ = ["Channels"]
