"""The actions of identity, and the object that the composition root makes of them."""

from __future__ import annotations

from msgspec import Struct

from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
from veche.identity.actions.base import Announce, Needs, Posts
from veche.identity.actions.devices import Devices
from veche.identity.actions.house import House
from veche.identity.actions.invitations import Invitations
from veche.identity.actions.limits import Limits
from veche.identity.actions.passwords import Passwords
from veche.identity.actions.people import People
from veche.identity.actions.profile import Profile
from veche.identity.actions.sessions import Sessions
from veche.identity.actions.signing_in import SigningIn
from veche.identity.events import DeviceRevoked, MeChanged


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
        public_address: str = "",
        passwords: Passwords | None = None,
    ) -> None:
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
        )
        self.house = House(self.sessions, self.limits)
        self.authenticate = self.sessions.authenticate
        self.signing_in = SigningIn(needs)
        self.invitations = Invitations(needs)
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
