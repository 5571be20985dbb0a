"""From an entry of the export to a line of ours; whatever cannot come along is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from veche.messages.shapes import Attachment
from veche.movein.folder import Folder
from veche.movein.model import NARRATOR, Line, NewFile, Told, hint
from veche.movein.text import Span, clean, clean_name, cut, note
from veche.movein.whatsapp import words
from veche.movein.whatsapp.heads import LEFT, MARKS, unmarked

Lose = Callable[[str, int, str], None]

_MENTION = re.compile("@\u2068([^\u2069\n]{1,100})\u2069")
_STRANGER = re.compile("^~[ \u00a0\u202f]*")
_SORTS: Final = {
    "photo": ("jpg", "jpeg", "png", "webp"),
    "video": ("mp4", "mov", "3gp", "mkv", "webm"),
    "voice": ("opus",),
    "audio": ("mp3", "m4a", "aac", "ogg", "wav", "amr"),
}
SERVICE_LIMIT: Final = 1000


@dataclass
class Entry:
    """What stands between two heads. `author` empty: nobody said it. `wall`: its time as the file has it."""

    at: int
    wall: datetime
    author: str
    text: str
    ios: bool
    marked: bool


class Teller:
    """Tells one chat. `names`: everybody who speaks in it."""

    def __init__(self, folder: Folder, names: set[str], *, language: str, lose: Lose) -> None:
        self._folder, self._names = folder, names
        self._language, self._lose = language, lose

    def tell(self, entry: Entry) -> Told:
        notice = entry.ios and not entry.marked and entry.text[:1] in LEFT and entry.text != ""
        body = unmarked(entry.text) if notice or entry.marked else entry.text
        if not entry.author or (notice and not self._is_said(body)):
            return self._service(entry, body)
        name = clean_name(_STRANGER.sub("", entry.author), entry.author)
        number = hint(name)
        lines = list(self._lines(entry, notice=notice))
        return Told(lines, {entry.author: name}, {entry.author: [number]} if number and "@" not in number else {})

    def _is_said(self, body: str) -> bool:
        """A notice of iOS that is a message all the same."""
        return words.is_deleted(body) or words.PLACE.fullmatch(body) is not None

    def _service(self, entry: Entry, body: str) -> Told:
        said = clean(unmarked(body)).strip()[:SERVICE_LIMIT] or "…"
        # «Дмитрий С. добавил вас»: whoever did it is known by his name, if he speaks here too.
        for name in sorted(self._names, key=len, reverse=True):
            if not entry.author and said.startswith(f"{name} ") and len(said) > len(name) + 1:
                return Told([Line(at=entry.at, author=name, service=said[len(name) + 1 :])], {name: name})
        return Told([Line(at=entry.at, author=NARRATOR, service=f"– {said}")], {})

    def _lines(self, entry: Entry, *, notice: bool) -> Iterator[Line]:
        text, edited = words.without_edit(entry.text)
        files, spans = self._media(entry, text)
        hanging = None
        if spans is None:
            hanging = place_of(unmarked(text))
            spans = [] if hanging is not None else self._spans(text, notice=notice)
        parts = list(cut(spans, lambda kind, count: self._lose(kind, count, text)))
        first = parts[0] if parts else None
        if first is None and not files and hanging is None:
            [first] = cut([note(words.said("empty", self._language))], lambda _kind, _count: None)
        yield Line(
            at=entry.at,
            author=entry.author,
            text=first.text if first else "",
            ranges=list(first.ranges) if first else [],
            edited_at=entry.at if edited else None,
            files=files,
            hanging=hanging,
        )
        for part in parts[1:]:
            yield Line(at=entry.at, author=entry.author, text=part.text, ranges=list(part.ranges))

    def _spans(self, text: str, *, notice: bool) -> list[Span]:
        if words.is_deleted(unmarked(text)):
            self._lose("deleted_there", 1, "")
            return [note(unmarked(text).strip())]
        if notice:
            return [note(unmarked(text).strip())]
        spans, last = [], 0
        for found in _MENTION.finditer(text):
            spans.append(Span(_plain(text[last : found.start()])))
            name = found[1].strip()
            person = next((one for one in (name, f"~ {name}", f"~\u202f{name}") if one in self._names), "")
            spans.append(Span(f"@{name}", "mention", person=person) if person else Span(f"@{name}"))
            last = found.end()
        spans.append(Span(_plain(text[last:])))
        return [one for one in spans if one.text]

    def _media(self, entry: Entry, text: str) -> tuple[list[NewFile], list[Span] | None]:
        """Files, and the words beside them; None: it has to do with no file."""
        head, _, caption = text.partition("\n")
        marked = head[:1] in LEFT and head != ""
        line = unmarked(head).strip()
        if name := self._named(entry, line, marked=marked):
            return self._file(name, _plain(caption))
        if entry.ios and entry.marked:
            self._lose("media_not_exported", 1, line)
            return [], [note(line), *_below(caption)]
        if not entry.ios and words.is_omitted(line):
            self._lose("media_not_exported", 1, _plain(caption))
            left_out = words.said("not_exported", self._language, value=words.said("media", self._language))
            return [], [note(left_out), *_below(caption)]
        if not entry.ios and line == "null" and not caption:
            self._lose("view_once", 1, "")
            return [], [note(words.said("once", self._language))]
        return [], None

    def _named(self, entry: Entry, line: str, *, marked: bool) -> str:
        if entry.ios:
            return (words.attached_file(line) or "") if entry.marked else ""
        found = words.added_file(line, marked=marked, there=True)
        if found is None:
            return ""
        name, certain = found
        return name if certain or self._folder.size(name) is not None else ""

    def _file(self, name: str, caption: str) -> tuple[list[NewFile], list[Span]]:
        size = self._folder.size(name)
        # iOS puts a number before the name that the file had.
        shown = re.sub(r"^\d{8}-", "", name)[:255]
        gone = words.said("not_exported", self._language, value=shown)
        if not size:
            self._lose("media_missing" if size is None else "media_empty", 1, name)
            return [], [note(gone), *_below(caption)]
        if sort_of(name) == "photo" and ("STK-" in name or "STICKER" in name):
            self._lose("stickers", 1, name)
        file = NewFile(path=name, name=shown, purpose=sort_of(name), size=size, note=gone)
        return [file], [Span(caption)] if caption else []


def sort_of(name: str) -> str:
    """What a file is brought along as, by its name; the checks of media have the last word."""
    ending = name.rpartition(".")[2].lower()
    return next((sort for sort, endings in _SORTS.items() if ending in endings), "file")


def place_of(text: str) -> Attachment | None:
    found = words.PLACE.fullmatch(text)
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return Attachment(type="place", lat=lat, lon=lon)


def _below(caption: str) -> list[Span]:
    caption = _plain(caption)
    return [Span(f"\n{caption}")] if caption else []


def _plain(text: str) -> str:
    """Marks inside words stay, as some languages need them; those around are of the export."""
    return text.strip(MARKS)
