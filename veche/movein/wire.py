"""The shapes that travel. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.ground.ids import MAX_ID
from veche.movein.model import Plan

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
State = Literal["planning", "planned", "waiting", "working", "done", "failed", "undoing", "undone"]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class MayMoveIn(Struct, frozen=True):
    """Whether the asker may bring old chats along here."""

    allowed: bool


class PlanImport(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`file`: one's own upload: the zip of an export, or its only file. Nothing is changed by a plan. `zone`: where
    times without a zone are from, such as `Europe/Moscow`; empty: that of the installation. `dates`: which comes first
    where the file leaves it open."""

    file: Id
    format: Literal["auto", "telegram", "whatsapp", "slack"] = "auto"
    zone: Annotated[str, Meta(max_length=64)] = ""
    dates: Literal["", "day", "month"] = ""


class StartImport(Struct, frozen=True, forbid_unknown_fields=True, rename={"import_": "import"}, omit_defaults=True):
    """`chat`: its `number` in the plan. `title`: another name for the group. `allow_cut`: take what is complete of a
    file that breaks off."""

    import_: Id
    chat: Annotated[int, Meta(ge=0)]
    title: Annotated[str, Meta(max_length=512)] = ""
    allow_cut: bool = False


class ReplanImport(Struct, frozen=True, forbid_unknown_fields=True, rename={"import_": "import"}, omit_defaults=True):
    """`zone` and `dates` as in `plan_import`."""

    import_: Id
    zone: Annotated[str, Meta(min_length=1, max_length=64)]
    dates: Literal["", "day", "month"] = ""


class AboutImport(Struct, frozen=True, forbid_unknown_fields=True, rename={"import_": "import"}):
    import_: Id


class ImportCard(Struct, frozen=True, omit_defaults=True):
    """`total`, `done`: messages. `files`: those that came along; `refused`: those that our checks did not let in.
    `name`: of the uploaded file. `chat`: the group. `undo_until`: till then it can be undone. `error`: a code, where it
    stopped; `reason`: the same in words. `chats`: how many the export has. `zone`: in which times without one were
    read."""

    id: int
    state: State
    format: str
    by: int
    asked_at: int
    title: str = ""
    name: str = ""
    total: int = 0
    done: int = 0
    files: int = 0
    refused: int = 0
    chat: int | None = None
    done_at: int | None = None
    undo_until: int | None = None
    error: str = ""
    reason: str = ""
    chats: int = 0
    plan: Plan | None = None
    zone: str = ""


class ImportAnswer(Struct, frozen=True, rename={"import_": "import"}):
    import_: ImportCard


class ImportsAnswer(Struct, frozen=True):
    imports: list[ImportCard]


class ListPlaceholders(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`after`: how many were listed before."""

    chat: Id
    after: Annotated[int, Meta(ge=0)] = 0
    limit: Annotated[int, Meta(ge=1, le=200)] = 100


class PlaceholderCard(Struct, frozen=True, omit_defaults=True):
    """An author who has not signed in here, under the name he had there. `suggested`: the asker is called alike.
    `asked_by`: who says that he is it and waits for an answer; told to himself and to those who answer.
    `person`: who he is, once that is confirmed. `likely`:
    who of the group is called alike, for those who answer."""

    actor: int
    name: str
    messages: int
    suggested: bool = False
    asked_by: int | None = None
    person: int | None = None
    likely: list[int] = []


class Placeholders(Struct, frozen=True, omit_defaults=True):
    """`may_answer`: the asker decides about claims here. `may_name`: he can also say who somebody is that has not
    asked. `next`: where the next page begins."""

    placeholders: list[PlaceholderCard]
    may_answer: bool = False
    may_name: bool = False
    next: int | None = None


class ClaimPlaceholder(Struct, frozen=True, forbid_unknown_fields=True):
    placeholder: Id


class AnswerClaim(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`accept` false declines a claim, or takes back one that was confirmed. `person`: who it is, if nobody asked."""

    placeholder: Id
    accept: bool
    person: Id | None = None


class PlaceholderAnswer(Struct, frozen=True):
    placeholder: PlaceholderCard
