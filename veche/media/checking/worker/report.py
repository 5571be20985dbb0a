"""What the separate process says about an upload, and the words both sides share."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["photo", "video", "audio", "voice", "video_note", "file", "sticker", "avatar"]
CLEANED, PREVIEW, THUMB = "cleaned", "preview.webp", "thumb.webp"
PLAIN = "application/octet-stream"


class Report(Struct, omit_defaults=True):
    """Names of files are names inside the folder that the process was given."""

    kind: Kind = "file"
    mime: str = PLAIN
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    blur: str = ""
    waveform: str = ""
    title: str = ""
    performer: str = ""
    note: str = ""
    cleaned: bool = False
    preview: bool = False
    thumb: bool = False
    refused: str = ""
    limit: int = 0


class Refusal(Exception):
    """The upload is not taken; `code` is that of the error which its owner reads."""

    def __init__(self, code: str, *, limit: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.limit = limit
