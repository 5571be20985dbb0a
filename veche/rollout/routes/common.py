"""What the commands of a rollout share."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from msgspec import Struct

from veche.ground.commands import Asker, Command
from veche.rollout import wire
from veche.rollout.actions import Rollout
from veche.rollout.model import Cell, Point

TAG = "rollout"
PLAN, WAVE, UNIT, POST, CHAT = 180388626500, 180388626501, 180388626502, 180388626503, 180388626504
ORGANISATION, GROUP, MIRROR = 180388626505, 180388626506, 180388626507
CITY = "Администрация Верхнеозёрска"
DUE = date(2026, 11, 27)
BAD_NAME = ("name_empty", "name_bidi", "text_control", "text_surrogate", "text_too_long")
SCOPED = ("administrators_only", "not_your_unit")

CARD = wire.PlanCard(
    id=PLAN,
    organisation=ORGANISATION,
    organisation_name=CITY,
    title="Переход на Вече",
    target="messenger",
    starts_on=date(2026, 9, 25),
    due_on=date(2026, 12, 26),
    reminders=3,
    remind_days=3,
    may_manage=True,
)
PEOPLE = Cell(people=1940, invited=1940, signed_in=890, protected=700, joined=610, share=45)
REPORT = wire.RolloutReport(
    plan=CARD,
    today=date(2026, 11, 19),
    people=PEOPLE,
    ahead=155,
    waves=[
        wire.WaveCard(
            id=WAVE,
            number=3,
            title="Волна 3",
            due_on=DUE,
            state="running",
            people=Cell(people=1940, invited=1940, signed_in=890, share=45),
        )
    ],
    units=[
        wire.UnitRow(
            id=UNIT,
            name="Управление жилищно-коммунального хозяйства",
            depth=0,
            people=Cell(people=390, invited=390, signed_in=225, protected=200, joined=180, share=57),
            look="going",
            due_on=DUE,
        )
    ],
    days=[Point(date(2026, 11, 19), planned=1205, left=1050, forecast=1050)],
    groups=[wire.GroupCard(id=GROUP, title="Дежурные", unit=UNIT)],
    letters=wire.LettersCard(ways=["email"], waiting=0, sent=1200, failed=5, unsure=0),
)


def changing(
    rollout: Rollout,
    name: str,
    summary: str,
    *,
    act: Callable[[Asker, Any], Awaitable[int]],
    example: Struct,
    errors: tuple[str, ...],
) -> Command[Any, Any]:
    """A command that changes a plan and answers how it stands then; `act` answers which plan it was."""

    async def run(asker: Asker, request: Struct) -> wire.RolloutReport:
        plan = await act(asker, request)
        await rollout.watching.changed(plan)
        return await rollout.telling.report(asker, wire.AboutRollout(plan))

    return Command(
        name=name,
        summary=summary,
        tag=TAG,
        request=type(example),
        answer=wire.RolloutReport,
        run=run,
        example=example,
        answer_example=REPORT,
        errors=tuple(dict.fromkeys(("plan_not_found", *SCOPED, *errors))),
    )
