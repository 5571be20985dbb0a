"""The first file of a form, however its bytes are cut on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.bots.model.multipart import FirstFile, boundary_of, file_name
from veche.ground.errors import BadInput

HEAD = b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n--b\r\nContent-Disposition: form-data; '


async def cut(body: bytes, sizes: list[int]) -> AsyncIterator[bytes]:
    place = 0
    for size in sizes:
        yield body[place : place + size]
        place += size
    yield body[place:]


async def read(body: bytes, sizes: list[int]) -> tuple[str, bytes]:
    first = FirstFile(cut(body, sizes), b"b")
    await first.find()
    return first.name, b"".join([piece async for piece in first.content()])


@given(st.binary(max_size=80), st.lists(st.integers(1, 40), max_size=8))
async def test_however_it_is_cut(content: bytes, sizes: list[int]) -> None:
    if b"\r\n--b" in content:
        return
    body = HEAD + b'name="f"; filename="a.bin"\r\nContent-Type: x/y\r\n\r\n' + content + b"\r\n--b--\r\n"
    assert await read(body, sizes) == ("a.bin", content)


@pytest.mark.parametrize("end", [b"", b"\r\n--", b"\r\n--b"[:4]])
async def test_a_body_that_ends_too_early(end: bytes) -> None:
    body = HEAD + b'name="f"; filename="a.bin"\r\n\r\ncontent' + end
    with pytest.raises(BadInput):
        await read(body, [30])


async def test_forms_without_a_file() -> None:
    for body in (b"", b"nothing", HEAD, HEAD + b'name="more"\r\n\r\nwords\r\n--b--\r\n', b"--b\r\n" + b"x" * 70_000):
        with pytest.raises(BadInput) as failure:
            await read(body, [])
        assert failure.value.code == "bot_upload_form"


def test_names_in_every_dress() -> None:
    assert file_name('form-data; name="data"; filename="a b.txt"') == "a b.txt"
    assert file_name("attachment; filename=plain.txt") == "plain.txt"
    assert file_name("attachment; filename*=UTF-8''%D0%B4%D0%BE%D0%BC.txt") == "дом.txt"
    assert file_name('attachment; filename="' + "дом.txt".encode().decode("latin-1") + '"') == "дом.txt"
    assert file_name('form-data; name="note"') is None
    assert boundary_of('multipart/form-data; boundary="a b"') == b"a b"
    with pytest.raises(BadInput):
        boundary_of("multipart/form-data")
