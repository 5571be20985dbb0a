"""Keyboards: every limit is met with a code of its own, and every kind of button comes back as it was sent."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from veche.bots.model.keyboards import keyboard_of, wire_button
from veche.bots.wire.keyboards import NewKeyboard
from veche.ground.errors import BadInput

KINDS: list[dict[str, Any]] = [
    {"type": "callback", "text": "Записаться", "payload": "slot:17"},
    {"type": "callback", "text": "Без данных", "payload": ""},
    {"type": "callback", "text": "Как раньше", "payload": "x", "intent": "positive"},
    {"type": "link", "text": "Сайт", "url": "https://city.example/park?a=1"},
    {"type": "request_contact", "text": "Мой номер"},
    {"type": "request_geo_location", "text": "Где я", "quick": True},
    {"type": "request_geo_location", "text": "Где я", "quick": False},
    {"type": "open_app", "text": "Открыть"},
    {"type": "open_app", "text": "Открыть", "web_app": "priem_bot", "contact_id": 180388626434, "payload": "a-b_1"},
    {"type": "message", "text": "Да"},
    {"type": "clipboard", "text": "Скопировать", "payload": "7707083893"},
    {"type": "chat", "text": "Обсудить", "chat_title": "Двор"},
    {"type": "chat", "text": "О", "chat_title": "Двор", "chat_description": "о", "start_payload": "s", "uuid": 7},
]


def made(buttons: Any) -> list[list[dict[str, Any]]]:
    new = msgspec.json.decode(msgspec.json.encode({"buttons": buttons}), type=NewKeyboard, strict=False)
    return [[wire_button(one) for one in row] for row in keyboard_of(new.buttons)]


@pytest.mark.parametrize("button", KINDS, ids=lambda one: one["type"])
def test_each_kind_comes_back(button: dict[str, Any]):
    assert made([[button]]) == [[button]]


def test_strange_fields_and_nulls_are_passed_over():
    assert made([[{"type": "message", "text": "Да", "payload": None, "colour": "red"}], []]) == [
        [{"type": "message", "text": "Да"}]
    ]


def plain(number: int, **more: Any) -> dict[str, Any]:
    return {"type": "callback", "text": f"Кнопка {number}", "payload": "x", **more}


LINK = KINDS[3]


@pytest.mark.parametrize(
    ("buttons", "code"),
    [
        ([[plain(row)] for row in range(31)], "keyboard_rows"),
        ([[plain(column) for column in range(8)]], "keyboard_row"),
        ([[LINK, plain(1), plain(2), plain(3)]], "keyboard_row"),
        ([[plain(row * 10 + column) for column in range(10)] for row in range(30)], "keyboard_buttons"),
        ([[plain(1, text="")]], "button_text"),
        ([[plain(1, text="  ")]], "button_text"),
        ([[plain(1, text="я" * 129)]], "button_text"),
        ([[{"type": "message"}]], "button_text"),
        ([[plain(1, payload="я" * 1025)]], "button_payload"),
        ([[{"type": "clipboard", "text": "к", "payload": "я" * 1025}]], "button_payload"),
        ([[{"type": "open_app", "text": "к", "payload": "не годится"}]], "button_payload"),
        ([[{"type": "open_app", "text": "к", "payload": "x" * 513}]], "button_payload"),
        ([[{"type": "link", "text": "к"}]], "button_url"),
        ([[{"type": "link", "text": "к", "url": "javascript:alert(1)"}]], "button_url"),
        ([[{"type": "link", "text": "к", "url": "https://" + "x" * 2048}]], "button_url"),
        ([[{"type": "chat", "text": "к"}]], "button_title"),
        ([[{"type": "chat", "text": "к", "chat_title": "я" * 201}]], "button_title"),
        ([[{"type": "rocket", "text": "к"}]], "button_type"),
        ([[plain(1, payload="я" * 1024) for _ in range(7)] for _ in range(30)], "keyboard_large"),
    ],
)
def test_limits(buttons: Any, code: str):
    with pytest.raises(BadInput) as failure:
        made(buttons)
    assert failure.value.code == code


def test_the_largest_keyboard_is_taken():
    rows = [[plain(row * 7 + column) for column in range(7)] for row in range(30)]
    assert sum(map(len, made(rows))) == 210
