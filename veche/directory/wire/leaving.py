"""Shapes: dismissals, of one and of many."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.directory.wire.basics import IdField
from veche.ground.ids import PersonId

MOST_AT_ONCE = 1000


class DismissRequest(Struct, frozen=True, forbid_unknown_fields=True):
    post: IdField


class DismissEmployeeRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """All posts of a person in one organisation. His account stays as it is."""

    person: IdField
    organisation: IdField


class DismissManyRequest(Struct, frozen=True, forbid_unknown_fields=True):
    posts: Annotated[list[IdField], Meta(min_length=1, max_length=MOST_AT_ONCE)]


class Dismissal(Struct, frozen=True, omit_defaults=True):
    """`dismissed`: how many posts became vacant. `waiting`: nothing happened yet, a second administrator has to confirm
    the dismissal of this number until `expires_at`."""

    dismissed: int = 0
    waiting: int | None = None
    expires_at: int | None = None


class DismissalRequest(Struct, frozen=True, forbid_unknown_fields=True):
    dismissal: IdField


class WaitingDismissal(Struct, frozen=True, omit_defaults=True):
    """`mine`: asked by whoever reads it; somebody else has to confirm."""

    id: int
    asked_by: PersonId
    asked_by_name: str
    asked_at: int
    expires_at: int
    count: int
    names: list[str]
    mine: bool = False


class ListDismissalsAnswer(Struct, frozen=True):
    dismissals: list[WaitingDismissal]
