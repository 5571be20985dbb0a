"""A bot as a program of its own, with nothing but the standard library: `python robot.py ADDRESS TOKEN`.

It books appointments: asks with a keyboard, answers presses, changes its messages, takes a place.
"""

from __future__ import annotations

import json
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

Json = dict[str, Any]


class Api:
    """Requests of one bot."""

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address, token

    def ask(self, method: str, path: str, body: Json | None = None, **query: Any) -> Json:
        url = f"{self._address}{path}?{urllib.parse.urlencode(query)}"
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": self._token, "Content-Type": "application/json"}
        request = urllib.request.Request(url, data=data, headers=headers, method=method)
        while True:
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    found: Json = json.load(answer)
                return found
            except urllib.error.HTTPError as error:
                if error.code != 429:
                    raise
                time.sleep(int(error.headers["Retry-After"]))


KEYBOARD: Json = {
    "type": "inline_keyboard",
    "payload": {
        "buttons": [
            [
                {"type": "callback", "text": "Вторник, 14:30", "payload": "slot:17"},
                {"type": "callback", "text": "Среда, 9:00", "payload": "slot:18"},
            ],
            [{"type": "callback", "text": "Показать другие дни для записи к специалисту отдела", "payload": "more"}],
            [
                {"type": "link", "text": "Как добраться", "url": "https://city.example/map"},
                {"type": "request_geo_location", "text": "Я рядом", "quick": False},
            ],
            [
                {"type": "clipboard", "text": "Номер талона", "payload": "А-217"},
                {"type": "message", "text": "Отменить запись"},
            ],
        ]
    },
}


COMMANDS: list[Json] = [
    {"name": "zapisi", "description": "Мои записи на приём"},
    {"name": "zanovo", "description": "Начать сначала"},
]


def heard(api: Api, update: Json) -> None:
    """One update."""
    match update["update_type"]:
        case "bot_started":
            text = "Здравствуйте! **Выберите время** приёма у начальника отдела благоустройства:"
            body = {"text": text, "format": "markdown", "attachments": [KEYBOARD]}
            api.ask("POST", "/messages", body, chat_id=update["chat_id"])
        case "message_callback":
            pressed(api, update["callback"])
        case "message_created":
            said(api, update["message"])


def pressed(api: Api, callback: Json) -> None:
    if callback["payload"] == "more":
        answer: Json = {"notification": "Других дней пока нет"}
    else:
        when = "вторник, 14:30" if callback["payload"] == "slot:17" else "среду, 9:00"
        answer = {"message": {"text": f"Вы записаны на {when}.", "attachments": []}, "notification": "Записали"}
    api.ask("POST", "/answers", answer, callback_id=callback["callback_id"])


def said(api: Api, message: Json) -> None:
    chat = message["recipient"]["chat_id"]
    attachments = message["body"].get("attachments", [])
    if message["body"]["text"] == "/zapisi":
        api.ask("POST", "/messages", {"text": "Записей пока нет."}, chat_id=chat)
        return
    if any(one["type"] == "location" for one in attachments):
        api.ask("POST", "/messages", {"text": "Вижу, вы рядом."}, chat_id=chat)
        return
    sent = api.ask("POST", "/messages", {"text": "Ищу вашу запись…"}, chat_id=chat)
    mid = sent["message"]["body"]["mid"]
    api.ask("PUT", "/messages", {"text": "Запись отменена."}, message_id=mid)


def main(address: str, token: str) -> None:
    api = Api(address, token)
    marker: int | None = None
    api.ask("PATCH", "/me/commands", {"commands": COMMANDS})
    sys.stdout.write(api.ask("GET", "/me")["username"] + "\n")
    sys.stdout.flush()
    while True:
        query: dict[str, int] = {} if marker is None else {"marker": marker}
        found = api.ask("GET", "/updates", None, timeout=20, **query)
        marker = found["marker"]
        for update in found["updates"]:
            heard(api, update)


if __name__ == "__main__":
    main(*sys.argv[1:])
