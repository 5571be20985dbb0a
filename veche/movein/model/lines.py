"""One old message, whatever it comes from: what a format is read into, kept in the spool, and written from there."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from veche.messages.shapes import Attachment

NARRATOR = ":export"
"""The key of who tells what nobody in particular did."""


class Reading(Struct, frozen=True, omit_defaults=True):
    """How an export is to be read. `format`: empty where it is recognised. `zone`: of times that name none. `dates`:
    "day" or "month", whichever comes first; empty where the file tells. `name`: how the file was called where it was
    made; WhatsApp writes the name of the chat only there."""

    language: str
    format: str = ""
    zone: str = "UTC"
    dates: str = ""
    name: str = ""


class NewFile(Struct, frozen=True, omit_defaults=True):
    """A file beside the messages. `path`: within the export; `purpose`: as for an upload."""

    path: str
    name: str
    purpose: str
    size: int
    spoiler: bool = False
    note: str = ""
    """The line that takes its place where our checks refuse it."""


class Given(Struct, frozen=True, omit_defaults=True):
    """An emoji, how many gave it, and those whom the export names."""

    emoji: str
    count: int
    people: list[str] = []


class Line(Struct, frozen=True, omit_defaults=True):
    """One message. People are keys of the export here; `source` and `reply_to` are its numbers of messages.
    `ranges`: formatting as on the wire, with `person` where a mention names somebody by his key.
    `service`: what happened, as a clause whose subject is the author. `also`: further numbers under which it is known
    (an album is one message here and several there)."""

    at: int
    author: str
    source: int | None = None
    text: str = ""
    ranges: list[dict[str, Any]] = []
    reply_to: int | None = None
    origin: str | None = None
    edited_at: int | None = None
    reactions: list[Given] = []
    service: str = ""
    files: list[NewFile] = []
    hanging: Attachment | None = None
    topic: int | None = None
    also: list[int] = []


class Told(Struct, frozen=True, omit_defaults=True):
    """What one entry of an export becomes. `names`: of people it speaks of, by key; `hints`:
    their numbers and addresses, by which they may be found here. `pins`: the number of a message.
    `opens`: the title of the topic that the entry opens; its number is that of the entry."""

    lines: list[Line]
    names: dict[str, str] = {}
    hints: dict[str, list[str]] = {}
    pins: int | None = None
    opens: str = ""


class ExportHead(Struct):
    """What the spool knows beside the lines. `topics`: (number, title, who opened it, when)."""

    names: dict[str, str] = {}
    hints: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    pins: list[int] = []
    topics: list[tuple[int, str, str, int]] = []
    total: int = 0
