"""Organisations and the tree of units."""

from __future__ import annotations

from collections import defaultdict

from veche.directory.actions.asking import may_administer, must_administer
from veche.directory.actions.base import Needs
from veche.directory.events import StructureChanged
from veche.directory.model import Unit, may_hang, may_move
from veche.directory.store import organisations, posts, standing, structure, units
from veche.directory.wire import (
    CreateOrganisationRequest,
    CreateUnitRequest,
    GetUnitAnswer,
    GetUnitRequest,
    Holder,
    ListOrganisationsAnswer,
    MoveUnitRequest,
    OrganisationInfo,
    PostInfo,
    RenameUnitRequest,
    UnitBrief,
    UnitInfo,
)
from veche.directory.wire.scopes import SetBodyAboveRequest
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import NotFound
from veche.ground.ids import ActorId, OrganisationId, UnitId
from veche.ground.text import clean_name
from veche.identity import actor_cards

NAME_LIMIT = 160


class Tree:
    """Reading is for everybody who is signed in, a unit at a time; changing is for those who administer the part."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def organisations(self, asker: Asker) -> ListOrganisationsAnswer:
        """Raises: too_many_requests."""
        db = self._needs.db
        await self._needs.reading.take(asker)
        tops: dict[OrganisationId, list[UnitBrief]] = defaultdict(list)
        for unit in await units.top_units(db):
            tops[unit.organisation].append(UnitBrief(id=unit.id, name=unit.name))
        return ListOrganisationsAnswer(
            organisations=[
                OrganisationInfo(id=one.id, name=one.name, units=tops[one.id], above=one.above)
                for one in await organisations.organisations(db)
            ]
        )

    async def unit(self, asker: Asker, request: GetUnitRequest) -> GetUnitAnswer:
        """Raises: unit_not_found, too_many_requests."""
        db = self._needs.db
        await self._needs.reading.take(asker)
        path, body = await units.path_and_body(db, UnitId(request.unit))
        if not path:
            raise NotFound("unit_not_found")
        *above, unit = path
        sees_people = await may_administer(db, asker.person, unit=unit.id) is None
        found = await posts.cards_in(db, unit=unit.id, closed=sees_people)
        acting = await standing.standing_in(db, [card.post.id for card in found])
        cards = await actor_cards(db, {*(card.post.id for card in found), *(one.through for one in acting)})
        return GetUnitAnswer(
            unit=UnitInfo(
                id=unit.id,
                name=unit.name,
                organisation=unit.organisation,
                organisation_name=body,
                parent=unit.parent,
            ),
            path=[UnitBrief(id=step.id, name=step.name) for step in above],
            units=[UnitBrief(id=below.id, name=below.name) for below in await units.units_below(db, unit.id)],
            posts=[
                PostInfo(
                    id=card.post.id,
                    title=card.post.title,
                    holder=None
                    if card.post.holder is None
                    else Holder(
                        name=cards[ActorId(card.post.id)].name,
                        person=card.post.holder if sees_people or card.post.holder == asker.person else None,
                    ),
                    head=card.head,
                    acting=[cards[ActorId(one.through)].name for one in acting if one.post == card.post.id],
                    closed=card.post.closed,
                )
                for card in found
            ],
        )

    async def create_organisation(self, asker: Asker, request: CreateOrganisationRequest) -> OrganisationId:
        """Raises: administrators_only, name_empty, name_bidi, text_too_long."""
        needs = self._needs
        name, organisation = clean_name(request.name, limit=NAME_LIMIT), OrganisationId(needs.ids.new())
        async with needs.db.transaction() as conn:
            await needs.identity.people.must_be_administrator(conn, asker)
            await organisations.add_organisation(conn, organisation, name=name, at=needs.clock.now())
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.create_organisation",
                subject=f"organisation:{organisation}",
                details={"name": name},
            )
        return organisation

    async def set_body_above(self, asker: Asker, request: SetBodyAboveRequest) -> None:
        """Hang an organisation under the body that it answers to, or under none. What a body above may ask of those
        below is decided elsewhere, so only those do it who administer the installation.

        Raises: administrators_only, organisation_not_found, body_cycle, bodies_too_deep.
        """
        needs, organisation = self._needs, OrganisationId(request.organisation)
        above = None if request.above is None else OrganisationId(request.above)
        async with needs.db.transaction() as conn:
            await needs.identity.people.must_be_administrator(conn, asker)
            # Under this lock no other change can turn our check of the bodies false.
            await organisations.lock_bodies(conn)
            found = await organisations.organisation_by_id(conn, organisation)
            bodies = [] if above is None else await organisations.bodies_to(conn, above)
            if found is None or (above is not None and not bodies):
                raise NotFound("organisation_not_found")
            height = await organisations.height_of_bodies(conn, organisation)
            refusal = may_hang(organisation, bodies=bodies, height=height)
            if refusal is not None:
                raise refusal
            await organisations.set_body_above(conn, organisation, above=above)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.set_body_above",
                subject=f"organisation:{organisation}",
                details={"old": found.above, "new": above},
            )

    async def create_unit(self, asker: Asker, request: CreateUnitRequest) -> UnitId:
        """Raises: administrators_only, not_your_unit, organisation_not_found, unit_not_found,
        unit_foreign_organisation, unit_too_deep, and about the name."""
        needs = self._needs
        unit = Unit(
            id=UnitId(needs.ids.new()),
            organisation=OrganisationId(request.organisation),
            parent=None if request.parent is None else UnitId(request.parent),
            name=clean_name(request.name, limit=NAME_LIMIT),
        )
        async with needs.db.transaction() as conn:
            await must_administer(conn, asker, organisation=unit.organisation, unit=unit.parent)
            await self._place(conn, unit)
            await units.add_unit(conn, unit, at=needs.clock.now())
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.create_unit",
                subject=f"unit:{unit.id}",
                details={"name": unit.name, "parent": unit.parent, "organisation": unit.organisation},
            )
        needs.tell([StructureChanged([unit.id])])
        return unit.id

    async def rename_unit(self, asker: Asker, request: RenameUnitRequest) -> None:
        """Raises: administrators_only, not_your_unit, unit_not_found, and about the name."""
        needs, name = self._needs, clean_name(request.name, limit=NAME_LIMIT)
        async with needs.db.transaction() as conn:
            await must_administer(conn, asker, unit=UnitId(request.unit))
            unit = await self._unit(conn, UnitId(request.unit))
            await units.rename_unit(conn, unit.id, name=name)
            await structure.changed(conn)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.rename_unit",
                subject=f"unit:{unit.id}",
                details={"old": unit.name, "new": name},
            )
        needs.tell([StructureChanged([unit.id])])

    async def move_unit(self, asker: Asker, request: MoveUnitRequest) -> None:
        """Hang a unit with all below it elsewhere in its organisation.

        Raises: administrators_only, not_your_unit, unit_not_found, unit_cycle, unit_foreign_organisation,
        unit_too_deep.
        """
        needs = self._needs
        parent = None if request.parent is None else UnitId(request.parent)
        async with needs.db.transaction() as conn:
            await must_administer(conn, asker, unit=UnitId(request.unit))
            unit = await self._unit(conn, UnitId(request.unit))
            # Both ends: nobody pushes a unit out of what he administers, nor into what he does not.
            if parent is None:
                await must_administer(conn, asker, organisation=unit.organisation)
            else:
                await must_administer(conn, asker, unit=parent)
            # Under this lock no other move can turn our check of the path false.
            await organisations.lock_organisation(conn, unit.organisation)
            path = [] if parent is None else await units.path_to(conn, parent)
            if parent is not None and not path:
                raise NotFound("unit_not_found")
            refusal = may_move(unit, path=path, height=await units.height_of(conn, unit.id))
            if refusal is not None:
                raise refusal
            await units.move_unit(conn, unit.id, parent=parent)
            await structure.changed(conn)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.move_unit",
                subject=f"unit:{unit.id}",
                details={"old": unit.parent, "new": parent},
            )
        needs.tell([StructureChanged([unit.id])])

    async def _place(self, conn: Connection, unit: Unit) -> None:
        """Check where a new unit is to stand, under the lock of its organisation."""
        if not await organisations.lock_organisation(conn, unit.organisation):
            raise NotFound("organisation_not_found")
        if unit.parent is None:
            return
        path = await units.path_to(conn, unit.parent)
        if not path:
            raise NotFound("unit_not_found")
        refusal = may_move(unit, path=path, height=0)
        if refusal is not None:
            raise refusal

    async def _unit(self, conn: Connection, unit: UnitId) -> Unit:
        found = await units.unit_by_id(conn, unit)
        if found is None:
            raise NotFound("unit_not_found")
        return found
