"""Shapes of what a person asks about his own data. Times are milliseconds since 1970 UTC, sizes bytes."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]
State = Literal["waiting", "working", "ready", "failed"]


class Export(Struct, frozen=True, omit_defaults=True):
    """An archive of one's own data. `ready`: download it from `/exports/ID` until `expires_at`."""

    id: int
    state: State
    asked_at: int
    with_files: bool = True
    chats_total: int = 0
    chats_done: int = 0
    messages: int = 0
    files: int = 0
    left_out: int = 0
    size: int = 0
    ready_at: int | None = None
    expires_at: int | None = None


class AskExport(Struct, frozen=True, forbid_unknown_fields=True):
    """`with_files`: photos, videos and other files of the messages too."""

    with_files: bool = True


class ListExports(Struct, frozen=True, forbid_unknown_fields=True):
    """No fields."""


class Exports(Struct, frozen=True):
    """Newest first."""

    exports: list[Export]


class DropExport(Struct, frozen=True, forbid_unknown_fields=True):
    export: Id


class DeleteMyself(Struct, frozen=True, forbid_unknown_fields=True):
    """One's own login once more: this cannot be taken back. `with_messages`: what one wrote in dialogs and groups is
    deleted for everyone; official chats keep it, as their mode says."""

    login: Annotated[str, Meta(max_length=64)]
    with_messages: bool = False
