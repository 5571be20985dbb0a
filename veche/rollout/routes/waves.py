"""Commands about waves and the invitations of those in them."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command
from veche.rollout import wire
from veche.rollout.actions import Rollout
from veche.rollout.routes.common import BAD_NAME, DUE, GROUP, PLAN, POST, SCOPED, TAG, UNIT, WAVE, changing

ABOUT = wire.AboutWave(WAVE)


def wave_commands(rollout: Rollout) -> list[Command[Any, Any]]:
    return [*_planning(rollout), *_naming(rollout), *_running(rollout), *_handing(rollout)]


def _planning(rollout: Rollout) -> list[Command[Any, Any]]:
    planning = rollout.planning
    return [
        changing(
            rollout,
            "change_wave",
            "Change a wave: only what is given; who is in it only while it does not run.",
            act=planning.change_wave,
            example=wire.ChangeWave(wave=WAVE, due_on=DUE, units=[UNIT]),
            errors=(
                *("wave_not_found", "wave_running", "wave_empty", "rollout_dates", "unit_not_found", "post_not_found"),
                *BAD_NAME,
            ),
        ),
        changing(
            rollout,
            "remove_wave",
            "Take away a wave that never ran.",
            act=planning.remove_wave,
            example=ABOUT,
            errors=("wave_not_found", "wave_running"),
        ),
    ]


def _naming(rollout: Rollout) -> list[Command[Any, Any]]:
    naming = rollout.naming
    return [
        Command(
            name="list_rollout_groups",
            summary="Named lists of a directory, which a wave may be made of. Administrators of the organisation only",
            tag=TAG,
            request=wire.AboutRollout,
            answer=wire.NamedGroups,
            run=naming.groups,
            example=wire.AboutRollout(PLAN),
            answer_example=wire.NamedGroups([wire.NamedGroup(GROUP, "Дежурная смена", 42)]),
            errors=("plan_not_found", *SCOPED),
        ),
        Command(
            name="find_for_wave",
            summary="Whose posts a pasted list means, or a named list. Administrators of the organisation only",
            tag=TAG,
            request=wire.FindForWave,
            answer=wire.FoundForWave,
            run=naming.find,
            example=wire.FindForWave(plan=PLAN, words=["a.sokolova@city.example", "00417", "00999"]),
            answer_example=wire.FoundForWave(posts=[POST, UNIT], missing=["00999"]),
            errors=("plan_not_found", "group_not_found", *SCOPED),
        ),
    ]


def _running(rollout: Rollout) -> list[Command[Any, Any]]:
    running = rollout.running
    return [
        changing(
            rollout,
            "start_wave",
            "Invite everybody in a wave; again: whoever was hired since.",
            act=running.start,
            example=ABOUT,
            errors=("wave_not_found", "rollout_closed"),
        ),
        changing(
            rollout,
            "pause_wave",
            "Send nothing more; invitations that people have still let them in.",
            act=running.pause,
            example=ABOUT,
            errors=("wave_not_found", "wave_not_running"),
        ),
        changing(
            rollout,
            "roll_back_wave",
            "Invitations that were not used lead nowhere any more; who has come stays.",
            act=running.roll_back,
            example=ABOUT,
            errors=("wave_not_found", "wave_not_running"),
        ),
    ]


def _handing(rollout: Rollout) -> list[Command[Any, Any]]:
    handing = rollout.handing
    return [
        changing(
            rollout,
            "open_wave_help",
            "Open a group for questions; letters and sheets of the wave have its link.",
            act=rollout.helping.open,
            example=ABOUT,
            errors=("wave_not_found", "wave_has_help", "too_many_chats"),
        ),
        Command(
            name="list_help_desks",
            summary="The chats for questions of the waves in which the asker's posts move",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.HelpDesks,
            run=rollout.helping.mine,
            example=wire.Nothing(),
            answer_example=wire.HelpDesks([wire.HelpDesk("Волна 3", "https://veche.example/join#mD2Vd1cM0FJr")]),
        ),
        Command(
            name="find_in_wave",
            summary="People of a wave by name, title or unit. Whether somebody has come is not told",
            tag=TAG,
            request=wire.FindInWave,
            answer=wire.WavePeople,
            run=handing.people,
            example=wire.FindInWave(wave=WAVE, text="соколова"),
            answer_example=wire.WavePeople(
                [wire.WavePerson(POST, "Начальник отдела", "Отдел благоустройства", "Соколова Анна Петровна")]
            ),
            errors=("wave_not_found", "plan_not_found", "administrators_only"),
        ),
        Command(
            name="wave_invitation",
            summary="The link of one person in a wave, to be handed over; on record",
            tag=TAG,
            request=wire.WaveInvitation,
            answer=wire.WaveInvitationAnswer,
            run=handing.invitation,
            example=wire.WaveInvitation(wave=WAVE, post=POST),
            answer_example=wire.WaveInvitationAnswer("https://veche.example/invite#mD2Vd1cM0FJr7nT4xW8bK5hL"),
            errors=(
                *("wave_not_found", "plan_not_found", "administrators_only"),
                *("wave_not_running", "post_held", "not_invited_yet"),
            ),
        ),
    ]
