"""Shapes: chats that are filled by a rule."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from veche.chats.wire.basics import About, As, Id, Title


class Filling(Struct, frozen=True, omit_defaults=True):
    """Who is in the chat by itself: the posts of a unit, with all units `below` it, or of the whole organisation; only
    the `heads` of units, if wanted. `name`: of the unit or organisation, when it was last looked at."""

    organisation: int
    unit: int | None = None
    below: bool = False
    heads: bool = False
    name: str = ""


class FillingRule(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Without `unit`: the whole organisation."""

    organisation: Id
    unit: Id | None = None
    below: bool = False
    heads: bool = False


class CreateFilledChat(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    title: Title
    rule: FillingRule
    kind: Literal["group", "channel"] = "group"
    about: About = ""
    as_: As | UnsetType = UNSET
