"""The picture, the paper and the film that bots send."""

from __future__ import annotations

import random
from pathlib import Path

import av
from PIL import Image


def write_files(folder: Path) -> Path:
    """Put them into a folder."""
    folder.mkdir()
    Image.linear_gradient("L").resize((640, 400)).convert("RGB").save(folder / "picture.png")
    (folder / "paper.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    write_film(folder / "film.mp4")
    return folder


def write_film(path: Path) -> None:
    """Two seconds of noise; more than 64 KiB, so that clients that send pieces send several."""
    noise = random.Random(1136)
    with av.open(str(path), "w") as film:
        stream = film.add_stream("h264", rate=12)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for _ in range(24):
            picture = Image.frombytes("RGB", (320, 240), noise.randbytes(320 * 240 * 3))
            for packet in stream.encode(av.VideoFrame.from_image(picture)):
                film.mux(packet)
        for packet in stream.encode():
            film.mux(packet)
