"""Videos and sounds: measured packet by packet, copied into a clean container without metadata, a still frame taken."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.container
from av.audio.stream import AudioStream
from av.error import FFmpegError
from av.video.stream import VideoStream
from PIL import Image

from veche.media.checking.worker import pictures, sound
from veche.media.checking.worker.report import CLEANED, Kind, Refusal, Report
from veche.media.checking.worker.sniff import CONTAINERS

SHOWN_VIDEO = {"h264": "mp4", "av1": "mp4", "vp9": "webm", "vp8": "webm"}
# High 4:2:2 and ten bits are decoded by no browser without help.
SHOWN_PIXELS = frozenset({"yuv420p", "yuvj420p"})
HEARD = {
    "mp4": frozenset({"aac", "mp3", "opus", "flac"}),
    "webm": frozenset({"opus", "vorbis"}),
    "ogg": frozenset({"opus", "vorbis", "flac"}),
    "mp3": frozenset({"mp3"}),
    "flac": frozenset({"flac"}),
    "wav": frozenset({"pcm_s16le", "pcm_u8", "pcm_s24le", "pcm_f32le"}),
}
MIME = {
    "mp4": ("video/mp4", "audio/mp4"),
    "webm": ("video/webm", "audio/webm"),
    "ogg": ("video/ogg", "audio/ogg"),
    "mp3": ("", "audio/mpeg"),
    "flac": ("", "audio/flac"),
    "wav": ("", "audio/wav"),
}
LONGEST_SIDE, MOST_PIXELS = 8192, 8192 * 4320
LONGEST_MS = 24 * 3600 * 1000
NOTE_SIDE, NOTE_MS = 640, 61_500
BROKEN = (FFmpegError, ValueError, IndexError, OSError, EOFError, MemoryError, ZeroDivisionError, OverflowError)

Input = av.container.InputContainer


class NotShown(Exception):
    """A browser could not play it; it goes as a plain file with this note."""


@dataclass(frozen=True)
class Clip:
    """The two streams that are kept, and the container that they go into."""

    video: VideoStream | None
    audio: AudioStream | None
    box: str

    @property
    def streams(self) -> list[VideoStream | AudioStream]:
        return [stream for stream in (self.video, self.audio) if stream is not None]


def clip(path: Path, folder: Path, *, mime: str, purpose: str) -> Report:
    """A video, a round one, a voice message or a piece of music, whichever it is."""
    try:
        with _opened(path, mime) as source:
            found = _streams(source, mime)
            report = _sound(source, found) if found.video is None else _video(found)
            if purpose == "file":
                report.kind, report.mime = "file", mime
            else:
                _clean(source, found, folder, report)
        _look(path, folder, report, mime=mime, video=found.video is not None)
    except NotShown as reason:
        report = Report(mime=mime, note=str(reason))
        if report.note == "video_not_playable":
            # What no browser plays has a picture all the same.
            _look(path, folder, report, mime=mime, video=True)
        return report
    except BROKEN:
        if purpose == "file":
            return Report(mime=mime, note="file_without_preview")
        raise Refusal("clip_broken") from None
    _settle(report, purpose, video=found.video is not None)
    return report


@contextlib.contextmanager
def _opened(path: Path, mime: str) -> Iterator[Input]:
    container = av.open(str(path), mode="r", format=CONTAINERS[mime], metadata_errors="replace")
    try:
        assert isinstance(container, Input)
        for stream in container.streams:
            with contextlib.suppress(AttributeError):
                stream.codec_context.thread_count = 1
        yield container
    finally:
        container.close()


def _streams(source: Input, mime: str) -> Clip:
    """What a browser can play of it."""
    videos = [one for one in source.streams.video if not _is_cover(one)]
    video = videos[0] if videos else None
    audio = source.streams.audio[0] if source.streams.audio else None
    if video is None and audio is None:
        raise NotShown("video_not_playable")
    if video is None:
        box = {"mov": "mp4", "matroska": "webm"}.get(CONTAINERS[mime], CONTAINERS[mime])
        assert audio is not None
        if audio.codec_context.name.removesuffix("float") not in HEARD[box]:
            raise NotShown("sound_not_playable")
        return Clip(None, audio, box)
    codec = _codec(video)
    size = (video.codec_context.width, video.codec_context.height)
    if codec not in SHOWN_VIDEO or str(video.codec_context.pix_fmt) not in SHOWN_PIXELS:
        raise NotShown("video_not_playable")
    if not 0 < max(size) <= LONGEST_SIDE or min(size) < 1 or size[0] * size[1] > MOST_PIXELS:
        raise NotShown("video_too_large")
    heard = None if audio is None else _codec(audio)
    fits = [box for box in (SHOWN_VIDEO[codec], "mp4", "webm") if _holds(box, codec, heard)]
    if not fits:
        raise NotShown("video_not_playable")
    return Clip(video, audio, fits[0])


def _holds(box: str, video: str, audio: str | None) -> bool:
    pictured = video in ("h264", "av1", "vp9") if box == "mp4" else video in ("vp8", "vp9", "av1")
    return pictured and (audio is None or audio in HEARD[box])


def _codec(stream: VideoStream | AudioStream) -> str:
    """The codec's own name: a decoder's is another (libdav1d for av1, mp3float for mp3)."""
    return str(stream.codec_context.codec.canonical_name)


def _is_cover(stream: VideoStream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _video(found: Clip) -> Report:
    assert found.video is not None
    context = found.video.codec_context
    ratio = found.video.sample_aspect_ratio or Fraction(1)
    wide = round(context.width * ratio) if 0 < ratio < 10 else context.width
    return Report(kind="video", mime=MIME[found.box][0], width=wide, height=context.height)


def _sound(source: Input, found: Clip) -> Report:
    tags = {key.lower(): value for key, value in (*found.streams[0].metadata.items(), *source.metadata.items())}
    return Report(
        kind="audio",
        mime=MIME[found.box][1],
        title=_tag(tags.get("title", "")),
        performer=_tag(tags.get("artist", "") or tags.get("album_artist", "")),
    )


def _tag(text: str) -> str:
    """A word of a stranger: no control or direction marks, not long."""
    return "".join(char for char in text if char.isprintable()).strip()[:120]


def _clean(source: Input, found: Clip, folder: Path, report: Report) -> None:
    """Copy the packets of the two streams. The length is what the packets say, whatever the header claimed."""
    options = {"movflags": "faststart+disable_chpl"} if found.box == "mp4" else {}
    options |= {"fflags": "+bitexact"}
    rewritten = found.box in ("mp4", "webm", "ogg")
    end, bars = Fraction(0), sound.Bars()
    target = av.open(str(folder / CLEANED), mode="w", format=found.box, options=options) if rewritten else None
    try:
        copies = {}
        for stream in found.streams if target is not None else ():
            assert target is not None
            copies[stream.index] = copy = target.add_stream_from_template(stream)
            copy.metadata.clear()
        if target is not None and report.title:
            target.metadata.update({"title": report.title, "artist": report.performer})
        for packet in source.demux(found.streams):
            if packet.dts is None and packet.pts is None:
                continue
            at = packet.pts if packet.pts is not None else packet.dts
            assert at is not None
            if packet.time_base is not None:
                end = max(end, (at + (packet.duration or 0)) * packet.time_base)
            if found.video is None:
                bars.hear(packet.decode)
            if target is not None:
                packet.stream = copies[packet.stream.index]
                target.mux(packet)
    finally:
        if target is not None:
            target.close()
    report.cleaned = rewritten
    report.duration_ms = round(float(end) * 1000)
    report.waveform = bars.text()
    if not 0 <= report.duration_ms <= LONGEST_MS:
        raise NotShown("video_too_long")


def _look(path: Path, folder: Path, report: Report, *, mime: str, video: bool) -> None:
    """The still frame of a video, or the cover of a piece of music. Without one it is a video all the same."""
    with contextlib.suppress(*BROKEN), _opened(path, mime) as source:
        if not video:
            covers = [one for one in source.streams.video if _is_cover(one)]
            data = next((bytes(packet) for packet in source.demux(covers) if packet.size), b"") if covers else b""
            report.thumb = bool(data) and pictures.cover(data, folder)
            return
        frame = _frame(source, report.duration_ms)
        if frame is not None:
            turned = frame.width > frame.height, report.width > report.height
            if turned[0] != turned[1]:
                report.width, report.height = report.height, report.width
            pictures.poster(frame, folder, report)


def _frame(source: Input, duration_ms: int) -> Image.Image | None:
    """A key frame near the beginning, but not the very first one, which is often black."""
    stream = next((one for one in source.streams.video if not _is_cover(one)), None)
    if stream is None:
        return None
    stream.codec_context.skip_frame = "NONKEY"
    if duration_ms > 3000:
        with contextlib.suppress(FFmpegError):
            source.seek(min(duration_ms // 10, 5000) * 1000)
    for frame in source.decode(stream):
        picture: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
        return picture.rotate(frame.rotation, expand=True) if frame.rotation else picture
    return None


def _settle(report: Report, purpose: str, *, video: bool) -> None:
    """What the sender meant it to be, where that is true."""
    if report.kind == "file":
        return
    if not video and purpose in ("voice", "video_note"):
        report.kind, report.title, report.performer = "voice", "", ""
    if video and purpose == "video_note":
        round_one = report.width == report.height <= NOTE_SIDE and report.duration_ms <= NOTE_MS
        kind: Kind = "video_note" if round_one else "video"
        report.kind = kind
