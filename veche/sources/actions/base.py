"""What the actions of the sources share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

from veche import directory
from veche.ground import ldap
from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.connecting import Ledger
from veche.ground.db import Database, Queries
from veche.ground.errors import NotFound
from veche.ground.ids import Ids, OrganisationId
from veche.identity import Limit
from veche.staff import Staff

Found = TypeVar("Found")
PURPOSE: Final = "ldap"
"""In the ledger."""


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

    async def at_server(self, name: str, act: Callable[[ldap.Server, ldap.Traffic], Found]) -> Found:
        """`act` asks a server of the operator's file, in a thread; the ledger of connections that we make has it, also
        where it fails. The file is the permission: a sealed installation reads these servers. Raises: ldap_file_broken,
        ldap_server_unknown, and what `act` raises."""
        server, traffic = await asyncio.to_thread(ldap.server_called, self.ldap_file, name), ldap.Traffic()
        scheme, host, port = ldap.place_of(server)
        ledger = Ledger(self.db)
        row = await ledger.opened(purpose=PURPOSE, scheme=scheme, host=host, port=port, address=None, reason="")
        try:
            return await asyncio.to_thread(act, server, traffic)
        finally:
            await asyncio.shield(ledger.ended(row, traffic.sent, traffic.received))

    async def must_administer(self, db: Queries, asker: Asker, organisation: OrganisationId) -> None:
        """Raises: administrators_only, not_your_unit, organisation_not_found."""
        refusal = await directory.may_administer(db, asker.person, organisation=organisation)
        if refusal is not None:
            raise refusal
        if await directory.organisation_name(db, organisation) is None:
            raise NotFound("organisation_not_found")
