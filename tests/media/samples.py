"""Small real files, made on the spot: pictures with a place in them, videos, recordings as browsers make them."""

from __future__ import annotations

import io
import math
import struct
import zlib
from array import array
from fractions import Fraction
from typing import Any

import av
import pillow_heif
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from PIL import Image

GPS = 0x8825


def picture(form: str = "JPEG", *, size: tuple[int, int] = (400, 300), **options: Any) -> bytes:
    """A picture with a gradient, so that it is neither empty nor noise."""
    mode = "RGBA" if form in ("PNG", "WEBP") and options.pop("see_through", False) else "RGB"
    drawn = Image.linear_gradient("L").resize(size).convert(mode)
    if mode == "RGBA":
        drawn.putalpha(Image.linear_gradient("L").resize(size))
    return saved(drawn, form, **options)


def saved(drawn: Image.Image, form: str, **options: Any) -> bytes:
    kept = io.BytesIO()
    drawn.save(kept, form, **options)
    return kept.getvalue()


def heic(*, size: tuple[int, int] = (400, 300)) -> bytes:
    """As an iPhone takes it."""
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[0x013B] = "Kuznetsova"
    return picture("HEIF", size=size, exif=exif)


def photo_with_place(*, orientation: int = 6, size: tuple[int, int] = (640, 480)) -> bytes:
    """As a phone takes it: turned, with the name of the owner, the place and a comment."""
    drawn = Image.new("RGB", size, "navy")
    drawn.paste("red", (0, 0, size[0] // 4, size[1]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Кузнецова Ирина"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (58.0, 31.0, 15.0)
    xmp = b"<x:xmpmeta><rdf:Description secret='Kuznetsova'/></x:xmpmeta>"
    return saved(drawn, "JPEG", exif=exif, comment=b"Kuznetsova at home", xmp=xmp)


def animation(form: str = "GIF", *, frames: int = 6) -> bytes:
    drawn = [Image.new("RGB", (120, 90), (40 * number, 90, 200)) for number in range(frames)]
    return saved(drawn[0], form, save_all=True, append_images=drawn[1:], duration=80, loop=0)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that claims nearly a thousand million pixels (the first rows are really there)."""
    rows = zlib.compress(b"\0" * (width * 3 + 1) * 64, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def video(  # one line for each thing that a video can be
    form: str = "mp4",
    *,
    codec: str = "libx264",
    audio: str = "aac",
    size: tuple[int, int] = (320, 240),
    seconds: float = 2.0,
    pixels: str = "yuv420p",
    place: str = "+58.5213+031.2710/",
    turned: int = 0,
) -> bytes:
    """A video with sound and, in its header, a place."""
    kept = io.BytesIO()
    with av.open(kept, "w", format=form, options={"movflags": "use_metadata_tags"} if form == "mp4" else {}) as out:
        out.metadata.update({"location": place, "comment": "Kuznetsova", "title": "Двор"})
        shown: Any = out.add_stream(codec, rate=10)
        shown.width, shown.height = size
        shown.pix_fmt = pixels
        if turned:
            shown.set_display_rotation(turned)
        heard: Any = out.add_stream(audio, rate=48000) if audio else None
        for number in range(round(seconds * 10)):
            frame = VideoFrame.from_image(Image.new("RGB", size, (10 * number % 255, 120, 60)))
            frame.pts = number
            frame.time_base = Fraction(1, 10)
            out.mux(shown.encode(frame))
        out.mux(shown.encode(None))
        if heard is not None:
            _sing(out, heard, seconds)
    return kept.getvalue()


def recording(
    form: str = "webm", *, codec: str = "libopus", seconds: float = 3.0, live: bool = True, **tags: str
) -> bytes:
    """What MediaRecorder gives: written as it goes along, so that nothing in it tells its length."""
    kept = io.BytesIO()
    if live:
        kept.seekable = lambda: False  # type: ignore[method-assign]
    options = {"live": "1"} if form == "webm" and live else {}
    if form == "mp4" and live:
        options = {"movflags": "frag_keyframe+empty_moov"}
    with av.open(kept, "w", format=form, options=options) as out:
        out.metadata.update(tags)
        heard = out.add_stream(codec, rate=48000)
        _sing(out, heard, seconds)
    return kept.getvalue()


def _sing(out: Any, stream: Any, seconds: float) -> None:
    """A tone that swells."""
    total, step = round(seconds * 48000), 960
    for start in range(0, total, step):
        loud = [round(28000 * start / total * math.sin((start + n) / 20)) for n in range(step)]
        frame = AudioFrame(format="s16", layout="mono", samples=step)
        frame.planes[0].update(array("h", loud).tobytes())
        frame.sample_rate, frame.pts, frame.time_base = 48000, start, Fraction(1, 48000)
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


SVG_WITH_SCRIPT = (
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(document.cookie)</script></svg>'
)
HTML = b"<!doctype html><script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
