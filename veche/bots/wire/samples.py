"""Sample people, as the author's page asks about them."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.ground.ids import MAX_ID
from veche.messages import Message

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
Number = Annotated[int, Meta(ge=1, le=3)]


class AboutSample(Struct, frozen=True, forbid_unknown_fields=True):
    """`sample`: which of the three."""

    bot: Id
    sample: Number


class StartAsSample(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    sample: Number
    payload: Annotated[str, Meta(max_length=512)] = ""


class SayAsSample(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    sample: Number
    text: Annotated[str, Meta(min_length=1, max_length=16_000)]


class PressAsSample(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    sample: Number
    seq: Id
    payload: Annotated[str, Meta(max_length=1_024)]


class SampleTalk(Struct, frozen=True, kw_only=True):
    """`people`: what the three are called. `messages`: the last ones, oldest first."""

    people: list[str]
    messages: list[Message]
    chat: int | UnsetType = UNSET
