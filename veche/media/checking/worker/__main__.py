"""`python -m veche.media.checking.worker PATH FOLDER PURPOSE NAME LIMITS`: one line of JSON, the report."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from veche.media.checking.worker import limits
from veche.media.checking.worker.report import Refusal, Report
from veche.media.checking.worker.sniff import CONTAINERS, HEAD, HEIC, PICTURES, sniff


def main() -> None:
    path, folder, purpose, name, narrow = sys.argv[1:6]
    limits.apply(msgspec.json.decode(narrow, type=limits.Limits))
    try:
        report = examine(Path(path), Path(folder), purpose=purpose, name=name)
    except Refusal as refusal:
        report = Report(refused=refusal.code, limit=refusal.limit)
    sys.stdout.buffer.write(msgspec.json.encode(report))


def examine(path: Path, folder: Path, *, purpose: str, name: str) -> Report:
    """The readers are loaded as they are needed: most files need none."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise Refusal("file_empty")
    mime = sniff(head, name)
    if mime in PICTURES:
        return _picture(path, folder, purpose=purpose, mime=mime)
    if purpose in ("sticker", "avatar"):
        raise Refusal("not_a_picture")
    if mime in CONTAINERS:
        from veche.media.checking.worker.clips import clip

        return clip(path, folder, mime=mime, purpose=purpose)
    return Report(mime=mime)


def _picture(path: Path, folder: Path, *, purpose: str, mime: str) -> Report:
    from veche.media.checking.worker import pictures

    if mime == HEIC and not pictures.reads_heic():
        if purpose in ("sticker", "avatar"):
            raise Refusal("not_a_picture")
        return Report(mime=mime, note="file_without_preview")
    ways = {"sticker": pictures.sticker, "avatar": pictures.avatar, "file": pictures.beside}
    return ways.get(purpose, pictures.photo)(path, folder, mime=mime)


if __name__ == "__main__":
    main()
