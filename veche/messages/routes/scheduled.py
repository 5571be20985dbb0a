"""Commands of scheduled messages."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command, Done
from veche.messages import wire
from veche.messages.actions.scheduling import Scheduler
from veche.messages.routes.common import ATTACHMENT_ERRORS, PLACE_ERRORS, SEND_ERRORS, SENT, TEXT_ERRORS

_ID = 180388626500
_WAITING = wire.Scheduled(
    id=_ID, chat=180388626433, sender=180388626434, at=1795446000000, text="Планёрка в 10:00, кабинет 12."
)


def scheduled_commands(scheduler: Scheduler) -> list[Command[Any, Any]]:
    return [
        Command(
            name="schedule_message",
            summary="Say something at a later time; the right to say it is asked again then",
            tag="messages",
            request=wire.ScheduleMessage,
            answer=wire.ScheduledId,
            run=scheduler.schedule,
            example=wire.ScheduleMessage(
                chat=180388626433, cid="5b0c1f2e-4", text="Планёрка в 10:00, кабинет 12.", at=1795446000000
            ),
            answer_example=wire.ScheduledId(_ID),
            errors=(*PLACE_ERRORS, *TEXT_ERRORS, *ATTACHMENT_ERRORS, "schedule_time", "too_many_scheduled"),
        ),
        Command(
            name="list_scheduled",
            summary="Messages of oneself and of one's posts that wait for their time",
            tag="messages",
            request=wire.ListScheduled,
            answer=wire.ScheduledMessages,
            run=scheduler.list_scheduled,
            example=wire.ListScheduled(chat=180388626433),
            answer_example=wire.ScheduledMessages([_WAITING]),
        ),
        Command(
            name="change_scheduled",
            summary="Other words or another time for a scheduled message",
            tag="messages",
            request=wire.ChangeScheduled,
            answer=wire.Scheduled,
            run=scheduler.change,
            example=wire.ChangeScheduled(scheduled=_ID, at=1795449600000),
            answer_example=_WAITING,
            errors=(*TEXT_ERRORS, "scheduled_not_found", "schedule_time"),
        ),
        Command(
            name="cancel_scheduled",
            summary="Do not send a scheduled message",
            tag="messages",
            request=wire.AboutScheduled,
            answer=Done,
            run=scheduler.cancel,
            example=wire.AboutScheduled(scheduled=_ID),
            answer_example=Done(),
            errors=("scheduled_not_found",),
        ),
        Command(
            name="send_scheduled_now",
            summary="Send a scheduled message without waiting for its time",
            tag="messages",
            request=wire.AboutScheduled,
            answer=wire.MessageSent,
            run=scheduler.send_now,
            example=wire.AboutScheduled(scheduled=_ID),
            answer_example=SENT,
            errors=(*PLACE_ERRORS, *SEND_ERRORS, "scheduled_not_found"),
        ),
    ]
