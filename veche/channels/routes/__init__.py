"""The commands of the channel desk."""

from __future__ import annotations

from typing import Any

from veche.channels import wire
from veche.channels.actions import Channels
from veche.channels.routes.badges import badge_commands, running_commands
from veche.channels.routes.examples import CARD, CODE_ERRORS, FORM, NUMBER, QUEUE, TAG, TEXT_ERRORS, VIEW
from veche.ground.commands import Asker, Command, Done, OpenCommand, Visitor


def commands(channels: Channels) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    """Everything that clients can ask of the channel desk."""
    run = _Desk(channels)
    return [
        *_applying(run),
        *_giving_up(run),
        *_reading(channels, run),
        *_deciding(run),
        _queue(channels),
        *badge_commands(channels),
        *running_commands(channels),
    ]


class _Desk:
    def __init__(self, channels: Channels) -> None:
        self._channels = channels

    async def save(self, asker: Asker, request: wire.SetApplication) -> wire.ApplicationAnswer:
        return await self._view(asker, (await self._channels.applying.save(asker, request)).id)

    async def submit(self, asker: Asker, request: wire.AboutApplication) -> wire.ApplicationAnswer:
        await self._channels.applying.submit(asker, request.application)
        return await self._view(asker, request.application)

    async def withdraw(self, asker: Asker, request: wire.AboutApplication) -> Done:
        await self._channels.applying.withdraw(asker, request.application)
        return Done()

    async def appeal(self, asker: Asker, request: wire.Appeal) -> wire.ApplicationAnswer:
        await self._channels.applying.appeal(asker, request)
        return await self._view(asker, request.application)

    async def decide(self, asker: Asker, request: wire.Decide) -> wire.ApplicationAnswer:
        await self._channels.deciding.decide(asker, request)
        return await self._view(asker, request.application)

    async def get(self, asker: Asker, request: wire.AboutApplication) -> wire.ApplicationAnswer:
        return await self._view(asker, request.application)

    async def mine(self, asker: Asker, _: wire.Nothing) -> wire.ApplicationsAnswer:
        return wire.ApplicationsAnswer(await self._channels.viewing.mine(asker))

    async def _view(self, asker: Asker, number: int) -> wire.ApplicationAnswer:
        return wire.ApplicationAnswer(await self._channels.viewing.one(asker, number))


def _applying(run: _Desk) -> list[Command[Any, Any]]:
    about, answer = wire.AboutApplication(application=NUMBER), wire.ApplicationAnswer(VIEW)
    return [
        Command(
            name="set_channel_application",
            summary="Write a draft of an application for a channel, or change it",
            tag=TAG,
            request=wire.SetApplication,
            answer=wire.ApplicationAnswer,
            run=run.save,
            example=FORM,
            answer_example=answer,
            errors=(
                "not_your_post",
                "post_elsewhere",
                "application_not_found",
                "application_not_draft",
                "too_many_applications",
                "chat_not_found",
                "channel_not_yours",
                "file_not_found",
                "file_not_ready",
                *CODE_ERRORS,
                *TEXT_ERRORS,
                "too_many_requests",
            ),
        ),
        Command(
            name="submit_channel_application",
            summary="Hand a draft in to the body above",
            tag=TAG,
            request=wire.AboutApplication,
            answer=wire.ApplicationAnswer,
            run=run.submit,
            example=about,
            answer_example=answer,
            errors=(
                "application_not_found",
                "application_not_draft",
                "samples_missing",
                "papers_missing",
                "chat_not_found",
                "channel_not_yours",
                *CODE_ERRORS,
            ),
        ),
    ]


def _giving_up(run: _Desk) -> list[Command[Any, Any]]:
    about, answer = wire.AboutApplication(application=NUMBER), wire.ApplicationAnswer(VIEW)
    return [
        Command(
            name="withdraw_channel_application",
            summary="Take an application back; a draft is deleted",
            tag=TAG,
            request=wire.AboutApplication,
            answer=Done,
            run=run.withdraw,
            example=about,
            answer_example=Done(),
            errors=("application_not_found", "application_decided"),
        ),
        Command(
            name="appeal_channel_application",
            summary="Ask the next body to decide anew about a refused application, once",
            tag=TAG,
            request=wire.Appeal,
            answer=wire.ApplicationAnswer,
            run=run.appeal,
            example=wire.Appeal(application=NUMBER, reason="Устав приложен, он подписан главой района."),
            answer_example=answer,
            errors=(
                "application_not_found",
                "application_not_refused",
                "appeal_decided",
                "appeal_too_late",
                "reason_too_short",
                *TEXT_ERRORS,
            ),
        ),
    ]


def _reading(channels: Channels, run: _Desk) -> list[Command[Any, Any]]:
    cards = wire.ApplicationsAnswer([CARD])
    return [
        Command(
            name="get_channel_application",
            summary="An application with its documents and history, for the institution and those who decide",
            tag=TAG,
            request=wire.AboutApplication,
            answer=wire.ApplicationAnswer,
            run=run.get,
            example=wire.AboutApplication(application=NUMBER),
            answer_example=wire.ApplicationAnswer(VIEW),
            errors=("application_not_found",),
        ),
        Command(
            name="list_my_channel_applications",
            summary="Applications of the posts that one holds, the newest first",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.ApplicationsAnswer,
            run=run.mine,
            example=wire.Nothing(),
            answer_example=cards,
        ),
        Command(
            name="list_channel_applications_to_decide",
            summary="For administrators of bodies: what waits for them, the longest waiting first",
            tag=TAG,
            request=wire.ListApplications,
            answer=wire.ApplicationsAnswer,
            run=channels.viewing.to_decide,
            example=wire.ListApplications(),
            answer_example=cards,
            errors=("administrators_only",),
        ),
        Command(
            name="list_given_badges",
            summary="For administrators of bodies: channels that they vouch for, the next to be confirmed first",
            tag=TAG,
            request=wire.ListApplications,
            answer=wire.ApplicationsAnswer,
            run=channels.viewing.given,
            example=wire.ListApplications(),
            answer_example=cards,
            errors=("administrators_only",),
        ),
    ]


def _deciding(run: _Desk) -> list[Command[Any, Any]]:
    return [
        Command(
            name="decide_channel_application",
            summary="Approve an application (the channel is made, with its badge) or refuse it with a written reason",
            tag=TAG,
            request=wire.Decide,
            answer=wire.ApplicationAnswer,
            run=run.decide,
            example=wire.Decide(
                application=NUMBER, edition=2, verdict="refused", reason="Приложите положение о пресс-службе."
            ),
            answer_example=wire.ApplicationAnswer(VIEW),
            errors=(
                "application_not_found",
                "application_own",
                "appeal_same_decider",
                "application_decided",
                "application_changed",
                "reason_too_short",
                "channel_name_taken",
                "channel_has_badge",
                "chat_not_found",
                "channel_not_yours",
                *TEXT_ERRORS,
            ),
        )
    ]


def _queue(channels: Channels) -> OpenCommand[Any, Any]:
    async def show_channel_queue(visitor: Visitor, request: wire.ShowQueue) -> tuple[wire.Queue, str | None]:
        return await channels.queueing.show(visitor.address, request), None

    return OpenCommand(
        name="show_channel_queue",
        summary="The public queue: what waits, how long, with which body, and how long decisions take",
        tag=TAG,
        request=wire.ShowQueue,
        answer=wire.Queue,
        run=show_channel_queue,
        example=wire.ShowQueue(),
        answer_example=QUEUE,
        errors=("too_many_requests",),
    )
