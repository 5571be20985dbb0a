"""From an export to what is to be sent: accounts, and messages of at most 4,000 characters with their formatting."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from veche.movein.telegram import reading
from veche.movein.telegram.reading import Chat, Entry, Losses
from veche.movein.telegram.telling import wording
from veche.movein.text import Part, cut

NARRATOR = ":export"


@dataclass(frozen=True)
class Step:
    """One entry of the export, as one or (when it is long) several messages of one author."""

    entry: Entry
    author: str
    parts: tuple[Part, ...]


@dataclass
class Cast:
    """Everybody who speaks or reacts in a chat, by key; and its head."""

    chat: Chat
    names: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, None] = field(default_factory=dict)
    """In the order in which they first speak."""
    entries: int = 0


def casts(path: Path, losses: Losses) -> list[Cast]:
    """First reading: who is in each chat."""
    found: dict[int, Cast] = {}
    for chat, entry in reading.read(path, losses):
        cast = found.setdefault(chat.number, Cast(chat))
        cast.chat = chat
        cast.entries += 1
        for key, name in entry.names.items():
            if not cast.names.get(key):
                cast.names[key] = name
        cast.speakers.setdefault(entry.author or NARRATOR)
    return list(found.values())


def steps(path: Path, losses: Losses, *, language: str) -> Iterator[tuple[Chat, Step]]:
    """Second reading: what each says, in the order of the file."""
    for chat, entry in reading.read(path, losses):
        parts = tuple(cut(tuple(wording(entry, language)), losses.add))
        yield chat, Step(entry=entry, author=entry.author or NARRATOR, parts=parts)
