"""How what administrations bring is wired: a part of the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from veche import channels, sources, staff
from veche.chats.actions import Chats
from veche.chats.model import PublicRules
from veche.chats.store.growth import growth
from veche.directory import PostKeeper
from veche.directory.events import PostEvent, PostHolderChanged
from veche.ground import jobs
from veche.ground.commands import Command
from veche.ground.config import Settings
from veche.ground.http import Mount
from veche.ground.i18n import Texts
from veche.ground.up import Ground
from veche.identity import Identity
from veche.media import Media
from veche.messages.store.newest import viewers_since, views_of_newest
from veche.trust import Trust

FORGET = [staff.forget_person]
addresses_of = staff.records.addresses_of


class Offices:
    """Staff as sources tell it. One per process."""

    def __init__(
        self,
        ground: Ground,
        *,
        announce: Callable[[Struct], None],
        media: Media,
        identity: Identity,
        keeper: PostKeeper,
    ) -> None:
        self._limits = identity.limits
        self.staff = staff.Staff(ground, announce=announce, media=media, people=identity.people, keeper=keeper)
        self._hearing = staff.Hearing(self.staff.arriving)
        self.sources = sources.Sources(ground, limits=identity.limits, staff=self.staff, texts=Texts())
        self.staff.follow(self.sources.plans.hear_import)

    def works(self) -> list[jobs.Work[Any]]:
        return [*self.staff.works(), *self.sources.works()]

    def commands(self) -> list[Command[Any, Any]]:
        return [*staff.commands(self.staff, limits=self._limits), *sources.commands(self.sources)]

    def mounts(self) -> Mapping[str, Mount]:
        """Interfaces of their own, for programs."""
        return {"/scim": self.sources.scim}

    async def hear(self, event: PostEvent) -> None:
        if isinstance(event, PostHolderChanged):
            await self._hearing.hear(event)


def public_rules(settings: Settings) -> PublicRules:
    """What the installation decided about public channels."""
    return PublicRules(
        by=settings.channel_public_by, most=settings.channel_public_most, badge_above=settings.channel_badge_above
    )


def channel_desk(
    ground: Ground,
    identity: Identity,
    media: Media,
    chats: Chats,
    trust: Trust,
    *,
    announce: Callable[[Struct], None],
    address: str,
) -> channels.Channels:
    """Applications of institutions for channels, and their badges."""
    return channels.Channels(
        ground,
        announce=announce,
        limits=identity.limits,
        people=identity.people,
        files=media.files,
        rooms=chats.sealing,
        names=trust.naming,
        growth=growth,
        views=views_of_newest,
        viewers=viewers_since,
        address=address,
    )
