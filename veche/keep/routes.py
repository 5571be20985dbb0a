"""Commands about one's own data, and the download of an archive."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from veche.ground.commands import Asker, Command, Done
from veche.ground.errors import NotFound
from veche.ground.http.streams import Exchange
from veche.keep import wire
from veche.keep.actions.erasing import Erasing
from veche.keep.actions.exporting import Exporting

PREFIX = "/exports/"
PIECE = 256 * 1024

_EXPORT = wire.Export(
    id=180388626470,
    state="working",
    asked_at=1795420800000,
    chats_total=48,
    chats_done=12,
    messages=5210,
    files=77,
)


def commands(exporting: Exporting, erasing: Erasing) -> list[Command[Any, Any]]:
    return [
        Command(
            name="ask_export",
            summary="Begin an archive of all one's data: profile, devices, chats with messages and files",
            tag="own data",
            request=wire.AskExport,
            answer=wire.Export,
            run=exporting.ask_export,
            example=wire.AskExport(with_files=True),
            answer_example=_EXPORT,
            errors=("export_under_way",),
        ),
        Command(
            name="list_exports",
            summary="One's archives and how far they are; a finished one is downloaded from `/exports/ID` for a week",
            tag="own data",
            request=wire.ListExports,
            answer=wire.Exports,
            run=exporting.list_exports,
            example=wire.ListExports(),
            answer_example=wire.Exports([_EXPORT]),
        ),
        Command(
            name="drop_export",
            summary="Stop an archive or throw it away",
            tag="own data",
            request=wire.DropExport,
            answer=Done,
            run=exporting.drop_export,
            example=wire.DropExport(export=180388626470),
            answer_example=Done(),
            errors=("export_not_found",),
        ),
        Command(
            name="delete_myself",
            summary="End one's own account for good; what was said in chats stays under no name, or goes if wished",
            tag="own data",
            request=wire.DeleteMyself,
            answer=Done,
            run=erasing.delete_myself,
            example=wire.DeleteMyself(login="anna"),
            answer_example=Done(),
            errors=("proof_needed", "login_differs", "last_administrator"),
        ),
    ]


class ExportDownload:
    """`GET /exports/ID`: the archive, for the person whose data it is."""

    def __init__(self, exporting: Exporting) -> None:
        self._exporting = exporting

    async def __call__(self, asker: Asker, exchange: Exchange) -> None:
        number = exchange.path.removeprefix(PREFIX)
        if exchange.method not in ("GET", "HEAD"):
            exchange.headers.append((b"allow", b"GET, HEAD"))
            await exchange.answer(405)
            return
        if not number.isascii() or not number.isdigit() or len(number) > 16:
            raise NotFound("export_not_found")
        path = await self._exporting.open(asker, int(number))
        size = await asyncio.to_thread(_size, path)
        headers = [
            (b"content-type", b"application/zip"),
            (b"content-length", b"%d" % size),
            (b"content-disposition", b'attachment; filename="veche-%s.zip"' % number.encode()),
            (b"cache-control", b"private, no-store"),
        ]
        await exchange.begin(200, headers)
        await exchange.pour(_content(path if exchange.method == "GET" else None))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError as error:
        raise NotFound("export_not_found") from error


async def _content(path: Path | None) -> AsyncIterator[bytes]:
    if path is None:
        return
    descriptor = await asyncio.to_thread(os.open, path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        while piece := await asyncio.to_thread(os.read, descriptor, PIECE):
            yield piece
    finally:
        os.close(descriptor)
