"""Commands of moving in."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Asker, Command
from veche.movein import wire
from veche.movein.actions import MoveIn
from veche.movein.model import ChatPlan, Loss, Plan

TAG = "moving in"
_PLAN = Plan(
    "telegram",
    [
        ChatPlan(
            0,
            "Двор на Садовой, 14",
            "private_supergroup",
            key="telegram:private_supergroup:1404125514",
            authors=8,
            messages=1234,
            media=56,
            media_bytes=12_400_000,
            first_at=1_744_448_400_000,
            last_at=1_744_464_360_000,
            losses=[Loss("media_not_exported", 3, ["Голосовое сообщение, 0:47, в выгрузке файла нет"])],
        )
    ],
)
_PLANNED = wire.ImportCard(
    id=180388626490,
    state="planned",
    format="telegram",
    by=180388626434,
    asked_at=1_795_420_800_000,
    plan=_PLAN,
)
_WORKING = wire.ImportCard(
    id=180388626490,
    state="working",
    format="telegram",
    by=180388626434,
    asked_at=1_795_420_800_000,
    title="Двор на Садовой, 14",
    total=1234,
    done=600,
    files=20,
    chat=180388626433,
)
_PLACEHOLDER = wire.PlaceholderCard(actor=180388626495, name="Аня Соколова", messages=214, suggested=True)
_ADMINISTRATORS = ("administrators_only", "import_not_found")


def commands(movein: MoveIn) -> list[Command[Any, Any]]:
    """Everything that clients can ask of moving in."""
    return [*_imports(movein), *_watching(movein), *_placeholders(movein)]


def _imports(movein: MoveIn) -> list[Command[Any, Any]]:
    async def plan_import(asker: Asker, request: wire.PlanImport) -> wire.ImportAnswer:
        return wire.ImportAnswer(await movein.planning.plan_import(asker, request))

    async def replan_import(asker: Asker, request: wire.ReplanImport) -> wire.ImportAnswer:
        return wire.ImportAnswer(await movein.planning.replan_import(asker, request))

    async def resume_import(asker: Asker, request: wire.AboutImport) -> wire.ImportAnswer:
        return wire.ImportAnswer(await movein.planning.resume_import(asker, request))

    async def start_import(asker: Asker, request: wire.StartImport) -> wire.ImportAnswer:
        return wire.ImportAnswer(await movein.planning.start_import(asker, request))

    return [
        Command(
            name="plan_import",
            summary="A dry run over an export that was uploaded as a file: what is in it, what will be lost and why",
            tag=TAG,
            request=wire.PlanImport,
            answer=wire.ImportAnswer,
            run=plan_import,
            example=wire.PlanImport(file=180388626480),
            answer_example=wire.ImportAnswer(_PLANNED),
            errors=("administrators_only", "file_not_found", "file_not_ready", "too_many_imports", "zone_unknown"),
        ),
        Command(
            name="replan_import",
            summary="The dry run once more, with times and dates read in another way",
            tag=TAG,
            request=wire.ReplanImport,
            answer=wire.ImportAnswer,
            run=replan_import,
            example=wire.ReplanImport(import_=180388626490, zone="Asia/Omsk"),
            answer_example=wire.ImportAnswer(_PLANNED),
            errors=(*_ADMINISTRATORS, "import_not_planned", "zone_unknown"),
        ),
        Command(
            name="resume_import",
            summary="Go on with an import that stopped at an error, once its reason is gone",
            tag=TAG,
            request=wire.AboutImport,
            answer=wire.ImportAnswer,
            run=resume_import,
            example=wire.AboutImport(import_=180388626490),
            answer_example=wire.ImportAnswer(_WORKING),
            errors=(*_ADMINISTRATORS, "import_not_planned"),
        ),
        Command(
            name="start_import",
            summary="Bring one chat of a planned export along, as a new group; the asker owns it when it is complete",
            tag=TAG,
            request=wire.StartImport,
            answer=wire.ImportAnswer,
            run=start_import,
            example=wire.StartImport(import_=180388626490, chat=0),
            answer_example=wire.ImportAnswer(_WORKING),
            errors=(*_ADMINISTRATORS, "import_not_planned", "import_exists", "movein_chat_not_found", "movein_cut"),
        ),
    ]


def _watching(movein: MoveIn) -> list[Command[Any, Any]]:
    async def get_import(asker: Asker, request: wire.AboutImport) -> wire.ImportAnswer:
        return wire.ImportAnswer(await movein.get_import(asker, request))

    async def list_imports(asker: Asker, request: wire.Nothing) -> wire.ImportsAnswer:
        return wire.ImportsAnswer(await movein.list_imports(asker, request))

    async def undo_import(asker: Asker, request: wire.AboutImport) -> wire.ImportAnswer:
        return wire.ImportAnswer(await movein.undoing.undo_import(asker, request))

    about = wire.AboutImport(import_=180388626490)
    return [
        Command(
            name="may_move_in",
            summary="Whether the asker may bring old chats along, as the installation decided",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.MayMoveIn,
            run=movein.may_move_in,
            example=wire.Nothing(),
            answer_example=wire.MayMoveIn(True),
        ),
        Command(
            name="get_import",
            summary="How far an import is, with its plan",
            tag=TAG,
            request=wire.AboutImport,
            answer=wire.ImportAnswer,
            run=get_import,
            example=about,
            answer_example=wire.ImportAnswer(_PLANNED),
            errors=_ADMINISTRATORS,
        ),
        Command(
            name="list_imports",
            summary="One's own imports, the newest first; administrators of the installation see all",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.ImportsAnswer,
            run=list_imports,
            example=wire.Nothing(),
            answer_example=wire.ImportsAnswer([_WORKING]),
            errors=("administrators_only",),
        ),
        Command(
            name="undo_import",
            summary="Within a day: the group is gone for everybody, with what was written in it since",
            tag=TAG,
            request=wire.AboutImport,
            answer=wire.ImportAnswer,
            run=undo_import,
            example=about,
            answer_example=wire.ImportAnswer(_WORKING),
            errors=(*_ADMINISTRATORS, "import_stays"),
        ),
    ]


def _placeholders(movein: MoveIn) -> list[Command[Any, Any]]:
    async def claim_placeholder(asker: Asker, request: wire.ClaimPlaceholder) -> wire.PlaceholderAnswer:
        return wire.PlaceholderAnswer(await movein.claiming.claim_placeholder(asker, request))

    async def answer_claim(asker: Asker, request: wire.AnswerClaim) -> wire.PlaceholderAnswer:
        return wire.PlaceholderAnswer(await movein.claiming.answer_claim(asker, request))

    return [
        Command(
            name="list_placeholders",
            summary="The authors of a group that came along, who may not have signed in here yet",
            tag=TAG,
            request=wire.ListPlaceholders,
            answer=wire.Placeholders,
            run=movein.claiming.list_placeholders,
            example=wire.ListPlaceholders(chat=180388626433),
            answer_example=wire.Placeholders([_PLACEHOLDER]),
            errors=("chat_not_found", "import_not_found"),
        ),
        Command(
            name="claim_placeholder",
            summary="Say that one is this author; the importer or an administrator confirms it",
            tag=TAG,
            request=wire.ClaimPlaceholder,
            answer=wire.PlaceholderAnswer,
            run=claim_placeholder,
            example=wire.ClaimPlaceholder(placeholder=180388626495),
            answer_example=wire.PlaceholderAnswer(_PLACEHOLDER),
            errors=("placeholder_not_found", "placeholder_claimed", "placeholder_asked"),
        ),
        Command(
            name="answer_claim",
            summary="Confirm who an author is, decline it, or take it back",
            tag=TAG,
            request=wire.AnswerClaim,
            answer=wire.PlaceholderAnswer,
            run=answer_claim,
            example=wire.AnswerClaim(placeholder=180388626495, accept=True),
            answer_example=wire.PlaceholderAnswer(_PLACEHOLDER),
            errors=("placeholder_not_found", "no_right", "placeholder_claimed", "no_claim", "person_not_found"),
        ),
    ]
