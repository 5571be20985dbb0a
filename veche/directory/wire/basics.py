"""What all shapes of the directory are made of."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.ground.ids import MAX_ID, UnitId

IdField = Annotated[int, Meta(ge=1, le=MAX_ID)]
NameField = Annotated[str, Meta(min_length=1, max_length=640)]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class UnitBrief(Struct, frozen=True):
    id: UnitId
    name: str
