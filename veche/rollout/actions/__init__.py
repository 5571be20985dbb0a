"""The actions of a rollout, and the object that the composition root makes of them."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from veche.ground import jobs, keys
from veche.ground.carriers import Carrier
from veche.ground.commands import Asker
from veche.ground.i18n import Texts
from veche.ground.socket import Gateway
from veche.ground.up import Ground
from veche.rollout.actions.around import Advising, Mirroring, OldGroups
from veche.rollout.actions.base import Contacts, Invitations, Lists, Needs, Rooms
from veche.rollout.actions.handing import Handing
from veche.rollout.actions.helping import Helping
from veche.rollout.actions.naming import Naming
from veche.rollout.actions.planning import Planning
from veche.rollout.actions.running import Running
from veche.rollout.actions.telling import Listing, Telling
from veche.rollout.actions.writing import Writing
from veche.rollout.hears import Watching


class Rollout:
    """Bodies that move in. One per process."""

    def __init__(
        self,
        ground: Ground,
        *,
        address: str,
        texts: Texts,
        contacts: Contacts,
        lists: Lists,
        invitations: Invitations,
        rooms: Rooms,
        carriers: Mapping[str, Callable[[], Carrier]],
        picture: Callable[[int], Awaitable[tuple[str, bytes] | None]],
        must_have_file: Callable[[Asker, int], Awaitable[None]],
        gateway: Gateway,
    ) -> None:
        settings = ground.settings
        self.needs = needs = Needs(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            language=settings.language,
            address=address.rstrip("/"),
            key=lambda: keys.key(settings.data, "rollout", make=partial(secrets.token_bytes, 32)),
            texts=texts,
            contacts=contacts,
            lists=lists,
            invitations=invitations,
            rooms=rooms,
            carriers=carriers,
            rates={"email": settings.mail_per_minute, "sms": settings.sms_per_minute},
            picture=picture,
            must_have_file=must_have_file,
        )
        self.telling = Telling(needs)
        self.watching = Watching(gateway, ground.bus, digest=self.telling.digest)
        self.planning = Planning(needs)
        self.helping = Helping(needs)
        self.running = Running(needs, self.helping, changed=self.watching.changed)
        self.writing = Writing(needs, self.running)
        self.handing = Handing(needs, self.running)
        self.naming = Naming(needs)
        self.old_groups = OldGroups(needs)
        self.advising = Advising(needs)
        self.mirroring = Mirroring(needs)
        self.listing = Listing(needs, self.telling)

    def works(self) -> list[jobs.Work[Any]]:
        return [*self.running.works(), *self.writing.works()]


__all__ = ["Rollout"]
