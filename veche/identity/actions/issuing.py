"""Invitations in bulk, for domains above that have checked who asks and who is invited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from veche.ground.db import Connection, Queries
from veche.ground.ids import InvitationId, PersonId, PostId
from veche.identity.actions.base import Needs
from veche.identity.model import secret_hash
from veche.identity.store import factors, invitations
from veche.identity.store.invitations import NewInvitation

New = tuple[InvitationId, str, PostId, str]
"""Number, code, post, name. Whoever gives the code keeps it, or can make it again; here only its hash stays."""


class Issuing:
    """Makes and takes back many invitations, inside the caller's transaction."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def issue(self, conn: Connection, news: Sequence[New], *, until: datetime) -> None:
        """In the name of a body, by an order that outlives who signed it: no single maker stands behind them. Whoever
        answers for the order takes them back."""
        now = self._needs.clock.now()
        rows = [
            NewInvitation(
                id=number,
                code_hash=secret_hash(code),
                created_at=now,
                expires_at=until,
                name=name,
                post=post,
            )
            for number, code, post, name in news
        ]
        await invitations.add_many(conn, rows)

    async def take_back(self, conn: Connection, ids: Sequence[InvitationId]) -> None:
        """Those that were not used yet lead nowhere any more."""
        await invitations.revoke_many(conn, ids, at=self._needs.clock.now())

    async def protected_among(self, db: Queries, people: Iterable[PersonId]) -> set[PersonId]:
        """Those who sign in with more than a password."""
        return await factors.protected_among(db, people)

    def link(self, code: str) -> str:
        """Behind the # the code is not sent to servers, so it does not end up in logs of proxies."""
        return f"{self._needs.public_address}/invite#{code}"
