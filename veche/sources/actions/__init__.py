"""The actions of the sources, and the object that the composition root makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from veche.ground import jobs, ldap
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.http.wire import Receive, Scope, Send
from veche.ground.i18n import Texts
from veche.ground.ids import OrganisationId
from veche.ground.up import Ground
from veche.sources import wire
from veche.sources.actions.applying import Applying
from veche.sources.actions.base import Limits, Needs
from veche.sources.actions.directories import Directories
from veche.sources.actions.plans import Plans
from veche.sources.actions.standing import Standings
from veche.sources.actions.telling import Telling
from veche.sources.actions.tokens import Tokens
from veche.sources.store import ldap as ldap_store
from veche.sources.store.ldap import Directory
from veche.staff import Staff


class Sources:
    """SCIM and LDAP. One per process."""

    def __init__(self, ground: Ground, *, limits: Limits, staff: Staff, texts: Texts) -> None:
        settings = ground.settings
        self.needs = needs = Needs(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            limits=limits,
            staff=staff,
            ldap_file=settings.data / (settings.ldap_file or "ldap.toml"),
        )
        self.tokens = Tokens(needs)
        standings = Standings(needs)
        self.applying = Applying(needs, standings)
        self.plans = Plans(needs, self.applying, standings)
        self.directories = Directories(needs)
        self._public_url = settings.public_url.rstrip("/")
        self._texts = texts
        self._telling = Telling(needs, self.plans, texts=texts, public_url=self._public_url)
        self._edge: Callable[[Scope, Receive, Send], Awaitable[None]] | None = None

    def works(self) -> list[jobs.Work[Any]]:
        return [*self.applying.works(), *self.plans.works(), *self.directories.works()]

    async def scim(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The mount at /scim. Its libraries take half a second to load: only installations that use them wait."""
        if self._edge is None:
            from veche.sources.scim.edge import ScimEdge

            self._edge = ScimEdge(self.needs, self.tokens, self.applying, public_url=self._public_url)
        await self._edge(scope, receive, send)

    async def scim_state(self, asker: Asker, request: wire.AboutOrganisation) -> wire.ScimState:
        """Raises: administrators_only, not_your_unit, organisation_not_found."""
        return await self._telling.scim_state(asker, OrganisationId(request.organisation))

    async def list_directories(self, asker: Asker, request: wire.AboutOrganisation) -> wire.Directories:
        """Raises: administrators_only, not_your_unit, organisation_not_found, ldap_file_broken."""
        db, organisation = self.needs.db, OrganisationId(request.organisation)
        await self.needs.must_administer(db, asker, organisation)
        servers = await asyncio.to_thread(ldap.servers, self.needs.ldap_file)
        found = await ldap_store.of_organisation(db, organisation)
        fresh = [await self._as_it_is(one) for one in found]
        return wire.Directories(connections=sorted(servers), directories=[self.card(asker, one) for one in fresh])

    async def _as_it_is(self, one: Directory) -> Directory:
        """A plan that somebody has applied among the imports of staff waits here no longer."""
        if one.state not in ("planned", "held") or one.import_id is None:
            return one
        state = await self.needs.staff.state_of(one.import_id)
        if state in ("waiting", "working", "done"):
            return msgspec.structs.replace(one, state="applied", problem=None)
        if state in ("planned", "asking"):
            return one
        return msgspec.structs.replace(one, state="new", problem=None, import_id=None)

    def card(self, asker: Asker, one: Directory) -> wire.DirectoryCard:
        return wire.DirectoryCard(
            id=one.id,
            name=one.name,
            connection=one.connection,
            profile=one.profile,
            most_leavers=one.most_leavers,
            state=one.state,  # type: ignore[arg-type]  # the table checks it
            every_hours=one.every_hours,
            ran_at=to_ms(one.ran_at) if one.ran_at else None,
            next_at=to_ms(one.next_at) if one.next_at else None,
            people=one.people,
            import_id=one.import_id,
            problem=self._telling.say(asker, one.problem) if one.problem else "",
        )


__all__ = ["Sources"]
