"""Which messenger an export is from, and opening it: everything behind this reads lines, wherever they come from."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from veche.ground.errors import BadInput
from veche.movein import slack, telegram, whatsapp
from veche.movein.folder import Folder
from veche.movein.model import Plan, Reading, Told

_PAGES = re.compile(r"messages\d*\.html")
_SIGN = 4


class Export(Protocol):
    """Opened once, read as often as needed, never as a whole in memory. Everything here blocks."""

    @property
    def folder(self) -> Folder: ...

    def plan(self, rest: Callable[[], None]) -> Plan:
        """The dry run: all chats, counted. `rest` is called between two entries. Raises BadInput."""
        ...

    def told(self, chat: int) -> Iterator[Told]:
        """What one chat becomes, in the order of the file."""
        ...

    def close(self) -> None: ...


def open_export(path: Path, reading: Reading) -> Export:
    """`path`: a folder, a zip, or the main file itself. Raises BadInput: movein_no_export, movein_html,
    movein_not_json, zone_unknown, and what is wrong with a zip."""
    kind, main = recognise(path)
    if reading.format not in ("", kind):
        raise BadInput("movein_no_export")
    if kind == whatsapp.FORMAT:
        return whatsapp.Export(path, main, reading)
    return (slack.Export if kind == slack.FORMAT else telegram.Export)(path, main, reading)


def recognise(path: Path) -> tuple[str, str]:
    """(format, path of the main file). Raises BadInput: movein_no_export, movein_html, movein_zip_broken."""
    if path.is_dir():
        return _among(_near(path))
    if not path.is_file():
        raise BadInput("movein_no_export")
    suffix = path.suffix.lower()
    if suffix in (".html", ".htm"):
        raise BadInput("movein_html")
    if suffix == ".json":
        return telegram.FORMAT, path.name
    if suffix == ".txt":
        return whatsapp.FORMAT, path.name
    with path.open("rb") as file:
        if file.read(_SIGN)[:1] in (b"{", b"\xef"):
            return telegram.FORMAT, path.name
    try:
        with zipfile.ZipFile(path) as packed:
            return _among(one.filename for one in packed.infolist() if not one.is_dir())
    except (zipfile.BadZipFile, OSError, UnicodeError, NotImplementedError) as error:
        raise BadInput("movein_zip_broken") from error


def _near(path: Path) -> Iterator[str]:
    """The files of a folder and of those in it: what holds an export is never deeper, and photos are many."""
    for one in sorted(path.iterdir()):
        if one.is_file():
            yield one.name
        elif one.is_dir() and not one.is_symlink():
            yield from (f"{one.name}/{each.name}" for each in sorted(one.glob("*.*")) if each.is_file())


def _among(names: Iterable[str]) -> tuple[str, str]:
    found = dict[str, str]()
    texts, pages = list[str](), False
    for name in sorted(names, key=lambda one: (one.count("/"), one)):
        last = PurePosixPath(name).name
        found.setdefault(last, name)
        pages = pages or _PAGES.fullmatch(last) is not None
        if last.endswith(".txt"):
            texts.append(name)
    if telegram.MAIN in found:
        return telegram.FORMAT, found[telegram.MAIN]
    for main in slack.MAINS:
        if main in found:
            return slack.FORMAT, found[main]
    if text := whatsapp.main_of(texts):
        return whatsapp.FORMAT, text
    raise BadInput("movein_html" if pages else "movein_no_export")
