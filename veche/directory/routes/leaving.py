"""Commands: dismissals, of one and of many."""

from __future__ import annotations

from typing import Any

from veche.directory.actions import Directory
from veche.directory.routes.common import ORGANISATION, PERSON, POST, TAG, change
from veche.directory.wire import leaving as wire
from veche.directory.wire.basics import Nothing
from veche.ground.commands import Asker, Command, Done

DISMISSAL, AT = 96_432_153_634_816, 1_795_424_400_000
WAITING = wire.WaitingDismissal(
    id=DISMISSAL,
    asked_by=PERSON,
    asked_by_name="Соколова Анна Петровна",
    asked_at=AT,
    expires_at=AT + 86_400_000,
    count=34,
    names=["Громов Пётр Ильич · Главный специалист"],
)


def commands(directory: Directory) -> list[Command[Any, Any]]:
    return [*_dismissing(directory), *_confirming(directory)]


def _dismissing(directory: Directory) -> list[Command[Any, Any]]:
    leaving = directory.leaving
    return [
        change(
            "dismiss",
            "Make a post vacant. Its chats leave the open sockets of the one who had it, and nothing else of his.",
            run=leaving.dismiss,
            example=wire.DismissRequest(post=POST),
            answer=wire.Dismissal(dismissed=1),
            errors=("post_not_found",),
        ),
        change(
            "dismiss_employee",
            "Make all posts of a person in one organisation vacant. His account and his private chats stay.",
            run=leaving.dismiss_employee,
            example=wire.DismissEmployeeRequest(person=PERSON, organisation=ORGANISATION),
            answer=wire.Dismissal(dismissed=2),
            errors=("post_not_found",),
        ),
        change(
            "dismiss_many",
            "Make many posts vacant. Above the bounds of the installation a second administrator has to confirm it.",
            run=leaving.dismiss_many,
            example=wire.DismissManyRequest(posts=[POST]),
            answer=wire.Dismissal(waiting=DISMISSAL, expires_at=AT),
            errors=("post_not_found",),
        ),
    ]


def _confirming(directory: Directory) -> list[Command[Any, Any]]:
    leaving = directory.leaving

    async def waiting(asker: Asker, _: Nothing) -> wire.ListDismissalsAnswer:
        return await leaving.waiting(asker)

    async def cancel(asker: Asker, request: wire.DismissalRequest) -> Done:
        await leaving.cancel(asker, request)
        return Done()

    return [
        change(
            "confirm_dismissal",
            "The second administrator says yes. Whoever was appointed meanwhile stays.",
            run=leaving.confirm,
            example=wire.DismissalRequest(dismissal=DISMISSAL),
            answer=wire.Dismissal(dismissed=34),
            errors=("dismissal_not_found", "second_administrator_needed"),
        ),
        change(
            "cancel_dismissal",
            "Take back a dismissal that waits for a second administrator, or say no to it.",
            run=cancel,
            example=wire.DismissalRequest(dismissal=DISMISSAL),
            answer=Done(),
            errors=("dismissal_not_found",),
        ),
        Command(
            name="list_dismissals",
            summary="Dismissals that wait for a second administrator, as far as one asked for or could confirm them.",
            tag=TAG,
            request=Nothing,
            answer=wire.ListDismissalsAnswer,
            run=waiting,
            example=Nothing(),
            answer_example=wire.ListDismissalsAnswer(dismissals=[WAITING]),
            errors=(),
        ),
    ]
