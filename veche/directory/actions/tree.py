"""Organisations and the tree of units."""

from __future__ import annotations

from veche.directory import store
from veche.directory.actions.base import Needs
from veche.directory.model import READ, Unit, may_move
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
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import NotFound
from veche.ground.ids import ActorId, OrganisationId, UnitId
from veche.ground.text import clean_name
from veche.identity import actor_cards, asker_card

NAME_LIMIT = 160


class Tree:
    """Reading is for everybody who is signed in, a unit at a time; changing is for administrators."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def organisations(self, asker: Asker) -> ListOrganisationsAnswer:
        """Raises: too_many_requests."""
        db = self._needs.db
        await self._needs.identity.limits.take(READ, asker.person)
        names, tops = await store.organisations(db), await store.top_units(db)
        return ListOrganisationsAnswer(
            organisations=[
                OrganisationInfo(
                    id=organisation,
                    name=name,
                    units=[UnitBrief(id=unit.id, name=unit.name) for unit in tops if unit.organisation == organisation],
                )
                for organisation, name in names.items()
            ]
        )

    async def unit(self, asker: Asker, request: GetUnitRequest) -> GetUnitAnswer:
        """Raises: unit_not_found, too_many_requests."""
        db = self._needs.db
        await self._needs.identity.limits.take(READ, asker.person)
        path = await store.path_to(db, UnitId(request.unit))
        if not path:
            raise NotFound("unit_not_found")
        *above, unit = path
        posts = await store.posts_in(db, unit.id)
        cards = await actor_cards(db, [ActorId(post.id) for post in posts])
        me = await asker_card(db, asker.person)
        sees_people = me is not None and me.administrator
        return GetUnitAnswer(
            unit=UnitInfo(
                id=unit.id,
                name=unit.name,
                organisation=unit.organisation,
                organisation_name=await store.organisation_name(db, unit.organisation) or "",
                parent=unit.parent,
            ),
            path=[UnitBrief(id=step.id, name=step.name) for step in above],
            units=[UnitBrief(id=below.id, name=below.name) for below in await store.units_below(db, unit.id)],
            posts=[
                PostInfo(
                    id=post.id,
                    title=post.title,
                    holder=None
                    if post.holder is None
                    else Holder(
                        name=cards[ActorId(post.id)].name,
                        person=post.holder if sees_people or post.holder == asker.person else None,
                    ),
                )
                for post in posts
            ],
        )

    async def create_organisation(self, asker: Asker, request: CreateOrganisationRequest) -> OrganisationId:
        """Raises: administrators_only, name_empty, name_bidi, text_too_long."""
        needs = self._needs
        name, organisation = clean_name(request.name, limit=NAME_LIMIT), OrganisationId(needs.ids.new())
        async with needs.db.transaction() as conn:
            await needs.identity.people.must_be_administrator(conn, asker)
            await store.add_organisation(conn, organisation, name=name, at=needs.clock.now())
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.create_organisation",
                subject=f"organisation:{organisation}",
                details={"name": name},
            )
        return organisation

    async def create_unit(self, asker: Asker, request: CreateUnitRequest) -> UnitId:
        """Raises: administrators_only, organisation_not_found, unit_not_found, unit_foreign_organisation,
        unit_too_deep, and about the name."""
        needs = self._needs
        unit = Unit(
            id=UnitId(needs.ids.new()),
            organisation=OrganisationId(request.organisation),
            parent=None if request.parent is None else UnitId(request.parent),
            name=clean_name(request.name, limit=NAME_LIMIT),
        )
        async with needs.db.transaction() as conn:
            await needs.identity.people.must_be_administrator(conn, asker)
            await self._place(conn, unit)
            await store.add_unit(conn, unit, at=needs.clock.now())
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.create_unit",
                subject=f"unit:{unit.id}",
                details={"name": unit.name, "parent": unit.parent, "organisation": unit.organisation},
            )
        return unit.id

    async def rename_unit(self, asker: Asker, request: RenameUnitRequest) -> None:
        """Raises: administrators_only, unit_not_found, and about the name."""
        needs, name = self._needs, clean_name(request.name, limit=NAME_LIMIT)
        async with needs.db.transaction() as conn:
            await needs.identity.people.must_be_administrator(conn, asker)
            unit = await self._unit(conn, UnitId(request.unit))
            await store.rename_unit(conn, unit.id, name=name)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.rename_unit",
                subject=f"unit:{unit.id}",
                details={"old": unit.name, "new": name},
            )

    async def move_unit(self, asker: Asker, request: MoveUnitRequest) -> None:
        """Hang a unit with all below it elsewhere in its organisation.

        Raises: administrators_only, unit_not_found, unit_cycle, unit_foreign_organisation, unit_too_deep.
        """
        needs = self._needs
        parent = None if request.parent is None else UnitId(request.parent)
        async with needs.db.transaction() as conn:
            await needs.identity.people.must_be_administrator(conn, asker)
            unit = await self._unit(conn, UnitId(request.unit))
            # Under this lock no other move can turn our check of the path false.
            await store.lock_organisation(conn, unit.organisation)
            path = [] if parent is None else await store.path_to(conn, parent)
            if parent is not None and not path:
                raise NotFound("unit_not_found")
            refusal = may_move(unit, path=path, height=await store.height_of(conn, unit.id))
            if refusal is not None:
                raise refusal
            await store.move_unit(conn, unit.id, parent=parent)
            await audit.record(
                conn,
                actor=asker.person,
                act="directory.move_unit",
                subject=f"unit:{unit.id}",
                details={"old": unit.parent, "new": parent},
            )

    async def _place(self, conn: Connection, unit: Unit) -> None:
        """Check where a new unit is to stand, under the lock of its organisation."""
        if not await store.lock_organisation(conn, unit.organisation):
            raise NotFound("organisation_not_found")
        if unit.parent is None:
            return
        path = await store.path_to(conn, unit.parent)
        if not path:
            raise NotFound("unit_not_found")
        refusal = may_move(unit, path=path, height=0)
        if refusal is not None:
            raise refusal

    async def _unit(self, conn: Connection, unit: UnitId) -> Unit:
        found = await store.unit_by_id(conn, unit)
        if found is None:
            raise NotFound("unit_not_found")
        return found
