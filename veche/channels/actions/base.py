"""What the actions of the channel desk share, and the ports to those whom it asks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from msgspec import Struct

from veche.channels.model import Act, Application, Step
from veche.channels.model.policy import Policy
from veche.channels.store import applications
from veche.directory import (
    bodies_to,
    body_above,
    holders_of,
    may_act_as,
    may_administer,
    organisation_names,
    who_administers,
)
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import NotFound, Refused
from veche.ground.ids import ActorId, ChatId, Ids, OrganisationId, PersonId, PostId
from veche.ground.signing import Signer
from veche.identity import Limit, tell_person
from veche.media import FileCard

TOLD_AT_ONCE = 50
"""So many of those who may decide hear of one application."""


class Limits(Protocol):
    """How often an account may do something; identity keeps them."""

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None: ...


class Files(Protocol):
    """Documents: uploads that are named by an application."""

    async def take(self, connection: Queries, person: PersonId, ids: Sequence[int]) -> dict[int, FileCard]: ...
    async def cards(self, connection: Queries, ids: Sequence[int]) -> list[FileCard]: ...
    async def let_go(self, connection: Queries, ids: Sequence[int]) -> None: ...


class Rooms(Protocol):
    """Channels, as far as the desk makes and seals them; within our transactions."""

    async def found(
        self, conn: Connection, *, title: str, about: str, owner: ActorId
    ) -> tuple[ChatId, list[Struct]]: ...
    async def adopt(self, conn: Connection, chat: ChatId, *, title: str, owner: ActorId) -> list[Struct]: ...
    async def run_by(self, asker: Asker, chat: ChatId, *, as_: int | None) -> int: ...
    async def must_run(self, db: Queries, chat: ChatId, actor: ActorId) -> None: ...
    async def seal(self, conn: Connection, chat: ChatId, seal: str | None) -> list[Struct]: ...
    async def astray(self, db: Queries, runners: Mapping[ChatId, ActorId]) -> set[ChatId]: ...


class People(Protocol):
    """Who may everything here; identity knows."""

    async def administrators(self, db: Queries) -> list[PersonId]: ...


class Names(Protocol):
    """Who is called so that a reader would mix them up; trust knows."""

    async def official_like(self, name: str) -> str | None: ...


Growth = Callable[[Queries, ChatId, datetime], Awaitable[Mapping[date, int]]]
"""By how much the number of members changed on each day since then; chats know."""
Views = Callable[[Queries, ChatId, int], Awaitable[Sequence[tuple[int, datetime, int]]]]
"""(seq, when, how many saw it) of so many newest posts; messages know."""


Viewers = Callable[[Queries, ChatId, Sequence[int], Sequence[datetime]], Awaitable[Sequence[int]]]
"""How many different people opened one of these posts since each of these moments; messages know."""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root. `installation`: its address, as records name it."""

    db: Database
    ids: Ids
    clock: Clock
    announce: Callable[[Struct], None]
    limits: Limits
    people: People
    files: Files
    rooms: Rooms
    names: Names
    growth: Growth
    views: Views
    viewers: Viewers
    policy: Policy
    signer: Callable[[], Signer]
    installation: str

    def tell(self, events: Sequence[Struct]) -> None:
        for event in events:
            self.announce(event)

    async def application(self, conn: Connection, number: int) -> Application:
        """Locked. Raises: application_not_found."""
        found = await applications.lock(conn, number)
        if found is None:
            raise NotFound("application_not_found")
        return found

    async def own(self, conn: Connection, asker: Asker, number: int) -> Application:
        """Locked, for who holds the post that it was written for. Raises: application_not_found (somebody else's
        too)."""
        found = await self.application(conn, number)
        if not await is_applicant(conn, asker.person, found):
            raise NotFound("application_not_found")
        return found

    async def must_decide(self, db: Queries, asker: Asker, application: Application) -> None:
        """Raises: application_not_found (a stranger learns nothing), application_own, appeal_same_decider."""
        if not await decides(db, asker.person, application.body):
            raise NotFound("application_not_found")
        holders = await holders_of(db, [application.post, application.responsible])
        if asker.person == application.person or asker.person in holders.values():
            raise Refused("application_own")
        if application.appeal and application.refused_by == asker.person:
            raise Refused("appeal_same_decider")

    async def note(
        self,
        conn: Connection,
        application: Application,
        act: Act,
        *,
        person: PersonId | None = None,
        body: OrganisationId | None = None,
        reason: str = "",
    ) -> None:
        step = Step(self.ids.new(), application.id, act, person, body, self.clock.now(), reason)
        await applications.add_step(conn, step)

    async def tell_applicant(self, conn: Connection, application: Application, kind: str) -> list[Struct]:
        """Word for those who hold the two posts now."""
        holders = await holders_of(conn, [application.post, application.responsible])
        return await self._leave_word(conn, list(dict.fromkeys(holders.values())), kind)

    async def tell_deciders(self, conn: Connection, application: Application, kind: str) -> list[Struct]:
        """Word for those who may decide: of the body, or of the installation where the body has nobody."""
        people = [] if application.body is None else await who_administers(conn, application.body)
        holders = await holders_of(conn, [application.post, application.responsible])
        own = {application.person, *holders.values()}
        deciding = [one for one in people or await self.people.administrators(conn) if one not in own]
        return await self._leave_word(conn, deciding[:TOLD_AT_ONCE], kind)

    async def tell_holder(self, conn: Connection, post: PostId, kind: str) -> list[Struct]:
        return await self._leave_word(conn, list((await holders_of(conn, [post])).values()), kind)

    async def _leave_word(self, conn: Connection, people: Sequence[PersonId], kind: str) -> list[Struct]:
        now = self.clock.now()
        return [await tell_person(conn, one, kind, number=self.ids.new(), at=now) for one in people]


async def is_applicant(db: Queries, person: PersonId, application: Application) -> bool:
    """Who holds the post now, or the one that is to run the channel; drafts belong to the one they are written for."""
    if await may_act_as(db, person, application.post) is None:
        return True
    if application.state == "draft":
        return False
    return await may_act_as(db, person, application.responsible) is None


async def decides(db: Queries, person: PersonId, body: OrganisationId | None) -> bool:
    """Whether somebody may decide for this body; None: for the installation."""
    return await may_administer(db, person, organisation=body) is None


async def may_see_paper(db: Queries, asker: Asker, file: int) -> bool:
    """Documents of an application: the institution, and those who decide now or decided last."""
    for application in await applications.with_file(db, file):
        if await is_applicant(db, asker.person, application):
            return True
        if application.state != "draft" and await decides(db, asker.person, application.body):
            return True
    return False


async def next_body(db: Queries, body: OrganisationId | None) -> OrganisationId | None:
    """Whose turn it is after this body; None: the administrators of the installation."""
    return None if body is None else await body_above(db, body)


async def names_above(db: Queries, organisation: OrganisationId) -> list[tuple[OrganisationId, str]]:
    """The bodies above an organisation and itself, from the top down, with their names."""
    path = await bodies_to(db, organisation)
    names = await organisation_names(db, path)
    return [(one, names.get(one, "")) for one in path]
