"""Builders: a small town for a test, made through the domains' own actions.

town = await build_town(database)
anna = await town.person("Соколова Анна Петровна")        # an Asker, signed in
head = await town.post("Начальник отдела", holder=anna)    # a PostId
town.events                                              # what was announced, in order
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TypeVar

from argon2 import PasswordHasher
from msgspec import Struct

from veche.directory import PostKeeper
from veche.directory.actions import Directory
from veche.directory.wire import (
    AppointRequest,
    CreateOrganisationRequest,
    CreatePostRequest,
    CreateUnitRequest,
)
from veche.ground.clock import Clock, FixedClock
from veche.ground.commands import Asker, Visitor
from veche.ground.db import Database
from veche.ground.ids import ActorId, Ids, OrganisationId, PersonId, PostId, UnitId
from veche.identity import ActorCard, Identity, actor_cards
from veche.identity.actions import Passwords
from veche.identity.wire import SignInRequest

PASSWORD = "вечевой колокол 1136"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
VISITOR = Visitor(address="192.0.2.7", locale="ru", user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0")

Event = TypeVar("Event", bound=Struct)


@dataclass
class Town:
    """Identity and directory on one database, with an administrator."""

    database: Database
    clock: Clock
    ids: Ids
    identity: Identity
    directory: Directory
    events: list[Struct]
    admin: Asker = field(init=False)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _unit: UnitId | None = None

    async def person(self, name: str | None = None, *, login: str | None = None, administrator: bool = False) -> Asker:
        """A person with `PASSWORD`, signed in on one device."""
        number = next(self._numbers)
        login = login or f"person{number}"
        await self.identity.people.add(
            login, name=name or f"Житель {number}", password=PASSWORD, administrator=administrator
        )
        return await self.asker(await self.token(login))

    async def token(self, login: str, *, password: str = PASSWORD, visitor: Visitor = VISITOR) -> str:
        """A new session of a person."""
        _, token = await self.identity.signing_in.sign_in(visitor, SignInRequest(login=login, password=password))
        return token

    async def asker(self, token: str) -> Asker:
        return await self.identity.authenticate(token)

    async def organisation(self, name: str = "Администрация города") -> OrganisationId:
        return await self.directory.tree.create_organisation(self.admin, CreateOrganisationRequest(name=name))

    async def unit(
        self, name: str = "Отдел благоустройства", *, organisation: OrganisationId, parent: UnitId | None = None
    ) -> UnitId:
        request = CreateUnitRequest(organisation=organisation, name=name, parent=parent)
        return await self.directory.tree.create_unit(self.admin, request)

    async def post(
        self, title: str = "Начальник отдела", *, holder: Asker | PersonId | None = None, unit: UnitId | None = None
    ) -> PostId:
        """A post, in a unit of its own kind if none is given."""
        if unit is None:
            self._unit = self._unit or await self.unit(organisation=await self.organisation())
            unit = self._unit
        post = await self.directory.posts.create(self.admin, CreatePostRequest(unit=unit, title=title))
        if holder is not None:
            await self.appoint(post, holder)
        return post

    async def appoint(self, post: PostId, person: Asker | PersonId) -> None:
        number = person.person if isinstance(person, Asker) else person
        await self.directory.posts.appoint(self.admin, AppointRequest(post=post, person=number))

    async def cards(self, *actors: int) -> list[ActorCard]:
        """The cards of these actors, in this order."""
        found = await actor_cards(self.database, actors)
        return [found[ActorId(actor)] for actor in actors]

    def heard(self, kind: type[Event]) -> list[Event]:
        """The events of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]


def build_parts(
    database: Database, *, clock: Clock, cell: int = 0, address: str = "https://veche.example", key: bytes = b"k" * 32
) -> Town:
    """Identity and directory without anybody in them; twice on one database they are two processes."""
    ids, events = Ids(clock, cell=cell), list[Struct]()
    keeper = PostKeeper(ids=ids, clock=clock)
    identity = Identity(
        db=database,
        ids=ids,
        clock=clock,
        announce=events.append,
        posts=keeper,
        seal_key=lambda: key,
        public_address=address,
        passwords=Passwords(hasher=CHEAP, workers=1),
    )
    directory = Directory(db=database, ids=ids, clock=clock, announce=events.append, identity=identity, keeper=keeper)
    return Town(database=database, clock=clock, ids=ids, identity=identity, directory=directory, events=events)


async def build_town(database: Database, *, clock: Clock | None = None) -> Town:
    """A town with an administrator whose login is `chief`."""
    town = build_parts(database, clock=clock or FixedClock())
    town.admin = await town.person("Администратор Города", login="chief", administrator=True)
    return town
