"""What has to happen on its day without anybody asking: applications go on to the next body, badges ask to be
confirmed, then go; documents that are needed no more are let go."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from veche.channels.actions.base import Needs, next_body
from veche.channels.model import GRACE, PAPERS_KEPT, REMINDERS, Badge
from veche.channels.store import applications, badges
from veche.ground import audit
from veche.ground.db import Connection
from veche.ground.errors import Unavailable
from veche.ground.logs import get_logger

log = get_logger("channels")

EVERY: Final = 60.0
AT_ONCE: Final = 50


class Turning:
    """Any number of processes may do it at once: rows that one of them looks at are passed over by the others. Times
    are compared, never counted, so a clock that leaps makes a step early or late, and no step twice."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="channel-desk")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def once(self) -> None:
        while await self._escalate():
            pass
        while await self._confirmations():
            pass
        await self._papers()

    async def _escalate(self) -> bool:
        """Applications whose day has passed: the next body has them; beyond the last one they are overdue."""
        needs = self._needs
        events: list[Struct] = []
        async with needs.db.transaction() as conn:
            now = needs.clock.now()
            due = await applications.lock_due(conn, now=now, limit=AT_ONCE)
            for before in due:
                if before.body is None:
                    after = replace(before, overdue=True, decide_until=None, edition=before.edition + 1)
                else:
                    time = needs.policy.answer_appeal_in if before.appeal else needs.policy.decide_in
                    after = replace(
                        before,
                        body=await next_body(conn, before.body),
                        decide_until=now + time,
                        edition=before.edition + 1,
                    )
                act = "overdue" if after.overdue else "escalated"
                await applications.put(conn, after)
                await needs.note(conn, after, "overdue" if after.overdue else "escalated", body=after.body)
                events += await needs.tell_deciders(conn, after, f"channel_{act}")
                events += await needs.tell_applicant(conn, after, f"channel_own_{act}")
                await audit.record(
                    conn,
                    actor=None,
                    act=f"channels.{act}",
                    subject=f"application:{after.id}",
                    details={"from": before.body, "body": after.body},
                )
        needs.tell(events)
        return len(due) == AT_ONCE

    async def _confirmations(self) -> bool:
        needs = self._needs
        events: list[Struct] = []
        async with needs.db.transaction() as conn:
            now = needs.clock.now()
            found = await badges.lock_to_confirm(conn, now=now, reminders=REMINDERS, grace=GRACE, limit=AT_ONCE)
            for badge in found:
                events += await self._confirmation(conn, badge, now)
        needs.tell(events)
        return len(found) == AT_ONCE

    async def _confirmation(self, conn: Connection, badge: Badge, now: datetime) -> list[Struct]:
        """Two reminders, then "to be confirmed", then gone; one step in a turn, however much time has passed."""
        needs = self._needs
        if badge.state == "due":
            await badges.set_state(conn, badge.chat, state="lapsed", due_at=badge.due_at, reminded=badge.reminded)
            await self._note(conn, badge, "lapsed")
            events = await needs.rooms.seal(conn, badge.chat, None)
            return [*events, *await needs.tell_holder(conn, badge.post, "channel_lapsed")]
        if now >= badge.confirm_until:
            await badges.set_state(conn, badge.chat, state="due", due_at=now, reminded=len(REMINDERS))
            await self._note(conn, badge, "due")
            events = await needs.rooms.seal(conn, badge.chat, "due")
            return [*events, *await needs.tell_holder(conn, badge.post, "channel_due")]
        reminded = sum(now >= badge.confirm_until - before for before in REMINDERS)
        await badges.set_state(conn, badge.chat, state="valid", due_at=None, reminded=reminded)
        return await needs.tell_holder(conn, badge.post, "channel_confirm")

    async def _note(self, conn: Connection, badge: Badge, act: str) -> None:
        application = await self._needs.application(conn, badge.application)
        await self._needs.note(conn, application, "due" if act == "due" else "lapsed", body=badge.body)
        await audit.record(
            conn,
            actor=None,
            act=f"channels.badge_{act}",
            subject=f"chat:{badge.chat}",
            details={"application": badge.application},
        )

    async def _papers(self) -> None:
        """Documents of applications that came to nothing."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            before = needs.clock.now() - PAPERS_KEPT
            for application, files in await applications.stale_papers(conn, before=before, limit=AT_ONCE):
                await applications.drop_files(conn, application, files)
                await needs.files.let_go(conn, files)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.once()
            except Unavailable:
                continue
            except Exception:  # the loop's edge: one bad turn must not end all that follow
                log.exception("channel_desk_turn_failed")
