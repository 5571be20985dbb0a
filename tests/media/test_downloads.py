"""Downloads against a live server: who may, which part, which headers, how much."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.media.test_uploads import MEGABYTE, serving
from tests.media.uploader import Uploader, code_of, picture
from tests.support.live import Live, Someone
from veche.ground.db import Database
from veche.ground.errors import TooMany
from veche.media.actions.downloads import HOUR, Reach


async def say(someone: Someone, chat: int, file: int, kind: str = "file") -> int:
    named = [{"type": kind, "file": file}]
    sent = await someone.ask("send_message", chat=chat, cid=f"f{file}", text="", attachments=named)
    return int(sent["seq"])


async def test_any_part_of_a_file(live: Live):
    up = Uploader(await live.person("Анна"))
    content = os.urandom(600_000)
    card = await up.upload(content, name="Отчёт за «год».bin")
    path = f"/media/files/{card['id']}"
    whole = await up.get(path)
    tag = whole.headers["etag"]
    assert (whole.status_code, whole.content) == (200, content)
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, start, end in (
        ("bytes=0-0", 0, 1),
        ("bytes=100-262200", 100, 262_201),
        ("bytes=599999-", 599_999, 600_000),
        ("bytes=-10", 599_990, 600_000),
        ("bytes=-9999999", 0, 600_000),
        ("bytes=5-9999999", 5, 600_000),
    ):
        part = await up.get(path, Range=asked)
        assert part.status_code == 206, asked
        assert part.content == content[start:end], asked
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/600000"
    for asked in ("bytes=600000-", "bytes=999999-9999999", "bytes=-0"):
        outside = await up.get(path, Range=asked)
        assert (outside.status_code, code_of(outside)) == (416, "range_outside"), asked
        assert outside.headers["content-range"] == "bytes */600000"
    for asked in ("bytes=0-1,5-6", "bytes=9-3", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=٣-"):
        assert (await up.get(path, Range=asked.encode())).status_code == 200, asked  # type: ignore[arg-type]
    assert (await up.get(path, Range="bytes=0-9", If_Range=tag)).status_code == 206
    assert (await up.get(path, Range="bytes=0-9", If_Range='"older"')).status_code == 200
    same = await up.get(path, If_None_Match=tag)
    assert (same.status_code, same.content) == (304, b"")


async def test_heads_and_safe_headers(live: Live):
    up = Uploader(await live.person("Анна"))
    page = await up.upload(b"<script>alert(1)</script>", name='a"; x=.html')
    photo = await up.upload(picture(), name="двор.jpg", purpose="photo")
    answer = await up.request("HEAD", f"/media/files/{page['id']}")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", str(page["size"]))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.headers["content-disposition"].count('"') == 2
    for path in (
        f"/media/files/{photo['id']}",
        f"/media/files/{photo['id']}/preview",
        f"/media/files/{photo['id']}/thumb",
    ):
        answer = await up.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] in ("image/jpeg", "image/webp")
        assert answer.headers["content-disposition"].startswith("inline")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert code_of(await up.get(f"/media/files/{page['id']}/thumb")) == "no_smaller_copy"
    for path in (
        "/media/files/",
        "/media/files/x",
        f"/media/files/{page['id']}/other",
        "/media/files/9999999999999999",
    ):
        assert (await up.get(path)).status_code == 404, path
    assert (await up.request("POST", f"/media/files/{page['id']}")).status_code == 405


async def test_who_may_see_a_file_is_asked_anew_each_time(live: Live):
    """Its owner, and whoever is in a chat with a message that has it, as long as both are true."""
    anna, boris, vera = await live.person("Анна"), await live.person("Борис"), await live.person("Вера")
    card = await Uploader(anna).upload(b"minutes of the meeting", name="протокол.txt")
    path = f"/media/files/{card['id']}"
    chat = await live.group(anna, boris)
    assert (await Uploader(boris).get(path)).status_code == 404
    seq = await say(anna, chat, card["id"])
    assert (await Uploader(boris).get(path)).status_code == 200
    assert (await Uploader(vera).get(path)).status_code == 404
    assert (await live.http.get(path)).status_code == 401
    tag = (await Uploader(boris).get(path)).headers["etag"]
    await boris.ask("leave_chat", chat=chat)
    left = await Uploader(boris).get(path, If_None_Match=tag)
    assert (left.status_code, code_of(left)) == (404, "file_not_found")
    await anna.ask("add_members", chat=chat, actors=[vera.id])
    assert (await Uploader(vera).get(path)).status_code == 200
    await anna.ask("delete_messages", chat=chat, seqs=[seq], for_everyone=True)
    assert (await Uploader(vera).get(path)).status_code == 404
    assert (await Uploader(anna).get(path)).status_code == 200
    assert code_of(await boris.post("get_file", file=card["id"])) == "file_not_found"


async def test_an_account_carries_away_only_so_much(database: Database, tmp_path: Path):
    async with serving(database, tmp_path, download_hourly=1) as live:
        up = Uploader(await live.person("Анна"))
        card = await up.upload(os.urandom(MEGABYTE * 6 // 10))
        path = f"/media/files/{card['id']}"
        assert [(await up.get(path)).status_code for _ in range(3)] == [200, 200, 429]
        stopped = await up.get(path)
        assert code_of(stopped) == "downloads_too_many"
        assert 0 < int(stopped.headers["retry-after"]) < 3600
        assert "через" in stopped.json()["error"]["text"]


def test_the_bucket_empties_with_time():
    now = 1000.0
    reach = Reach(3600, now=lambda: now)
    reach.check(1)
    reach.count(1, 3600)
    reach.check(2)
    with pytest.raises(TooMany) as stopped:
        reach.check(1)
    assert stopped.value.retry_after == 37
    now += 37
    reach.check(1)
    now += HOUR
    reach.count(1, 3599)
    reach.check(1)
    unlimited = Reach(0)
    unlimited.count(1, 10**15)
    unlimited.check(1)


async def test_who_stops_reading_costs_no_memory_and_no_reading(live: Live):
    """The store is read no faster than the network takes it."""
    anna = await live.person("Анна")
    up = Uploader(anna)
    card = await up.upload(os.urandom(32 * MEGABYTE))
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    request = f"GET /media/files/{card['id']} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {anna.token}\r\n\r\n"
    writer.write(request.encode())
    assert b" 200 " in await reader.readuntil(b"\r\n")
    reach = live.server.messenger.media.downloads.reach
    before = -1.0
    while (level := reach._level(anna.id)) != before:  # until the kernel's buffers are full
        before = level
        await asyncio.sleep(0.1)
    assert level < 16 * MEGABYTE
    writer.close()
