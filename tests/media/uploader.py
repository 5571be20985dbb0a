"""A small tus client for tests, which can also break the rules."""

from __future__ import annotations

import asyncio
import base64
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from PIL import Image

from tests.support.live import Json, Live, Someone

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {"Content-Type": "application/offset+octet-stream"}


def metadata(**values: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def picture(width: int = 640, height: int = 480, *, colour: str = "teal") -> bytes:
    """A photo that is cheap to check."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


class Uploader:
    """Uploads in the name of somebody."""

    def __init__(self, someone: Someone) -> None:
        self.someone = someone
        self._http = someone.live.http

    async def request(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, content: Any = None
    ) -> httpx.Response:
        sent = {**TUS, "Authorization": f"Bearer {self.someone.token}", **(headers or {})}
        return await self._http.request(method, path, headers=sent, content=content)

    async def create(self, size: int, *, name: str = "notes.txt", purpose: str = "file", **more: str) -> httpx.Response:
        values = metadata(filename=name, purpose=purpose, **more)
        return await self.request(
            "POST", "/media/uploads", headers={"Upload-Length": str(size), "Upload-Metadata": values}
        )

    async def begin(self, size: int, *, name: str = "notes.txt", purpose: str = "file", **more: str) -> str:
        """The place of a new upload."""
        answer = await self.create(size, name=name, purpose=purpose, **more)
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    async def patch(self, place: str, content: Any, *, offset: int = 0, **headers: str) -> httpx.Response:
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.request(
            "PATCH", place, headers={**BYTES, "Upload-Offset": str(offset), **more}, content=content
        )

    async def offset(self, place: str) -> int:
        answer = await self.request("HEAD", place)
        assert answer.status_code == 200, answer.status_code
        return int(answer.headers["upload-offset"])

    async def upload(self, content: bytes, *, name: str = "notes.txt", purpose: str = "file", **more: str) -> Json:
        """A whole file, and its card when the check is over."""
        async with self.someone.socket() as socket:
            place = await self.begin(len(content), name=name, purpose=purpose, **more)
            answer = await self.patch(place, content)
            assert answer.status_code == 204, answer.text
            number = number_of(place)
            event = await socket.event("file", lambda event: event["file"]["id"] == number)
        card: Json = event["file"]
        return card

    async def kept(self, place: str) -> bytes:
        """What is kept of a complete upload, once its check is over."""
        async with self.someone.socket() as socket:
            card = await socket.ask("get_file", file=number_of(place))
            while card["state"] == "checking":
                card = (await socket.event("file", lambda event: event["file"]["id"] == number_of(place)))["file"]
        assert card["state"] == "ready", card
        return (await self.get(f"/media/files/{card['id']}")).content

    async def get(self, path: str, **headers: str) -> httpx.Response:
        sent = {"Authorization": f"Bearer {self.someone.token}"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._http.get(path, headers=sent)

    @asynccontextmanager
    async def raw_patch(
        self, place: str, *, offset: int, length: int
    ) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        """The head of a PATCH on a connection of its own; what comes after it is up to the test."""
        live: Live = self.someone.live
        reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
        head = (
            f"PATCH {place} HTTP/1.1\r\nHost: veche\r\nAuthorization: Bearer {self.someone.token}\r\n"
            f"Tus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\n"
            f"Upload-Offset: {offset}\r\nContent-Length: {length}\r\n\r\n"
        )
        writer.write(head.encode())
        await writer.drain()
        try:
            yield reader, writer
        finally:
            writer.close()


def number_of(place: str) -> int:
    return int(place.rsplit("/", 1)[1])


def code_of(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["code"])
