"""What the actions of identity share: their dependencies, and the port to whoever owns posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from veche.ground.clock import Clock, to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import Refused, VecheError
from veche.ground.ids import DeviceId, Ids, PersonId, PostId
from veche.identity.actions.limits import Limits
from veche.identity.actions.passwords import Passwords
from veche.identity.actions.seal import Seal
from veche.identity.actions.sessions import Sessions
from veche.identity.events import Noticed
from veche.identity.model import DEVICE_IDLE, PROOF_LIFE, PostBrief, new_token, secret_hash
from veche.identity.model.site import Site
from veche.identity.store import devices, notices, people
from veche.identity.store.devices import NewDevice
from veche.identity.store.people import PersonRow
from veche.identity.wire import HeldPost, Me
from veche.identity.wire.safety import Notice

Announce = Callable[[Struct], None]
"""Called after the commit, once per event."""


class Posts(Protocol):
    """The owner of posts, as identity needs him. Posts stand above people in rank, so identity only knows this port.

    Everything happens inside the caller's transaction: a newcomer has his post the moment he exists, a leaver has none
    the moment he is out. What comes back are the owner's events, to be announced after the commit.
    """

    async def brief(self, conn: Queries, post: PostId) -> PostBrief | None: ...
    async def may_fill(self, conn: Queries, person: PersonId, post: PostId) -> VecheError | None:
        """Whether a person may invite somebody to this post: he administers the part in which it stands."""
        ...

    async def fills_some(self, conn: Queries, person: PersonId) -> bool:
        """Whether a person administers any part of the directory."""
        ...

    async def held_by(self, conn: Queries, person: PersonId) -> list[HeldPost]: ...
    async def take_up(self, conn: Connection, post: PostId, *, person: PersonId, name: str) -> list[Struct]:
        """Appoint a newcomer. Empty if the post is gone or held by somebody else by now."""
        ...

    async def leave_all(self, conn: Connection, person: PersonId, *, by: PersonId | None = None) -> list[Struct]:
        """`by`: who puts him out. Raises: second_administrator_needed, where that are too many in a day."""
        ...

    async def renamed(self, conn: Connection, person: PersonId, *, name: str) -> list[Struct]: ...


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Announce
    limits: Limits
    passwords: Passwords
    sessions: Sessions
    posts: Posts
    public_address: str
    """Where people reach this installation, without a slash at the end: links begin so."""
    site: Site
    seal: Seal

    def tell(self, events: Iterable[Struct]) -> None:
        for event in events:
            self.announce(event)


async def must_be_administrator(db: Queries, asker: Asker) -> None:
    """Read from the database, not from the session: the right may have been taken a moment ago."""
    if not await people.is_administrator(db, asker.person):
        raise Refused("administrators_only")


async def whose_invitations(needs: Needs, db: Queries, asker: Asker) -> PersonId | None:
    """Administrators see all invitations (None), those who administer a part of the directory the ones they made.
    Raises: administrators_only."""
    if await people.is_administrator(db, asker.person):
        return None
    if await needs.posts.fills_some(db, asker.person):
        return asker.person
    raise Refused("administrators_only")


async def me_of(needs: Needs, db: Queries, person: PersonRow) -> Me:
    return Me(
        id=person.id,
        name=person.name,
        login=person.login,
        about=person.about,
        locale=person.locale,
        administrator=person.administrator,
        posts=await needs.posts.held_by(db, person.id),
    )


async def must_be_proved(needs: Needs, db: Queries, asker: Asker) -> None:
    """What keeps an account safe is changed only soon after a proof of who one is: a device that was left open is not
    enough. Raises: proof_needed."""
    found = await devices.proofs(db, asker.person, asker.device)
    proved_at = None if found is None else found[1]
    if proved_at is None or proved_at < needs.clock.now() - PROOF_LIFE:
        raise Refused("proof_needed")


async def add_device(needs: Needs, conn: Connection, person: PersonId, new: NewDevice) -> tuple[str, DeviceId]:
    """A new session: its token, which is stored nowhere, and its number."""
    token, device, now = new_token(), DeviceId(needs.ids.new()), needs.clock.now()
    await devices.remove_idle(conn, person, used_before=now - DEVICE_IDLE)
    await devices.add(conn, device, new, person=person, token_hash=secret_hash(token), at=now)
    return token, device


async def come_in(needs: Needs, conn: Connection, person: PersonId, new: NewDevice) -> tuple[str, Noticed]:
    """A new session of somebody who has an account: his other devices are told of it after the commit."""
    token, device = await add_device(needs, conn, person, new)
    return token, await note(needs, conn, person, "new_device", device=device)


async def note(
    needs: Needs, conn: Connection, person: PersonId, kind: str, *, device: DeviceId | None = None
) -> Noticed:
    """Write down for the owner what happens to his account; `device` is the one that does it, and is not told."""
    name, address = ("", "") if device is None else await devices.brief(conn, person, device)
    now = needs.clock.now()
    notice = Notice(id=needs.ids.new(), kind=kind, at=to_ms(now), device=device, device_name=name, address=address)
    await notices.add(conn, notice, person=person, at=now)
    return Noticed(person, notice)
