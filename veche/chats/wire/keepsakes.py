"""Drafts and folders: what an actor keeps for himself."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.chats.wire.basics import Id


class DraftEntity(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A range of a draft with a meaning, as in a message; it is checked when the message is sent."""

    type: Annotated[str, Meta(max_length=16)]
    offset: Annotated[int, Meta(ge=0, le=16000)]
    length: Annotated[int, Meta(ge=1, le=16000)]
    url: Annotated[str, Meta(max_length=2048)] | None = None
    actor: Id | None = None
    language: Annotated[str, Meta(max_length=32)] | None = None


class Draft(Struct, frozen=True, omit_defaults=True):
    """A message that was begun. Without text and reply: there is none any more."""

    chat: int
    at: int
    text: str = ""
    entities: list[DraftEntity] = []
    reply_to: int | None = None


FolderKind = Literal["dialogs", "groups", "channels"]


class Folder(Struct, frozen=True, omit_defaults=True):
    """A part of an actor's chat list: chats of these kinds and those named, but not those in `without`."""

    id: int
    title: str
    emoji: str = ""
    kinds: list[FolderKind] = []
    chats: list[int] = []
    without: list[int] = []
    unread: bool = False
    without_muted: bool = False
