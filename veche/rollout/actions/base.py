"""What the actions of a rollout share: its ports, its dependencies, and who may do what."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from msgspec import Struct

from veche import directory, identity
from veche.ground.carriers import Carrier
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Connection, Database, Queries
from veche.ground.errors import NotFound, Refused
from veche.ground.i18n import Texts
from veche.ground.ids import ActorId, ChatId, Ids, InvitationId, OrganisationId, PersonId, PostId, UnitId
from veche.rollout.model import Employee, Wave, path_of
from veche.rollout.store import plans, waves
from veche.rollout.store.plans import Plan

CODE_LENGTH = 24


class Contact(Struct, frozen=True):
    """Where somebody is reached who is to take up a post."""

    name: str = ""
    email: str = ""
    phone: str = ""
    record: int = 0
    """Of two posts with one record somebody holds both."""
    marks: tuple[str, ...] = ()
    """What a list may call him by: his e-mail addresses and personnel numbers. Never written to."""


class Contacts(Protocol):
    """Who is expected in the posts of an organisation, as its staff records say. Empty where it keeps none: then every
    post is to be filled."""

    async def of_organisation(self, db: Queries, organisation: OrganisationId) -> dict[PostId, Contact]: ...


class NoContacts:
    """An installation without records of staff."""

    async def of_organisation(self, db: Queries, organisation: OrganisationId) -> dict[PostId, Contact]:
        return {}


class Group(Struct, frozen=True):
    """A named list of a directory."""

    id: int
    name: str
    members: int


class Lists(Protocol):
    """Groups that programs keep: who is meant by a name."""

    async def groups(self, db: Queries, organisation: OrganisationId) -> list[Group]: ...

    async def posts_of(self, db: Queries, organisation: OrganisationId, group: int) -> list[PostId] | None:
        """None: this organisation has no such group."""


class Invitations(Protocol):
    """Identity, as far as many are invited at once."""

    async def issue(
        self, conn: Connection, news: Sequence[tuple[InvitationId, str, PostId, str]], *, until: datetime
    ) -> None:
        """Number, code, post and name of each."""

    async def protected_among(self, db: Queries, people: Iterable[PersonId]) -> set[PersonId]: ...
    async def take_back(self, conn: Connection, ids: Sequence[InvitationId]) -> None: ...
    def link(self, code: str) -> str: ...


class Picture(Struct, frozen=True):
    """A photo of a post, in pixels."""

    file: int
    width: int
    height: int


class Posted(Struct, frozen=True):
    """A post of a channel as a page outside may show it. `files`: what else hangs on it."""

    seq: int
    at_ms: int
    text: str
    files: int = 0
    pictures: tuple[Picture, ...] = ()


class Rooms(Protocol):
    """Chats, as far as a rollout opens one for questions, or looks into who is in one."""

    async def open_help(self, asker: Asker, *, title: str, about: str, who: Sequence[PostId]) -> tuple[ChatId, str]:
        """A new group that the asker owns, with those who answer in it, and a link to join it."""

    async def call_in(self, asker: Asker, chat: ChatId, post: PostId) -> None:
        """Somebody else answers in it as well, as far as the asker may add him."""

    async def inside(self, db: Queries, pairs: Collection[tuple[ChatId, ActorId]]) -> set[tuple[ChatId, ActorId]]:
        """Those of the pairs in which the actor is in the chat."""

    async def titles(self, db: Queries, numbers: Iterable[ChatId]) -> dict[ChatId, str]: ...

    async def of_units(self, db: Queries, organisation: OrganisationId) -> dict[UnitId, ChatId]:
        """The chat of each unit that the directory keeps filled, where there is one."""

    async def may_mirror(self, db: Queries, asker: Asker, chat: ChatId) -> str:
        """The title of a public channel that the asker runs. Raises: chat_not_found, no_right, mirror_not_public."""

    async def posts(self, db: Queries, chat: ChatId, *, limit: int) -> list[Posted]: ...
    def home_of(self, chat: ChatId) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root. `key`: codes of invitations are made of it, again and again."""

    db: Database
    ids: Ids
    clock: Clock
    language: str
    address: str
    key: Callable[[], bytes]
    texts: Texts
    contacts: Contacts
    lists: Lists
    invitations: Invitations
    rooms: Rooms
    carriers: Mapping[str, Callable[[], Carrier]]
    rates: Mapping[str, int]
    picture: Callable[[int], Awaitable[tuple[str, bytes] | None]]
    """The type and the bytes of a photo for a page; who may see it is not asked there."""
    must_have_file: Callable[[Asker, int], Awaitable[None]]
    """Raises file_not_found, file_not_ready: an order is a file that the asker uploaded."""

    def today(self) -> date:
        """The day of the installation's clock, in UTC as everything that is stored."""
        return self.clock.now().date()

    def in_days(self, days: int) -> datetime:
        return self.clock.now() + timedelta(days=days)

    def code_of(self, invitation: InvitationId) -> str:
        """The code of an invitation. It is nowhere stored, so a copy of the database alone lets nobody in."""
        mark = hmac.digest(self.key(), b"invitation %d" % invitation, hashlib.sha256)
        return base64.urlsafe_b64encode(mark).decode()[:CODE_LENGTH]

    def say(self, code: str, **holes: object) -> str:
        return self.texts.say(code, locale=self.language, **holes)

    # -- what there is

    async def plan_of(self, db: Queries, number: int, *, lock: bool = False) -> Plan:
        """Raises: plan_not_found."""
        found = await plans.get(db, number, lock=lock)
        if found is None:
            raise NotFound("plan_not_found")
        return found

    async def wave_of(self, db: Queries, number: int) -> Wave:
        """Raises: wave_not_found."""
        found = await waves.get(db, number)
        if found is None:
            raise NotFound("wave_not_found")
        return found

    async def locked_wave(self, conn: Connection, number: int) -> Wave:
        """Raises: wave_not_found."""
        found = await waves.lock(conn, number)
        if found is None:
            raise NotFound("wave_not_found")
        return found

    async def parents_of(self, db: Queries, organisation: OrganisationId) -> dict[UnitId, UnitId | None]:
        return {unit.id: unit.parent for unit in await directory.many.units_of(db, organisation)}

    async def employees(self, db: Queries, organisation: OrganisationId) -> list[Employee]:
        """Who is to move: whoever holds a post, and whoever is expected in one."""
        seats = await directory.many.seats_of(db, organisation)
        known = await self.contacts.of_organisation(db, organisation)
        return [
            Employee(
                post=seat.post,
                unit=seat.unit,
                title=seat.title,
                name=known[seat.post].name if seat.post in known else "",
                email=known[seat.post].email if seat.post in known else "",
                phone=known[seat.post].phone if seat.post in known else "",
                holder=seat.holder,
                since=seat.since,
            )
            for seat in seats
            if seat.holder is not None or seat.post in known or not known
        ]

    # -- who may

    async def must_manage(self, db: Queries, asker: Asker, organisation: OrganisationId) -> None:
        """Raises: administrators_only, not_your_unit."""
        refusal = await directory.may_administer(db, asker.person, organisation=organisation)
        if refusal is not None:
            raise refusal

    async def manages(self, db: Queries, asker: Asker, organisation: OrganisationId) -> bool:
        return await directory.may_administer(db, asker.person, organisation=organisation) is None

    async def must_answer_for(self, db: Queries, asker: Asker, plan: Plan, unit: UnitId | None) -> None:
        """Administrators of the unit or of what stands above it, and who answers for it in this plan.

        Raises: administrators_only, not_your_unit, plan_not_found."""
        refusal = await directory.may_administer(db, asker.person, organisation=plan.organisation, unit=unit)
        if refusal is None:
            return
        mine = set(await directory.posts_of(db, asker.person))
        parents = await self.parents_of(db, plan.organisation)
        path = path_of(unit, parents) if unit is not None else []
        answering = {help_.responsible for place, help_ in (await plans.units(db, plan.id)).items() if place in path}
        answering |= {
            wave.responsible for wave in await waves.of_plan(db, plan.id) if unit is None or set(wave.units) & set(path)
        }
        if not mine & answering:
            raise refusal

    async def must_hand_out(self, db: Queries, asker: Asker, plan: Plan, wave: Wave) -> None:
        """Who gives invitations to people: administrators, and who answers for the wave.

        Raises: administrators_only, not_your_unit."""
        if await self.manages(db, asker, plan.organisation):
            return
        if wave.responsible is not None and wave.responsible in await directory.posts_of(db, asker.person):
            return
        raise Refused("administrators_only")

    def invited_until(self, wave: Wave) -> datetime:
        """Long enough after the deadline for whoever was ill, and never less than two weeks."""
        now = self.clock.now()
        until = datetime.combine(wave.due_on, datetime.min.time(), tzinfo=now.tzinfo) + timedelta(days=31)
        return max(until, now + timedelta(days=14))


async def names_of(db: Queries, posts: Sequence[PostId]) -> dict[PostId, identity.ActorCard]:
    cards = await identity.actor_cards(db, [ActorId(post) for post in posts])
    return {PostId(number): card for number, card in cards.items()}
