"""Booking an appointment with a department: a bot and its mini app, in one program without any library.

BOT_TOKEN=… python app.py --veche https://veche.city.example --page https://priem.city.example --port 8001
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DEPARTMENTS = {"housing": "Отдел ЖКХ", "land": "Земельный отдел", "social": "Социальная защита"}
DAYS, OPENS, CLOSES, STEP = 5, 9, 17, 30
LAUNCH_LIFE = 3600
"""Seconds: an older launch is not believed, so that a stolen address is soon worth nothing."""

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


class Book:
    """Who comes when. One place per department and time; one visit per person and department."""

    def __init__(self, path: str) -> None:
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = threading.Lock()
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS visits (id INTEGER PRIMARY KEY, department TEXT, at TEXT, person INTEGER,"
            " name TEXT, reminded INTEGER DEFAULT 0, UNIQUE (department, at), UNIQUE (department, person))"
        )

    def run(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def free(self, department: str, *, today: date) -> list[str]:
        taken = {at for (at,) in self.run("SELECT at FROM visits WHERE department = ?", department)}
        return [at for at in slots(today) if at not in taken]

    def add(self, department: str, at: str, person: int, name: str) -> int | None:
        """The number of the visit; None where somebody was faster, or has a visit there already."""
        rows = self.run(
            "INSERT INTO visits (department, at, person, name) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
            *(department, at, person, name),
        )
        return rows[0][0] if rows else None

    def of(self, person: int) -> list[Json]:
        rows = self.run("SELECT id, department, at FROM visits WHERE person = ? ORDER BY at", person)
        return [{"id": id_, "department": DEPARTMENTS[dep], "at": at} for id_, dep, at in rows]

    def cancel(self, visit: int, person: int) -> bool:
        return bool(self.run("DELETE FROM visits WHERE id = ? AND person = ? RETURNING id", visit, person))


def slots(today: date) -> list[str]:
    """The times of the next working days, as ISO without a zone: the town has one clock."""
    days = [day for day in (today + timedelta(n) for n in range(1, 15)) if day.weekday() < 5][:DAYS]
    minutes = range(OPENS * 60, CLOSES * 60, STEP)
    return [f"{day}T{minute // 60:02}:{minute % 60:02}" for day in days for minute in minutes]


def calendar(visit: Json) -> str:
    """The visit as a file that calendars open."""
    start = datetime.fromisoformat(visit["at"])
    stamp = "%Y%m%dT%H%M%S"
    return "\r\n".join([
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Veche//Appointment//RU", "BEGIN:VEVENT"),
        *(f"UID:visit-{visit['id']}@appointment", f"DTSTAMP:{datetime.now():{stamp}}"),
        *(f"DTSTART:{start:{stamp}}", f"DTEND:{start + timedelta(minutes=STEP):{stamp}}"),
        *(f"SUMMARY:Приём: {visit['department']}", "END:VEVENT", "END:VCALENDAR", ""),
    ])  # fmt: skip


class Bot:
    """The bot: shows the button, confirms, reminds, cancels."""

    def __init__(self, api: str, token: str, book: Book, *, remind: timedelta) -> None:
        self._api, self.token, self.book, self._remind = api.rstrip("/"), token, book, remind
        self.id = self.call("GET", "/me")["user_id"]

    def call(self, method: str, path: str, body: Json | None = None, **query: object) -> Json:
        url = f"{self._api}{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": self.token, "Content-Type": "application/json"}
        request = urllib.request.Request(url, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=100) as answer:
            result: Json = json.load(answer)
            return result

    def say(self, person: int, text: str, *buttons: Json) -> None:
        keyboard = {"type": "inline_keyboard", "payload": {"buttons": [[one] for one in buttons]}}
        try:
            self.call("POST", "/messages", {"text": text, "attachments": [keyboard] if buttons else []}, user_id=person)
        except urllib.error.HTTPError as error:  # who opened the app from the catalogue has no dialog with the bot
            print(f"not said to {person}: {error.code}", flush=True)

    def confirm(self, visit: int, person: int, department: str, at: str) -> None:
        cancel = {"type": "callback", "text": "Отменить запись", "payload": f"cancel:{visit}"}
        self.say(person, f"Вы записаны: {DEPARTMENTS[department]}, {shown(at)}. Напомню заранее.", cancel)

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
        if kind == "bot_started":
            self.greet(update["user"]["user_id"])
        elif kind == "message_created" and update["message"]["recipient"]["chat_type"] == "dialog":
            self.greet(update["message"]["sender"]["user_id"])
        elif kind == "message_callback" and update["callback"]["payload"].startswith("cancel:"):
            visit = int(update["callback"]["payload"].removeprefix("cancel:"))
            done = self.book.cancel(visit, update["callback"]["user"]["user_id"])
            note = "Запись отменена" if done else "Этой записи уже нет"
            answer = {"notification": note, "message": {"text": note + ".", "attachments": []}}
            self.call("POST", "/answers", answer, callback_id=update["callback"]["callback_id"])

    def greet(self, person: int) -> None:
        button = {"type": "open_app", "text": "Выбрать время", "contact_id": self.id}
        self.say(person, "Здравствуйте! Запишитесь на приём: выберите отдел и время.", button)

    def remind(self) -> None:
        """Everybody whose visit comes within the time, once."""
        until = (datetime.now() + self._remind).isoformat(timespec="minutes")
        due = "UPDATE visits SET reminded = 1 WHERE reminded = 0 AND at <= ? RETURNING department, at, person"
        for department, at, person in self.book.run(due, until):
            self.say(person, f"Напоминаю: {DEPARTMENTS[department]}, {shown(at)}.")


def shown(at: str) -> str:
    return f"{datetime.fromisoformat(at):%d.%m в %H:%M}"


class Page(BaseHTTPRequestHandler):
    """The web page and what it asks. Every question carries the launch data: there is no other session."""

    bot: Bot
    veche: str

    def do_GET(self) -> None:
        path = urllib.parse.urlsplit(self.path)
        if path.path == "/":
            page = (HERE / "index.html").read_text("utf-8").replace("{{veche}}", self.veche)
            return self.reply(200, page, "text/html; charset=utf-8")
        if path.path == "/page.js":
            return self.reply(200, (HERE / "page.js").read_text("utf-8"), "text/javascript; charset=utf-8")
        if path.path == "/visit.ics":  # opened by the browser itself, so the launch data come in the address
            query = dict(urllib.parse.parse_qsl(path.query))
            try:
                person = launched(query["launch"], self.bot.token, now=time.time())["id"]
                visit = next(one for one in self.bot.book.of(person) if str(one["id"]) == query["id"])
            except (PermissionError, KeyError, ValueError, StopIteration):
                return self.reply(403, "{}")
            return self.reply(200, calendar(visit), "text/calendar; charset=utf-8")
        return self.reply(404, "{}")

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length", 0)), 20_000)
        try:
            asked: Json = json.loads(self.rfile.read(length))
            user = launched(asked["launch"], self.bot.token, now=time.time())
            self.reply(200, json.dumps(self.answer(asked, user), ensure_ascii=False))
        except PermissionError as error:
            self.reply(403, json.dumps({"error": str(error)}))
        except (KeyError, TypeError, ValueError):
            self.reply(400, "{}")

    def answer(self, asked: Json, user: Json) -> Json:
        book, person = self.bot.book, int(user["id"])
        if self.path == "/book":
            department, at = asked["department"], asked["at"]
            if department not in DEPARTMENTS or at not in slots(date.today()):
                raise ValueError(at)
            visit = book.add(department, at, person, user.get("first_name", ""))
            if visit is not None:
                self.bot.confirm(visit, person, department, at)
            return {"booked": visit}
        if self.path == "/cancel":
            return {"cancelled": book.cancel(int(asked["visit"]), person)}
        free = {key: book.free(key, today=date.today()) for key in DEPARTMENTS}
        return {"departments": DEPARTMENTS, "free": free, "mine": book.of(person)}

    def reply(self, status: int, body: str, kind: str = "application/json; charset=utf-8") -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        # Only this Veche may show the page in a frame.
        self.send_header("Content-Security-Policy", f"frame-ancestors {self.veche}")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """The addresses may hold launch data: they are not logged."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--veche", required=True, help="address of Veche")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--book", default="visits.db")
    parser.add_argument("--remind", type=int, default=24 * 60, help="minutes before the visit")
    given = parser.parse_args()
    veche = given.veche.rstrip("/")
    api = os.environ.get("BOT_API", f"{veche}/bot-api")
    bot = Bot(api, os.environ["BOT_TOKEN"], Book(given.book), remind=timedelta(minutes=given.remind))
    Page.bot, Page.veche = bot, veche
    server = ThreadingHTTPServer(("127.0.0.1", given.port), Page)
    threading.Thread(target=bot.listen, daemon=True).start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"ready http://localhost:{server.server_port}/", flush=True)
    while True:
        bot.remind()
        time.sleep(20)


if __name__ == "__main__":
    main()
