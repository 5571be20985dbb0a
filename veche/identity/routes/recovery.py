"""Commands of coming back into an account."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Asker, Command, Done, OpenCommand, Visitor
from veche.identity import wire
from veche.identity.actions import Identity
from veche.identity.routes.examples import AT, BAD_NAME, BAD_PASSWORD, CODE, LOGIN, ME, NAME, PERSON, TAG
from veche.identity.wire import safety as shapes

RECOVERY = 96_432_153_618_432
PASSWORD = "вечевой колокол 1478"
INFO = shapes.RecoveryInfo(
    id=RECOVERY,
    person=PERSON,
    name=NAME,
    asked_by=PERSON,
    asked_by_name="Администратор Города",
    asked_at=AT,
    expires_at=AT,
)


def recovery(identity: Identity) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    return [*_open(identity), *_asking(identity), *_ending(identity)]


def _open(identity: Identity) -> list[OpenCommand[Any, Any]]:
    actions = identity.recovery

    async def view_recovery(
        visitor: Visitor, request: shapes.LinkCodeRequest
    ) -> tuple[shapes.ViewRecoveryAnswer, str | None]:
        return await actions.view(visitor, request), None

    again = ("person_deactivated", "sign_in_busy", *BAD_PASSWORD, *BAD_NAME)
    return [
        OpenCommand(
            name="recover",
            summary="A new password for one of one's own recovery codes; all other ways in end.",
            tag=TAG,
            request=shapes.RecoverRequest,
            answer=wire.SignInAnswer,
            run=actions.recover,
            example=shapes.RecoverRequest(login=LOGIN, code="7K3M-9QXT-0VBN-2HJR", password=PASSWORD),
            answer_example=wire.SignInAnswer(me=ME),
            errors=("recovery_code_wrong", "too_many_codes", "too_many_sign_ins", *again),
        ),
        OpenCommand(
            name="view_recovery",
            summary="Whose account a link of the organisation gives back.",
            tag=TAG,
            request=shapes.LinkCodeRequest,
            answer=shapes.ViewRecoveryAnswer,
            run=view_recovery,
            example=shapes.LinkCodeRequest(code=CODE),
            answer_example=shapes.ViewRecoveryAnswer(name=NAME, login=LOGIN, expires_at=AT),
            errors=("recovery_link_unknown", "too_many_requests"),
        ),
        OpenCommand(
            name="use_recovery",
            summary="A new password by the link of the organisation, once; all other ways in end.",
            tag=TAG,
            request=shapes.UseRecoveryRequest,
            answer=wire.SignInAnswer,
            run=actions.use,
            example=shapes.UseRecoveryRequest(code=CODE, password=PASSWORD),
            answer_example=wire.SignInAnswer(me=ME),
            errors=("recovery_link_unknown", "too_many_requests", *again),
        ),
    ]


def _asking(identity: Identity) -> list[Command[Any, Any]]:
    actions = identity.recovery

    async def list_recoveries(asker: Asker, _: wire.Nothing) -> shapes.ListRecoveriesAnswer:
        return await actions.pending(asker)

    return [
        Command(
            name="ask_recovery",
            summary="Ask that a person be let back into his account. Administrators only; a second one confirms.",
            tag=TAG,
            request=shapes.AskRecoveryRequest,
            answer=shapes.RecoveryInfo,
            run=actions.ask,
            example=shapes.AskRecoveryRequest(person=PERSON),
            answer_example=INFO,
            errors=("administrators_only", "person_not_found", "recovery_of_oneself", "recovery_open"),
        ),
        Command(
            name="list_recoveries",
            summary="Recoveries that wait for a second administrator or for the person. Administrators only.",
            tag=TAG,
            request=wire.Nothing,
            answer=shapes.ListRecoveriesAnswer,
            run=list_recoveries,
            example=wire.Nothing(),
            answer_example=shapes.ListRecoveriesAnswer(recoveries=[INFO]),
            errors=("administrators_only",),
        ),
        Command(
            name="confirm_recovery",
            summary="Confirm what another administrator asked for; the answer has the one-time link.",
            tag=TAG,
            request=shapes.RecoveryRequest,
            answer=shapes.RecoveryLink,
            run=actions.confirm,
            example=shapes.RecoveryRequest(recovery=RECOVERY),
            answer_example=shapes.RecoveryLink(link=f"https://veche.example/recover#{CODE}", expires_at=AT),
            errors=("administrators_only", "recovery_not_found", "recovery_confirmed", "recovery_of_oneself",
                    "second_administrator_needed"),
        ),
    ]  # fmt: skip


def _ending(identity: Identity) -> list[Command[Any, Any]]:
    actions = identity.recovery

    async def cancel_recovery(asker: Asker, request: shapes.RecoveryRequest) -> Done:
        await actions.cancel(asker, request)
        return Done()

    async def refuse_recovery(asker: Asker, _: wire.Nothing) -> Done:
        await actions.refuse(asker)
        return Done()

    return [
        Command(
            name="cancel_recovery",
            summary="Take a recovery back; its link is void. Administrators only.",
            tag=TAG,
            request=shapes.RecoveryRequest,
            answer=Done,
            run=cancel_recovery,
            example=shapes.RecoveryRequest(recovery=RECOVERY),
            answer_example=Done(),
            errors=("administrators_only", "recovery_not_found"),
        ),
        Command(
            name="refuse_recovery",
            summary="Stop the recovery of one's own account that administrators began.",
            tag=TAG,
            request=wire.Nothing,
            answer=Done,
            run=refuse_recovery,
            example=wire.Nothing(),
            answer_example=Done(),
            errors=("recovery_not_found",),
        ),
    ]
