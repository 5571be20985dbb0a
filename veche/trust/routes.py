"""The commands of trust."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, Raw, UnsetType

from veche.ground.clock import to_ms
from veche.ground.commands import Asker, Command, Done
from veche.ground.ids import ActorId
from veche.trust import wire
from veche.trust.actions import Trust
from veche.trust.model import Privacy
from veche.trust.store.reports import Report

TAG = "trust"
AT = 1_795_424_400_000
OTHER, CHAT, REPORT = 180388626435, 180388626433, 180388626499
_CARD = wire.ReportCard(
    id=REPORT, reporter=180388626434, reason="fraud", at=AT, count=1, chat=CHAT, actor=OTHER, title="Дороги"
)
_TEXT_ERRORS = ("text_too_long", "text_control", "text_surrogate")


def commands(trust: Trust) -> list[Command[Any, Any]]:
    """Everything that clients can ask of trust."""
    return [*_privacy(trust), *_presence(trust), *_blocks(trust), *_reports(trust), _naming(trust)]


def _naming(trust: Trust) -> Command[Any, Any]:
    async def get_name_warnings(_: Asker, request: wire.GetNameWarnings) -> wire.NameWarningsAnswer:
        return wire.NameWarningsAnswer(await trust.naming.warnings(request.actors))

    return Command(
        name="get_name_warnings",
        summary="Which of these names look like somebody else's: like an official's, like support, of mixed alphabets",
        tag=TAG,
        request=wire.GetNameWarnings,
        answer=wire.NameWarningsAnswer,
        run=get_name_warnings,
        example=wire.GetNameWarnings(actors=[OTHER]),
        answer_example=wire.NameWarningsAnswer([wire.NameWarning(OTHER, ["like_support"])]),
    )


def _privacy(trust: Trust) -> list[Command[Any, Any]]:
    async def get_privacy(asker: Asker, _: wire.Nothing) -> wire.PrivacyAnswer:
        return wire.PrivacyAnswer(await trust.deciding.get(asker))

    async def set_privacy(asker: Asker, request: wire.SetPrivacy) -> wire.PrivacyAnswer:
        fields = {name: getattr(request, name) for name in wire.SetPrivacy.__struct_fields__}
        changes = {name: value for name, value in fields.items() if value is not UNSET}
        return wire.PrivacyAnswer(await trust.deciding.set(asker, **changes))

    example = wire.PrivacyAnswer(Privacy(last_seen="nobody", read_marks=False))
    return [
        Command(
            name="get_privacy",
            summary="Who sees when one was there and what one has read; who may write first and add to chats",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.PrivacyAnswer,
            run=get_privacy,
            example=wire.Nothing(),
            answer_example=example,
        ),
        Command(
            name="set_privacy",
            summary="Change it; what is absent stays. Who hides something does not see it of others",
            tag=TAG,
            request=wire.SetPrivacy,
            answer=wire.PrivacyAnswer,
            run=set_privacy,
            example=wire.SetPrivacy(last_seen="nobody", read_marks=False),
            answer_example=example,
        ),
    ]


def _presence(trust: Trust) -> list[Command[Any, Any]]:
    async def set_there(asker: Asker, request: wire.SetThere) -> Done:
        trust.there.say(asker, there=request.there, post=given(request.as_))
        return Done()

    async def get_presence(asker: Asker, request: wire.GetPresence) -> wire.PresenceAnswer:
        actors = [ActorId(actor) for actor in dict.fromkeys(request.actors)]
        return wire.PresenceAnswer(
            [wire.Presence(one.actor, one.online, one.at) for one in await trust.there.seen(asker, actors)]
        )

    return [
        Command(
            name="set_there",
            summary="Somebody looks at the page (said every minute), with his own hat or that of a post (`as`), "
            "or no longer does",
            tag=TAG,
            request=wire.SetThere,
            answer=Done,
            run=set_there,
            example=wire.SetThere(there=True),
            answer_example=Done(),
        ),
        Command(
            name="get_presence",
            summary="Who of these people is there, or when he last was; of those who show it. Of a post colleagues "
            "learn that its holder is at it now, and nothing more. "
            "For the next two and a half minutes the event `presence` tells who comes and goes: ask again before",
            tag=TAG,
            request=wire.GetPresence,
            answer=wire.PresenceAnswer,
            run=get_presence,
            example=wire.GetPresence(actors=[OTHER]),
            answer_example=wire.PresenceAnswer([wire.Presence(OTHER, seen=AT)]),
        ),
    ]


def _blocks(trust: Trust) -> list[Command[Any, Any]]:
    async def block_actor(asker: Asker, request: wire.AboutActor) -> Done:
        await trust.blocking.block(asker, ActorId(request.actor), as_=given(request.as_))
        return Done()

    async def unblock_actor(asker: Asker, request: wire.AboutActor) -> Done:
        await trust.blocking.unblock(asker, ActorId(request.actor), as_=given(request.as_))
        return Done()

    async def list_blocked(asker: Asker, request: wire.ListBlocked) -> wire.BlockedAnswer:
        rows = await trust.blocking.of(asker, as_=given(request.as_))
        return wire.BlockedAnswer([wire.Blocked(actor, to_ms(at)) for actor, at in rows])

    return [
        Command(
            name="block_actor",
            summary="Close the dialog with somebody for both; he is not told why",
            tag=TAG,
            request=wire.AboutActor,
            answer=Done,
            run=block_actor,
            example=wire.AboutActor(actor=OTHER),
            answer_example=Done(),
            errors=("not_your_post", "actor_not_found", "block_yourself", "too_many_blocks"),
        ),
        Command(
            name="unblock_actor",
            summary="Open it again",
            tag=TAG,
            request=wire.AboutActor,
            answer=Done,
            run=unblock_actor,
            example=wire.AboutActor(actor=OTHER),
            answer_example=Done(),
            errors=("not_your_post",),
        ),
        Command(
            name="list_blocked",
            summary="Whom one blocked",
            tag=TAG,
            request=wire.ListBlocked,
            answer=wire.BlockedAnswer,
            run=list_blocked,
            example=wire.ListBlocked(),
            answer_example=wire.BlockedAnswer([wire.Blocked(OTHER, AT)]),
            errors=("not_your_post",),
        ),
    ]


class _Reports:
    def __init__(self, trust: Trust) -> None:
        self._reporting = trust.reporting

    async def report(self, asker: Asker, request: wire.ReportAsked) -> Done:
        await self._reporting.report(asker, request)
        return Done()

    async def list_reports(self, asker: Asker, request: wire.ListReports) -> wire.ReportsAnswer:
        rows = await self._reporting.page(
            asker, answered=request.answered, after=given(request.after), limit=request.limit + 1
        )
        page = rows[: request.limit]
        return wire.ReportsAnswer([card_of(row) for row in page], page[-1].id if len(rows) > request.limit else UNSET)

    async def take_report(self, asker: Asker, request: wire.TakeReport) -> wire.TakenReport:
        report, others = await self._reporting.take(asker, request.report, over=request.over)
        messages = msgspec.json.decode(report.content, type=list[Raw]) if report.content else []
        return wire.TakenReport(card_of(report), report.note, messages, others)

    async def answer_report(self, asker: Asker, request: wire.AnswerReport) -> wire.ReportAnswer:
        report, others = await self._reporting.answer(asker, request)
        return wire.ReportAnswer(card_of(report), others)


def _reports(trust: Trust) -> list[Command[Any, Any]]:
    run = _Reports(trust)
    shared = ("administrators_only", "report_not_found", "report_answered", "report_about_you")
    return [
        Command(
            name="report",
            summary="Tell the administrators about a person, a chat or messages; what is reported is kept as it is now",
            tag=TAG,
            request=wire.ReportAsked,
            answer=Done,
            run=run.report,
            example=wire.ReportAsked(reason="fraud", chat=CHAT, seqs=[42], note="Просит код из СМС"),
            answer_example=Done(),
            errors=("report_nothing", "chat_not_found", "actor_not_found", "not_your_post", *_TEXT_ERRORS,
                    "too_many_reports"),
        ),
        Command(
            name="list_reports",
            summary="For administrators: what is to be looked at, without what was written",
            tag=TAG,
            request=wire.ListReports,
            answer=wire.ReportsAnswer,
            run=run.list_reports,
            example=wire.ListReports(limit=20),
            answer_example=wire.ReportsAnswer([_CARD]),
            errors=("administrators_only",),
        ),
        Command(
            name="take_report",
            summary="Take a report and see what was written; it is on record who looked",
            tag=TAG,
            request=wire.TakeReport,
            answer=wire.TakenReport,
            run=run.take_report,
            example=wire.TakeReport(report=REPORT),
            answer_example=wire.TakenReport(_CARD, "Просит код из СМС", []),
            errors=(*shared, "report_taken"),
        ),
        Command(
            name="answer_report",
            summary="Say what became of a report that one took; what was written is deleted from it",
            tag=TAG,
            request=wire.AnswerReport,
            answer=wire.ReportAnswer,
            run=run.answer_report,
            example=wire.AnswerReport(report=REPORT, outcome="acted", answer="Учётная запись закрыта"),
            answer_example=wire.ReportAnswer(_CARD),
            errors=(*shared, "report_not_yours", *_TEXT_ERRORS),
        ),
    ]  # fmt: skip


def card_of(report: Report) -> wire.ReportCard:
    """A report without what was written."""
    return wire.ReportCard(
        id=report.id,
        reporter=report.reporter,
        reason=report.reason,
        at=to_ms(report.reported_at),
        count=report.count,
        chat=report.chat,
        actor=report.actor,
        title=report.title,
        taken_by=report.taken_by,
        answered_at=None if report.answered_at is None else to_ms(report.answered_at),
        outcome=report.outcome,
        answer=report.answer,
    )


def given(value: int | UnsetType) -> int | None:
    return None if value is UNSET else value
