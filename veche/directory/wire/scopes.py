"""Shapes: bodies above organisations, and who administers which part."""

from __future__ import annotations

from msgspec import Struct

from veche.directory.wire.basics import IdField
from veche.ground.ids import ActorId, UnitId


class SetBodyAboveRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Without `above` the organisation answers to nobody here."""

    organisation: IdField
    above: IdField | None = None


class GiveAdministrationRequest(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A whole organisation, or a unit of it with everything below; to a post (it passes on with the post) or to a
    person: one of the two."""

    organisation: IdField
    unit: IdField | None = None
    post: IdField | None = None
    person: IdField | None = None


class AdministrationGiven(Struct, frozen=True):
    id: int


class TakeAdministrationRequest(Struct, frozen=True, forbid_unknown_fields=True):
    administration: IdField


class ListAdministratorsRequest(Struct, frozen=True, forbid_unknown_fields=True):
    organisation: IdField


class AdministratorInfo(Struct, frozen=True, omit_defaults=True):
    """Without `unit`: of the whole organisation. `name` is empty while the post is vacant."""

    id: int
    actor: ActorId
    kind: str
    name: str
    title: str = ""
    unit: UnitId | None = None
    unit_name: str = ""


class ListAdministratorsAnswer(Struct, frozen=True):
    administrators: list[AdministratorInfo]
