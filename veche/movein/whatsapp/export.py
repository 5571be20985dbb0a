"""A chat as WhatsApp exports it: one text file, perhaps with its media beside it. Read twice: once to learn how it
writes dates and who speaks in it, then to tell it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from veche.ground.errors import BadInput
from veche.movein.folder import Folder, open_folder
from veche.movein.model import NARRATOR, ChatPlan, Plan, Reading, Tally, Told
from veche.movein.whatsapp.heads import LEFT, MARKS, Head, Order, Orders, head_of, unmarked, when
from veche.movein.whatsapp.lines import Entry, Teller
from veche.movein.zones import ms_in, zone_of

FORMAT: Final = "whatsapp"
LINE_LIMIT: Final = 1024 * 1024
ENTRY_LIMIT: Final = 256 * 1024
"""Signs of one entry; what is longer was never typed."""
NAME_LIMIT: Final = 100
KNOWN_BY: Final = 10
"""The first entries are what a chat is known by: its export has no number."""
_NARRATOR_NAME = "WhatsApp"
_TITLES = (
    re.compile(r"WhatsApp Chat(?:\s*[-–]\s*|\s+(?:with|mit|met|s uživatelem|avec|con)\s+)(?P<name>.+)", re.IGNORECASE),
    re.compile(r"Чат WhatsApp (?:с контактом|с группой|с|-)\s+(?P<name>.+)", re.IGNORECASE),
    re.compile(
        r"(?:Conversa|Chat|Discussion|Conversación)[^-]*WhatsApp (?:com|con|avec|de)\s+(?P<name>.+)", re.IGNORECASE
    ),
)
_QUOTES = frozenset('"“”«»„')


def main_of(texts: Sequence[str]) -> str:
    """Which of the text files of a folder or zip is the chat, those at the top first; empty: none of them."""
    for name in texts:
        last = PurePosixPath(name).name
        if last == "_chat.txt" or "whatsapp" in last.casefold():
            return name
    return texts[0] if len(texts) == 1 else ""


class Export:
    """Opened once, read as often as needed, never as a whole in memory. Raises BadInput: movein_no_export,
    movein_not_whatsapp, zone_unknown, and what is wrong with a zip."""

    def __init__(self, path: Path, main: str, reading: Reading) -> None:
        self._zone = zone_of(reading.zone)
        self._reading = reading
        self._main = PurePosixPath(main).name
        self._names = set[str]()
        self._quoted = dict[str, int]()
        self.folder: Folder = open_folder(path, main)
        try:
            self._order, self._guessed, self._group = self._learn()
        except BaseException:
            self.close()
            raise
        self._title = reading.name or path.name

    def close(self) -> None:
        self.folder.close()

    def plan(self, rest: Callable[[], None]) -> Plan:
        """The dry run."""
        tally = Tally(ChatPlan(0, "", "whatsapp_chat"))
        teller = Teller(self.folder, self._names, language=self._reading.language, lose=tally.lose)
        known = hashlib.sha256()
        for number, entry in enumerate(self._entries()):
            tally.add(teller.tell(entry))
            rest()
            # The hour on the wall and the words: neither the zone that somebody named nor the media that were chosen.
            if entry.author and not entry.marked and not set("<(") & set(entry.text) and number < KNOWN_BY:
                known.update(f"{entry.wall:%H:%M} {entry.text.strip(MARKS)}\n".encode(errors="replace"))
        plan = tally.done()
        if plan.first_at is None:
            raise BadInput("movein_nothing")
        plan.name = self._name()
        plan.key = f"{FORMAT}:{known.hexdigest()[:40]}"
        return Plan(FORMAT, [plan], zone=self._reading.zone, dates=self._order if self._guessed else "")

    def told(self, chat: int) -> Iterator[Told]:
        """What the entries become, in the order of the file."""
        if chat != 0:
            return
        teller = Teller(self.folder, self._names, language=self._reading.language, lose=_forget)
        yield Told([], {NARRATOR: _NARRATOR_NAME})
        for entry in self._entries():
            yield teller.tell(entry)

    def _name(self) -> str:
        """The name of the chat stands in that of the file, and on iOS before the first notice."""
        stems = [PurePosixPath(name).stem for name in (self._title, self._main)]
        for stem in stems:
            for pattern in _TITLES:
                if found := pattern.fullmatch(" ".join(stem.split())):
                    return found["name"].strip()[:128]
        return (self._group or _NARRATOR_NAME)[:128]

    def _learn(self) -> tuple[Order, bool, str]:
        """The order of dates, whether it is a guess, and who gives the first notice of iOS."""
        orders, group, found = Orders(), "", False
        for line in self._lines():
            head = head_of(line)
            if head is None:
                continue
            found = True
            orders.see(head)
            name, text = _split(head.rest, known=frozenset())
            if not name:
                continue
            if head.ios and not group and text[:1] in LEFT and text and not head.marked:
                group = name
            elif not head.ios and _QUOTES & set(name):
                # «Дмитрий сменил тему на "А: Б"» is no name, unless it speaks again.
                self._quoted[name] = self._quoted.get(name, 0) + 1
                if self._quoted[name] > 1:
                    self._names.add(name)
            else:
                self._names.add(name)
        if not found:
            raise BadInput("movein_not_whatsapp")
        order, guessed = orders.decide(wanted=self._reading.dates, language=self._reading.language)
        return order, guessed, group

    def _entries(self) -> Iterator[Entry]:
        entry: Entry | None = None
        for line in self._lines():
            head = head_of(line)
            moment = None if head is None else when(head, self._order)
            if head is None or moment is None:
                if entry is not None and len(entry.text) < ENTRY_LIMIT:
                    entry.text += f"\n{line}"
                continue
            if entry is not None:
                yield entry
            entry = self._entry(head, moment)
        if entry is not None:
            yield entry

    def _entry(self, head: Head, wall: datetime) -> Entry:
        name, text = _split(head.rest, known=self._names)
        if name and not head.ios and name not in self._names:
            name, text = "", head.rest
        return Entry(ms_in(self._zone, wall), wall, name, text, ios=head.ios, marked=head.marked)

    def _lines(self) -> Iterator[str]:
        try:
            with (
                self.folder.open(self._main) as file,
                io.TextIOWrapper(file, _encoding(self.folder, self._main), errors="replace", newline=None) as text,
            ):
                while line := text.readline(LINE_LIMIT):
                    yield line.rstrip("\n").lstrip("\ufeff")
        except KeyError:
            raise BadInput("movein_no_export") from None


def _split(rest: str, *, known: set[str] | frozenset[str]) -> tuple[str, str]:
    """Who said it, and what; an empty name where nobody did. A name never has ": " in it."""
    name, sign, text = rest.partition(":")
    bare = unmarked(name).strip()
    if not sign or not bare or len(bare) > NAME_LIMIT:
        return "", rest
    if text == "" or text[0] in " \u00a0\u202f" or text.startswith("\r"):
        return bare, text[1:]
    return (bare, text) if bare in known else ("", rest)


def _encoding(folder: Folder, name: str) -> str:
    with folder.open(name) as file:
        begin = file.read(2)
    return "utf-16" if begin in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _forget(_kind: str, _count: int, _example: str) -> None:
    """Losses were counted by the dry run."""
