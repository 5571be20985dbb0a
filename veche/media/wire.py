"""Shapes of files on the wire. Times are milliseconds since 1970 UTC; absent means default."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.media.model import Purpose, State

Id = Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]


class FileCard(Struct, frozen=True, omit_defaults=True):
    """What is known of a file. `state`: uploading, checking, held (the scanner is away), ready, refused (`code` says
    why). `kind` is what it turned out to be, which is not always what it was sent as. `note`: the code of a hint, such
    as `video_not_playable`. `preview` and `thumb`: whether there is such a smaller copy."""

    id: int
    kind: Purpose
    name: str
    size: int
    state: State
    mime: str = ""
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None
    blur: str = ""
    waveform: str = ""
    title: str = ""
    performer: str = ""
    note: str = ""
    code: str | None = None
    preview: bool = False
    thumb: bool = False


class GetFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Which file."""

    file: Id


class DeleteFile(Struct, frozen=True, forbid_unknown_fields=True):
    """Which of one's own files, named by no message."""

    file: Id


class ListStorage(Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing to say."""


class OrganisationStorage(Struct, frozen=True, omit_defaults=True):
    """What the files of an organisation's posts take. `quota` in bytes; absent: no limit."""

    organisation: int
    bytes: int
    files: int
    quota: int | None = None


class Storage(Struct, frozen=True, omit_defaults=True):
    """What one's files take, unfinished uploads too. `quota` and `largest` (one file) in bytes; no quota: no limit."""

    bytes: int
    files: int
    largest: int
    quota: int | None = None
    organisations: list[OrganisationStorage] = []


class FileEvent(Struct, frozen=True, omit_defaults=True, tag_field="ev", tag="file"):
    """One's own upload was checked: it is ready, refused or held."""

    file: FileCard


EVENTS: tuple[type[Struct], ...] = (FileEvent,)
