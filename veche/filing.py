"""A part of the composition root: who names files, who shows them, who may fetch pages, who forgets a person."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from veche import bots, channels, chats, media, messages, movein, notices, rollout, services, trust
from veche.chats.store.photos import may_see_photo, photos_in_use
from veche.ground.outgoing import Outgoing
from veche.ground.socket import Gateway
from veche.ground.up import Ground
from veche.identity import Limit
from veche.media import avatars, links, stickers
from veche.media.links.actions import TakeIn

FORGET = [one.forget_person for one in (messages, chats, media, trust, notices, services, bots, movein, rollout)]
"""Each forgets a person who deletes himself."""

Spend = Callable[[Limit, int], Awaitable[None]]


def media_of(ground: Ground, *, gateway: Gateway, spend: Spend) -> media.Media:
    return media.Media(
        media.MediaParts(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            bus=ground.bus,
            gateway=gateway,
            settings=ground.settings,
            spend=spend,
            in_use=[
                photos_in_use,
                rollout.orders_in_use,
                *(one.files_in_use for one in (messages, avatars, stickers, links, channels)),
            ],
            may_see=[
                partial(may_see_photo, ground.db),
                partial(messages.may_see_file, ground.db),
                partial(channels.may_see_paper, ground.db),
                partial(rollout.may_see_order, ground.db),
                *(partial(one.may_see, ground.db) for one in (avatars, stickers, links)),
            ],
        )
    )


def links_of(ground: Ground, *, spend: Spend, take_in: TakeIn, own_url: str) -> links.Links:
    settings = ground.settings
    asks = settings.link_previews and (settings.outgoing_allow or not settings.sealed)
    way_out = partial(Outgoing, ground.db, sealed=settings.sealed, allow=settings.outgoing_allow)
    return links.Links(
        links.LinksParts(
            db=ground.db,
            clock=ground.clock,
            outgoing=way_out if asks else None,
            spend=spend,
            take_in=take_in,
            own_url=own_url,
        )
    )
