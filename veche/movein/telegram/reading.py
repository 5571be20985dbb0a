"""Reads a conversation exported by Telegram Desktop (`result.json`) as a stream, whatever its age and its flaws.

Both roots are read (one chat; a whole account). An export that breaks off gives what is complete. Nothing is invented:
what the file does not say is absent here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import ijson
from ijson.common import ObjectBuilder

from veche.movein.text import Span

Raw = dict[str, Any]  # one entry as the file has it: other people's data, of any shape

# Older exporters wrote control characters as \xHH, which is no JSON. The backslash must not be escaped itself.
_BAD_ESCAPE = re.compile(rb"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
_TAIL = re.compile(rb"\\+(?:x[0-9A-Fa-f]?)?\Z")
_CHAT = re.compile(r"^((?:left_)?chats\.list\.item\.)?messages\.item$")
_HEAD = ("name", "type", "id")


class Repaired:
    """A byte stream with `\\xHH` made into `\\u00HH`, also where it lies across two reads."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._kept = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; a little more than asked for where something was repaired."""
        while True:
            fresh = self._source.read(size)
            block, self._kept = self._kept + fresh, b""
            tail = _TAIL.search(block)
            if fresh and tail:
                block, self._kept = block[: tail.start()], block[tail.start() :]
            if block or not fresh:
                # Looking for two bytes is fifty times as fast as the expression, and hardly a file has them.
                return _BAD_ESCAPE.sub(rb"\1\\u00\2", block) if b"\\x" in block else block


@dataclass(frozen=True)
class Reaction:
    """An emoji, how many gave it, and the few whom the file names."""

    emoji: str
    count: int
    people: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a chat. `raw` is there for what only a readable line can tell: media, polls, service."""

    id: int | None
    kind: str
    author: str
    author_name: str
    text: tuple[Span, ...]
    reply_to: int | None
    edited: bool
    reactions: tuple[Reaction, ...]
    names: dict[str, str]
    raw: Raw


@dataclass
class Chat:
    """The head of a chat."""

    number: int
    name: str = ""
    type: str = ""
    id: int | None = None


@dataclass
class Losses:
    """What the file says and what could not be taken over, counted by kind."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, count: int = 1) -> None:
        if count:
            self.counts[kind] = self.counts.get(kind, 0) + count


class NotAnExport(ValueError):
    """The file is no JSON at all."""


STYLES = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "code",
    "pre": "pre",
    "blockquote": "quote",
}


def number(value: object) -> int | None:
    """A whole number, also when it is written as text."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return int(str(value))
    except ValueError:
        return None


def truth(value: object) -> bool:
    """A yes or no, also when it is written as text."""
    return str(value).lower() in ("true", "1")


def spans(value: object) -> tuple[Span, ...]:
    """A text of either form: a string, or a list of strings and parts with one type each."""
    if isinstance(value, dict):
        return (_part(value),)
    if isinstance(value, list):
        return tuple(span for one in value for span in spans(one) if span.text)
    return (Span(str(value)),) if value not in (None, "") else ()


def _part(part: Raw) -> Span:
    text, kind = str(part.get("text") or ""), str(part.get("type") or "")
    if kind == "link":
        return Span(text, "link", url=text if "://" in text else f"https://{text}")
    if kind == "text_link":
        return Span(text, "link", url=str(part.get("href") or ""))
    if kind == "mention_name":
        return Span(text, "mention", person=f"user{part.get('user_id')}")
    return Span(text, STYLES.get(kind, ""), language=str(part.get("language") or "") if kind == "pre" else "")


def key_of(identity: object, name: object) -> str:
    """By what a person is known: the id, never the name where there is an id."""
    if identity not in (None, ""):
        return f"user{identity}" if isinstance(identity, int) else str(identity)
    return f"name:{name}" if name else ""


def entry_of(raw: Raw) -> Entry:
    """An entry as the file has it, made regular."""
    service = raw.get("type") == "service"
    name = raw.get("actor" if service else "from")
    author = key_of(raw.get("actor_id" if service else "from_id"), name)
    names = {author: str(name or "")} if author else {}
    reactions = []
    for one in raw.get("reactions") or []:
        people = []
        for person in one.get("recent") or []:
            key = key_of(person.get("from_id"), person.get("from"))
            if key:
                people.append(key)
                names.setdefault(key, str(person.get("from") or ""))
        reactions.append(Reaction(str(one.get("emoji") or ""), number(one.get("count")) or 0, tuple(people)))
    return Entry(
        id=number(raw.get("id")),
        kind=str(raw.get("type") or "message"),
        author=author,
        author_name=str(name or ""),
        text=spans(raw.get("text_entities")) or spans(raw.get("text")),
        # A reply to a message of another chat cannot be shown here.
        reply_to=None if raw.get("reply_to_peer_id") else number(raw.get("reply_to_message_id")),
        edited=bool(raw.get("edited") or raw.get("edited_unixtime")),
        reactions=tuple(reactions),
        names=names,
        raw=raw,
    )


def read(path: Path, losses: Losses) -> Iterator[tuple[Chat, Entry]]:
    """Every entry of every chat in the order of the file; entries that repeat an id of their chat are left out.
    Raises NotAnExport."""
    with path.open("rb") as file:
        yield from read_stream(file, losses)


def read_stream(file: IO[bytes], losses: Losses) -> Iterator[tuple[Chat, Entry]]:
    """As `read`. What is remembered are the ids of one chat."""
    seen: set[int] = set()
    number = -1
    for chat, raw in _stream(Repaired(file), losses):
        entry = entry_of(raw)
        if chat.number != number:
            number, seen = chat.number, set()
        if entry.id is not None:
            if entry.id in seen:
                losses.add("repeated_entries")
                continue
            seen.add(entry.id)
        yield chat, entry


def _stream(source: Repaired, losses: Losses) -> Iterator[tuple[Chat, Raw]]:
    chat = Chat(0)
    builder: ObjectBuilder | None = None
    inside = ""
    try:
        for prefix, event, value in ijson.parse(source, use_float=True):
            if builder is not None:
                builder.event(event, value)
                if event == "end_map" and prefix == inside:
                    raw, builder = builder.value, None
                    yield chat, raw
            elif event == "start_map" and _CHAT.match(prefix):
                builder, inside = ObjectBuilder(), prefix
                builder.event(event, value)
            elif event == "start_map" and prefix.endswith("chats.list.item"):
                chat = Chat(chat.number + 1)
            else:
                _head(chat, prefix, value)
    except ijson.IncompleteJSONError:
        losses.add("file_breaks_off")
    except ijson.JSONError as error:
        raise NotAnExport from error


def _head(chat: Chat, prefix: str, value: object) -> None:
    owner, _, name = prefix.rpartition(".")
    if name not in _HEAD or (owner and not owner.endswith("chats.list.item")):
        return
    if name == "id":
        chat.id = number(value)
    elif value is not None:
        setattr(chat, name, str(value))
