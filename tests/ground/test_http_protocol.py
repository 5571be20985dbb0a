"""Requests that never end: heads without a limit, heads and bodies that do not come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from veche.ground.http import protocol
from veche.ground.serve import Serving, listen


async def _fine(_scope: Any, receive: Any, send: Any) -> None:
    while (await receive()).get("more_body"):
        continue
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
async def port() -> AsyncIterator[int]:
    listening = listen("127.0.0.1", 0)
    serving = Serving(_fine, accept=lambda _: None)
    await serving.start(listening)
    yield listening.getsockname()[1]
    await serving.stop()


async def said(port: int, *pieces: bytes) -> bytes:
    """What the server says until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize("start", [HEAD + b"X: ", b"GET /", HEAD], ids=["a header", "the path", "many headers"])
async def test_a_head_without_end_is_refused(port: int, start: bytes) -> None:
    piece = b"X: a\r\n" * 4000 if start is HEAD else b"a" * 28_000
    _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    sent = 0
    writer.write(start)
    try:
        while sent < 100_000_000:
            writer.write(piece)
            await writer.drain()
            sent += len(piece)
    except ConnectionError:
        pass
    finally:
        writer.close()
    assert sent < 50_000_000


async def test_a_head_of_usual_size_passes(port: int) -> None:
    large = b"X: " + b"a" * 30_000 + b"\r\n"
    answer = await said(port, HEAD + large, large, b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")


async def test_one_connection_carries_any_number_of_requests(port: int) -> None:
    large = HEAD + b"X: " + b"a" * 30_000 + b"\r\n\r\n"
    answer = await said(port, large, large, large, HEAD + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200") == 4


@pytest.mark.parametrize(
    "part",
    [b"", b"GET / HT", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab"],
    ids=["none", "head", "body"],
)
async def test_a_request_that_does_not_come_is_given_up(
    port: int, part: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "ARRIVAL_SECONDS", 0.05)
    assert await said(port, part) == b""


async def test_who_asked_in_time_may_ask_again_later(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time to arrive is one request's; between requests the connection may rest."""
    monkeypatch.setattr(protocol, "ARRIVAL_SECONDS", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    loop = asyncio.get_running_loop()
    for _ in range(2):
        writer.write(HEAD + b"\r\n")
        assert (await reader.readuntil(b"ok")).startswith(b"HTTP/1.1 200")
        rested = loop.create_future()
        loop.call_later(0.1, rested.set_result, None)
        await rested
    assert not reader.at_eof()
    writer.close()
