"""Shapes of the API: what clients send to identity and get from it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.ground.ids import MAX_ID, ActorId, DeviceId, InvitationId, PersonId, PostId

IdField = Annotated[int, Meta(ge=1, le=MAX_ID)]
LoginField = Annotated[str, Meta(min_length=1, max_length=64)]
PasswordField = Annotated[str, Meta(min_length=1, max_length=1024)]
NameField = Annotated[str, Meta(min_length=1, max_length=320)]
CodeField = Annotated[str, Meta(min_length=1, max_length=128)]
ProofField = Annotated[str, Meta(max_length=64)]
DeviceNameField = Annotated[str, Meta(max_length=240)] | None


class ActorCard(Struct, frozen=True, omit_defaults=True):
    """How a person, post or bot is shown. A post's name is its holder's name, empty when vacant. `photo`: a file.
    `kind` moved: an author of a history that was brought along, under the name he had there; `person`: who he is here,
    once that is confirmed."""

    id: ActorId
    kind: str
    name: str
    title: str = ""
    vacant: bool = False
    deactivated: bool = False
    photo: int | None = None
    person: int | None = None


class HeldPost(Struct, frozen=True):
    """A post that the asker holds: its card, and where it stands."""

    id: PostId
    title: str
    name: str
    unit: str
    organisation: str
    kind: str = "post"


class Me(Struct, frozen=True):
    """The signed-in person about himself."""

    id: PersonId
    name: str
    login: str
    about: str
    locale: str
    administrator: bool
    posts: list[HeldPost]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class SignInRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`code`: of the second factor, or a recovery code, where `second_factor_needed` was answered.
    `want_token`: put the session token into the answer (for programs; browsers use the cookie)."""

    login: LoginField
    password: PasswordField
    code: ProofField = ""
    device_name: DeviceNameField = None
    want_token: bool = False


class SignInAnswer(Struct, frozen=True, omit_defaults=True):
    me: Me
    token: str | None = None


class ViewInvitationRequest(Struct, frozen=True, forbid_unknown_fields=True):
    code: CodeField


class ViewInvitationAnswer(Struct, frozen=True, omit_defaults=True):
    first_administrator: bool
    expires_at: int
    name: str = ""
    post_title: str = ""
    organisation: str = ""


class AcceptInvitationRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    code: CodeField
    login: LoginField
    name: NameField
    password: PasswordField
    device_name: DeviceNameField = None
    want_token: bool = False


class CreateInvitationRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`post`: the vacant post that the newcomer will hold."""

    name: Annotated[str, Meta(max_length=320)] = ""
    post: IdField | None = None
    days: Annotated[int, Meta(ge=1, le=90)] = 7


class CreateInvitationAnswer(Struct, frozen=True):
    """The only time that the code is shown: it is stored as a hash."""

    id: InvitationId
    code: str
    link: str
    expires_at: int


class InvitationInfo(Struct, frozen=True, omit_defaults=True):
    """`state`: open, accepted, expired or revoked."""

    id: InvitationId
    state: str
    created_at: int
    expires_at: int
    name: str = ""
    post: PostId | None = None
    post_title: str = ""
    created_by: PersonId | None = None
    accepted_by: PersonId | None = None
    accepted_at: int | None = None


class ListInvitationsRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`after`: the last id of the page before."""

    after: IdField | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class ListInvitationsAnswer(Struct, frozen=True, omit_defaults=True):
    invitations: list[InvitationInfo]
    next: InvitationId | None = None


class RevokeInvitationRequest(Struct, frozen=True, forbid_unknown_fields=True):
    invitation: IdField


class UpdateProfileRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    name: NameField | None = None
    about: Annotated[str, Meta(max_length=1200)] | None = None
    locale: Annotated[str, Meta(pattern="^(ru|en)$")] | None = None


class ChangePasswordRequest(Struct, frozen=True, forbid_unknown_fields=True):
    old: PasswordField
    new: PasswordField


class DeviceInfo(Struct, frozen=True, omit_defaults=True):
    """`address`: the network address of the last use, as long as it is kept (days). `how` it was signed in: password,
    passkey, link, recovery or invitation."""

    id: DeviceId
    name: str
    created_at: int
    last_used_at: int
    current: bool
    address: str = ""
    how: str = "password"


class ListDevicesAnswer(Struct, frozen=True):
    devices: list[DeviceInfo]


class RevokeDeviceRequest(Struct, frozen=True, forbid_unknown_fields=True):
    device: IdField


class FindPeopleRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    query: Annotated[str, Meta(min_length=2, max_length=200)]
    limit: Annotated[int, Meta(ge=1, le=20)] = 20


class ActorsAnswer(Struct, frozen=True):
    actors: list[ActorCard]


class GetActorsRequest(Struct, frozen=True, forbid_unknown_fields=True):
    ids: Annotated[list[IdField], Meta(max_length=100)]


class DeactivatePersonRequest(Struct, frozen=True, forbid_unknown_fields=True):
    person: IdField


class ReactivatePersonRequest(Struct, frozen=True, forbid_unknown_fields=True):
    person: IdField


class SetAdministratorRequest(Struct, frozen=True, forbid_unknown_fields=True):
    person: IdField
    on: bool
