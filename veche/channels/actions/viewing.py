"""Applications as those concerned see them, and their documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from veche.channels import wire
from veche.channels.actions.base import Needs, decides, is_applicant
from veche.channels.actions.flagging import Flagging
from veche.channels.model import WAITING, Application, Badge, Step, may_appeal
from veche.channels.store import applications, badges
from veche.directory import organisation_names, posts_of, scope_of
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.errors import NotFound, Refused

SHOWN_AT_ONCE = 100
OF_A_BODY: Final = frozenset(
    {
        "submitted", "refused", "approved", "appealed", "appeal_refused", "appeal_approved", "escalated", "objected",
        "countersigned",
    }
)  # fmt: skip
"""Steps that one body took, or has before it; the others say who by themselves."""


class Viewing:
    """The institution and those who decide; nobody else learns that there is such an application."""

    def __init__(self, needs: Needs, flagging: Flagging) -> None:
        self._needs = needs
        self._flagging = flagging

    async def mine(self, asker: Asker) -> list[wire.ApplicationCard]:
        """Of all posts that the asker holds, the newest first."""
        db = self._needs.db
        found = await applications.of_posts(db, await posts_of(db, asker.person), limit=SHOWN_AT_ONCE)
        return await self._cards(found)

    async def to_decide(self, asker: Asker, asked: wire.ListApplications) -> wire.ApplicationsAnswer:
        """What waits for the bodies that the asker administers, the longest waiting first. Raises:
        administrators_only."""
        db, most = self._needs.db, asked.limit
        bodies = await self._bodies(asker)
        found = await applications.waiting(db, bodies, after=asked.after, limit=most + 1)
        following = found[most - 1].number if len(found) > most else None
        return wire.ApplicationsAnswer(await self._cards(found[:most]), following)

    async def given(self, asker: Asker, asked: wire.ListApplications) -> wire.ApplicationsAnswer:
        """Applications whose badges the asker's bodies gave, the next to be confirmed first. Raises:
        administrators_only."""
        db, most = self._needs.db, asked.limit
        found = await badges.given_by(db, await self._bodies(asker), after=asked.after, limit=most + 1)
        following = found[most - 1].application if len(found) > most else None
        shown = await applications.some(db, [badge.application for badge in found[:most]])
        return wire.ApplicationsAnswer(await self._cards(shown), following)

    async def one(self, asker: Asker, number: int) -> wire.ApplicationView:
        """Raises: application_not_found."""
        needs = self._needs
        application = await applications.get(needs.db, number)
        if application is None:
            raise NotFound("application_not_found")
        mine = await is_applicant(needs.db, asker.person, application)
        may_decide = application.state != "draft" and await decides(needs.db, asker.person, application.body)
        if not mine and not may_decide:
            raise NotFound("application_not_found")
        [card] = await self._cards([application])
        return wire.ApplicationView(
            card=card,
            post=application.post,
            responsible=application.responsible,
            about=application.about,
            inn=application.inn,
            ogrn=application.ogrn,
            kpp=application.kpp,
            samples=list(application.samples),
            named=application.named,
            files=await needs.files.cards(needs.db, await applications.files_of(needs.db, application.id)),
            steps=await self._steps(await applications.steps_of(needs.db, application.id)),
            may=await self._may(asker, application, card, mine=mine, decides=may_decide),
            chat=application.chat,
            flags=await self._flagging.of(application) if may_decide else [],
        )

    async def _may(
        self, asker: Asker, application: Application, card: wire.ApplicationCard, *, mine: bool, decides: bool
    ) -> list[wire.May]:
        may: list[wire.May] = []
        if mine and application.state == "draft":
            may += ["edit", "submit", "withdraw"]
        if mine and application.state in WAITING:
            may.append("withdraw")
        if mine and may_appeal(application, now=self._needs.clock.now()) is None:
            may.append("appeal")
        if decides and application.state in WAITING:
            try:
                await self._needs.must_decide(self._needs.db, asker, application)
                may.append("decide")
            except Refused:
                pass
        return may

    async def _bodies(self, asker: Asker) -> list[int] | None:
        """None: all, the installation's too. Raises: administrators_only."""
        scope = await scope_of(self._needs.db, asker.person)
        if scope.everything:
            return None
        bodies = [int(part.organisation) for part in scope.parts if part.unit is None]
        if not bodies:
            raise Refused("administrators_only")
        return bodies

    async def _cards(self, found: Sequence[Application]) -> list[wire.ApplicationCard]:
        db = self._needs.db
        given = await badges.of_applications(db, [one.id for one in found])
        named = {one.organisation for one in found} | {one.body for one in found if one.body is not None}
        names = await organisation_names(db, named)
        return [
            wire.ApplicationCard(
                id=one.id,
                number=one.number,
                state=one.state,
                title=one.title,
                name=one.name,
                organisation=one.organisation,
                organisation_name=names.get(one.organisation, ""),
                edition=one.edition,
                changed_at=to_ms(one.changed_at),
                body=body_of(one.body, names),
                appeal=one.appeal,
                overdue=one.overdue,
                submitted_at=None if one.submitted_at is None else to_ms(one.submitted_at),
                decide_until=None if one.decide_until is None else to_ms(one.decide_until),
                appeal_until=None if one.appeal_until is None else to_ms(one.appeal_until),
                decided_at=None if one.decided_at is None else to_ms(one.decided_at),
                badge=brief_of(given.get(one.id)),
            )
            for one in found
        ]

    async def _steps(self, steps: Sequence[Step]) -> list[wire.HistoryStep]:
        names = await organisation_names(self._needs.db, {step.body for step in steps if step.body is not None})
        return [
            wire.HistoryStep(
                act=step.act,
                at=to_ms(step.at),
                body=body_of(step.body, names) if step.act in OF_A_BODY else None,
                reason=step.reason,
            )
            for step in steps
        ]


def body_of(body: int | None, names: Mapping[int, str]) -> wire.Body:
    return wire.Body() if body is None else wire.Body(names.get(body, ""), body)


def brief_of(badge: Badge | None) -> wire.BadgeBrief | None:
    return None if badge is None else wire.BadgeBrief(badge.chat, badge.state, to_ms(badge.confirm_until))
