"""Buttons as bots send them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Number = Annotated[int, Meta(ge=-(1 << 63), le=(1 << 63) - 1)]


class NewButton(Struct, kw_only=True):
    """Any button: each kind reads its own fields, strangers are passed over."""

    type: str
    text: str | None = None
    payload: str | None = None
    url: str | None = None
    intent: str | None = None
    quick: bool | None = None
    web_app: str | None = None
    contact_id: Number | None = None
    chat_title: str | None = None
    chat_description: str | None = None
    start_payload: str | None = None
    uuid: Number | None = None


class NewKeyboard(Struct, kw_only=True):
    """The payload of an attachment `inline_keyboard`."""

    buttons: list[list[NewButton]] = []
