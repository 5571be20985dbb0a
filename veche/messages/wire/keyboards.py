"""Buttons that hang on a message of a bot."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ButtonType = Literal[
    "callback",
    "link",
    "request_contact",
    "request_geo_location",
    "open_app",
    "message",
    "clipboard",
    "chat",
]


class Button(Struct, frozen=True, omit_defaults=True):
    """One button. callback and clipboard: `payload`. link: `url`. request_geo_location: `quick` asks no question.
    open_app: `app` (name or address of the mini app) or `bot` (whose it is), `payload` is what it is started with.
    chat: makes a chat called `title`, once; `about`, `payload`, `number` go with it, and `chat` is the one it made."""

    type: ButtonType
    text: str
    payload: str = ""
    url: str = ""
    quick: bool = False
    app: str = ""
    bot: int | None = None
    title: str = ""
    about: str = ""
    number: int | None = None
    intent: str = ""
    chat: int | None = None


Buttons = list[list[Button]]
"""Rows from above, buttons from the left."""
