"""What the actions of the sources share."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from veche import directory
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database, Queries
from veche.ground.errors import NotFound
from veche.ground.ids import Ids, OrganisationId
from veche.identity import Limit
from veche.staff import Staff


class Limits(Protocol):
    """How often something may be done; identity keeps them."""

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root. `ldap_file`: the operator's list of directory servers."""

    db: Database
    ids: Ids
    clock: Clock
    limits: Limits
    staff: Staff
    ldap_file: Path

    async def must_administer(self, db: Queries, asker: Asker, organisation: OrganisationId) -> None:
        """Raises: administrators_only, not_your_unit, organisation_not_found."""
        refusal = await directory.may_administer(db, asker.person, organisation=organisation)
        if refusal is not None:
            raise refusal
        if await directory.organisation_name(db, organisation) is None:
            raise NotFound("organisation_not_found")
