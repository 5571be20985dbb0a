"""Keyboards of bots: what may stand on them, and how they come in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, get_args

import msgspec

from veche.bots.wire.keyboards import NewButton
from veche.ground.errors import BadInput
from veche.ground.text import clean_text
from veche.messages.shapes import Button, Buttons, ButtonType

ROWS: Final = 30
IN_ROW: Final = 7
IN_ALL: Final = 210
WIDE: Final = frozenset({"link", "open_app", "request_geo_location", "request_contact"})
IN_WIDE_ROW: Final = 3
"""A row with a button that needs room for its mark."""
TEXT: Final = 128
PAYLOAD: Final = 1024
START: Final = 512
URL: Final = 2048
TITLE: Final = 200
ABOUT: Final = 400
LARGEST: Final = 64 * 1024
"""Bytes of a whole keyboard: it travels with the message to everybody in the chat."""
TYPES: Final[tuple[str, ...]] = get_args(ButtonType)
_START = re.compile(r"[\w-]*", re.ASCII)
_ADDRESS = re.compile(r"(?i)(https?://|mailto:|tel:|max://)\S+")


def keyboard_of(rows: Sequence[Sequence[NewButton]]) -> Buttons:
    """The keyboard that a bot asks for. Rows without buttons are left out.

    Raises BadInput: keyboard_rows, keyboard_row, keyboard_buttons, keyboard_large, button_type, button_text,
    button_payload, button_url, button_app, button_title."""
    kept = [[_button(one) for one in row] for row in rows if row]
    if len(kept) > ROWS:
        raise BadInput("keyboard_rows", limit=ROWS)
    if sum(map(len, kept)) > IN_ALL:
        raise BadInput("keyboard_buttons", limit=IN_ALL)
    for number, row in enumerate(kept, 1):
        most = IN_WIDE_ROW if any(one.type in WIDE for one in row) else IN_ROW
        if len(row) > most:
            raise BadInput("keyboard_row", row=number, limit=most)
    if len(msgspec.json.encode(kept)) > LARGEST:
        raise BadInput("keyboard_large", limit=LARGEST // 1024)
    return kept


def _button(new: NewButton) -> Button:
    if new.type not in TYPES:
        raise BadInput("button_type", type=new.type[:32])
    text = _line(new.text, limit=TEXT, code="button_text", least=1)
    match new.type:
        case "callback":
            payload = _line(new.payload, limit=PAYLOAD, code="button_payload")
            return Button(type="callback", text=text, payload=payload, intent=(new.intent or "")[:32])
        case "clipboard":
            return Button(type="clipboard", text=text, payload=_line(new.payload, limit=PAYLOAD, code="button_payload"))
        case "link":
            url = (new.url or "").strip()
            if len(url) > URL or not _ADDRESS.fullmatch(url):
                raise BadInput("button_url", limit=URL)
            return Button(type="link", text=text, url=clean_text(url, limit=URL, field="url"))
        case "request_geo_location":
            return Button(type="request_geo_location", text=text, quick=bool(new.quick))
        case "open_app":
            return _open_app(new, text)
        case "chat":
            return Button(
                type="chat",
                text=text,
                title=_line(new.chat_title, limit=TITLE, code="button_title", least=1),
                about=_line(new.chat_description, limit=ABOUT, code="button_title"),
                payload=_line(new.start_payload, limit=START, code="button_payload"),
                number=new.uuid,
            )
        case "request_contact":
            return Button(type="request_contact", text=text)
        case _:
            return Button(type="message", text=text)


def _open_app(new: NewButton, text: str) -> Button:
    payload = new.payload or ""
    if len(payload) > START or not _START.fullmatch(payload):
        raise BadInput("button_payload", limit=START)
    app = _line(new.web_app, limit=URL, code="button_app")
    return Button(type="open_app", text=text, app=app, bot=new.contact_id, payload=payload)


def _line(text: str | None, *, limit: int, code: str, least: int = 0) -> str:
    given = clean_text(text or "", limit=1 << 20)
    if not least <= len(given) <= limit or (least and not given.strip()):
        raise BadInput(code, limit=limit)
    return given


def wire_button(one: Button) -> dict[str, str | int | bool]:
    """A button as bots read it: what its kind has, and nothing else."""
    told: dict[str, str | int | bool] = {"type": one.type, "text": one.text}
    match one.type:
        case "callback":
            told["payload"] = one.payload
            if one.intent:
                told["intent"] = one.intent
        case "clipboard":
            told["payload"] = one.payload
        case "link":
            told["url"] = one.url
        case "request_geo_location":
            told["quick"] = one.quick
        case "open_app":
            more = {"web_app": one.app, "contact_id": one.bot, "payload": one.payload}
            told.update({name: value for name, value in more.items() if value})
        case "chat":
            told["chat_title"] = one.title
            more = {"chat_description": one.about, "start_payload": one.payload, "uuid": one.number}
            told.update({name: value for name, value in more.items() if value})
    return told
