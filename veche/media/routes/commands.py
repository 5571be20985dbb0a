"""Commands of files: parse → one action → wire."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command, Done
from veche.media import wire
from veche.media.actions.files import Files

_CARD = wire.FileCard(
    id=180388626450,
    kind="photo",
    name="двор.jpg",
    size=284_113,
    state="ready",
    mime="image/webp",
    width=1920,
    height=1080,
    preview=True,
    thumb=True,
)


def commands(files: Files) -> list[Command[Any, Any]]:
    return [
        Command(
            name="get_file",
            summary="One's own upload: how far its check is, and what it is",
            tag="files",
            request=wire.GetFile,
            answer=wire.FileCard,
            run=files.get,
            example=wire.GetFile(file=180388626450),
            answer_example=_CARD,
            errors=("file_not_found",),
        ),
        Command(
            name="delete_file",
            summary="Delete one's own file that no message names",
            tag="files",
            request=wire.DeleteFile,
            answer=Done,
            run=files.delete,
            example=wire.DeleteFile(file=180388626450),
            answer_example=Done(),
            errors=("file_not_found", "file_in_use"),
        ),
        Command(
            name="list_storage",
            summary="How much one's files take, and how much they may take",
            tag="files",
            request=wire.ListStorage,
            answer=wire.Storage,
            run=files.storage,
            example=wire.ListStorage(),
            answer_example=wire.Storage(bytes=73_400_320, files=41, largest=4_294_967_296, quota=21_474_836_480),
        ),
    ]
