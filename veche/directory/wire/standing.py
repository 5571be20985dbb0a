"""Shapes: the card of a post, and who stands in for it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.directory.wire.basics import IdField, UnitBrief
from veche.ground.ids import OrganisationId, PersonId, PostId

Moment = Annotated[int, Meta(ge=0, le=1 << 45)]
ContactField = Annotated[str, Meta(max_length=640)]


class SetPostCardRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`head`: the post heads its unit. Contacts that are not given are taken away."""

    post: IdField
    head: bool = False
    phone: ContactField = ""
    email: ContactField = ""


class SetDeputyRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Without `deputy` nobody acts for the post while it is vacant."""

    post: IdField
    deputy: IdField | None = None


class SubstituteRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`since`, `until`: milliseconds; a beginning that is past means now."""

    post: IdField
    substitute: IdField
    since: Moment
    until: Moment


class SubstitutionRequest(Struct, frozen=True, forbid_unknown_fields=True):
    substitution: IdField


class PostRequest(Struct, frozen=True, forbid_unknown_fields=True):
    post: IdField


class PostLine(Struct, frozen=True, omit_defaults=True):
    """A post in one line; `name` is empty while it is vacant."""

    id: PostId
    title: str
    name: str = ""


class SubstitutionInfo(Struct, frozen=True, omit_defaults=True):
    """`now`: it is in force."""

    id: int
    substitute: PostLine
    since: int
    until: int
    now: bool = False


class Substituted(Struct, frozen=True):
    id: int


class PostHolder(Struct, frozen=True, omit_defaults=True):
    """`person`, his private side, is told only to those who administer the unit and to himself."""

    name: str
    person: PersonId | None = None


class PostCardAnswer(Struct, frozen=True, omit_defaults=True):
    """`path`: the units from the top down to the one in which it stands. `acting`: who answers for it now beside its
    holder. `substitutions`: also those to come, for those who administer the unit and for the holder. `closed`: it is
    no more."""

    id: PostId
    title: str
    organisation: OrganisationId
    organisation_name: str
    path: list[UnitBrief]
    head: bool = False
    phone: str = ""
    email: str = ""
    holder: PostHolder | None = None
    deputy: PostLine | None = None
    acting: list[PostLine] = []
    substitutions: list[SubstitutionInfo] = []
    closed: bool = False
