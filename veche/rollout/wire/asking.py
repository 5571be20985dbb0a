"""What is asked of a rollout."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.ground.ids import MAX_ID

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
IdOrNone = Annotated[int, Meta(ge=0, le=MAX_ID)]
"""0: none any more."""
Ids = Annotated[list[Id], Meta(max_length=5000)]
Title = Annotated[str, Meta(max_length=640)]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class AboutRollout(Struct, frozen=True, forbid_unknown_fields=True):
    plan: Id


class AboutWave(Struct, frozen=True, forbid_unknown_fields=True):
    wave: Id


class CreateRollout(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """`target`: people move into the messenger, or a channel moves. `order_file`: the document it rests on."""

    organisation: Id
    title: Title
    starts_on: date
    due_on: date
    target: Literal["messenger", "channel"] = "messenger"
    target_chat: Id | None = None
    order_file: Id | None = None
    order_name: Title = ""


class ChangeRollout(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Only what is given is changed. `compared`: bodies of the same rank may see each other's share. `public`: a page
    that needs no account. `reminders`: how many at most; `remind_days`: days between them."""

    plan: Id
    title: Title | None = None
    target: Literal["messenger", "channel"] | None = None
    target_chat: Id | None = None
    starts_on: date | None = None
    due_on: date | None = None
    order_file: IdOrNone | None = None
    order_name: Title | None = None
    reminders: Annotated[int, Meta(ge=0, le=20)] | None = None
    remind_days: Annotated[int, Meta(ge=1, le=90)] | None = None
    compared: bool | None = None
    public: bool | None = None
    closed: bool | None = None


class AddWave(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """`units`: with everything below them; `posts`: by name, which goes before units."""

    plan: Id
    title: Title
    due_on: date
    units: Ids = []
    posts: Ids = []
    responsible: Id | None = None


class ChangeWave(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Only what is given is changed."""

    wave: Id
    title: Title | None = None
    due_on: date | None = None
    units: Ids | None = None
    posts: Ids | None = None
    responsible: IdOrNone | None = None


class FindForWave(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """`words`: e-mail addresses and personnel numbers of employees; or `group`: a named list of the directory."""

    plan: Id
    words: Annotated[list[Annotated[str, Meta(max_length=320)]], Meta(max_length=5000)] = []
    group: Id | None = None


class SetRolloutUnit(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who answers for a unit, and the chat that its people are to be in."""

    plan: Id
    unit: Id
    responsible: Id | None = None
    chat: Id | None = None


class FindInWave(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """People of a wave by a part of the name or the title, for whoever hands an invitation over."""

    wave: Id
    text: Annotated[str, Meta(max_length=200)] = ""


class WaveInvitation(Struct, frozen=True, forbid_unknown_fields=True):
    wave: Id
    post: Id


class AddOldGroup(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    plan: Id
    title: Title
    unit: Id | None = None


class SetOldGroup(Struct, frozen=True, forbid_unknown_fields=True):
    """Closed, or open after all."""

    group: Id
    closed: bool


class AboutGroup(Struct, frozen=True, forbid_unknown_fields=True):
    group: Id


class Recommend(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a body advises those below it; an empty text withdraws it."""

    organisation: Id
    text: Annotated[str, Meta(max_length=4000)]
    due_on: date | None = None


class StartMirror(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organisation: Id
    chat: Id
    ends_on: date


class AboutMirror(Struct, frozen=True, forbid_unknown_fields=True):
    mirror: Id
