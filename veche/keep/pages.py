"""An archive of one's own data as pages that open in any browser without a server: no scripts, nothing from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

Json = dict[str, Any]

STYLE = """:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
article{margin:.75rem 0;overflow-wrap:anywhere}article p{margin:0;white-space:pre-wrap}
small,time,.quiet{color:#6b7280;font-size:.85rem}
img{max-width:min(100%,20rem);border-radius:.5rem;display:block;margin:.25rem 0}
nav{display:flex;gap:1rem;margin:1rem 0}
"""

WORDS: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "title": "Мои данные в Veche",
        "made": "Составлено",
        "chats": "Чаты",
        "rest": "Остальное, как его хранит сервер (JSON)",
        "messages": "сообщений",
        "deleted": "Сообщение удалено",
        "edited": "изменено",
        "forwarded": "Переслано от",
        "reply": "Ответ на",
        "left_out": "не вошло в архив",
        "back": "К списку чатов",
        "earlier": "Раньше",
        "later": "Дальше",
        "saved": "Избранное",
        "pinned": "закреплено",
        "service": "Событие чата",
    },
    "en": {
        "title": "My data in Veche",
        "made": "Made",
        "chats": "Chats",
        "rest": "The rest, as the server keeps it (JSON)",
        "messages": "messages",
        "deleted": "Message deleted",
        "edited": "edited",
        "forwarded": "Forwarded from",
        "reply": "Reply to",
        "left_out": "not in the archive",
        "back": "To the list of chats",
        "earlier": "Earlier",
        "later": "Later",
        "saved": "Saved messages",
        "pinned": "pinned",
        "service": "Something happened to the chat",
    },
}


@dataclass(frozen=True)
class ChatPage:
    """Up to a thousand messages of a chat. `files`: file id → path in the archive, None for one that was left out."""

    title: str
    number: int
    last: bool
    messages: Sequence[Json]
    names: Mapping[int, str]
    files: Mapping[int, str | None]


@dataclass(frozen=True)
class ChatLine:
    """A chat in the list."""

    folder: str
    title: str
    messages: int


def words_of(locale: str) -> Mapping[str, str]:
    return WORDS.get(locale, WORDS["ru"])


def index_page(*, locale: str, name: str, made: datetime, chats: Sequence[ChatLine], rest: Sequence[str]) -> str:
    say = words_of(locale)
    lines = "".join(
        f'<li><a href="chats/{line.folder}/1.html">{escape(line.title)}</a>'
        f" <small>{line.messages} {say['messages']}</small></li>"
        for line in chats
    )
    more = "".join(f'<li><a href="data/{escape(file)}">{escape(file)}</a></li>' for file in rest)
    body = (
        f"<h1>{say['title']}: {escape(name)}</h1><p class=quiet>{say['made']} {_time(made)}</p>"
        f"<h2>{say['chats']}</h2><ul>{lines}</ul><h2>{say['rest']}</h2><ul>{more}</ul>"
    )
    return _page(f"{say['title']}: {name}", body, locale=locale, up="")


def chat_page(page: ChatPage, *, locale: str) -> str:
    say = words_of(locale)
    earlier = f'<a href="{page.number - 1}.html">{say["earlier"]}</a>' if page.number > 1 else ""
    later = "" if page.last else f'<a href="{page.number + 1}.html">{say["later"]}</a>'
    nav = f'<nav><a href="../../index.html">{say["back"]}</a>{earlier}{later}</nav>'
    articles = "".join(_article(message, page, say) for message in page.messages)
    return _page(page.title, f"<h1>{escape(page.title)}</h1>{nav}{articles}{nav}", locale=locale, up="../../")


def _article(message: Json, page: ChatPage, say: Mapping[str, str]) -> str:
    name = page.names.get(message["sender"], "")
    at = datetime.fromtimestamp(message["at"] / 1000, UTC)
    marks = [say[mark] for mark in ("edited", "pinned") if message.get("edited_at" if mark == "edited" else mark)]
    head = f"<b>{escape(name)}</b> {_time(at)} <small>№ {message['seq']} {', '.join(marks)}</small>"
    return f'<article id="m{message["seq"]}">{head}{"".join(_parts(message, page, say))}</article>'


def _parts(message: Json, page: ChatPage, say: Mapping[str, str]) -> list[str]:
    if message.get("deleted"):
        return [f"<p class=quiet>{say['deleted']}</p>"]
    if service := message.get("service"):
        said = " ".join(str(service[key]) for key in ("act", "title") if service.get(key))
        return [f"<p class=quiet>{say['service']}: {escape(said)}</p>"]
    parts = []
    if origin := message.get("origin"):
        parts.append(f"<small>{say['forwarded']} {escape(origin['name'])}</small>")
    if reply := message.get("reply_to"):
        parts.append(f'<small>{say["reply"]} <a href="#m{reply}">№ {reply}</a></small>')
    if text := message.get("text"):
        parts.append(f"<p>{escape(text)}</p>")
    parts += [_attachment(attachment, page, say) for attachment in message.get("attachments", [])]
    if reactions := message.get("reactions"):
        said = " ".join(f"{reaction['emoji']} {reaction['count']}" for reaction in reactions)
        parts.append(f"<small>{escape(said)}</small>")
    return parts


def _attachment(attachment: Json, page: ChatPage, say: Mapping[str, str]) -> str:
    kind = attachment["type"]
    if (file := attachment.get("file")) is not None and kind != "link":
        return _file(attachment, page.files.get(file), say)
    show: Callable[[Json], str] | None = _SHOWN.get(kind)
    return f"<p>{show(attachment) if show else escape(kind)}</p>"


def _file(attachment: Json, path: str | None, say: Mapping[str, str]) -> str:
    name = escape(attachment.get("name") or attachment["type"])
    if path is None:
        return f"<p class=quiet>{name} ({say['left_out']})</p>"
    address = escape(f"../../{path}", quote=True)
    if attachment["type"] in ("photo", "sticker"):
        return f'<a href="{address}"><img src="{address}" alt="{name}" loading=lazy></a>'
    return f'<p><a href="{address}">{name}</a></p>'


def _poll(attachment: Json) -> str:
    poll = attachment["poll"]
    options = "; ".join(f"{option['text']}: {option.get('votes', 0)}" for option in poll["options"])
    return escape(f"{poll['question']} ({options})")


def _joined(*keys: str) -> Callable[[Json], str]:
    return lambda attachment: escape(" · ".join(str(attachment[key]) for key in keys if attachment.get(key)))


_SHOWN: Mapping[str, Callable[[Json], str]] = {
    "contact": _joined("name", "phone"),
    "place": _joined("title", "address", "lat", "lon"),
    "link": _joined("title", "url"),
    "poll": _poll,
}


def _time(at: datetime) -> str:
    return f'<time datetime="{at.isoformat()}">{at:%d.%m.%Y %H:%M} UTC</time>'


def _page(title: str, body: str, *, locale: str, up: str) -> str:
    return (
        f'<!doctype html><html lang="{locale}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        # A message is never code, not even in somebody's own archive.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file: data:;"
        " style-src 'self' file:; media-src 'self' file:\">"
        f'<title>{escape(title)}</title><link rel="stylesheet" href="{up}style.css"></head><body>{body}</body></html>\n'
    )
