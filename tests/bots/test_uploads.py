"""Files of bots: in whatever way clients send them, and what becomes of wrong ones."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.bots.stand import BotStand, Robot
from tests.bots.talk import dialog, newest, refused, say, without_nulls
from tests.media.samples import picture, recording, video
from tests.media.uploader import Uploader
from tests.support.live import Json, Someone

Talk = tuple[Someone, Robot, int]


@pytest.fixture
async def talk(stand: BotStand) -> Talk:
    anna, bot = await stand.live.person("Анна Викторовна Орлова"), await stand.bot("Запись на приём")
    return anna, bot, await dialog(anna, bot)


async def place(bot: Robot, kind: str) -> Json:
    answer = await bot.ok("POST", "/uploads", type=kind)
    assert answer["url"].startswith(str(bot.stand.http.base_url).rstrip("/") + "/uploads/")
    assert ("token" in answer) == (kind in ("video", "audio"))
    return answer


async def sent(url: str, **how: Any) -> httpx.Response:
    """To the address alone: it carries the right."""
    async with httpx.AsyncClient(timeout=60) as client:
        return await client.post(url, **how)


async def uploaded(bot: Robot, kind: str, data: bytes, *, name: str) -> str:
    """The token of a file that came as multipart."""
    given = await place(bot, kind)
    answer = await sent(given["url"], files={"data": (name, data)})
    assert answer.status_code == 200, answer.text
    if kind in ("video", "audio"):
        assert answer.text == "<retval>1</retval>"
        return str(given["token"])
    body = answer.json()
    if kind == "image":
        ((key, photo),) = body["photos"].items()
        assert key
        assert photo == {"token": body["token"]}
    else:
        assert isinstance(body["fileId"], int)
    return str(body["token"])


async def test_every_kind_goes_out_and_comes_in(talk: Talk) -> None:
    anna, bot, chat = talk
    photo = await uploaded(bot, "image", picture("PNG"), name="двор.png")
    film = await uploaded(bot, "video", video(seconds=1), name="двор.mp4")
    message = await say(bot, chat, "Двор", attachments=[token("image", photo), token("video", film)])
    image, clip = message["body"]["attachments"]
    assert set(image["payload"]) == {"photo_id", "token", "url"}
    assert image["payload"]["token"] == photo
    assert set(clip) == {"type", "payload", "thumbnail", "width", "height", "duration"}
    without_nulls(message)
    async with httpx.AsyncClient() as client:
        got = await client.get(image["payload"]["url"])
        assert (got.status_code, got.headers["content-type"]) == (200, "image/jpeg")
        assert (await client.get(image["payload"]["url"][:-3] + "AAA")).status_code == 404
    details = await bot.get(f"/videos/{film}")
    assert {"token", "width", "height", "duration", "urls", "thumbnail"} == set(details)
    # What was received may be sent back as it is.
    again = await say(bot, chat, None, attachments=[image, clip])
    assert [one["type"] for one in again["body"]["attachments"]] == ["image", "video"]
    seen = await newest(anna, chat)
    assert [one["type"] for one in seen["attachments"]] == ["photo", "video"]
    song = await uploaded(bot, "audio", recording(), name="объявление.ogg")
    heard = (await say(bot, chat, None, attachments=[token("audio", song)]))["body"]["attachments"]
    assert (heard[0]["type"], set(heard[0]["payload"])) == ("audio", {"url", "token"})
    paper = await uploaded(bot, "file", b"%PDF-1.4 ...", name="справка.pdf")
    (file,) = (await say(bot, chat, "Справка", attachments=[token("file", paper)]))["body"]["attachments"]
    assert (file["filename"], file["size"]) == ("справка.pdf", 12)
    photos = {"type": "image", "payload": {"photos": {"x": {"token": photo}}}}
    assert (await say(bot, chat, "по карте", attachments=[photos]))["body"]["attachments"][0]["type"] == "image"
    # Not everything goes together.
    for company, error in (
        ([token("image", photo), token("file", paper)], "bot_attachments_mixed"),
        ([token("file", paper), token("file", paper)], "bot_attachments_mixed"),
        ([token("image", photo)] * 13, "bot_attachments_many"),
        ([token("video", photo)], "attachment_kind"),
    ):
        assert (await refused(bot, "POST", "/messages", chat_id=chat, json={"attachments": company}))[2] == error


def token(kind: str, value: str) -> Json:
    return {"type": kind, "payload": {"token": value}}


async def test_files_of_people_may_be_sent_back(talk: Talk) -> None:
    anna, bot, chat = talk
    card = await Uploader(anna).upload(picture(), name="дом.jpg", purpose="photo")
    await anna.ask("send_message", chat=chat, cid="1", attachments=[{"type": "photo", "file": card["id"]}])
    (received,) = (await bot.get("/messages", chat_id=chat))["messages"]
    (image,) = received["body"]["attachments"]
    assert (await say(bot, chat, "Вижу", attachments=[image]))["body"]["attachments"][0]["payload"]["photo_id"]


async def test_other_ways_of_sending(talk: Talk) -> None:
    """Any field of a form, after other fields; raw; in pieces, one after the other."""
    _, bot, _ = talk
    data = picture("JPEG", size=(800, 600))
    form = {"files": {"whatever": ("двор.jpg", data)}, "data": {"note": "поле перед файлом"}}
    assert (await sent((await place(bot, "image"))["url"], **form)).json()["token"]
    raw = {"content": data, "headers": {"Content-Type": "application/octet-stream"}}
    assert (await sent((await place(bot, "image"))["url"], **raw)).json()["token"]
    clip = video(seconds=2)
    given = await place(bot, "video")
    step = len(clip) // 3 + 1
    for start in range(0, len(clip), step):
        piece = clip[start : start + step]
        headers = {
            "Content-Range": f"bytes {start}-{start + len(piece) - 1}/{len(clip)}",
            "Content-Disposition": 'attachment; filename="%D0%B4%D0%B2%D0%BE%D1%80.mp4"',
            "Content-Type": "application/x-binary; charset=x-user-defined",
        }
        answer = await sent(given["url"], content=piece, headers=headers)
        assert answer.status_code == 200, answer.text
        assert ("retval" in answer.text) == (start + step >= len(clip))
    assert (await bot.get(f"/videos/{given['token']}"))["duration"] == 2


async def test_wrong_uploads(talk: Talk, stand: BotStand) -> None:
    _, bot, chat = talk
    other = await stand.bot("Другой")
    foreign = await uploaded(other, "image", picture(), name="x.jpg")
    assert (await refused(bot, "POST", "/messages", chat_id=chat, json={"attachments": [token("image", foreign)]}))[
        2
    ] == "file_not_found"
    assert (await refused(bot, "GET", f"/videos/{foreign}"))[0] == 404
    for kind in (None, "photo", "exe"):
        assert (await refused(bot, "POST", "/uploads", type=kind))[2] == "bot_upload_type"
    # A token whose file never came.
    empty = await place(bot, "video")
    wanted = {"attachments": [token("video", empty["token"])]}
    assert (await refused(bot, "POST", "/messages", chat_id=chat, json=wanted))[2] == "file_not_found"
    used = await place(bot, "image")
    assert (await sent(used["url"], files={"data": ("x.jpg", picture())})).status_code == 200
    answers = [
        await sent(used["url"], files={"data": ("x.jpg", picture())}),
        await sent(re.sub(r"..$", "AA", used["url"]), files={"data": ("x.jpg", picture())}),
        await sent((await place(bot, "image"))["url"], files={"data": (None, "не файл")}),
        await sent((await place(bot, "image"))["url"], files={"data": ("x.jpg", b"no picture at all")}),
        await sent((await place(bot, "image"))["url"], files={"data": ("x.jpg", b"")}),
        await sent(empty["url"], content=b"12", headers={"Content-Range": "bytes 4-5/6"}),
        await sent(empty["url"], content=b"12", headers={"Content-Range": "lines 4-5/6"}),
        await sent(
            (await place(bot, "image"))["url"],
            content=b"x",
            headers={"Content-Type": "multipart/form-data; boundary=z"},
        ),
    ]
    assert [(one.status_code, one.json()["error"]) for one in answers] == [
        (400, "bot_upload_used"),
        (404, "bot_upload_unknown"),
        (400, "bot_upload_form"),
        (400, "bot_upload_kind"),
        (400, "file_empty"),
        (400, "bot_upload_range"),
        (400, "bot_upload_range"),
        (400, "bot_upload_form"),
    ]
    assert all(set(one.json()) == {"code", "message", "error"} for one in answers)
    # A bot that may act no more takes no files either.
    left = await place(other, "image")
    await stand.live.database.execute("UPDATE bots_bots SET state = 'deleted' WHERE id = $1", other.id)
    stand.bots.roster.forget(other.id)
    assert (await sent(left["url"], files={"data": ("x.jpg", picture())})).status_code == 404
