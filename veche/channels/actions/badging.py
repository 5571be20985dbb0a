"""Badges: given with a decision, confirmed every year, taken with a reason. Each is a signed record."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from veche.channels import wire
from veche.channels.actions.applying import reason_of
from veche.channels.actions.base import Needs, decides, names_above
from veche.channels.model import (
    CONFIRM_BEFORE,
    CONFIRMED_FOR,
    IN_FORCE,
    REMINDERS,
    Application,
    Badge,
    BadgeRecord,
    Link,
    may_object,
)
from veche.channels.store import applications, badges
from veche.chats import make_code
from veche.directory import may_act_as
from veche.ground import audit
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict, NotFound, Refused
from veche.ground.ids import ActorId
from veche.identity import actor_cards


class Badging:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def give(self, conn: Connection, approved: Application) -> tuple[Application, list[Struct]]:
        """The channel with its badge, in the transaction of the decision: a new one that the responsible post owns, or
        the one that it runs already."""
        needs, owner = self._needs, ActorId(approved.responsible)
        if approved.chat is None:
            chat, events = await needs.rooms.found(conn, title=approved.title, about=approved.about, owner=owner)
        else:
            chat = approved.chat
            events = await needs.rooms.adopt(conn, chat, title=approved.title, owner=owner)
            before = await badges.lock(conn, chat)
            if before is not None and before.state in IN_FORCE:
                raise Conflict("channel_has_badge")
        after = replace(approved, chat=chat)
        now = needs.clock.now()
        badge = Badge(
            chat=chat,
            application=after.id,
            number=after.number,
            organisation=after.organisation,
            post=after.responsible,
            body=after.body,
            title=after.title,
            name=after.name,
            state="valid",
            given_at=now,
            confirmed_at=now,
            confirm_until=now + CONFIRMED_FOR,
            due_at=None,
            objected=False,
            reminded=0,
            chain=await self._chain(conn, after),
            record="",
            signature="",
        )
        # The badge names its application and the channel: both are there before it.
        await applications.put(conn, after)
        await badges.put(conn, self._signed(badge, after))
        return after, [*events, *await needs.rooms.seal(conn, chat, "valid")]

    async def confirm(self, asker: Asker, chat: int) -> Badge:
        """The institution says that everything is still right, for another year; the body is told, and may object.
        After that it is the body that says so.

        Raises: badge_not_found, badge_gone, badge_objected, confirm_too_early, channel_not_yours, chat_not_found."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            before = await self._in_force(conn, chat)
            await self._must_confirm(conn, asker, before)
            now = needs.clock.now()
            if before.state == "valid" and now < before.confirm_until - CONFIRM_BEFORE:
                raise Conflict("confirm_too_early")
            await needs.rooms.must_run(conn, before.chat, ActorId(before.post))
            application = await needs.application(conn, before.application)
            after = replace(
                before,
                state="valid",
                confirmed_at=now,
                confirm_until=now + CONFIRMED_FOR,
                due_at=None,
                objected=False,
                reminded=0,
                chain=await self._chain(conn, application),
            )
            after = self._signed(after, application)
            await badges.put(conn, after)
            events = await needs.rooms.seal(conn, after.chat, "valid") if before.state == "due" else []
            if before.objected:
                await needs.note(conn, application, "countersigned", person=asker.person, body=before.body)
                events += await needs.tell_applicant(conn, application, "channel_countersigned")
            else:
                await needs.note(conn, application, "confirmed", person=asker.person)
                events += await needs.tell_deciders(conn, application, "channel_confirmed")
            await self._on_record(conn, asker, after, "countersigned" if before.objected else "confirmed")
        needs.tell(events)
        return after

    async def object(self, asker: Asker, asked: wire.Object) -> Badge:
        """The body does not agree with the confirmation: the badge waits until it does, and goes after a month.

        Raises: badge_not_found, badge_gone, application_own, object_too_late, reason_too_short, text_…"""
        needs = self._needs
        reason = reason_of(asked.reason, needed=True)
        async with needs.db.transaction() as conn:
            before = await self._in_force(conn, asked.chat)
            await self._must_have_given(conn, asker, before)
            now = needs.clock.now()
            if not may_object(before, now=now):
                raise Conflict("object_too_late")
            application = await needs.application(conn, before.application)
            after = replace(before, state="due", due_at=now, objected=True, reminded=len(REMINDERS))
            await badges.put(conn, after)
            events = await needs.rooms.seal(conn, after.chat, "due")
            await needs.note(conn, application, "objected", person=asker.person, body=before.body, reason=reason)
            events += await needs.tell_applicant(conn, application, "channel_objected")
            await self._on_record(conn, asker, after, "objected")
        needs.tell(events)
        return after

    async def revoke(self, asker: Asker, asked: wire.Revoke) -> Badge:
        """Take a badge away, with a reason; the channel stays, without one.

        Raises: badge_not_found, badge_gone, application_own, reason_too_short, text_…"""
        needs = self._needs
        reason = reason_of(asked.reason, needed=True)
        async with needs.db.transaction() as conn:
            before = await self._in_force(conn, asked.chat)
            await self._must_have_given(conn, asker, before)
            after, events = await self.take(conn, before, reason=reason, asker=asker)
        needs.tell(events)
        return after

    async def take(
        self, conn: Connection, before: Badge, *, reason: str, asker: Asker | None
    ) -> tuple[Badge, list[Struct]]:
        """The badge, locked, goes. `asker` None: the command line."""
        needs, person = self._needs, None if asker is None else asker.person
        application = await needs.application(conn, before.application)
        after = replace(before, state="revoked")
        await badges.set_state(conn, before.chat, state="revoked", due_at=before.due_at, reminded=before.reminded)
        events = await needs.rooms.seal(conn, before.chat, None)
        await needs.note(conn, application, "revoked", person=person, body=before.body, reason=reason)
        events += await needs.tell_applicant(conn, application, "channel_revoked")
        await self._on_record(conn, asker, after, "revoked")
        return after, events

    async def of(self, asker: Asker, asked: wire.AboutBadge) -> wire.BadgeAnswer:
        """Who vouches for a channel. Raises: badge_not_found."""
        needs = self._needs
        badge = None
        if asked.chat:
            badge = await badges.get(needs.db, asked.chat)
        elif asked.name:
            badge = await badges.named(needs.db, asked.name.lower())
        if badge is None:
            raise NotFound("badge_not_found")
        return await self.answer(asker, badge)

    async def answer(self, asker: Asker, badge: Badge) -> wire.BadgeAnswer:
        needs, may = self._needs, list[wire.May]()
        if badge.state in IN_FORCE:
            now = needs.clock.now()
            runs = await may_act_as(needs.db, asker.person, badge.post) is None
            early = badge.state == "valid" and now < badge.confirm_until - CONFIRM_BEFORE
            if runs and not early and not badge.objected:
                may.append("confirm")
            if not runs and await decides(needs.db, asker.person, badge.body):
                if badge.objected:
                    may.append("countersign")
                if may_object(badge, now=now):
                    may.append("object")
                may.append("revoke")
        return wire.BadgeAnswer(
            chat=badge.chat,
            title=badge.title,
            name=badge.name,
            state=badge.state,
            number=badge.number,
            code=make_code(badge.chat),
            given_at=to_ms(badge.given_at),
            confirmed_at=to_ms(badge.confirmed_at),
            confirm_until=to_ms(badge.confirm_until),
            chain=[wire.BadgeLink(link.kind, link.name, link.decided) for link in badge.chain],
            record=badge.record,
            signature=badge.signature,
            key=needs.signer().public,
            may=may,
            objected=badge.objected,
        )

    async def _must_confirm(self, conn: Connection, asker: Asker, badge: Badge) -> None:
        """The institution; the body where it has objected. Raises: badge_not_found, badge_objected, application_own."""
        runs = await may_act_as(conn, asker.person, badge.post) is None
        if not badge.objected and not runs:
            raise NotFound("badge_not_found")
        if badge.objected and runs:
            raise Conflict("badge_objected")
        if badge.objected:
            await self._must_have_given(conn, asker, badge)

    async def _must_have_given(self, conn: Connection, asker: Asker, badge: Badge) -> None:
        """Those who administer the body that gave it, and not about their own. Raises: badge_not_found,
        application_own."""
        if not await decides(conn, asker.person, badge.body):
            raise NotFound("badge_not_found")
        if await may_act_as(conn, asker.person, badge.post) is None:
            raise Refused("application_own")

    async def _in_force(self, conn: Connection, chat: int) -> Badge:
        badge = await badges.lock(conn, chat)
        if badge is None:
            raise NotFound("badge_not_found")
        if badge.state not in IN_FORCE:
            raise Conflict("badge_gone")
        return badge

    async def _chain(self, conn: Connection, application: Application) -> tuple[Link, ...]:
        """From the top body down to the post, as the directory has it now; with the one who decided."""
        *above, (institution, name) = await names_above(conn, application.organisation)
        links = [Link("body", body, number, decided=number == application.body) for number, body in above]
        if not any(link.decided for link in links):
            # The administrators decided, or a body that does not stand above any more.
            links.insert(0, Link("installation", self._needs.installation, decided=True))
        title = (await actor_cards(conn, [ActorId(application.responsible)]))[ActorId(application.responsible)].title
        return (*links, Link("institution", name, institution), Link("post", title, application.responsible))

    def _signed(self, badge: Badge, application: Application) -> Badge:
        record, signature = self._needs.signer().sign(
            BadgeRecord(
                installation=self._needs.installation,
                chat=badge.chat,
                title=badge.title,
                name=badge.name,
                application=badge.number,
                inn=application.inn,
                ogrn=application.ogrn,
                chain=badge.chain,
                given_at=to_ms(badge.given_at),
                confirmed_at=to_ms(badge.confirmed_at),
                confirm_until=to_ms(badge.confirm_until),
            )
        )
        return replace(badge, record=record, signature=signature)

    async def _on_record(self, conn: Connection, asker: Asker | None, badge: Badge, act: str) -> None:
        await audit.record(
            conn,
            actor=None if asker is None else asker.person,
            act=f"channels.badge_{act}",
            subject=f"chat:{badge.chat}",
            details={"application": badge.application, "body": badge.body},
        )
