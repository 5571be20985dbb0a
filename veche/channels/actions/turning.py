"""What has to happen on its day without anybody asking: applications go on to the next body, badges ask to be
confirmed, then go, at once where the post that answers for a channel does not run it any more; documents that are
needed no more are let go."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from veche.channels.actions.base import Needs, next_body
from veche.channels.model import GRACE, IN_FORCE, PAPERS_KEPT, REMINDERS, Application, Badge
from veche.channels.store import applications, badges
from veche.ground import audit
from veche.ground.db import Connection, Queries
from veche.ground.errors import Unavailable
from veche.ground.ids import ActorId, ChatId
from veche.ground.logs import get_logger
from veche.identity import actor_cards

log = get_logger("channels")

EVERY: Final = 60.0
AT_ONCE: Final = 50
LOOKED_AT: Final = 500


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
        await self._astray()
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

    async def _astray(self) -> None:
        """A badge says who runs the channel: where that is not so any more, the badge goes."""
        needs, after = self._needs, 0
        while found := await badges.in_force(needs.db, after=after, limit=LOOKED_AT):
            after = found[-1].chat
            for chat in await self._among(needs.db, found):
                await self._fall(chat)

    async def _among(self, db: Queries, found: Sequence[Badge]) -> set[ChatId]:
        """Channels whose post is closed, or does not own them by now."""
        posts = await actor_cards(db, {ActorId(one.post) for one in found})
        gone = {one.chat for one in found if posts[ActorId(one.post)].deactivated}
        return gone | await self._needs.rooms.astray(db, {one.chat: ActorId(one.post) for one in found})

    async def _fall(self, chat: ChatId) -> None:
        needs = self._needs
        async with needs.db.transaction() as conn:
            badge = await badges.lock(conn, chat)
            # Another process was faster, or the channel came back meanwhile.
            if badge is None or badge.state not in IN_FORCE:
                return
            if not await self._among(conn, [badge]):
                return
            await badges.set_state(conn, chat, state="lapsed", due_at=badge.due_at, reminded=badge.reminded)
            application = await self._note(conn, badge, "unowned")
            events = await needs.rooms.seal(conn, chat, None)
            events += await needs.tell_applicant(conn, application, "channel_unowned")
            events += await needs.tell_deciders(conn, application, "channel_given_unowned")
        needs.tell(events)

    async def _note(self, conn: Connection, badge: Badge, act: Literal["due", "lapsed", "unowned"]) -> Application:
        application = await self._needs.application(conn, badge.application)
        await self._needs.note(conn, application, act, body=badge.body)
        await audit.record(
            conn,
            actor=None,
            act=f"channels.badge_{act}",
            subject=f"chat:{badge.chat}",
            details={"application": badge.application},
        )
        return application

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
