"""Bots put together out of what an installation has."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from msgspec import Struct

from veche.bots.actions import Bots
from veche.bots.actions.base import Avatars, ChatPhotos, Chats, Limits, Needs, People, rules_of
from veche.bots.actions.seal import Seal
from veche.bots.actions.talk import TalkNeeds
from veche.ground import keys
from veche.ground.outgoing import Outgoing
from veche.ground.socket import Gateway
from veche.ground.up import Ground
from veche.media import Media
from veche.messages import Messages


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """The parts of the installation that bots talk through."""

    announce: Callable[[Struct], None]
    people: People
    limits: Limits
    chats: Chats
    photos: ChatPhotos
    avatars: Avatars
    messages: Messages
    media: Media
    gateway: Gateway


def bots_on(ground: Ground, near: Neighbours, *, public_url: str) -> Bots:
    """One per process."""
    settings = ground.settings
    outgoing = partial(Outgoing, ground.db, sealed=settings.sealed, allow=settings.outgoing_allow)
    needs = Needs(
        db=ground.db,
        ids=ground.ids,
        clock=ground.clock,
        announce=near.announce,
        people=near.people,
        limits=near.limits,
        chats=near.chats,
        messages=near.messages,
        outgoing=outgoing,
        seal=Seal(lambda: keys.key(settings.data, "bots", make=partial(secrets.token_bytes, 32))),
        rules=rules_of(settings, public_url=public_url),
    )
    talk = TalkNeeds(
        bus=ground.bus,
        gateway=near.gateway,
        media=near.media,
        programs=near.messages.programs,
        reader=near.messages.reader,
        comments=near.messages.comments.place,
        photos=near.photos,
        avatars=near.avatars,
        outgoing=outgoing,
        typed_phones=settings.typed_phones,
    )
    return Bots(needs, talk)
