"""Shapes of the API: what clients send to the directory and get from it."""

from __future__ import annotations

from msgspec import Struct

from veche.directory.wire.basics import IdField, NameField, Nothing, UnitBrief
from veche.ground.ids import OrganisationId, PersonId, PostId, UnitId

__all__ = ["IdField", "NameField", "Nothing", "UnitBrief"]


class OrganisationInfo(Struct, frozen=True, omit_defaults=True):
    """An organisation and the units at the top of its tree. `above`: the body it answers to."""

    id: OrganisationId
    name: str
    units: list[UnitBrief]
    above: OrganisationId | None = None


class ListOrganisationsAnswer(Struct, frozen=True):
    organisations: list[OrganisationInfo]


class GetUnitRequest(Struct, frozen=True, forbid_unknown_fields=True):
    unit: IdField


class UnitInfo(Struct, frozen=True, omit_defaults=True):
    id: UnitId
    name: str
    organisation: OrganisationId
    organisation_name: str
    parent: UnitId | None = None


class Holder(Struct, frozen=True, omit_defaults=True):
    """Who holds a post: his name is public. `person`, his private side, is told only to administrators and himself."""

    name: str
    person: PersonId | None = None


class PostInfo(Struct, frozen=True, omit_defaults=True):
    """Without `holder` the post is vacant. `head`: it heads the unit. `acting`: names of those who stand in now.
    `closed`: it is no more; shown to those who administer the unit."""

    id: PostId
    title: str
    holder: Holder | None = None
    head: bool = False
    acting: list[str] = []
    closed: bool = False


class GetUnitAnswer(Struct, frozen=True):
    """`path`: the units above, from the top down."""

    unit: UnitInfo
    path: list[UnitBrief]
    units: list[UnitBrief]
    posts: list[PostInfo]


class CreateOrganisationRequest(Struct, frozen=True, forbid_unknown_fields=True):
    name: NameField


class CreateUnitRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    organisation: IdField
    name: NameField
    parent: IdField | None = None


class RenameUnitRequest(Struct, frozen=True, forbid_unknown_fields=True):
    unit: IdField
    name: NameField


class MoveUnitRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """Without `parent` the unit comes to the top of its organisation."""

    unit: IdField
    parent: IdField | None = None


class CreatePostRequest(Struct, frozen=True, forbid_unknown_fields=True):
    unit: IdField
    title: NameField


class RenamePostRequest(Struct, frozen=True, forbid_unknown_fields=True):
    post: IdField
    title: NameField


class MovePostRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`unit`: another one of the same organisation."""

    post: IdField
    unit: IdField


class AppointRequest(Struct, frozen=True, forbid_unknown_fields=True):
    post: IdField
    person: IdField


class OrganisationCreated(Struct, frozen=True):
    organisation: OrganisationId


class UnitCreated(Struct, frozen=True):
    unit: UnitId


class PostCreated(Struct, frozen=True):
    post: PostId
