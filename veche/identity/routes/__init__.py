"""The commands of identity: each parses nothing itself, calls one action and gives back its answer."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from veche.ground.commands import Asker, Command, Done, OpenCommand, Visitor
from veche.ground.ids import DeviceId, InvitationId, PersonId
from veche.identity import wire
from veche.identity.actions import Identity
from veche.identity.routes.examples import (
    AT,
    BAD_NAME,
    BAD_PASSWORD,
    CARD,
    CODE,
    LOGIN,
    ME,
    NAME,
    PERSON,
    POST,
    TAG,
    TOKEN,
)
from veche.identity.routes.linking import linking
from veche.identity.routes.recovery import recovery
from veche.identity.routes.safety import safety

NOT_OPEN = ("invitation_unknown", "invitation_used", "invitation_expired", "invitation_revoked", "too_many_requests")

FILLING = ("post_not_found", "post_closed", "post_held")


def commands(identity: Identity) -> list[Command[Any, Any] | OpenCommand[Any, Any]]:
    """Everything that clients can ask of identity."""
    return [
        *_coming_in(identity),
        *_session(identity),
        *_invitations(identity),
        *_profile(identity),
        *_devices(identity),
        *_others(identity),
        *_administration(identity),
        *safety(identity),
        *linking(identity),
        *recovery(identity),
    ]


def _coming_in(identity: Identity) -> list[OpenCommand[Any, Any]]:
    invitations = identity.invitations

    async def view_invitation(
        visitor: Visitor, request: wire.ViewInvitationRequest
    ) -> tuple[wire.ViewInvitationAnswer, str | None]:
        return await invitations.view(visitor, request), None

    return [
        OpenCommand(
            name="sign_in",
            summary="Start a session with login and password.",
            tag=TAG,
            request=wire.SignInRequest,
            answer=wire.SignInAnswer,
            run=identity.signing_in.sign_in,
            example=wire.SignInRequest(login=LOGIN, password="вечевой колокол 1136"),
            answer_example=wire.SignInAnswer(me=ME),
            errors=("sign_in_failed", "person_deactivated", "too_many_sign_ins", "sign_in_busy", *BAD_NAME,
                    "text_too_long", "text_surrogate", "second_factor_needed", "code_wrong", "code_behind",
                    "too_many_codes", "seal_broken"),
        ),
        OpenCommand(
            name="view_invitation",
            summary="See what an invitation is for, before it is used.",
            tag=TAG,
            request=wire.ViewInvitationRequest,
            answer=wire.ViewInvitationAnswer,
            run=view_invitation,
            example=wire.ViewInvitationRequest(code=CODE),
            answer_example=wire.ViewInvitationAnswer(
                first_administrator=False,
                expires_at=AT,
                name=NAME,
                post_title="Начальник отдела",
                organisation="Администрация города",
            ),
            errors=NOT_OPEN,
        ),
        OpenCommand(
            name="accept_invitation",
            summary="Become a person here: choose login and password; the session starts at once.",
            tag=TAG,
            request=wire.AcceptInvitationRequest,
            answer=wire.SignInAnswer,
            run=invitations.accept,
            example=wire.AcceptInvitationRequest(
                code=CODE, login=LOGIN, name=NAME, password="вечевой колокол 1136", want_token=True
            ),
            answer_example=wire.SignInAnswer(me=ME, token=TOKEN),
            errors=(*NOT_OPEN, "administrator_exists", "login_invalid", "login_reserved", "login_taken", "sign_in_busy",
                    *BAD_PASSWORD, *BAD_NAME),
        ),
    ]  # fmt: skip


def _session(identity: Identity) -> list[Command[Any, Any]]:
    signing_in = identity.signing_in

    async def sign_out(asker: Asker, _: wire.Nothing) -> Done:
        await signing_in.sign_out(asker)
        return Done()

    async def change_password(asker: Asker, request: wire.ChangePasswordRequest) -> Done:
        await signing_in.change_password(asker, request)
        return Done()

    return [
        Command(
            name="sign_out",
            summary="End the session that asks.",
            tag=TAG,
            request=wire.Nothing,
            answer=Done,
            run=sign_out,
            example=wire.Nothing(),
            answer_example=Done(),
        ),
        Command(
            name="change_password",
            summary="Choose another password. All other sessions end.",
            tag=TAG,
            request=wire.ChangePasswordRequest,
            answer=Done,
            run=change_password,
            example=wire.ChangePasswordRequest(old="липовая аллея 1812", new="берёзовая роща 1945"),
            answer_example=Done(),
            errors=("old_password_wrong", "password_changed_meanwhile", "too_many_sign_ins", "sign_in_busy",
                    *BAD_PASSWORD),
        ),
    ]  # fmt: skip


def _invitations(identity: Identity) -> list[Command[Any, Any]]:
    invitations = identity.invitations

    async def revoke_invitation(asker: Asker, request: wire.RevokeInvitationRequest) -> Done:
        await invitations.revoke(asker, request)
        return Done()

    return [
        Command(
            name="create_invitation",
            summary="Make a one-time link for a newcomer, if wanted with the post he will hold. Administrators; to a"
            " post those who administer its unit.",
            tag=TAG,
            request=wire.CreateInvitationRequest,
            answer=wire.CreateInvitationAnswer,
            run=invitations.create,
            example=wire.CreateInvitationRequest(name=NAME, post=POST, days=7),
            answer_example=wire.CreateInvitationAnswer(
                id=InvitationId(96_432_153_612_288),
                code=CODE,
                link=f"https://veche.example/invite#{CODE}",
                expires_at=AT,
            ),
            errors=("administrators_only", "not_your_unit", *FILLING, *BAD_NAME, "text_too_long"),
        ),
        Command(
            name="list_invitations",
            summary="Invitations, newest first. Administrators only.",
            tag=TAG,
            request=wire.ListInvitationsRequest,
            answer=wire.ListInvitationsAnswer,
            run=invitations.list,
            example=wire.ListInvitationsRequest(limit=50),
            answer_example=wire.ListInvitationsAnswer(
                invitations=[
                    wire.InvitationInfo(
                        id=InvitationId(96_432_153_612_288),
                        state="open",
                        created_at=AT,
                        expires_at=AT,
                        name=NAME,
                        created_by=PERSON,
                    )
                ]
            ),
            errors=("administrators_only",),
        ),
        Command(
            name="revoke_invitation",
            summary="Make an open invitation void. Administrators only.",
            tag=TAG,
            request=wire.RevokeInvitationRequest,
            answer=Done,
            run=revoke_invitation,
            example=wire.RevokeInvitationRequest(invitation=96_432_153_612_288),
            answer_example=Done(),
            errors=("administrators_only", "invitation_not_found", "invitation_not_open"),
        ),
    ]


def _profile(identity: Identity) -> list[Command[Any, Any]]:
    profile = identity.profile

    async def me(asker: Asker, _: wire.Nothing) -> wire.Me:
        return await profile.me(asker)

    return [
        Command(
            name="me",
            summary="The signed-in person: profile, rights, posts.",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.Me,
            run=me,
            example=wire.Nothing(),
            answer_example=ME,
        ),
        Command(
            name="update_profile",
            summary="Change one's own name, description or language; what is absent stays.",
            tag=TAG,
            request=wire.UpdateProfileRequest,
            answer=wire.Me,
            run=profile.update,
            example=wire.UpdateProfileRequest(name=NAME, locale="ru"),
            answer_example=ME,
            errors=(*BAD_NAME, "text_too_long", "text_surrogate", "too_many_requests"),
        ),
    ]


def _devices(identity: Identity) -> list[Command[Any, Any]]:
    devices = identity.devices

    async def list_devices(asker: Asker, _: wire.Nothing) -> wire.ListDevicesAnswer:
        return await devices.list(asker)

    async def revoke_device(asker: Asker, request: wire.RevokeDeviceRequest) -> Done:
        await devices.revoke(asker, request)
        return Done()

    async def revoke_other_devices(asker: Asker, _: wire.Nothing) -> Done:
        await devices.revoke_others(asker)
        return Done()

    return [
        Command(
            name="list_devices",
            summary="One's own sessions, the last used first. `last_used_at` is exact to five minutes.",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.ListDevicesAnswer,
            run=list_devices,
            example=wire.Nothing(),
            answer_example=wire.ListDevicesAnswer(
                devices=[
                    wire.DeviceInfo(
                        id=DeviceId(96_432_153_614_336),
                        name="Firefox · Linux",
                        created_at=AT,
                        last_used_at=AT,
                        current=True,
                        address="192.0.2.7",
                    )
                ]
            ),
        ),
        Command(
            name="revoke_device",
            summary="End one of one's own sessions, at once, also in its open socket.",
            tag=TAG,
            request=wire.RevokeDeviceRequest,
            answer=Done,
            run=revoke_device,
            example=wire.RevokeDeviceRequest(device=96_432_153_614_336),
            answer_example=Done(),
            errors=("device_not_found", "proof_needed"),
        ),
        Command(
            name="revoke_other_devices",
            summary="End all sessions but the one that asks.",
            tag=TAG,
            request=wire.Nothing,
            answer=Done,
            run=revoke_other_devices,
            example=wire.Nothing(),
            answer_example=Done(),
            errors=("proof_needed",),
        ),
    ]


def _others(identity: Identity) -> list[Command[Any, Any]]:
    profile = identity.profile

    return [
        Command(
            name="find_people",
            summary="Find people and posts by the beginnings of names and titles: twenty at most, no next page.",
            tag=TAG,
            request=wire.FindPeopleRequest,
            answer=wire.ActorsAnswer,
            run=profile.find,
            example=wire.FindPeopleRequest(query="соколова ан"),
            answer_example=wire.ActorsAnswer(actors=[CARD]),
            errors=("query_too_short", "too_many_requests"),
        ),
        Command(
            name="get_actors",
            summary="Cards of people, posts and bots by id; unknown ones are left out.",
            tag=TAG,
            request=wire.GetActorsRequest,
            answer=wire.ActorsAnswer,
            run=profile.get,
            example=wire.GetActorsRequest(ids=[PERSON]),
            answer_example=wire.ActorsAnswer(actors=[CARD]),
            errors=("too_many_requests",),
        ),
    ]


def _administration(identity: Identity) -> list[Command[Any, Any]]:
    people = identity.people

    async def deactivate_person(asker: Asker, request: wire.DeactivatePersonRequest) -> Done:
        await people.deactivate(asker, PersonId(request.person))
        return Done()

    async def reactivate_person(asker: Asker, request: wire.ReactivatePersonRequest) -> Done:
        await people.reactivate(asker, PersonId(request.person))
        return Done()

    async def set_administrator(asker: Asker, request: wire.SetAdministratorRequest) -> Done:
        await people.set_administrator(asker, PersonId(request.person), on=request.on)
        return Done()

    async def list_chief_administrators(asker: Asker, _: wire.Nothing) -> wire.ActorsAnswer:
        return wire.ActorsAnswer(actors=await people.chiefs(asker))

    return [
        _for_administrators(
            "deactivate_person",
            "Take a person out: sessions end, posts become vacant. Administrators only.",
            run=deactivate_person,
            example=wire.DeactivatePersonRequest(person=PERSON),
            errors=("person_not_found", "last_administrator", "second_administrator_needed"),
        ),
        _for_administrators(
            "reactivate_person",
            "Let a person sign in again. Administrators only.",
            run=reactivate_person,
            example=wire.ReactivatePersonRequest(person=PERSON),
            errors=("person_not_found",),
        ),
        _for_administrators(
            "set_administrator",
            "Give or take administrator's rights; the last administrator stays. Administrators only.",
            run=set_administrator,
            example=wire.SetAdministratorRequest(person=PERSON, on=True),
            errors=("person_not_found", "person_deactivated", "last_administrator"),
        ),
        Command(
            name="list_chief_administrators",
            summary="Those who administer the whole installation. Administrators only.",
            tag=TAG,
            request=wire.Nothing,
            answer=wire.ActorsAnswer,
            run=list_chief_administrators,
            example=wire.Nothing(),
            answer_example=wire.ActorsAnswer(actors=[CARD]),
            errors=("administrators_only",),
        ),
    ]


def _for_administrators(
    name: str, summary: str, *, run: Any, example: Struct, errors: tuple[str, ...]
) -> Command[Any, Any]:
    return Command(
        name=name,
        summary=summary,
        tag=TAG,
        request=type(example),
        answer=Done,
        run=run,
        example=example,
        answer_example=Done(),
        errors=("administrators_only", *errors),
    )
