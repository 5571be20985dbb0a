"""Giving and taking parts of the directory to administer. A right of a post passes on with the post."""

from __future__ import annotations

from msgspec import Struct

from veche.directory.actions.asking import must_administer, scope_of
from veche.directory.actions.base import Needs
from veche.directory.model import Administration, Scope
from veche.directory.store import holdings, organisations, posts, scopes, units
from veche.directory.store.scopes import Given
from veche.directory.wire.scopes import (
    AdministrationGiven,
    AdministratorInfo,
    GiveAdministrationRequest,
    ListAdministratorsAnswer,
    ListAdministratorsRequest,
    TakeAdministrationRequest,
)
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, OrganisationId, PersonId, PostId, UnitId
from veche.identity import actor_cards
from veche.identity.events import MeChanged


class Scopes:
    """Giving and taking parts of the directory to administer. Whoever administers a part may share it."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def listed(self, asker: Asker, request: ListAdministratorsRequest) -> ListAdministratorsAnswer:
        """Who administers an organisation and its units, as far as the asker administers it himself.

        Raises: administrators_only."""
        db, organisation = self._needs.db, OrganisationId(request.organisation)
        scope = await scope_of(db, asker.person)
        if scope.empty:
            raise Refused("administrators_only")
        found = [given for given in await scopes.given_in(db, organisation) if await self._sees(scope, given)]
        cards = await actor_cards(db, [ActorId(given.post or given.person or 0) for given in found])
        names = await units.names_of(db, [given.place.unit for given in found if given.place.unit is not None])
        return ListAdministratorsAnswer(
            administrators=[
                AdministratorInfo(
                    id=given.id,
                    unit=given.place.unit,
                    unit_name="" if given.place.unit is None else names.get(given.place.unit, ""),
                    actor=(card := cards[ActorId(given.post or given.person or 0)]).id,
                    kind=card.kind,
                    name=card.name,
                    title=card.title,
                )
                for given in found
            ]
        )

    async def give(self, asker: Asker, request: GiveAdministrationRequest) -> AdministrationGiven:
        """Raises: administrators_only, not_your_unit, organisation_not_found, unit_not_found,
        unit_foreign_organisation, post_not_found, post_closed, person_not_found, one_of_two."""
        needs = self._needs
        if (request.post is None) == (request.person is None):
            raise BadInput("one_of_two", fields=["post", "person"])
        given = Given(
            id=needs.ids.new(),
            place=Administration(
                organisation=OrganisationId(request.organisation),
                unit=None if request.unit is None else UnitId(request.unit),
            ),
            post=None if request.post is None else PostId(request.post),
            person=None if request.person is None else PersonId(request.person),
        )
        async with needs.db.transaction() as conn:
            await must_administer(conn, asker, organisation=given.place.organisation, unit=given.place.unit)
            await self._must_stand(conn, given)
            if await scopes.give(conn, given, by=asker.person, at=needs.clock.now()):
                await self._record(conn, asker, given, act="directory.give_administration")
            told = await self._told(conn, given)
        needs.tell(told)
        return AdministrationGiven(id=given.id)

    async def take(self, asker: Asker, request: TakeAdministrationRequest) -> None:
        """Raises: administrators_only, not_your_unit, administration_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            given = await scopes.given_by_id(conn, request.administration)
            if given is None:
                await must_administer(conn, asker)
                raise NotFound("administration_not_found")
            await must_administer(conn, asker, organisation=given.place.organisation, unit=given.place.unit)
            await scopes.take(conn, given.id)
            await self._record(conn, asker, given, act="directory.take_administration")
            told = await self._told(conn, given)
        needs.tell(told)

    async def _sees(self, scope: Scope, given: Given) -> bool:
        place = given.place
        if place.unit is None or scope.everything:
            return scope.covers(place.organisation)
        path = await units.path_to(self._needs.db, place.unit)
        return scope.covers(place.organisation, path=[step.id for step in path])

    async def _must_stand(self, conn: Connection, given: Given) -> None:
        """Everything that is named is there, and belongs together."""
        if await organisations.organisation_by_id(conn, given.place.organisation) is None:
            raise NotFound("organisation_not_found")
        if given.place.unit is not None:
            unit = await units.unit_by_id(conn, given.place.unit)
            if unit is None:
                raise NotFound("unit_not_found")
            if unit.organisation != given.place.organisation:
                raise Refused("unit_foreign_organisation")
        if given.post is not None:
            post = await posts.post_by_id(conn, given.post)
            if post is None:
                raise NotFound("post_not_found")
            if post.closed:
                raise Conflict("post_closed")
        if given.person is not None:
            await self._needs.identity.people.lock_active(conn, given.person)

    async def _told(self, conn: Connection, given: Given) -> list[Struct]:
        """Whose devices learn of it: the person, or who holds the post now."""
        person = given.person
        if given.post is not None:
            person = (await holdings.holders_of(conn, [given.post])).get(given.post)
        return [] if person is None else [MeChanged(person)]

    async def _record(self, conn: Connection, asker: Asker, given: Given, *, act: str) -> None:
        subject = f"unit:{given.place.unit}" if given.place.unit else f"organisation:{given.place.organisation}"
        await audit.record(
            conn,
            actor=asker.person,
            act=act,
            subject=subject,
            details={"post": given.post, "person": given.person},
        )
