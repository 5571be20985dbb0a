"""Tokens: made by an administrator, shown once, taken away at once."""

from __future__ import annotations

from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound, SignedOut
from veche.ground.ids import OrganisationId, PersonId
from veche.ground.text import clean_name
from veche.sources import model, wire
from veche.sources.actions.base import Needs
from veche.sources.store import tokens
from veche.sources.store.tokens import Token


class Tokens:
    """Who may write an organisation's staff."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def make(self, asker: Asker, request: wire.MakeToken) -> wire.TokenMade:
        """Raises: administrators_only, organisation_not_found, scim_tokens_many, and about the label."""
        organisation = OrganisationId(request.organisation)
        async with self._needs.db.transaction() as conn:
            await self._needs.must_administer(conn, asker, organisation)
            return await self.issue(conn, organisation, label=request.label, by=asker.person)

    async def issue(
        self, conn: Connection, organisation: OrganisationId, *, label: str, by: PersonId | None
    ) -> wire.TokenMade:
        """For administrators and the command line (`by` None)."""
        await tokens.lock_rules(conn, organisation)
        if await tokens.count_living(conn, organisation) >= model.MOST_TOKENS:
            raise Conflict("scim_tokens_many", limit=model.MOST_TOKENS)
        secret = model.new_token()
        token = Token(
            id=self._needs.ids.new(),
            organisation=organisation,
            label=clean_name(label, limit=model.LABEL_LIMIT, field="label"),
            made_by=by,
            made_at=self._needs.clock.now(),
            used_at=None,
            revoked_at=None,
        )
        await tokens.add(conn, token, token_hash=model.token_hash(secret))
        await self._record(conn, "make", token, by=by)
        return wire.TokenMade(token=token.id, secret=secret)

    async def revoke(self, asker: Asker, request: wire.AboutToken) -> None:
        """Raises: administrators_only, scim_token_not_found."""
        async with self._needs.db.transaction() as conn:
            token = await tokens.get(conn, request.token)
            if token is None:
                raise NotFound("scim_token_not_found")
            await self._needs.must_administer(conn, asker, token.organisation)
            await self.end(conn, token, by=asker.person)

    async def end(self, conn: Connection, token: Token, *, by: PersonId | None) -> None:
        """Revoked twice is revoked once."""
        if await tokens.revoke(conn, token.id, at=self._needs.clock.now()):
            await self._record(conn, "revoke", token, by=by)

    async def shown(self, authorization: str, *, address: str) -> Token:
        """The token of a request. Raises: SignedOut, TooMany."""
        needs = self._needs
        scheme, _, secret = authorization.partition(" ")
        secret = secret.strip()
        if scheme.lower() != "bearer" or not secret.startswith(model.TOKEN_PREFIX) or len(secret) > 200:
            await needs.limits.take(model.MISSES, address)
            raise SignedOut("scim_token")
        token = await tokens.of_hash(needs.db, model.token_hash(secret))
        if token is None:
            await needs.limits.take(model.MISSES, address)
            raise SignedOut("scim_token")
        await needs.limits.take(model.REQUESTS, token.id)
        await tokens.set_used(needs.db, token, at=needs.clock.now())
        return token

    async def _record(self, conn: Connection, act: str, token: Token, *, by: PersonId | None) -> None:
        await audit.record(
            conn,
            actor=by,
            act=f"sources.{act}_token",
            subject=f"scim_token:{token.id}",
            details={"organisation": token.organisation},
        )
