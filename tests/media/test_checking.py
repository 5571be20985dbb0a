"""What the separate process makes of real, damaged, lying and hostile uploads."""

from __future__ import annotations

import asyncio
import base64
import io
import random
import struct
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import av
import pytest
from PIL import Image

from tests.media import samples
from veche.ground.errors import BadInput, VecheError
from veche.media.checking import Checked, Checker, Limits
from veche.media.checking.worker.__main__ import examine
from veche.media.checking.worker.sniff import BY_NAME

Check = Callable[..., Awaitable[Checked]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Puts bytes where an upload would lie and has them checked."""
    checker = Checker(at_once=2)

    async def checked(data: bytes, *, purpose: str = "photo", name: str = "upload") -> Checked:
        path = tmp_path / "upload"
        path.write_bytes(data)
        return await checker.check(path, purpose=purpose, name=name)

    return checked


def opened(path: Path | None) -> Image.Image:
    assert path is not None
    return Image.open(io.BytesIO(path.read_bytes()))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------------ photos


async def test_a_photo_is_turned_upright_and_forgets_where_it_was_taken(check: Check) -> None:
    taken = samples.photo_with_place(orientation=6)
    assert b"Kuznetsova" in taken
    found = await check(taken)
    assert (found.kind, found.mime, found.width, found.height) == ("photo", "image/jpeg", 480, 640)
    for path in (found.cleaned, found.preview, found.thumb):
        picture = opened(path)
        assert not picture.getexif()
        assert b"Kuznetsova" not in path.read_bytes() if path else False
    # The red side was on the left; the phone was held so that it is on top.
    top = opened(found.cleaned).convert("RGB").getpixel((240, 20))
    assert isinstance(top, tuple)
    assert top[0] > 200


async def test_sizes_of_what_is_made(check: Check) -> None:
    found = await check(samples.picture(size=(4000, 1000)))
    assert opened(found.cleaned).size == (2560, 640) == (found.width, found.height)
    assert opened(found.preview).size == (1280, 320)
    assert opened(found.thumb).size == (320, 80)
    assert len(found.blur) <= 600
    assert Image.open(io.BytesIO(base64.b64decode(found.blur))).format == "WEBP"


@pytest.mark.parametrize("form", ["PNG", "WEBP", "BMP", "GIF", "AVIF"])
async def test_every_kind_of_picture_becomes_a_photo(check: Check, form: str) -> None:
    found = await check(samples.picture(form), name="holiday.exe")
    assert (found.kind, found.mime) == ("photo", "image/jpeg")


async def test_what_is_transparent_stays_so(check: Check) -> None:
    found = await check(samples.picture("PNG", see_through=True))
    assert found.mime == "image/webp"
    assert opened(found.cleaned).mode == "RGBA"


@pytest.mark.parametrize("mode", ["CMYK", "L", "I;16", "P", "1", "LA"])
async def test_unusual_colours(check: Check, mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    found = await check(samples.saved(Image.new(mode, (60, 40)), form))
    assert found.kind == "photo"


async def test_a_short_animation_stays_moving(check: Check) -> None:
    found = await check(samples.animation(frames=6))
    assert (found.kind, found.mime, found.duration_ms) == ("photo", "image/webp", 480)
    assert getattr(opened(found.cleaned), "n_frames", 1) == 6
    assert getattr(opened(found.thumb), "n_frames", 1) == 1


async def test_a_bomb_does_not_go_off(check: Check) -> None:
    began = time.monotonic()
    with pytest.raises(BadInput, match="picture_too_large"):
        await check(samples.bomb())
    as_file = await check(samples.bomb(), purpose="file", name="bomb.png")
    assert (as_file.kind, as_file.cleaned, as_file.preview) == ("file", None, None)
    assert time.monotonic() - began < 10


async def test_memory_is_bounded_even_below_the_limit_of_pixels(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(samples.saved(Image.new("RGB", (7000, 7000)), "PNG"))
    with pytest.raises(BadInput, match=r"picture_too_large|check_failed"):
        await Checker(limits=Limits(memory=320 * 1024**2)).check(path, purpose="photo", name="a.png")
    assert names(tmp_path) == ["upload"]


async def test_a_picture_as_a_file_stays_byte_for_byte(check: Check) -> None:
    found = await check(samples.photo_with_place(), purpose="file", name="scan.jpg")
    assert (found.kind, found.mime, found.cleaned) == ("file", "image/jpeg", None)
    assert found.preview
    assert found.thumb


async def test_stickers_and_pictures_of_people(check: Check) -> None:
    sticker = await check(samples.picture("PNG", size=(1000, 500), see_through=True), purpose="sticker")
    assert (sticker.kind, sticker.mime, sticker.width, sticker.height) == ("sticker", "image/webp", 512, 256)
    face = await check(samples.picture(size=(900, 300)), purpose="avatar")
    assert (face.kind, face.width, face.height) == ("avatar", 300, 300)
    assert opened(face.thumb).size == (160, 160)
    with pytest.raises(BadInput, match="sticker_moving"):
        await check(samples.animation(), purpose="sticker")
    for purpose in ("sticker", "avatar"):
        for other in (samples.SVG_WITH_SCRIPT, samples.PDF, samples.recording()):
            with pytest.raises(BadInput, match="not_a_picture"):
                await check(other, purpose=purpose)


# ------------------------------------------------------------------ lies


@pytest.mark.parametrize(
    ("data", "name", "mime"),
    [
        (samples.SVG_WITH_SCRIPT, "photo.svg", "application/octet-stream"),
        (samples.SVG_WITH_SCRIPT, "photo.jpg", "application/octet-stream"),
        (samples.HTML, "page.html", "application/octet-stream"),
        (samples.HTML, "photo.png", "application/octet-stream"),
        (samples.PDF, "photo.jpg", "application/pdf"),
        (b"MZ\x90\0", "photo.jpg", "application/octet-stream"),
        (
            b"PK\x03\x04rest",
            "letter.docx",
            BY_NAME["docx"],
        ),
        (b"PK\x03\x04rest", "photo.jpg", "application/zip"),
        ("Список дел".encode(), "todo.txt", "text/plain"),
        (b"\0\x01binary", "todo.txt", "application/octet-stream"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "film.mp4", "application/octet-stream"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "film.mp4", "application/octet-stream"),
    ],
)
async def test_what_is_no_picture_goes_as_a_plain_file(check: Check, data: bytes, name: str, mime: str) -> None:
    for purpose in ("photo", "video", "voice", "file"):
        found = await check(data, purpose=purpose, name=name)
        assert (found.kind, found.mime, found.cleaned, found.preview) == ("file", mime, None, None)


async def test_a_polyglot_loses_its_other_half(check: Check) -> None:
    tail = b"<script>alert(1)</script>PK\x03\x04"
    found = await check(samples.picture() + tail)
    assert found.cleaned
    assert tail not in found.cleaned.read_bytes()
    clip = await check(samples.video() + tail, purpose="video")
    assert clip.cleaned
    assert tail not in clip.cleaned.read_bytes()


async def test_a_video_sent_as_a_photo_is_a_video(check: Check) -> None:
    assert (await check(samples.video(), purpose="photo", name="a.jpg")).kind == "video"
    assert (await check(samples.picture(), purpose="video", name="a.mp4")).kind == "photo"


async def test_an_empty_file_is_refused(check: Check) -> None:
    for purpose in ("photo", "file"):
        with pytest.raises(BadInput, match="file_empty"):
            await check(b"", purpose=purpose)


# ------------------------------------------------------------------ videos and sounds


async def test_a_video_forgets_its_place(check: Check) -> None:
    shot = samples.video(seconds=2)
    assert b"+58.5213" in shot
    found = await check(shot, purpose="video", name="a.mp4")
    assert (found.kind, found.mime, found.width, found.height) == ("video", "video/mp4", 320, 240)
    assert 1900 <= found.duration_ms <= 2100
    assert found.cleaned
    kept = found.cleaned.read_bytes()
    assert b"+58.5213" not in kept
    assert b"Kuznetsova" not in kept
    assert kept.index(b"moov") < kept.index(b"mdat"), "it can be watched while it loads"
    assert opened(found.preview).size == (320, 240)
    assert found.thumb
    assert found.blur


async def test_a_video_keeps_how_the_camera_was_held(check: Check) -> None:
    found = await check(samples.video(turned=90), purpose="video")
    assert (found.width, found.height) == (240, 320)
    assert opened(found.preview).size == (240, 320)
    assert found.cleaned
    with av.open(str(found.cleaned)) as kept:
        frame = next(kept.decode(video=0))
    assert abs(frame.rotation) == 90


@pytest.mark.parametrize(
    ("form", "codec", "audio", "mime"),
    [
        ("webm", "libvpx", "libopus", "video/webm"),
        ("matroska", "libx264", "aac", "video/mp4"),
        ("mp4", "libx264", "", "video/mp4"),
    ],
)
async def test_what_browsers_play_is_a_video(check: Check, form: str, codec: str, audio: str, mime: str) -> None:
    found = await check(samples.video(form, codec=codec, audio=audio, seconds=1), purpose="video")
    assert (found.kind, found.mime) == ("video", mime)


async def test_a_photo_of_a_phone_that_writes_heic(check: Check) -> None:
    taken = samples.heic(size=(640, 480))
    found = await check(taken, purpose="photo", name="IMG_0001.HEIC")
    assert (found.kind, found.mime, found.width, found.height) == ("photo", "image/jpeg", 640, 480)
    assert found.cleaned is not None
    assert b"Kuznetsova" not in found.cleaned.read_bytes()
    beside = await check(taken, purpose="file", name="IMG_0001.HEIC")
    assert (beside.kind, beside.mime, beside.cleaned, beside.note) == ("file", "image/heic", None, "")
    assert beside.thumb is not None
    with pytest.raises(BadInput, match="picture_broken"):
        await check(taken[:200] + b"\0" * 400, purpose="photo", name="IMG_0001.HEIC")


def test_without_the_extra_such_a_photo_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veche.media.checking.worker.pictures.reads_heic", lambda: False)
    (tmp_path / "a").write_bytes(samples.heic())
    report = examine(tmp_path / "a", tmp_path, purpose="photo", name="a.heic")
    assert (report.kind, report.mime, report.note) == ("file", "image/heic", "file_without_preview")


@pytest.mark.parametrize(
    ("codec", "pixels"),
    [("mpeg4", "yuv420p"), ("libx264", "yuv422p"), ("libx265", "yuv420p"), ("libx264", "yuv420p10le")],
    ids=["old codec", "colours for studios", "HEVC", "ten bits"],
)
async def test_what_browsers_do_not_play_is_a_file_with_a_note(check: Check, codec: str, pixels: str) -> None:
    found = await check(samples.video(codec=codec, pixels=pixels, seconds=0.5), purpose="video")
    assert (found.kind, found.note, found.cleaned) == ("file", "video_not_playable", None)
    # There is a picture of it all the same.
    assert found.blur
    assert opened(found.preview).size == (320, 240)


async def test_a_round_video(check: Check) -> None:
    square = samples.video("webm", codec="libvpx", audio="libopus", size=(240, 240), seconds=1)
    assert (await check(square, purpose="video_note")).kind == "video_note"
    wide = samples.video("webm", codec="libvpx", audio="libopus", size=(320, 240), seconds=1)
    assert (await check(wide, purpose="video_note")).kind == "video"
    long = samples.video("mp4", audio="", size=(64, 64), seconds=65)
    assert (await check(long, purpose="video_note")).kind == "video"


@pytest.mark.parametrize(
    ("form", "codec", "mime"),
    [("webm", "libopus", "audio/webm"), ("mp4", "aac", "audio/mp4"), ("ogg", "libopus", "audio/ogg")],
)
async def test_a_voice_message_learns_its_length(check: Check, form: str, codec: str, mime: str) -> None:
    recorded = samples.recording(form, codec=codec, seconds=3)
    found = await check(recorded, purpose="voice")
    assert (found.kind, found.mime) == ("voice", mime)
    assert 2900 <= found.duration_ms <= 3100
    assert len(found.waveform) == 100
    assert list(found.waveform) == sorted(found.waveform), "the tone swells"
    assert found.waveform[-1] == "v"
    assert found.cleaned
    with av.open(str(found.cleaned)) as kept:
        assert kept.duration is not None
        assert abs(kept.duration / 1000 - found.duration_ms) < 100


async def test_silence_has_no_bars(check: Check) -> None:
    found = await check(samples.recording(seconds=0.02), purpose="voice")
    assert (found.kind, found.waveform.strip("0v")) == ("voice", "")


async def test_music_has_a_title(check: Check) -> None:
    song = samples.recording("mp3", codec="libmp3lame", live=False, title="Вечер\u202e на рейде", artist="Хор")
    found = await check(song, purpose="audio", name="song.mp3")
    assert (found.kind, found.mime, found.title, found.performer) == ("audio", "audio/mpeg", "Вечер на рейде", "Хор")


async def test_an_absurd_duration_is_not_believed(check: Check) -> None:
    shot = bytearray(samples.video(seconds=1))
    for box in (b"mvhd", b"tkhd", b"mdhd"):
        for at in (place for place in range(len(shot)) if bytes(shot[place : place + 4]) == box):
            offset = {b"mvhd": 20, b"tkhd": 24, b"mdhd": 20}[box]
            shot[at + offset : at + offset + 4] = struct.pack(">I", 0xFFFFFFF0)
    found = await check(bytes(shot), purpose="video")
    assert found.duration_ms < 10_000


# ------------------------------------------------------------------ damage

REFUSED = {"picture_broken", "clip_broken", "check_failed", "picture_too_large"}
EXPECTED = REFUSED | {"photo", "video", "audio", "voice", "file"}


async def answer_of(checking: Awaitable[Checked]) -> str:
    """The kind that was found, or the code of the refusal."""
    try:
        found = await checking
    except VecheError as refusal:
        return refusal.code
    found.discard()
    return found.kind


@pytest.mark.parametrize(
    "whole",
    [samples.photo_with_place(), samples.picture("PNG"), samples.animation(), samples.picture("WEBP")],
    ids=["jpeg", "png", "gif", "webp"],
)
async def test_a_picture_that_is_cut_off_is_refused(check: Check, whole: bytes) -> None:
    for share in (0.05, 0.5, 0.9):
        answer = await answer_of(check(whole[: int(len(whole) * share)]))
        assert answer in ("photo", "file", "picture_broken")
    as_file = await check(whole[: len(whole) // 2], purpose="file")
    assert as_file.kind == "file"


async def test_any_damage_ends_in_an_answer(check: Check, tmp_path: Path) -> None:
    """Bytes are changed at random; whatever comes out is an answer or a refusal, and nothing stays behind."""
    dice = random.Random(1136)
    wholes = [samples.photo_with_place(), samples.picture("PNG"), samples.video(seconds=0.5), samples.recording()]

    async def one(number: int) -> None:
        damaged = bytearray(wholes[number % len(wholes)])
        for _ in range(dice.randint(1, 40)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        path = tmp_path / f"damaged{number}"
        path.write_bytes(damaged[: dice.randint(len(damaged) // 2, len(damaged))])
        answer = await answer_of(checker.check(path, purpose=dice.choice(["photo", "video", "voice"]), name="x"))
        assert answer in EXPECTED
        path.unlink()

    checker = Checker(at_once=2)
    await asyncio.gather(*(one(number) for number in range(24)))
    assert names(tmp_path) == []
