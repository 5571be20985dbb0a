#!/usr/bin/env python3
"""A bot in one file, without any package: it greets, repeats, and asks with two buttons.

    BOT_API=http://127.0.0.1:8081 BOT_TOKEN=... python3 echo_bot.py

The same words go to MAX's own servers: only the address and the token are others."""

import json
import os
import urllib.request

API, TOKEN = os.environ["BOT_API"].rstrip("/"), os.environ["BOT_TOKEN"]
BUTTONS = [{"type": "callback", "text": "Да", "payload": "yes"}, {"type": "callback", "text": "Нет", "payload": "no"}]
KEYBOARD = [{"type": "inline_keyboard", "payload": {"buttons": [BUTTONS]}}]


def ask(method, path, body=None):
    """One request of the Bot API; its answer."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": TOKEN, "Content-Type": "application/json"}
    request = urllib.request.Request(API + path, data=data, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def say(chat, text, attachments=()):
    ask("POST", f"/messages?chat_id={chat}", {"text": text, "attachments": list(attachments)})


def take(update):
    """What is done with one update."""
    kind = update["update_type"]
    if kind == "bot_started":
        say(update["chat_id"], "Здравствуйте! Напишите что-нибудь. / Hello! Write something.")
    elif kind == "message_created":
        message = update["message"]
        text = message["body"]["text"] or "…"
        say(message["recipient"]["chat_id"], f"Вы написали: {text}\nПонравилось?", KEYBOARD)
    elif kind == "message_callback":
        chosen = {"yes": "Спасибо", "no": "Понятно"}.get(update["callback"]["payload"], "…")
        ask("POST", f"/answers?callback_id={update['callback']['callback_id']}", {"notification": chosen})


def main():
    print("@" + ask("GET", "/me")["username"], flush=True)
    marker = ""
    while True:
        page = ask("GET", "/updates?timeout=30" + (f"&marker={marker}" if marker else ""))
        marker = page["marker"]
        for update in page["updates"]:
            take(update)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
