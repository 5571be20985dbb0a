"""Commands of linking a new device."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Asker, Command, Done, OpenCommand, Visitor
from veche.identity.actions import Identity
from veche.identity.routes.examples import AT, BAD_NAME, ME, TAG, TOKEN
from veche.identity.wire import safety as shapes

CODE = "7K3M-9QXT"
NOT_OPEN = ("link_unknown", "too_many_codes")


def linking(identity: Identity) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    return [*_new_device(identity), *_old_device(identity)]


def _new_device(identity: Identity) -> list[OpenCommand[Any, Any]]:
    links = identity.links

    async def begin_device_link(
        visitor: Visitor, request: shapes.BeginLinkRequest
    ) -> tuple[shapes.BegunLink, str | None]:
        return await links.begin(visitor, request), None

    async def report_opened_link(visitor: Visitor, request: shapes.LinkCodeRequest) -> tuple[Done, str | None]:
        await links.opened(visitor, request)
        return Done(), None

    return [
        OpenCommand(
            name="begin_device_link",
            summary="A code for a new device to show, good for two minutes.",
            tag=TAG,
            request=shapes.BeginLinkRequest,
            answer=shapes.BegunLink,
            run=begin_device_link,
            example=shapes.BeginLinkRequest(device_name="Firefox · Linux"),
            answer_example=shapes.BegunLink(
                secret=TOKEN, code=CODE, link=f"https://veche.example/link#{CODE}", number=47, expires_at=AT
            ),
            errors=("too_many_requests", *BAD_NAME, "text_too_long", "text_surrogate"),
        ),
        OpenCommand(
            name="poll_device_link",
            summary="How far the link is; the session, once, when it was confirmed. Only from where it was begun.",
            tag=TAG,
            request=shapes.PollLinkRequest,
            answer=shapes.LinkProgress,
            run=links.poll,
            example=shapes.PollLinkRequest(secret=TOKEN),
            answer_example=shapes.LinkProgress(state="done", me=ME),
            errors=("too_many_requests",),
        ),
        OpenCommand(
            name="report_opened_link",
            summary="The code was opened elsewhere than it is shown: it is worth nothing from now on.",
            tag=TAG,
            request=shapes.LinkCodeRequest,
            answer=Done,
            run=report_opened_link,
            example=shapes.LinkCodeRequest(code=CODE),
            answer_example=Done(),
            errors=("too_many_requests",),
        ),
    ]


def _old_device(identity: Identity) -> list[Command[Any, Any]]:
    links = identity.links

    async def confirm_device_link(asker: Asker, request: shapes.ConfirmLinkRequest) -> Done:
        await links.confirm(asker, request)
        return Done()

    async def refuse_device_link(asker: Asker, request: shapes.LinkCodeRequest) -> Done:
        await links.refuse(asker, request)
        return Done()

    return [
        Command(
            name="view_device_link",
            summary="Which device shows this code, from where, and three numbers of which it shows one.",
            tag=TAG,
            request=shapes.LinkCodeRequest,
            answer=shapes.SeenLink,
            run=links.look,
            example=shapes.LinkCodeRequest(code=CODE),
            answer_example=shapes.SeenLink(
                device_name="Firefox · Linux",
                address="192.0.2.7",
                same_network=True,
                at=AT,
                expires_at=AT,
                numbers=[12, 47, 83],
            ),
            errors=("link_elsewhere", *NOT_OPEN),
        ),
        Command(
            name="confirm_device_link",
            summary="Let the new device in, with the number that it shows.",
            tag=TAG,
            request=shapes.ConfirmLinkRequest,
            answer=Done,
            run=confirm_device_link,
            example=shapes.ConfirmLinkRequest(code=CODE, number=47),
            answer_example=Done(),
            errors=("link_number_wrong", "proof_needed", *NOT_OPEN),
        ),
        Command(
            name="refuse_device_link",
            summary="It is not me who wants to come in there.",
            tag=TAG,
            request=shapes.LinkCodeRequest,
            answer=Done,
            run=refuse_device_link,
            example=shapes.LinkCodeRequest(code=CODE),
            answer_example=Done(),
            errors=NOT_OPEN,
        ),
    ]
