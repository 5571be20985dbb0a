"""The actions of services, and the object that the composition root makes of them."""

from __future__ import annotations

from veche import bots
from veche.ground import keys
from veche.ground.signing import Signer, new_key
from veche.ground.up import Ground
from veche.services.actions.authoring import Authoring
from veche.services.actions.base import Limits, Needs
from veche.services.actions.catalogue import Catalogue
from veche.services.actions.consenting import Consenting
from veche.services.actions.launching import FRAME, Launching
from veche.services.actions.over_bots import OverBots
from veche.services.model.addresses import Rules, host_of


class Services:
    """Mini apps: their authors, their catalogue, what people let them have, their start. One per process."""

    def __init__(self, ground: Ground, *, bots: bots.Bots, limits: Limits, address: str) -> None:
        """`address`: of this installation, as people see it."""
        settings = ground.settings
        own = frozenset(filter(None, (host_of(address), settings.bot_host)))
        needs = Needs(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            limits=limits,
            bots=OverBots(bots),
            rules=Rules(settings.sealed, settings.app_hosts, own),
            signer=lambda: Signer(keys.key(settings.data, "consents", make=new_key)),
            installation=address,
            review=settings.app_review,
            typed_phones=settings.typed_phones,
        )
        self.authoring = Authoring(needs)
        self.catalogue = Catalogue(needs)
        self.consenting = Consenting(needs)
        self.launching = Launching(needs)


__all__ = ["FRAME", "Services"]
