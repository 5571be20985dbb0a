"""Commands about old groups, recommendations and mirrors."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Asker, Command, Done
from veche.rollout import wire
from veche.rollout.actions import Rollout
from veche.rollout.routes.common import (
    BAD_NAME,
    CHAT,
    DUE,
    GROUP,
    MIRROR,
    ORGANISATION,
    PLAN,
    SCOPED,
    TAG,
    UNIT,
    changing,
)


def around_commands(rollout: Rollout) -> list[Command[Any, Any]]:
    return [*_groups(rollout), *_others(rollout)]


def _groups(rollout: Rollout) -> list[Command[Any, Any]]:
    groups = rollout.old_groups
    return [
        changing(
            rollout,
            "add_old_group",
            "Name a group in another messenger that is to end. Who answers for the unit.",
            act=groups.add,
            example=wire.AddOldGroup(plan=PLAN, title="Дежурные", unit=UNIT),
            errors=("unit_not_found", "too_many_groups", *BAD_NAME),
        ),
        changing(
            rollout,
            "set_old_group",
            "Say that a group in another messenger is closed, or open after all. Who answers for the unit.",
            act=groups.set,
            example=wire.SetOldGroup(group=GROUP, closed=True),
            errors=("group_not_found",),
        ),
        changing(
            rollout,
            "remove_old_group",
            "Take a group in another messenger off the list. Who answers for the unit.",
            act=groups.remove,
            example=wire.AboutGroup(group=GROUP),
            errors=("group_not_found",),
        ),
    ]


def _others(rollout: Rollout) -> list[Command[Any, Any]]:
    async def recommend(asker: Asker, request: wire.Recommend) -> Done:
        await rollout.advising.recommend(asker, request)
        return Done()

    async def start_mirror(asker: Asker, request: wire.StartMirror) -> Done:
        await rollout.mirroring.start(asker, request)
        return Done()

    async def end_mirror(asker: Asker, request: wire.AboutMirror) -> Done:
        await rollout.mirroring.end(asker, request)
        return Done()

    return [
        Command(
            name="recommend_rollout",
            summary="What a body advises those below it; it changes nothing of theirs. An empty text withdraws it",
            tag=TAG,
            request=wire.Recommend,
            answer=Done,
            run=recommend,
            example=wire.Recommend(organisation=ORGANISATION, text="Закончить до конца года", due_on=DUE),
            answer_example=Done(),
            errors=(*SCOPED, "text_too_long", "text_control", "text_surrogate"),
        ),
        Command(
            name="start_mirror",
            summary="Show the posts of a public channel on a page and a feed without sign-in, until a day",
            tag=TAG,
            request=wire.StartMirror,
            answer=Done,
            run=start_mirror,
            example=wire.StartMirror(organisation=ORGANISATION, chat=CHAT, ends_on=DUE),
            answer_example=Done(),
            errors=(*SCOPED, "rollout_dates", "chat_not_found", "no_right", "mirror_not_public", "mirror_exists"),
        ),
        Command(
            name="end_mirror",
            summary="End a mirror before its day",
            tag=TAG,
            request=wire.AboutMirror,
            answer=Done,
            run=end_mirror,
            example=wire.AboutMirror(MIRROR),
            answer_example=Done(),
            errors=(*SCOPED, "mirror_not_found"),
        ),
    ]
