"""Telling administrators what should not be, and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from veche.directory import holders_of
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId, PersonId, PostId
from veche.ground.text import clean_text
from veche.identity import actor_cards, asker_card, tell_person
from veche.trust.actions.base import Needs
from veche.trust.model import ANSWERED_KEPT, NOTE_LIMIT, REPORTED_AT_ONCE, REPORTS, Outcome
from veche.trust.store import reports
from veche.trust.store.reports import Report
from veche.trust.wire import AnswerReport, ReportAsked

ANSWERED_AT_ONCE = 200
"""So many reports one answer may settle."""


class Reporting:
    """Reports are seen by administrators; what was written, only by the one who took the report."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def report(self, asker: Asker, asked: ReportAsked) -> int:
        """Keep what is reported as it is now, whatever becomes of it later.

        Raises: report_nothing, chat_not_found, actor_not_found, not_your_post, text_…, too_many_reports."""
        needs = self._needs
        chat = None if asked.chat is msgspec.UNSET else asked.chat
        accused = None if asked.actor is msgspec.UNSET else ActorId(asked.actor)
        note = clean_text(asked.note, limit=NOTE_LIMIT, field="note").strip()
        if (chat is None and accused is None) or (asked.seqs and chat is None) or accused == ActorId(asker.person):
            raise BadInput("report_nothing")
        reporter = await needs.acting(needs.db, asker, None if asked.as_ is msgspec.UNSET else asked.as_)
        title, content, count = "", None, 0
        if chat is not None:
            seqs = list(dict.fromkeys(asked.seqs))[:REPORTED_AT_ONCE]
            shown = await needs.witness.evidence(asker, chat, seqs)
            if seqs and not shown.messages:
                raise BadInput("report_nothing")
            title, count = shown.title, len(shown.messages)
            content = msgspec.json.encode(shown.messages).decode() if shown.messages else None
            authors = set(shown.authors)
            if accused is None and len(authors) == 1:
                accused = ActorId(next(iter(authors)))
        if accused is not None and accused not in await actor_cards(needs.db, [accused]):
            raise NotFound("actor_not_found", actors=[int(accused)])
        await needs.limits.take(REPORTS, asker.person)
        report = Report(
            id=needs.ids.new(),
            reporter=reporter,
            chat=chat,
            actor=accused,
            title=title,
            reason=asked.reason,
            note=note,
            content=content,
            count=count,
            reported_at=needs.clock.now(),
        )
        async with needs.db.transaction() as conn:
            await reports.add(conn, report)
        return report.id

    async def page(self, asker: Asker, *, answered: bool, after: int | None, limit: int) -> list[Report]:
        """Open reports, the oldest first; or answered ones, the newest first. Raises: administrators_only."""
        await self._administrator(asker)
        await reports.forget(self._needs.db, answered_before=self._needs.clock.now() - ANSWERED_KEPT)
        return await reports.page(self._needs.db, answered=answered, before=after, limit=limit)

    async def take(self, asker: Asker, report: int, *, over: bool) -> tuple[Report, int]:
        """Take a report and see what was written; and how many others may be answered together with it. It is on
        record who looked.

        Raises: administrators_only, report_not_found, report_answered, report_about_you, report_taken."""
        needs = self._needs
        await self._administrator(asker)
        async with needs.db.transaction() as conn:
            found = await self._open(conn, asker, report)
            if found.taken_by is not None and found.taken_by != asker.person and not over:
                raise Conflict("report_taken")
            await reports.take(conn, report, by=asker.person, now=needs.clock.now())
            act = "report_taken_over" if found.taken_by not in (None, asker.person) else "report_opened"
            await audit.record(
                conn, actor=asker.person, act=f"trust.{act}", subject=f"report:{report}", details={"count": found.count}
            )
            others = await reports.count_others(conn, found, by=asker.person)
        return msgspec.structs.replace(found, taken_by=asker.person), others

    async def answer(self, asker: Asker, asked: AnswerReport) -> tuple[Report, int]:
        """Say what became of it, also of the others about the same one if that is wished: how many. What was written is
        deleted from the reports, and those who reported are told that there is an answer.

        Raises: administrators_only, report_not_found, report_answered, report_about_you, report_not_yours."""
        needs = self._needs
        await self._administrator(asker)
        words = clean_text(asked.answer, limit=NOTE_LIMIT, field="answer").strip()
        async with needs.db.transaction() as conn:
            found = await self._open(conn, asker, asked.report)
            if found.taken_by != asker.person:
                raise Conflict("report_not_yours")
            others = (
                await reports.lock_others(conn, found, by=asker.person, limit=ANSWERED_AT_ONCE)
                if asked.with_others
                else []
            )
            now = needs.clock.now()
            for one in (found, *others):
                await reports.answer(conn, one.id, by=asker.person, outcome=asked.outcome, answer=words, now=now)
            told = await self._tell(conn, [found, *others], asked.outcome, now)
            await audit.record(
                conn,
                actor=asker.person,
                act="trust.report_answered",
                subject=f"report:{found.id}",
                details={"outcome": asked.outcome, **({"others": [one.id for one in others]} if others else {})},
            )
        for event in told:
            needs.announce(event)
        return (
            msgspec.structs.replace(found, outcome=asked.outcome, answer=words, answered_at=now, content=None),
            len(others),
        )

    async def _tell(
        self, conn: Connection, answered: Sequence[Report], outcome: Outcome, now: datetime
    ) -> list[msgspec.Struct]:
        """Word for each person who reported, once. Who reported for a post: whoever holds it now."""
        reporters = list(dict.fromkeys(report.reporter for report in answered))
        holders = await holders_of(conn, [PostId(reporter) for reporter in reporters])
        cards = await actor_cards(conn, reporters)
        people = [
            PersonId(reporter) if card.kind == "person" else holders.get(PostId(reporter))
            for reporter in reporters
            if (card := cards.get(reporter)) is not None and not card.deactivated
        ]
        return [
            await tell_person(conn, person, f"report_{outcome}", number=self._needs.ids.new(), at=now)
            for person in dict.fromkeys(people)
            if person is not None
        ]

    async def _open(self, conn: Connection, asker: Asker, report: int) -> Report:
        found = await reports.lock(conn, report)
        if found is None:
            raise NotFound("report_not_found")
        if found.answered_at is not None:
            raise Conflict("report_answered")
        if found.actor == ActorId(asker.person):
            raise Refused("report_about_you")
        return found

    async def _administrator(self, asker: Asker) -> None:
        """Read from the database: the right may have been taken a moment ago."""
        card = await asker_card(self._needs.db, asker.person)
        if card is None or not card.administrator:
            raise Refused("administrators_only")
