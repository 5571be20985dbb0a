"""Reads the demonstration's content: a city in TOML, conversations in a small script (explained at its head)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from veche.ground.text import utf16_length
from veche.messages.wire import Entity

HERE = Path(__file__).parent
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
MONTHS: Final = tuple(_MONTHS.split())
CHAT = re.compile(r"== (?P<kind>group|channel) (?P<mode>\w+) (?P<owner>\S+) (?P<title>.+)")
DIALOG = re.compile(r"== dialog (?P<owner>\S+) (?P<peer>\S+)")
LINE = re.compile(r"-(?P<day>\d) (?P<time>\d\d:\d\d|\d+) (?P<who>@?\w+)(?: >(?P<reply>\d+))?: (?P<text>.+)")
DATE = re.compile(r"\{(?P<step>[+-]\d+)(?P<form>[ny]?)\}")
BOLD = re.compile(r"\*\*(.+?)\*\*")


class UnitPlan(Struct, forbid_unknown_fields=True):
    name: str
    parent: str | None = None


class PostPlan(Struct, forbid_unknown_fields=True):
    unit: str
    title: str
    holder: str | None = None


class City(Struct, forbid_unknown_fields=True):
    """Who is there. Units and posts by key, people by login."""

    organisation: str
    administrator: str
    shown: list[str]
    units: dict[str, UnitPlan]
    posts: dict[str, PostPlan]
    people: dict[str, str]


class Line(Struct):
    """One message: when, by whom (`@key` of a post or a login), and what happened to it."""

    at: datetime
    who: str
    text: str
    reply_to: int | None = None
    edited: str | None = None
    pinned: bool = False
    reactions: list[tuple[str, str]] = []


class ChatPlan(Struct):
    """One chat. `unread`: how many of the last lines the others have not read yet."""

    kind: Literal["group", "channel", "dialog"]
    owner: str
    title: str = ""
    mode: Literal["ordinary", "official", "public"] = "ordinary"
    about: str = ""
    members: list[str] = []
    unread: int = 0
    lines: list[Line] = []


def load_city() -> City:
    return msgspec.convert(tomllib.loads((HERE / "city.toml").read_text("utf-8")), City)


def load_chats(city: City, *, now: datetime) -> list[ChatPlan]:
    """The conversations, with their times counted back from `now` (in its time zone)."""
    chats: list[ChatPlan] = []
    for raw in (HERE / "chats.txt").read_text("utf-8").splitlines():
        if not raw.strip() or raw.startswith("#"):
            continue
        text = DATE.sub(lambda found: _date(found, now=now), raw)
        if text.startswith("=="):
            chats.append(_chat(text))
        elif text.startswith(" "):
            _under(chats[-1].lines[-1], text.strip())
        elif not _header(chats[-1], text, city):
            chats[-1].lines.append(_line(text, now=now))
    return chats


def _chat(text: str) -> ChatPlan:
    if found := DIALOG.fullmatch(text):
        return ChatPlan(kind="dialog", owner=found["owner"], members=[found["peer"]], lines=[])
    found = CHAT.fullmatch(text)
    if found is None:
        raise ValueError(f"not the head of a chat: {text}")
    return msgspec.convert({**found.groupdict(), "lines": []}, ChatPlan)


def _header(chat: ChatPlan, text: str, city: City) -> bool:
    key, _, value = text.partition(": ")
    if key == "about":
        chat.about = value
    elif key == "unread":
        chat.unread = int(value)
    elif key == "members":
        chat.members = list(_everybody(city)) if value == "*" else value.split()
    else:
        return False
    return True


def _everybody(city: City) -> Iterator[str]:
    """Posts that are held, and people without a post."""
    yield from (f"@{key}" for key, post in city.posts.items() if post.holder)
    holders = {post.holder for post in city.posts.values()}
    yield from (login for login in city.people if login not in holders)


def _line(text: str, *, now: datetime) -> Line:
    found = LINE.fullmatch(text)
    if found is None:
        raise ValueError(f"not a line: {text}")
    days, time = int(found["day"]), found["time"]
    if ":" in time:
        hours, minutes = map(int, time.split(":"))
        at = (now - timedelta(days=days)).replace(hour=hours, minute=minutes, second=7, microsecond=0)
    else:
        at = now - timedelta(minutes=int(time))
    reply = found["reply"]
    return Line(at=at, who=found["who"], text=found["text"], reply_to=int(reply) if reply else None, reactions=[])


def _under(line: Line, text: str) -> None:
    sign, _, rest = text.partition(" ")
    match sign:
        case "|":
            line.text += "\n" + rest
        case "~":
            line.edited = rest
        case "^":
            line.pinned = True
        case "+":
            emoji, *who = rest.split()
            line.reactions += [(emoji, one) for one in who]
        case _:
            raise ValueError(f"not something that happens to a line: {text}")


def _date(found: re.Match[str], *, now: datetime) -> str:
    step, form = int(found["step"]), found["form"]
    if form == "y":
        return str(now.year + step)
    day = now + timedelta(days=step)
    return str(day.day) if form == "n" else f"{day.day} {MONTHS[day.month - 1]}"


def marked(text: str) -> tuple[str, list[Entity]]:
    """`**bold**` as an entity."""
    plain, entities, end = "", list[Entity](), 0
    for found in BOLD.finditer(text):
        plain += text[end : found.start()]
        entities.append(Entity(type="bold", offset=utf16_length(plain), length=utf16_length(found[1])))
        plain += found[1]
        end = found.end()
    return plain + text[end:], entities
