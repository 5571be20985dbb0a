"""What the actions of identity share: their dependencies, and the port to whoever owns posts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import Refused
from veche.ground.ids import Ids, PersonId, PostId
from veche.identity.actions.limits import Limits
from veche.identity.actions.passwords import Passwords
from veche.identity.actions.sessions import Sessions
from veche.identity.model import PostBrief
from veche.identity.store import people
from veche.identity.store.people import PersonRow
from veche.identity.wire import HeldPost, Me

Announce = Callable[[Struct], None]
"""Called after the commit, once per event."""


class Posts(Protocol):
    """The owner of posts, as identity needs him. Posts stand above people in rank, so identity only knows this port.

    Everything happens inside the caller's transaction: a newcomer has his post the moment he exists, a leaver has none
    the moment he is out. What comes back are the owner's events, to be announced after the commit.
    """

    async def brief(self, conn: Queries, post: PostId) -> PostBrief | None: ...
    async def held_by(self, conn: Queries, person: PersonId) -> list[HeldPost]: ...
    async def take_up(self, conn: Connection, post: PostId, *, person: PersonId, name: str) -> list[Struct]:
        """Appoint a newcomer. Empty if the post is gone or held by somebody else by now."""
        ...

    async def leave_all(self, conn: Connection, person: PersonId) -> list[Struct]: ...
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

    def tell(self, events: Iterable[Struct]) -> None:
        for event in events:
            self.announce(event)


async def must_be_administrator(db: Queries, asker: Asker) -> None:
    """Read from the database, not from the session: the right may have been taken a moment ago."""
    if not await people.is_administrator(db, asker.person):
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
