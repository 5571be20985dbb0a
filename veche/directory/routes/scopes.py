"""Commands: bodies above organisations, and who administers which part."""

from __future__ import annotations

from typing import Any

from veche.directory.actions import Directory
from veche.directory.routes.common import DEPARTMENT, ORGANISATION, POST, TAG, TITLE, UNIT, change
from veche.directory.wire import scopes as wire
from veche.ground.commands import Asker, Command, Done
from veche.ground.ids import ActorId, OrganisationId

REGION = OrganisationId(96_432_153_630_720)
ADMINISTRATION = 96_432_153_632_768
SOMEONE = wire.AdministratorInfo(
    id=ADMINISTRATION,
    actor=ActorId(POST),
    kind="post",
    name="Соколова Анна Петровна",
    title=TITLE,
    unit=UNIT,
    unit_name=DEPARTMENT,
)


def commands(directory: Directory) -> list[Command[Any, Any]]:
    tree, scopes = directory.tree, directory.scopes

    async def set_body_above(asker: Asker, request: wire.SetBodyAboveRequest) -> Done:
        await tree.set_body_above(asker, request)
        return Done()

    async def take_administration(asker: Asker, request: wire.TakeAdministrationRequest) -> Done:
        await scopes.take(asker, request)
        return Done()

    return [
        change(
            "set_body_above",
            "Say which organisation another one answers to.",
            run=set_body_above,
            example=wire.SetBodyAboveRequest(organisation=ORGANISATION, above=REGION),
            answer=Done(),
            errors=("organisation_not_found", "body_cycle", "bodies_too_deep"),
        ),
        change(
            "give_administration",
            "Let a post or a person administer an organisation, or a unit with everything below it.",
            run=scopes.give,
            example=wire.GiveAdministrationRequest(organisation=ORGANISATION, unit=UNIT, post=POST),
            answer=wire.AdministrationGiven(id=ADMINISTRATION),
            errors=(
                "organisation_not_found",
                "unit_not_found",
                "unit_foreign_organisation",
                "post_not_found",
                "post_closed",
                "person_not_found",
                "one_of_two",
            ),
        ),
        change(
            "take_administration",
            "Take back a right to administer.",
            run=take_administration,
            example=wire.TakeAdministrationRequest(administration=ADMINISTRATION),
            answer=Done(),
            errors=("administration_not_found",),
        ),
        Command(
            name="list_administrators",
            summary="Who administers an organisation and its units, as far as one administers it oneself.",
            tag=TAG,
            request=wire.ListAdministratorsRequest,
            answer=wire.ListAdministratorsAnswer,
            run=scopes.listed,
            example=wire.ListAdministratorsRequest(organisation=ORGANISATION),
            answer_example=wire.ListAdministratorsAnswer(administrators=[SOMEONE]),
            errors=("administrators_only",),
        ),
    ]
