"""The questions that every change of the directory begins with: may this person change this part of it?"""

from __future__ import annotations

from veche.directory.model import Scope
from veche.directory.store import scopes, units
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.errors import Refused
from veche.ground.ids import OrganisationId, PersonId, UnitId
from veche.identity import asker_card

NOWHERE = UnitId(0)
"""The unit of a post that is not there: nobody administers it but those who administer everything."""


async def scope_of(db: Queries, person: PersonId) -> Scope:
    """What a person administers at this moment: read from the database, not from the session."""
    card = await asker_card(db, person)
    if card is None or not card.active:
        return Scope(everything=False, parts=[])
    if card.administrator:
        return Scope(everything=True, parts=[])
    return Scope(everything=False, parts=await scopes.administrations_of(db, person))


async def may_administer(
    db: Queries, person: PersonId, *, organisation: OrganisationId | None = None, unit: UnitId | None = None
) -> Refused | None:
    """Whether a person may change a whole organisation or a unit with what is in it; without either, the installation.
    What does not exist is administered by nobody but those who administer everything."""
    scope = await scope_of(db, person)
    if scope.everything:
        return None
    if scope.empty or (organisation is None and unit is None):
        return Refused("administrators_only")
    path: list[UnitId] = []
    if unit is not None:
        way = await units.path_to(db, unit)
        if not way or (organisation is not None and way[-1].organisation != organisation):
            return Refused("not_your_unit")
        organisation, path = way[-1].organisation, [step.id for step in way]
    if organisation is not None and scope.covers(organisation, path=path):
        return None
    return Refused("not_your_unit")


async def must_administer(
    db: Queries, asker: Asker, *, organisation: OrganisationId | None = None, unit: UnitId | None = None
) -> None:
    """Raises: administrators_only, not_your_unit."""
    refusal = await may_administer(db, asker.person, organisation=organisation, unit=unit)
    if refusal is not None:
        raise refusal
