"""The institution's side: draft, hand in, withdraw, appeal."""

from __future__ import annotations

from msgspec import UNSET, Struct
from msgspec.structs import replace

from veche.channels import wire
from veche.channels.actions.base import Needs, next_body
from veche.channels.model import (
    ABOUT_LIMIT,
    EDITS,
    OPEN_PER_ORGANISATION,
    REASON_LEAST,
    REASON_LIMIT,
    SAMPLE_LIMIT,
    TITLE_LIMIT,
    WAITING,
    Application,
    may_appeal,
    name_refusal,
)
from veche.channels.model.registers import bare, registers_refusal
from veche.channels.store import applications, badges
from veche.directory import body_above, may_act_as, organisations_of
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import BadInput, Conflict, Refused
from veche.ground.ids import ActorId, ChatId, PostId
from veche.ground.text import clean_name, clean_text


class Applying:
    """Whoever holds the post at this moment goes on with what was written for it."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def save(self, asker: Asker, asked: wire.SetApplication) -> Application:
        """Write or change a draft. Numbers and names are looked at when it is handed in, and here already, so that one
        learns of it at the field.

        Raises: not_your_post, post_elsewhere, application_not_found, application_not_draft, too_many_applications,
        inn_wrong, ogrn_wrong, kpp_wrong, registers_differ, channel_name_wrong, channel_name_taken, chat_not_found,
        channel_not_yours, file_not_found, file_not_ready, text_…, name_…, too_many_requests."""
        needs, post = self._needs, PostId(asked.as_)
        await needs.limits.take(EDITS, asker.person)
        async with needs.db.transaction() as conn:
            refusal = await may_act_as(conn, asker.person, post)
            if refusal is not None:
                raise refusal
            before = None
            if asked.application is not UNSET:
                before = await needs.own(conn, asker, asked.application)
                if before.state != "draft":
                    raise Conflict("application_not_draft")
            after = await self._draft(conn, asker, asked, before)
            await self._must_do(conn, after)
            await applications.put(conn, after)
            await self._papers(conn, asker, after.id, asked.files)
        return after

    async def submit(self, asker: Asker, number: int) -> Application:
        """Hand it in: the body above has it from now on, and a day by which to answer.

        Raises: application_not_found, application_not_draft, samples_missing, papers_missing, and about numbers
        and names."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            draft = await needs.own(conn, asker, number)
            if draft.state != "draft":
                raise Conflict("application_not_draft")
            if not draft.samples:
                raise BadInput("samples_missing")
            if needs.policy.papers and not await applications.files_of(conn, draft.id):
                raise BadInput("papers_missing")
            await self._must_do(conn, draft)
            now = needs.clock.now()
            after = replace(
                draft,
                number=await applications.next_number(conn),
                state="waiting",
                body=await body_above(conn, draft.organisation),
                edition=draft.edition + 1,
                changed_at=now,
                submitted_at=now,
                decide_until=now + needs.policy.decide_in,
                person=asker.person,
            )
            await applications.put(conn, after)
            await needs.note(conn, after, "submitted", person=asker.person, body=after.body)
            told = await needs.tell_deciders(conn, after, "channel_asked")
            await audit.record(
                conn,
                actor=asker.person,
                act="channels.submitted",
                subject=f"application:{after.id}",
                details={"number": after.number, "organisation": after.organisation, "body": after.body},
            )
        needs.tell(told)
        return after

    async def withdraw(self, asker: Asker, number: int) -> Application | None:
        """Take it back; a draft is gone. Raises: application_not_found, application_decided."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            before = await needs.own(conn, asker, number)
            if before.state == "draft":
                await self._papers(conn, asker, before.id, [])
                await applications.remove(conn, before.id)
                return None
            if before.state not in WAITING:
                raise Conflict("application_decided")
            after = replace(
                before, state="withdrawn", edition=before.edition + 1, changed_at=needs.clock.now(), decide_until=None
            )
            await applications.put(conn, after)
            await needs.note(conn, after, "withdrawn", person=asker.person)
            await audit.record(conn, actor=asker.person, act="channels.withdrawn", subject=f"application:{after.id}")
        return after

    async def appeal(self, asker: Asker, asked: wire.Appeal) -> Application:
        """Once, with a reason: the next body decides; above the last one the installation's administrators do, and not
        the one who refused.

        Raises: application_not_found, application_not_refused, appeal_decided, appeal_too_late, reason_too_short,
        text_…"""
        needs = self._needs
        reason = reason_of(asked.reason, needed=True)
        told: list[Struct]
        async with needs.db.transaction() as conn:
            before = await needs.own(conn, asker, asked.application)
            now = needs.clock.now()
            refusal = may_appeal(before, now=now)
            if refusal is not None:
                raise refusal
            after = replace(
                before,
                state="appealed",
                appeal=True,
                body=await next_body(conn, before.body),
                edition=before.edition + 1,
                changed_at=now,
                decide_until=now + needs.policy.answer_appeal_in,
                decided_at=None,
                overdue=False,
            )
            await applications.put(conn, after)
            await needs.note(conn, after, "appealed", person=asker.person, body=after.body, reason=reason)
            told = await needs.tell_deciders(conn, after, "channel_appealed")
            await audit.record(
                conn,
                actor=asker.person,
                act="channels.appealed",
                subject=f"application:{after.id}",
                details={"body": after.body},
            )
        needs.tell(told)
        return after

    async def _draft(
        self, conn: Connection, asker: Asker, asked: wire.SetApplication, before: Application | None
    ) -> Application:
        needs, post = self._needs, PostId(asked.as_)
        responsible = post if asked.responsible is UNSET else PostId(asked.responsible)
        places = await organisations_of(conn, [post, responsible])
        organisation = places[post]
        if places.get(responsible) != organisation:
            raise Refused("post_elsewhere")
        if before is not None and before.organisation != organisation:
            raise Refused("post_elsewhere")
        if before is None and await applications.open_of(conn, organisation) >= OPEN_PER_ORGANISATION:
            raise Conflict("too_many_applications", limit=OPEN_PER_ORGANISATION)
        samples = [clean_text(text, limit=SAMPLE_LIMIT, field="samples").strip() for text in asked.samples]
        return Application(
            id=before.id if before else needs.ids.new(),
            number=0,
            state="draft",
            organisation=organisation,
            post=before.post if before else post,
            responsible=responsible,
            person=asker.person,
            title=clean_name(asked.title, limit=TITLE_LIMIT, field="title"),
            name=asked.name.strip().removeprefix("@").lower(),
            about=clean_text(asked.about, limit=ABOUT_LIMIT, field="about").strip(),
            inn=bare(asked.inn),
            ogrn=bare(asked.ogrn),
            kpp=bare(asked.kpp),
            samples=tuple(filter(None, samples)),
            named=asked.named,
            chat=None if asked.chat is UNSET else ChatId(asked.chat),
            body=None,
            appeal=False,
            edition=before.edition + 1 if before else 1,
            changed_at=needs.clock.now(),
        )

    async def _must_do(self, conn: Connection, draft: Application) -> None:
        """Well-formed numbers, a link name that is free, a channel that belongs to the post."""
        refusal = registers_refusal(inn=draft.inn, ogrn=draft.ogrn, kpp=draft.kpp) or name_refusal(draft.name)
        if refusal is not None:
            raise refusal
        taken = await badges.named(conn, draft.name)
        if taken is not None and taken.chat != draft.chat:
            raise Conflict("channel_name_taken")
        if draft.chat is not None:
            await self._needs.rooms.must_run(conn, draft.chat, ActorId(draft.responsible))

    async def _papers(self, conn: Connection, asker: Asker, application: int, wanted: list[int]) -> None:
        """Documents that are named anew must be the asker's own uploads; those that were there stay as they are."""
        before = set(await applications.files_of(conn, application))
        new, gone = [one for one in wanted if one not in before], sorted(before - set(wanted))
        await self._needs.files.take(conn, asker.person, new)
        await applications.add_files(conn, application, new)
        if gone:
            await applications.drop_files(conn, application, gone)
            await self._needs.files.let_go(conn, gone)


def reason_of(text: str, *, needed: bool) -> str:
    """A reason as people wrote it. Raises: reason_too_short, text_…"""
    reason = clean_text(text, limit=REASON_LIMIT, field="reason").strip()
    if needed and len(reason) < REASON_LEAST:
        raise BadInput("reason_too_short", least=REASON_LEAST)
    return reason
