"""The tus 1.0 protocol (tus.io): creation, creation-with-upload, termination, expiration, checksum."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from veche.ground.commands import Asker
from veche.ground.errors import BadInput, NotFound, TooLarge, VecheError
from veche.ground.http import Exchange, Stream
from veche.media.actions.uploads import NewUpload, Uploads
from veche.media.model import Checksum
from veche.media.store.uploads import Row

PATH: Final = "/media/uploads"
VERSION: Final = b"1.0.0"
EXTENSIONS: Final = b"creation,creation-with-upload,termination,expiration,checksum"
METADATA_LIMIT: Final = 8192
CONTENT_TYPE: Final = "application/offset+octet-stream"
DIGEST_LENGTHS: Final = {"sha1": 20, "sha256": 32}
MAX_DIGITS: Final = 16
METHODS: Final = b"OPTIONS, POST, HEAD, PATCH, DELETE"

Pairs = list[tuple[bytes, bytes]]


class WrongVersion(VecheError):
    """Another version of tus."""

    status = 412


class WrongType(VecheError):
    """The body is not what tus sends."""

    status = 415


class WrongMethod(VecheError):
    """Not a method of tus."""

    status = 405


def tus_stream(uploads: Uploads, *, largest: int) -> Stream:
    """What answers below `/media/uploads`."""
    server = _Server(uploads, largest=largest)
    return server.answer


class _Server:
    def __init__(self, uploads: Uploads, *, largest: int) -> None:
        self._uploads = uploads
        self._largest = largest

    async def answer(self, asker: Asker, exchange: Exchange) -> None:
        exchange.headers += [(b"tus-resumable", VERSION), (b"cache-control", b"no-store")]
        method = exchange.header(b"x-http-method-override").upper() or exchange.method
        if method == "OPTIONS":
            await self._options(exchange)
            return
        if exchange.header(b"tus-resumable") != VERSION.decode():
            exchange.headers.append((b"tus-version", VERSION))
            raise WrongVersion("tus_version")
        rest = exchange.path.removeprefix(PATH).strip("/")
        if not rest:
            if method != "POST":
                raise _wrong_method(exchange)
            await self._create(asker, exchange)
            return
        file = _number(rest)
        if file is None:
            raise NotFound("file_not_found")
        match method:
            case "HEAD":
                await self._head(asker, exchange, file)
            case "PATCH":
                await self._patch(asker, exchange, file)
            case "DELETE":
                await self._uploads.cancel(asker, file)
                await exchange.answer(204)
            case _:
                raise _wrong_method(exchange)

    async def _options(self, exchange: Exchange) -> None:
        await exchange.answer(
            204,
            [
                (b"tus-version", VERSION),
                (b"tus-extension", EXTENSIONS),
                (b"tus-max-size", b"%d" % self._largest),
                (b"tus-checksum-algorithm", b"sha1,sha256"),
            ],
        )

    async def _create(self, asker: Asker, exchange: Exchange) -> None:
        """Creation, and the first bytes right with it where the client sends them. Once the upload is there, a refusal
        of the bytes must not hide it: the client finds it by its place and asks how far it is."""
        size = _number(exchange.header(b"upload-length"))
        if size is None:
            raise BadInput("upload_length_needed")
        new = _new_upload(exchange.header(b"upload-metadata"), size)
        with_body = exchange.header(b"content-type").lower() == CONTENT_TYPE
        checksum = _checksum(exchange) if with_body else None
        row = await self._uploads.create(asker, new)
        headers: Pairs = [(b"location", b"%b/%d" % (PATH.encode(), row.id)), (b"upload-offset", b"0")]
        if with_body:
            exchange.headers.append(headers[0])
            row = await self._uploads.append(asker, row.id, exchange.body(), offset=0, checksum=checksum)
            headers = [(b"upload-offset", b"%d" % row.received)]
        await exchange.answer(201, [*headers, *_expires(row)])

    async def _head(self, asker: Asker, exchange: Exchange, file: int) -> None:
        row = await self._uploads.state(asker, file)
        await exchange.answer(
            200,
            [
                (b"upload-offset", b"%d" % row.received),
                (b"upload-length", b"%d" % row.size),
                *_expires(row),
            ],
        )

    async def _patch(self, asker: Asker, exchange: Exchange, file: int) -> None:
        if exchange.header(b"content-type").lower() != CONTENT_TYPE:
            raise WrongType("wrong_upload_type")
        offset = _number(exchange.header(b"upload-offset"))
        if offset is None:
            raise BadInput("upload_offset_needed")
        checksum = _checksum(exchange)
        row = await self._uploads.append(asker, file, exchange.body(), offset=offset, checksum=checksum)
        await exchange.answer(204, [(b"upload-offset", b"%d" % row.received), *_expires(row)])


def _wrong_method(exchange: Exchange) -> VecheError:
    exchange.headers.append((b"allow", METHODS))
    return WrongMethod("wrong_method")


def _number(text: str) -> int | None:
    """Digits only: `int` would also take signs, spaces, underscores and digits of other scripts."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None


def _expires(row: Row) -> Pairs:
    """Only an unfinished upload runs out."""
    return [(b"upload-expires", _http_date(row.look_at))] if row.state == "uploading" else []


def _http_date(at: datetime) -> bytes:
    return format_datetime(at, usegmt=True).encode()


def _new_upload(metadata: str, size: int) -> NewUpload:
    if len(metadata) > METADATA_LIMIT:
        raise TooLarge("upload_metadata_wrong")
    pairs = dict(_pair(part) for part in metadata.split(",") if part.strip())
    actor = pairs.get("as")
    number = None if actor is None else _number(actor)
    if actor is not None and number is None:
        raise BadInput("upload_metadata_wrong")
    return NewUpload(
        size=size,
        name=pairs.get("filename", ""),
        mime=pairs.get("filetype", ""),
        purpose=pairs.get("purpose", "file"),
        actor=number,
    )


def _pair(part: str) -> tuple[str, str]:
    key, _, value = part.strip().partition(" ")
    try:
        return key, base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise BadInput("upload_metadata_wrong") from None


def _checksum(exchange: Exchange) -> Checksum | None:
    given = exchange.header(b"upload-checksum")
    if not given:
        return None
    algorithm, _, value = given.partition(" ")
    try:
        digest = base64.b64decode(value.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise BadInput("checksum_unknown") from None
    if algorithm == "sha1" and len(digest) == DIGEST_LENGTHS["sha1"]:
        return Checksum("sha1", digest)
    if algorithm == "sha256" and len(digest) == DIGEST_LENGTHS["sha256"]:
        return Checksum("sha256", digest)
    raise BadInput("checksum_unknown")
