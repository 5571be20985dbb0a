"""Links that let people in, and requests to join."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.chats.model import Kind, Mode
from veche.chats.wire.basics import As, Code, Cursor, Id, Limit, Moment


class InviteLink(Struct, frozen=True):
    """A link as those see it who run the chat; its code is shown once, when it is made."""

    id: int
    created_by: int
    created_at: int
    used: int
    approval: bool
    uses: int | UnsetType = UNSET
    expires_at: int | UnsetType = UNSET


class JoinRequest(Struct, frozen=True):
    actor: int
    asked_at: int
    link: int


class CreateInviteLink(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    uses: Annotated[int, Meta(ge=1, le=1_000_000)] | UnsetType = UNSET
    expires_at: Moment | UnsetType = UNSET
    approval: bool = False
    as_: As | UnsetType = UNSET


class CreateInviteLinkAnswer(Struct, frozen=True):
    """`code` is shown this once; the page of the link is `/join#<code>`."""

    link: InviteLink
    code: str


class InviteLinksAnswer(Struct, frozen=True):
    links: list[InviteLink]


class RevokeInviteLink(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    link: Id
    as_: As | UnsetType = UNSET


class ViewInviteLink(Struct, frozen=True, forbid_unknown_fields=True):
    code: Code


class ViewInviteLinkAnswer(Struct, frozen=True):
    """What may be known before joining. `chat` only for those who are in already."""

    kind: Kind
    mode: Mode
    title: str
    about: str
    members_count: int
    approval: bool
    chat: int | UnsetType = UNSET


class JoinByLink(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    code: Code
    as_: As | UnsetType = UNSET


class ListJoinRequests(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    after: Cursor | UnsetType = UNSET
    limit: Limit = 100
    as_: As | UnsetType = UNSET


class JoinRequestsAnswer(Struct, frozen=True):
    requests: list[JoinRequest]
    next: str | UnsetType = UNSET


class AnswerJoinRequest(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    actor: Id
    accept: bool
    as_: As | UnsetType = UNSET
