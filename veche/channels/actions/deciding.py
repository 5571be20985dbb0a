"""The body's side: approve or refuse with a written reason. Nobody decides about his own."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from veche.channels import wire
from veche.channels.actions.applying import reason_of
from veche.channels.actions.badging import Badging
from veche.channels.actions.base import Needs
from veche.channels.model import WAITING, Act, Application
from veche.channels.store import applications
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict


class Deciding:
    def __init__(self, needs: Needs, badging: Badging) -> None:
        self._needs = needs
        self._badging = badging

    async def decide(self, asker: Asker, asked: wire.Decide) -> Application:
        """Of two who decide at once the second one is told so; what was changed meanwhile is looked at again.

        Raises: application_not_found, application_own, appeal_same_decider, application_decided, application_changed,
        reason_too_short, channel_name_taken, channel_not_yours, chat_not_found, text_…"""
        needs = self._needs
        approved = asked.verdict == "approved"
        reason = reason_of(asked.reason, needed=not approved)
        events: list[Struct] = []
        async with needs.db.transaction() as conn:
            before = await needs.application(conn, asked.application)
            if before.state == "draft":
                # To everybody but its author there is none yet.
                await needs.own(conn, asker, before.id)
            await needs.must_decide(conn, asker, before)
            if before.state not in WAITING:
                raise Conflict("application_decided")
            if before.edition != asked.edition:
                raise Conflict("application_changed")
            after = self._decided(before, asker, approved=approved, now=needs.clock.now())
            if approved:
                after, events = await self._badging.give(conn, after)
            await applications.put(conn, after)
            await self._on_record(conn, asker, after, approved=approved, reason=reason)
            events += await needs.tell_applicant(conn, after, "channel_approved" if approved else "channel_refused")
        needs.tell(events)
        return after

    def _decided(self, before: Application, asker: Asker, *, approved: bool, now: datetime) -> Application:
        return replace(
            before,
            state="approved" if approved else "refused",
            edition=before.edition + 1,
            changed_at=now,
            decided_at=now,
            decide_until=None,
            appeal_until=None if approved or before.appeal else now + self._needs.policy.appeal_in,
            refused_by=before.refused_by if approved else asker.person,
            overdue=False,
        )

    async def _on_record(
        self, conn: Connection, asker: Asker, after: Application, *, approved: bool, reason: str
    ) -> None:
        act: Act
        if after.appeal:
            act = "appeal_approved" if approved else "appeal_refused"
        else:
            act = "approved" if approved else "refused"
        await self._needs.note(conn, after, act, person=asker.person, body=after.body, reason=reason)
        await audit.record(
            conn,
            actor=asker.person,
            act=f"channels.{act}",
            subject=f"application:{after.id}",
            details={"number": after.number, "body": after.body, "chat": after.chat},
        )
