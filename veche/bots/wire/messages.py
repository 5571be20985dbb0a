"""Messages as bots read and send them. Absent keys are left out, required ones are always there; times are
milliseconds."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from veche.bots.wire.attachments import Attachment, NewAttachment
from veche.bots.wire.people import User

ChatType = Literal["dialog", "chat", "channel"]
MarkupType = Literal[
    "strong",
    "emphasized",
    "underline",
    "strikethrough",
    "monospaced",
    "link",
    "user_mention",
    "quote",
    "heading",
    "highlighted",
]


class Markup(Struct, omit_defaults=True, rename={"from_": "from"}):
    """A range of the text, in UTF-16 code units."""

    type: MarkupType
    from_: int
    length: int
    url: str | None = None
    user_link: str | None = None
    user_id: int | None = None


class MessageBody(Struct, omit_defaults=True):
    mid: str
    seq: int
    text: str
    attachments: list[Attachment] = []
    markup: list[Markup] = []


class Recipient(Struct, omit_defaults=True):
    """`user_id`: in a dialog, who receives the message; `post_id`: the post that a comment stands under."""

    chat_id: int
    chat_type: ChatType
    user_id: int | None = None
    post_id: str | None = None


class LinkedMessage(Struct, omit_defaults=True):
    type: Literal["forward", "reply"]
    message: MessageBody
    sender: User | None = None
    chat_id: int | None = None


class Stat(Struct):
    views: int


class Message(Struct, omit_defaults=True):
    """`sender`: a User; absent for posts of a channel. `url`: where a post can be opened."""

    recipient: Recipient
    timestamp: int
    body: MessageBody
    sender: User | None = None
    link: LinkedMessage | None = None
    stat: Stat | None = None
    url: str | None = None


class MessageList(Struct):
    messages: list[Message]


class OneMessage(Struct):
    message: Message


class NewLink(Struct, kw_only=True):
    """What is answered or passed on."""

    type: str
    mid: str


class NewMessage(Struct, kw_only=True):
    """What a bot says, or says instead. Null and absent are the same; an empty list of attachments takes them away."""

    text: str | None = None
    attachments: list[NewAttachment] | None = None
    link: NewLink | None = None
    notify: bool | None = None
    format: str | None = None


class NewAnswer(Struct, kw_only=True):
    """The answer to a button that was pressed."""

    message: NewMessage | None = None
    notification: str | None = None


class NewComment(Struct, kw_only=True):
    text: str | None = None
    link: NewLink | None = None
    format: str | None = None
