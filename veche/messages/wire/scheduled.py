"""Messages that are sent at a later time."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.messages.wire.attachments import Attached, Attachment
from veche.messages.wire.basics import AS, Cid, Id, Text
from veche.messages.wire.shapes import Entity

Moment = Annotated[int, Meta(ge=0, le=253_402_300_799_000)]


class ScheduleMessage(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """As `send_message`, to be sent `at`. `cid`: repeated with it, it is kept once."""

    chat: Id
    cid: Cid
    text: Text = ""
    at: Moment
    entities: list[Entity] = []
    reply_to: Id | None = None
    as_: Id | None = None
    attachments: Attached = []
    silent: bool = False
    urgent: bool = False
    topic: Id | None = None


class ScheduledId(Struct):
    id: int


class Scheduled(Struct, omit_defaults=True):
    """A message that waits. `error`: the code of why it could not be sent at its time; it waits for the person then."""

    id: int
    chat: int
    sender: int
    at: int
    text: str = ""
    entities: list[Entity] = []
    reply_to: int | None = None
    attachments: list[Attachment] = []
    silent: bool = False
    urgent: bool = False
    topic: int | None = None
    error: str = ""


class ListScheduled(Struct, forbid_unknown_fields=True, kw_only=True):
    """Without `chat`: in all chats."""

    chat: Id | None = None


class ScheduledMessages(Struct):
    """Those that are due first stand first."""

    scheduled: list[Scheduled]


class ChangeScheduled(Struct, forbid_unknown_fields=True, kw_only=True):
    """What is absent stays; entities go with the text. `scheduled`: its id (on the socket `id` is the frame's)."""

    scheduled: Id
    text: Text | None = None
    entities: list[Entity] = []
    at: Moment | None = None


class AboutScheduled(Struct, forbid_unknown_fields=True, kw_only=True):
    scheduled: Id
