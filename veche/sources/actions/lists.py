"""Named lists: the groups of a directory, for whoever asks "all of these people" and means no unit.

Only SCIM tells groups that are kept; a group of LDAP is looked at while a directory is read and forgotten after it.
"""

from __future__ import annotations

from msgspec import Struct

from veche.ground.db import Queries
from veche.ground.ids import OrganisationId
from veche.sources.model import GROUPS_DEEP, SCIM
from veche.sources.store import resources
from veche.staff import Employee, employees, records


class NamedList(Struct, frozen=True):
    """`members`: how many users and groups are in it directly, as the directory tells."""

    id: int
    name: str
    members: int


async def named_lists(db: Queries, organisation: OrganisationId) -> list[NamedList]:
    """The lists of an organisation, by name."""
    names = await resources.group_names(db, organisation)
    counts = await resources.member_counts(db, [number for number, _ in names])
    return [NamedList(number, name, counts.get(number, 0)) for number, name in names]


async def members_of_list(db: Queries, organisation: OrganisationId, number: int) -> list[Employee] | None:
    """The members of a list as employees, one entry for each job, as the staff list knows them at this moment.

    None: there is no such list (any more) in this organisation. Whoever has left, was never taken into the staff list,
    or waits in a plan is not among them. Who may ask is the caller's to check."""
    if not await resources.is_group(db, organisation, number):
        return None
    found = await employees(db, await _records(db, organisation, number))
    return [one for one in found if one.record.left_at is None]


async def _records(db: Queries, organisation: OrganisationId, number: int) -> list[int]:
    source = next((one.id for one in await records.sources_of(db, organisation) if one.kind == SCIM), None)
    if source is None:
        return []
    keys = await resources.keys_below(db, number, depth=GROUPS_DEEP)
    return [one.id for one in await records.records_of(db, source, keys=keys) if one.left_at is None]
