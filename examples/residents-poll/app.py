"""A poll of residents: one question, one vote per person, a result of counts only. A bot and its mini app, no library.

BOT_TOKEN=… python app.py --veche https://veche.city.example --port 8002 "Где поставить каток?" "Парк" "Двор школы"
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import secrets
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LAUNCH_LIFE = 3600
ENOUGH = 5
"""With fewer votes the counts would say who voted for what."""

Json = dict[str, Any]


def launched(init_data: str, token: str, *, now: float) -> Json:
    """Who opened the page. Raises PermissionError for a signature that is not right, and for an old one."""
    pairs = dict(urllib.parse.parse_qsl(init_data))
    signature = pairs.pop("hash", "")
    lines = "\n".join(f"{key}={value}" for key, value in sorted(pairs.items()))
    secret = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    if not hmac.compare_digest(hmac.digest(secret, lines.encode(), hashlib.sha256).hex(), signature):
        raise PermissionError("signature")
    if not 0 <= now - int(pairs["auth_date"]) <= LAUNCH_LIFE:
        raise PermissionError("old")
    user: Json = json.loads(pairs["user"])
    return user


class Urn:
    """Who has voted, and how often what was chosen: in two tables, so that nobody can put them together."""

    def __init__(self, path: str, question: str, choices: list[str]) -> None:
        self.question, self.choices = question, choices
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = threading.Lock()
        for table in ("urn (secret BLOB)", "voters (mark TEXT PRIMARY KEY)", "counts (choice INTEGER PRIMARY KEY, n)"):
            self._db.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        if not self._db.execute("SELECT 1 FROM urn").fetchone():
            self._db.execute("INSERT INTO urn VALUES (?)", (secrets.token_bytes(32),))
        self._secret: bytes = self._db.execute("SELECT secret FROM urn").fetchone()[0]
        self._db.executemany("INSERT OR IGNORE INTO counts VALUES (?, 0)", [(n,) for n in range(len(choices))])

    def _mark(self, person: int) -> str:
        return hmac.digest(self._secret, str(person).encode(), hashlib.sha256).hex()

    def has_voted(self, person: int) -> bool:
        with self._lock:
            return bool(self._db.execute("SELECT 1 FROM voters WHERE mark = ?", (self._mark(person),)).fetchone())

    def vote(self, person: int, choice: int) -> bool:
        """False for a second vote. Both tables change together or not at all."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.execute("INSERT INTO voters VALUES (?)", (self._mark(person),))
                self._db.execute("UPDATE counts SET n = n + 1 WHERE choice = ?", (choice,))
            except sqlite3.IntegrityError:
                self._db.execute("ROLLBACK")
                return False
            self._db.execute("COMMIT")
            return True

    def result(self) -> Json:
        """How many voted, and for what once there are enough of them."""
        with self._lock:
            counts = [n for (n,) in self._db.execute("SELECT n FROM counts ORDER BY choice")][: len(self.choices)]
        return {"voted": sum(counts), "counts": counts if sum(counts) >= ENOUGH else None}

    def words(self) -> str:
        result = self.result()
        if result["counts"] is None:
            return f"{self.question}\nГолосов: {result['voted']}. Итог покажем, когда их будет не меньше {ENOUGH}."
        lines = [f"{name}: {n}" for name, n in zip(self.choices, result["counts"], strict=True)]
        return "\n".join([self.question, *lines, f"Всего голосов: {result['voted']}"])


class Bot:
    """The bot: shows the question with the button, and the result when it is asked for it."""

    def __init__(self, api: str, token: str, urn: Urn) -> None:
        self._api, self.token, self._urn = api.rstrip("/"), token, urn
        self.id = self.call("GET", "/me")["user_id"]
        commands = [{"name": "itog", "description": "Как проголосовали"}]
        self.call("PATCH", "/me/commands", {"commands": commands})

    def call(self, method: str, path: str, body: Json | None = None, **query: object) -> Json:
        url = f"{self._api}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": self.token, "Content-Type": "application/json"}
        request = urllib.request.Request(url, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=100) as answer:
            result: Json = json.load(answer)
            return result

    def listen(self) -> None:
        marker: int | None = None
        while True:
            try:
                known: Json = {} if marker is None else {"marker": marker}
                answer = self.call("GET", "/updates", timeout=30, **known)
                for update in answer["updates"]:
                    self.hear(update)
                marker = answer["marker"]
            except (OSError, urllib.error.HTTPError) as error:
                print(f"updates: {error}", flush=True)
                time.sleep(3)

    def hear(self, update: Json) -> None:
        kind = update["update_type"]
        if kind not in ("bot_started", "bot_added", "message_created"):
            return
        message = update.get("message", {})
        text = message.get("body", {}).get("text", "")
        chat = update.get("chat_id") or message["recipient"]["chat_id"]
        if text.startswith("/itog"):
            self.call("POST", "/messages", {"text": self._urn.words()}, chat_id=chat)
        elif kind != "message_created" or message["recipient"]["chat_type"] == "dialog":
            button = {"type": "open_app", "text": "Проголосовать", "contact_id": self.id}
            keyboard = {"type": "inline_keyboard", "payload": {"buttons": [[button]]}}
            self.call("POST", "/messages", {"text": self._urn.question, "attachments": [keyboard]}, chat_id=chat)


class Page(BaseHTTPRequestHandler):
    """The web page and what it asks. Every question carries the launch data."""

    bot: Bot
    urn: Urn
    veche: str

    def do_GET(self) -> None:
        kinds = {"/": ("index.html", "text/html"), "/page.js": ("page.js", "text/javascript")}
        name, kind = kinds.get(urllib.parse.urlsplit(self.path).path, ("", ""))
        if not name:
            return self.reply(404, "{}")
        page = (HERE / name).read_text("utf-8").replace("{{veche}}", self.veche)
        return self.reply(200, page, f"{kind}; charset=utf-8")

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length", 0)), 20_000)
        try:
            asked: Json = json.loads(self.rfile.read(length))
            person = int(launched(asked["launch"], self.bot.token, now=time.time())["id"])
            if self.path == "/vote":
                choice = asked["choice"]
                if type(choice) is not int or not 0 <= choice < len(self.urn.choices):
                    raise ValueError(choice)
                self.urn.vote(person, choice)
            state = {"question": self.urn.question, "choices": self.urn.choices, "mine": self.urn.has_voted(person)}
            self.reply(200, json.dumps({**state, **self.urn.result()}, ensure_ascii=False))
        except PermissionError as error:
            self.reply(403, json.dumps({"error": str(error)}))
        except (KeyError, TypeError, ValueError):
            self.reply(400, "{}")

    def reply(self, status: int, body: str, kind: str = "application/json; charset=utf-8") -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Content-Security-Policy", f"frame-ancestors {self.veche}")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Who came when would be more than a count."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--veche", required=True, help="address of Veche")
    parser.add_argument("--port", type=int, default=8002)
    parser.add_argument("--urn", default="votes.db")
    parser.add_argument("question")
    parser.add_argument("choices", nargs="+")
    given = parser.parse_args()
    Page.veche = given.veche.rstrip("/")
    Page.urn = Urn(given.urn, given.question, given.choices)
    Page.bot = Bot(os.environ.get("BOT_API", f"{Page.veche}/bot-api"), os.environ["BOT_TOKEN"], Page.urn)
    server = ThreadingHTTPServer(("127.0.0.1", given.port), Page)
    threading.Thread(target=Page.bot.listen, daemon=True).start()
    print(f"ready http://localhost:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
