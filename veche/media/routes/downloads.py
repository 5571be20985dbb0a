"""`GET /media/files/<id>`, `…/preview`, `…/thumb`: one range at a time, safe headers, no faster than it is read."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from veche.ground.commands import Asker
from veche.ground.errors import NotFound, VecheError
from veche.ground.http import Exchange, Stream
from veche.media.actions.downloads import Downloads, Piece, Variant

PATH: Final = "/media/files"
ADDRESS: Final = re.compile(rf"{PATH}/([0-9]{{1,16}})(?:/(preview|thumb))?", re.ASCII)
RANGE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)
# What a browser may show in place. Everything else is only saved: a page or a drawing could act in our name.
SHOWN: Final = frozenset(
    (
        *("image/webp", "image/jpeg", "image/png", "image/gif", "video/mp4", "video/webm"),
        *("audio/mpeg", "audio/mp4", "audio/ogg", "audio/webm", "audio/wav", "audio/flac", "audio/aac"),
    )
)
SHOWN_KINDS: Final = frozenset(("photo", "video", "audio", "voice", "video_note", "sticker", "avatar"))
POLICY: Final = b"default-src 'none'; sandbox"


class OutOfRange(VecheError):
    """The range begins behind the end."""

    status = 416


class WrongMethod(VecheError):
    """Files are only read here."""

    status = 405


def download_stream(downloads: Downloads) -> Stream:
    """What answers below `/media/files`."""

    async def answer(asker: Asker, exchange: Exchange) -> None:
        if exchange.method not in ("GET", "HEAD"):
            exchange.headers.append((b"allow", b"GET, HEAD"))
            raise WrongMethod("wrong_method")
        match = ADDRESS.fullmatch(exchange.path)
        if match is None:
            raise NotFound("file_not_found")
        variant: Variant = "preview" if match[2] == "preview" else "thumb" if match[2] == "thumb" else ""
        file = int(match[1])
        piece = await downloads.find(asker, file, variant=variant)
        tag = f'"{file}{variant and "-" + variant}"'
        headers = [(b"etag", tag.encode()), (b"cache-control", b"private, no-cache"), (b"accept-ranges", b"bytes")]
        if tag in _tags(exchange.header(b"if-none-match")):
            await exchange.answer(304, headers)
            return
        await _give(downloads, asker, exchange, piece, headers)

    return answer


async def _give(
    downloads: Downloads, asker: Asker, exchange: Exchange, piece: Piece, headers: list[tuple[bytes, bytes]]
) -> None:
    tag = headers[0][1].decode()
    wanted = _range(exchange.header(b"range"), piece.size)
    if exchange.header(b"if-range") not in ("", tag):
        wanted = None
    start, end = wanted or (0, piece.size)
    if start >= end and wanted is not None:
        exchange.headers.append((b"content-range", b"bytes */%d" % piece.size))
        raise OutOfRange("range_outside")
    if wanted is not None:
        headers = [*headers, (b"content-range", b"bytes %d-%d/%d" % (start, end - 1, piece.size))]
    length = (b"content-length", b"%d" % (end - start))
    await exchange.begin(206 if wanted is not None else 200, [length, *headers, *_safe(piece)])
    if exchange.method == "HEAD":
        await exchange.finish()
        return
    await exchange.pour(downloads.read(asker, piece, start=start, end=end))


def _safe(piece: Piece) -> list[tuple[bytes, bytes]]:
    shown = piece.kind in SHOWN_KINDS and piece.mime in SHOWN
    kind = piece.mime if shown else "application/octet-stream"
    place = "inline" if shown else "attachment"
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", piece.name)
    disposition = f"{place}; filename=\"{plain}\"; filename*=UTF-8''{quote(piece.name, safe='')}"
    return [
        (b"content-type", kind.encode()),
        (b"content-disposition", disposition.encode()),
        (b"content-security-policy", POLICY),
    ]


def _range(given: str, size: int) -> tuple[int, int] | None:
    """One range as (start, end); an empty one where there is nothing to give. None: the whole, also for what we do not
    understand, such as several ranges."""
    match = RANGE.fullmatch(given)
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size
    start = int(match[1])
    end = min(int(match[2]) + 1, size) if match[2] else size
    if match[2] and int(match[2]) < start:
        return None
    return min(start, size), end


def _tags(given: str) -> list[str]:
    return [part.strip().removeprefix("W/") for part in given.split(",")]
