"""The actions of identity, and the object that the composition root makes of them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
from veche.identity.actions.base import Announce, Needs, Posts
from veche.identity.actions.devices import Devices
from veche.identity.actions.erasing import Erasing
from veche.identity.actions.house import House
from veche.identity.actions.invitations import Invitations
from veche.identity.actions.issuing import Issuing
from veche.identity.actions.limits import Limits
from veche.identity.actions.links import Links
from veche.identity.actions.notices import Notices
from veche.identity.actions.passkeys import Passkeys
from veche.identity.actions.passwords import Passwords
from veche.identity.actions.people import People
from veche.identity.actions.profile import Profile
from veche.identity.actions.proofs import Proofs
from veche.identity.actions.recovery import Recovery
from veche.identity.actions.seal import Seal
from veche.identity.actions.second_factor import SecondFactor
from veche.identity.actions.sessions import Sessions
from veche.identity.actions.signing_in import SigningIn
from veche.identity.events import DeviceRevoked, MeChanged
from veche.identity.model.site import site_of


class Identity:
    """People and their sessions. One per process."""

    def __init__(
        self,
        *,
        db: Database,
        ids: Ids,
        clock: Clock,
        announce: Announce,
        posts: Posts,
        seal_key: Callable[[], bytes],
        public_address: str = "",
        passwords: Passwords | None = None,
    ) -> None:
        """`seal_key`: the key, 32 bytes, that seals what must be read again; it is not in the database."""
        self.limits = Limits(db, clock)
        self.sessions = Sessions(db, clock)
        self.passwords = passwords or Passwords()
        needs = Needs(
            db=db,
            ids=ids,
            clock=clock,
            announce=announce,
            limits=self.limits,
            passwords=self.passwords,
            sessions=self.sessions,
            posts=posts,
            public_address=public_address.rstrip("/"),
            site=site_of(public_address),
            seal=Seal(seal_key),
        )
        self.house = House(db, clock, sessions=self.sessions, limits=self.limits)
        self.authenticate = self.sessions.authenticate
        self.second_factor = SecondFactor(needs)
        self.passkeys = Passkeys(needs)
        self.proofs = Proofs(needs, passkeys=self.passkeys, second_factor=self.second_factor)
        self.links = Links(needs)
        self.erasing = Erasing(needs)
        self.notices = Notices(needs)
        self.recovery = Recovery(needs)
        self.signing_in = SigningIn(needs, second_factor=self.second_factor)
        self.invitations = Invitations(needs)
        self.issuing = Issuing(needs)
        self.devices = Devices(needs)
        self.profile = Profile(needs)
        self.people = People(needs)

    def hear(self, event: Struct) -> None:
        """An event of another process' identity: what is cached here about that person is old."""
        if isinstance(event, DeviceRevoked | MeChanged):
            self.sessions.forget(event.person)

    def close(self) -> None:
        self.passwords.close()


__all__ = ["Identity", "Limits", "Passwords", "Posts"]
