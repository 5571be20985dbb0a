"""/uploads, the address that takes a file, and the one that gives it out."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote

from veche.bots.actions.signs import KINDS, Upload, UploadKind
from veche.bots.actions.talk import Talk
from veche.bots.actions.uploads import Range
from veche.bots.model.bots import Bot
from veche.bots.model.multipart import FirstFile, boundary_of, file_name
from veche.bots.routes.api import Call, Param, Route
from veche.bots.wire.attachments import TokenOf, UploadedFile, UploadedPhotos, UploadPlace
from veche.ground.errors import BadInput
from veche.ground.http import Exchange
from veche.media import FileCard

RETVAL: Final = b"<retval>1</retval>"
_RANGE = re.compile(r"bytes\s+(\d{1,15})-(\d{1,15})/(\d{1,15})")
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}")


def routes(talk: Talk) -> list[Route]:
    uploading = talk.uploading

    async def begin(call: Call) -> UploadPlace:
        kind = kind_of(call.text("type"))
        place, token = uploading.place(call.bot, kind)
        url = f"{base_of(call.exchange, talk.base_url)}/uploads/{place}"
        return UploadPlace(url=url, token=token if kind in ("video", "audio") else None)

    async def take(call: Call) -> object:
        exchange = call.exchange
        bot, upload = await uploading.known(call.path["place"])
        card = await _taken(talk, bot, upload, exchange)
        if card is None:
            await exchange.answer(200, [(b"content-type", b"text/plain")], b"OK")
        elif upload.kind in ("video", "audio"):
            await exchange.answer(200, [(b"content-type", b"application/xml")], RETVAL)
        elif upload.kind == "image":
            token = talk.signs.token(bot.id, card.id)
            return UploadedPhotos(photos={str(card.id): TokenOf(token=token)}, token=token)
        else:
            return UploadedFile(fileId=card.id, token=talk.signs.token(bot.id, card.id))
        return None

    return [
        Route(
            method="POST",
            path="/uploads",
            run=begin,
            summary="An address for one file",
            answer=UploadPlace,
            query=(Param(name="type", required=True, summary="image, video, audio, file"),),
        ),
        Route(
            method="POST",
            path="/uploads/{place}",
            run=take,
            summary="The file itself: multipart, raw, or in pieces by Content-Range; an image answers photos and token",
            answer=UploadedPhotos,
            open=True,
            streamed=True,
        ),
        download_route(talk),
    ]


def download_route(talk: Talk) -> Route:
    """The way out."""

    async def give(call: Call) -> None:
        exchange = call.exchange
        asker, wanted = await talk.uploading.outgoing(call.path["place"])
        piece = await talk.media.downloads.find(asker, wanted.file, variant=wanted.variant)
        headers = [
            (b"content-length", b"%d" % piece.size),
            (b"content-type", piece.mime.encode("ascii", "replace") or b"application/octet-stream"),
            (b"content-disposition", f"attachment; filename*=UTF-8''{quote(piece.name, safe='')}".encode()),
            (b"content-security-policy", b"default-src 'none'; sandbox"),
            # Who has the address has the right: a mini app shows the picture of its person on a page of its own.
            (b"cross-origin-resource-policy", b"cross-origin"),
            (b"cache-control", b"private, max-age=3600"),
        ]
        await exchange.begin(200, headers)
        if exchange.method == "HEAD":
            await exchange.finish()
        else:
            await exchange.pour(talk.media.downloads.read(asker, piece, start=0, end=piece.size))

    return Route(
        method="GET",
        path="/files/{place}",
        run=give,
        summary="The content of an attachment, by the address that it names",
        open=True,
        streamed=True,
    )


def kind_of(text: str | None) -> UploadKind:
    """Raises BadInput("bot_upload_type")."""
    for kind in KINDS:
        if text == kind:
            return kind
    raise BadInput("bot_upload_type")


def base_of(exchange: Exchange, otherwise: str) -> str:
    """Where this request came to: the same way leads to us again, whatever name we are known by."""
    host = exchange.header(b"host")
    if not _HOST.fullmatch(host):
        return otherwise
    return f"{exchange.scope.get('scheme', 'http')}://{host}{exchange.scope.get('root_path', '')}"


async def _taken(talk: Talk, bot: Bot, upload: Upload, exchange: Exchange) -> FileCard | None:
    """However the client sends it. None: more pieces are to come."""
    name = file_name(exchange.header(b"content-disposition")) or unquote(exchange.header(b"x-file-name")) or upload.kind
    given = exchange.header(b"content-range")
    if given:
        return await talk.uploading.part(bot, upload, _range(given), exchange.body(), name=name)
    kind = exchange.header(b"content-type")
    if not kind.lower().startswith("multipart/"):
        return await talk.uploading.whole(bot, upload, exchange.body(), name=name)
    first = FirstFile(exchange.body(), boundary_of(kind))
    await first.find()
    return await talk.uploading.whole(bot, upload, first.content(), name=first.name or name)


def _range(given: str) -> Range:
    match = _RANGE.fullmatch(given.strip())
    if match is None:
        raise BadInput("bot_upload_range", offset=0)
    part = Range(first=int(match[1]), last=int(match[2]), total=int(match[3]))
    if not part.first <= part.last < part.total:
        raise BadInput("bot_upload_range", offset=0)
    return part
