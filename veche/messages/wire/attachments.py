"""What hangs on a message: files, places, contacts, stickers, polls, previews of links."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.messages.wire.basics import Id
from veche.messages.wire.keyboards import Buttons

NewAttachmentType = Literal[
    "photo", "video", "audio", "voice", "video_note", "file", "contact", "place", "sticker", "poll", "link"
]
AttachmentType = Literal[
    "photo", "video", "audio", "voice", "video_note", "file", "contact", "place", "sticker", "poll", "link", "keyboard"
]
"""What hangs on messages; keyboards only on those of bots."""
Line = Annotated[str, Meta(max_length=1024)]
"""Bounds the work; the limits that people are told are in `model/attaching.py`."""


class PollOption(Struct, frozen=True, omit_defaults=True):
    text: str
    votes: int = 0


class Poll(Struct, omit_defaults=True):
    """A question with its counts. `total`: how many voted. `right`: of a quiz, the number of the right option, told to
    everybody when the poll is closed and to each voter in the answer to his vote and in `my_votes`."""

    question: str
    options: list[PollOption]
    total: int = 0
    multiple: bool = False
    anonymous: bool = False
    quiz: bool = False
    closed: bool = False
    closes_at: int | None = None
    right: int | None = None


class Attachment(Struct, omit_defaults=True):
    """One thing that hangs on a message. Pixels, milliseconds, bytes. `blur`: a tiny picture (base64) for the time the
    real one loads; `waveform`: one base-32 digit per bar; `note`: the code of a hint, such as `video_not_playable`.
    `vcard` and `hash`: of a contact that was given to a bot by its button."""

    type: AttachmentType
    file: int | None = None
    name: str = ""
    size: int = 0
    mime: str = ""
    width: int = 0
    height: int = 0
    duration_ms: int = 0
    blur: str = ""
    waveform: str = ""
    title: str = ""
    performer: str = ""
    phone: str = ""
    actor: int | None = None
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    pack: int | None = None
    emoji: str = ""
    poll: Poll | None = None
    url: str = ""
    description: str = ""
    site: str = ""
    spoiler: bool = False
    vcard: str = ""
    hash: str = ""
    buttons: Buttons = []
    note: str = ""


class NewPoll(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """`quiz`: the number of the right option; such a poll has one answer that is not taken back."""

    question: Line
    options: Annotated[list[Line], Meta(min_length=1, max_length=20)]
    multiple: bool = False
    anonymous: bool = False
    quiz: Annotated[int, Meta(ge=0, le=19)] | None = None
    closes_at: Annotated[int, Meta(ge=0, le=253_402_300_799_000)] | None = None


class NewAttachment(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """As one attaches it; the server takes sizes and previews from the file's own card.

    photo, video, audio, voice, video_note, file: `file`. sticker: `file` and `pack`. contact: `actor`, or `name` and
    `phone`. place: `lat`, `lon`, perhaps `title`, `address`. poll: `poll`. link: `url`."""

    type: NewAttachmentType
    file: Id | None = None
    name: Line = ""
    spoiler: bool = False
    phone: Annotated[str, Meta(max_length=64)] = ""
    actor: Id | None = None
    lat: float | None = None
    lon: float | None = None
    title: Line = ""
    address: Line = ""
    pack: Id | None = None
    emoji: Annotated[str, Meta(max_length=16)] = ""
    poll: NewPoll | None = None
    url: Annotated[str, Meta(max_length=2048)] = ""


Attached = Annotated[list[NewAttachment], Meta(max_length=10)]
"""Up to ten: an album."""


class Extra(Struct, omit_defaults=True):
    """What the column `extra` of a message holds. `right`: of a quiz, kept from those who have not voted. `moved`: the
    messenger that it was brought along from; `unnamed`: how many reacted there whom nobody names, by emoji. `by`: who
    stood in for the post that says it."""

    attachments: list[Attachment] = []
    silent: bool = False
    urgent: bool = False
    right: int | None = None
    moved: str = ""
    unnamed: dict[str, int] = {}
    by: str = ""
