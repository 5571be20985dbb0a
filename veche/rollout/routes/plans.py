"""Commands about plans and their units."""

from __future__ import annotations

from datetime import date
from typing import Any

from veche.ground.commands import Asker, Command
from veche.rollout import wire
from veche.rollout.actions import Rollout
from veche.rollout.routes.common import (
    BAD_NAME,
    CARD,
    CHAT,
    CITY,
    DUE,
    ORGANISATION,
    PLAN,
    POST,
    REPORT,
    TAG,
    UNIT,
    changing,
)

PLAN_ERRORS = ("rollout_dates", "file_not_found", "chat_not_found", "no_right", "mirror_not_public", *BAD_NAME)


def plan_commands(rollout: Rollout) -> list[Command[Any, Any]]:
    return [*_reading(rollout), *_deciding(rollout)]


def _reading(rollout: Rollout) -> list[Command[Any, Any]]:
    async def report(asker: Asker, request: wire.AboutRollout) -> wire.RolloutReport:
        since = rollout.watching.moment
        found = await rollout.telling.report(asker, request)
        rollout.watching.looked(asker.person, request.plan, since=since)
        return found

    return [
        Command(
            name="list_rollouts",
            summary="The bodies that the asker administers or answers in, with their plans, and the bodies below them",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.Rollouts,
            run=rollout.listing.rollouts,
            example=wire.Nothing(),
            answer_example=wire.Rollouts(
                [wire.RolloutSummary(organisation=ORGANISATION, name=CITY, may_manage=True, plan=CARD)]
            ),
        ),
        Command(
            name="get_rollout",
            summary="How a plan stands; changes are told for three minutes. People in fives, or in words",
            tag=TAG,
            request=wire.AboutRollout,
            answer=wire.RolloutReport,
            run=report,
            example=wire.AboutRollout(PLAN),
            answer_example=REPORT,
            errors=("plan_not_found",),
        ),
    ]


def _deciding(rollout: Rollout) -> list[Command[Any, Any]]:
    planning = rollout.planning
    return [
        changing(
            rollout,
            "create_rollout",
            "Begin a plan for an organisation, with the days that it sets itself. Its administrators only.",
            act=planning.create,
            example=wire.CreateRollout(
                organisation=ORGANISATION,
                title="Переход на Вече",
                starts_on=date(2026, 9, 25),
                due_on=date(2026, 12, 26),
            ),
            errors=("organisation_not_found", "rollout_exists", *PLAN_ERRORS),
        ),
        changing(
            rollout,
            "change_rollout",
            "Change a plan: only what is given. Administrators of the organisation only.",
            act=planning.change,
            example=wire.ChangeRollout(plan=PLAN, compared=True, public=True),
            errors=("rollout_exists", *PLAN_ERRORS),
        ),
        changing(
            rollout,
            "set_rollout_unit",
            "Who answers for a unit in a plan, and the chat of its people. Administrators of the unit only.",
            act=planning.set_unit,
            example=wire.SetRolloutUnit(plan=PLAN, unit=UNIT, responsible=POST, chat=CHAT),
            errors=("unit_not_found", "post_not_found", "chat_not_found"),
        ),
        changing(
            rollout,
            "add_wave",
            "Add a wave: units with everything below them, or posts by name. Administrators of the organisation only.",
            act=planning.add_wave,
            example=wire.AddWave(plan=PLAN, title="Волна 3", due_on=DUE, units=[UNIT]),
            errors=(
                *("rollout_closed", "rollout_dates", "too_many_waves", "wave_empty"),
                *("unit_not_found", "post_not_found", *BAD_NAME),
            ),
        ),
    ]
