"""The commands of the directory: each calls one action and gives back its answer."""

from __future__ import annotations

from typing import Any

from veche.directory import wire
from veche.directory.actions import Directory
from veche.directory.routes import leaving, placing, scopes, standing
from veche.directory.routes.common import (
    BAD_NAME,
    CITY,
    DEPARTMENT,
    ORGANISATION,
    PERSON,
    POST,
    TAG,
    TITLE,
    UNIT,
    change,
)
from veche.ground.commands import Asker, Command, Done


def commands(directory: Directory) -> list[Command[Any, Any]]:
    """Everything that clients can ask of the directory."""
    return [
        *_reading(directory),
        *_units(directory),
        *_posts(directory),
        *scopes.commands(directory),
        *standing.commands(directory),
        *placing.commands(directory),
        *leaving.commands(directory),
    ]


def _reading(directory: Directory) -> list[Command[Any, Any]]:
    tree = directory.tree

    async def list_organisations(asker: Asker, _: wire.Nothing) -> wire.ListOrganisationsAnswer:
        return await tree.organisations(asker)

    department = wire.UnitBrief(id=UNIT, name=DEPARTMENT)
    return [
        Command(
            name="list_organisations",
            summary="The organisations of this installation and the top units of each.",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.ListOrganisationsAnswer,
            run=list_organisations,
            example=wire.Nothing(),
            answer_example=wire.ListOrganisationsAnswer(
                organisations=[wire.OrganisationInfo(id=ORGANISATION, name=CITY, units=[department])]
            ),
            errors=("too_many_requests",),
        ),
        Command(
            name="get_unit",
            summary="One unit: the way to it, the units and posts in it, and who holds them.",
            tag=TAG,
            request=wire.GetUnitRequest,
            answer=wire.GetUnitAnswer,
            run=tree.unit,
            example=wire.GetUnitRequest(unit=UNIT),
            answer_example=wire.GetUnitAnswer(
                unit=wire.UnitInfo(id=UNIT, name=DEPARTMENT, organisation=ORGANISATION, organisation_name=CITY),
                path=[],
                units=[],
                posts=[wire.PostInfo(id=POST, title=TITLE, holder=wire.Holder(name="Соколова Анна Петровна"))],
            ),
            errors=("unit_not_found", "too_many_requests"),
        ),
    ]


def _units(directory: Directory) -> list[Command[Any, Any]]:
    tree = directory.tree

    async def create_organisation(asker: Asker, request: wire.CreateOrganisationRequest) -> wire.OrganisationCreated:
        return wire.OrganisationCreated(organisation=await tree.create_organisation(asker, request))

    async def create_unit(asker: Asker, request: wire.CreateUnitRequest) -> wire.UnitCreated:
        return wire.UnitCreated(unit=await tree.create_unit(asker, request))

    async def rename_unit(asker: Asker, request: wire.RenameUnitRequest) -> Done:
        await tree.rename_unit(asker, request)
        return Done()

    async def move_unit(asker: Asker, request: wire.MoveUnitRequest) -> Done:
        await tree.move_unit(asker, request)
        return Done()

    place = ("unit_not_found", "unit_cycle", "unit_foreign_organisation", "unit_too_deep")
    return [
        change(
            "create_organisation",
            "Add an organisation.",
            run=create_organisation,
            example=wire.CreateOrganisationRequest(name=CITY),
            answer=wire.OrganisationCreated(organisation=ORGANISATION),
            errors=BAD_NAME,
        ),
        change(
            "create_unit",
            "Add a unit, at the top of an organisation or under another unit.",
            run=create_unit,
            example=wire.CreateUnitRequest(organisation=ORGANISATION, name=DEPARTMENT),
            answer=wire.UnitCreated(unit=UNIT),
            errors=("organisation_not_found", *place, *BAD_NAME),
        ),
        change(
            "rename_unit",
            "Give a unit another name.",
            run=rename_unit,
            example=wire.RenameUnitRequest(unit=UNIT, name=DEPARTMENT),
            answer=Done(),
            errors=("unit_not_found", *BAD_NAME),
        ),
        change(
            "move_unit",
            "Hang a unit with all that is below it elsewhere in its organisation.",
            run=move_unit,
            example=wire.MoveUnitRequest(unit=UNIT),
            answer=Done(),
            errors=place,
        ),
    ]


def _posts(directory: Directory) -> list[Command[Any, Any]]:
    posts = directory.posts

    async def create_post(asker: Asker, request: wire.CreatePostRequest) -> wire.PostCreated:
        return wire.PostCreated(post=await posts.create(asker, request))

    async def rename_post(asker: Asker, request: wire.RenamePostRequest) -> Done:
        await posts.rename(asker, request)
        return Done()

    async def appoint(asker: Asker, request: wire.AppointRequest) -> Done:
        await posts.appoint(asker, request)
        return Done()

    return [
        change(
            "create_post",
            "Add a vacant post to a unit.",
            run=create_post,
            example=wire.CreatePostRequest(unit=UNIT, title=TITLE),
            answer=wire.PostCreated(post=POST),
            errors=("unit_not_found", *BAD_NAME),
        ),
        change(
            "rename_post",
            "Give a post another title.",
            run=rename_post,
            example=wire.RenamePostRequest(post=POST, title=TITLE),
            answer=Done(),
            errors=("post_not_found", "post_closed", *BAD_NAME),
        ),
        change(
            "appoint",
            "Give a post to a person. Its chats move into his open sockets, and out of those of the one who had it.",
            run=appoint,
            example=wire.AppointRequest(post=POST, person=PERSON),
            answer=Done(),
            errors=("post_not_found", "post_closed", "person_not_found", "second_administrator_needed"),
        ),
    ]
