"""Photos, stickers and pictures of actors: decoded under limits, turned upright, and written anew without metadata."""

from __future__ import annotations

import base64
import contextlib
import io
import struct
import warnings
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from veche.media.checking.worker.report import CLEANED, PREVIEW, THUMB, Kind, Refusal, Report
from veche.media.checking.worker.sniff import PICTURES

# A JPEG is decoded at a fraction of its size when it is large, anything else as a whole.
PIXELS, PIXELS_JPEG = 64_000_000, 240_000_000
SIDE = 2560
PREVIEW_SIDE, THUMB_SIDE = 1280, 320
STICKER_SIDE, AVATAR_SIDE, AVATAR_THUMB = 512, 640, 160
MOVING_SIDE, MOVING_FRAMES, MOVING_PIXELS = 480, 400, 60_000_000
BLUR_CHARACTERS = 600
PROFILE_BYTES = 1024 * 1024
# What the libraries raise on damaged or hostile input.
BROKEN = (OSError, SyntaxError, ValueError, IndexError, KeyError, TypeError, EOFError, struct.error, ZeroDivisionError)

Picture = Image.Image


def photo(path: Path, folder: Path, *, mime: str) -> Report:
    """A photo as it is shown in chats: at most 2560 pixels, a preview and a thumb; a short animation stays moving."""
    with _opened(path, mime) as source:
        if _moves(source):
            moving = _moving(source, folder)
            if moving is not None:
                return moving
        upright = _upright(source, SIDE)
        kept = "image/webp" if _see_through(upright) else "image/jpeg"
        _write(upright, folder / CLEANED, mime=kept, sharp=source.format != "JPEG")
        return _with_previews(upright, folder, Report(kind="photo", mime=kept, cleaned=True))


def sticker(path: Path, folder: Path, *, mime: str) -> Report:
    """A still picture of at most 512 pixels; what is transparent stays so."""
    with _opened(path, mime) as source:
        if _moves(source):
            raise Refusal("sticker_moving")
        upright = _upright(source, STICKER_SIDE)
        upright.save(folder / CLEANED, "WEBP", quality=90, method=4)
        _thumb(upright, folder, THUMB_SIDE)
        return _sized(upright, Report(kind="sticker", mime="image/webp", cleaned=True, thumb=True))


def avatar(path: Path, folder: Path, *, mime: str) -> Report:
    """The middle square of a picture."""
    with _opened(path, mime) as source:
        upright = _upright(source, SIDE)
        side = min(AVATAR_SIDE, *upright.size)
        square = ImageOps.fit(_flat(upright), (side, side))
        square.save(folder / CLEANED, "JPEG", quality=86)
        _thumb(square, folder, AVATAR_THUMB)
        return _sized(square, Report(kind="avatar", mime="image/jpeg", cleaned=True, thumb=True))


def beside(path: Path, folder: Path, *, mime: str) -> Report:
    """A picture that is sent as a file stays byte for byte; only something to look at is made."""
    try:
        with _opened(path, mime) as source:
            upright = _upright(source, PREVIEW_SIDE)
            return _with_previews(upright, folder, Report(mime=mime))
    except Refusal:
        return Report(mime=mime, note="file_without_preview")


def poster(picture: Picture, folder: Path, report: Report) -> Report:
    """A still frame of a video becomes its preview."""
    return _with_previews(_flat(picture), folder, report, size=False)


def cover(data: bytes, folder: Path) -> bool:
    """The cover inside an audio file becomes its thumb, if it can be read."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as source:
            _measure(source)
            _thumb(_upright(source, THUMB_SIDE), folder, THUMB_SIDE)
            return True
    except (*BROKEN, Refusal, MemoryError):
        return False


def reads_heic() -> bool:
    """Whether the extra `heic` is installed; from now on Pillow opens such pictures."""
    try:
        import pillow_heif
    except ImportError:
        return False
    pillow_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    return True


@contextlib.contextmanager
def _opened(path: Path, mime: str):  # type: ignore[no-untyped-def]
    """Everything that goes wrong inside is the file's fault and one of two refusals."""
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # our own limit is stricter and knows the formats
    try:
        with Image.open(path, formats=PICTURES[mime]) as source:
            _measure(source)
            yield source
    except Image.DecompressionBombError as error:
        raise Refusal("picture_too_large", limit=PIXELS // 1_000_000) from error
    except MemoryError as error:
        raise Refusal("picture_too_large", limit=PIXELS // 1_000_000) from error
    except (UnidentifiedImageError, *BROKEN) as error:
        raise Refusal("picture_broken") from error


def _measure(source: Picture) -> None:
    most = PIXELS_JPEG if source.format in ("JPEG", "MPO") else PIXELS
    if source.width * source.height > most:
        raise Refusal("picture_too_large", limit=most // 1_000_000)


def _upright(source: Picture, side: int) -> Picture:
    """The first frame: decoded, turned as the camera was held, in sRGB, no larger than `side`, without metadata."""
    profile = source.info.get("icc_profile")
    source.draft("RGB", (side, side))
    source.load()
    turned: Picture = source
    with contextlib.suppress(*BROKEN):  # a damaged EXIF block turns nothing
        turned = ImageOps.exif_transpose(source)
    if turned.mode.startswith("I") or turned.mode == "F":
        turned = turned.convert("I").point(lambda value: value / 256).convert("L")
    turned.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _plain_colours(turned, profile)


def _plain_colours(picture: Picture, profile: bytes | None) -> Picture:
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    if profile and len(profile) <= PROFILE_BYTES and picture.mode in ("RGB", "CMYK", "L"):
        with contextlib.suppress(ImageCms.PyCMSError, *BROKEN):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(picture, own, ours, outputMode="RGB")
            picture = turned or picture
    plain = picture.convert("RGBA" if see_through else "RGB")
    plain.info = {}
    return plain


def _see_through(picture: Picture) -> bool:
    if picture.mode != "RGBA":
        return False
    low, _high = picture.getchannel("A").getextrema()
    return isinstance(low, (int, float)) and low < 255


def _flat(picture: Picture) -> Picture:
    """On white, for formats without transparency."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _write(picture: Picture, path: Path, *, mime: str, sharp: bool) -> None:
    """`sharp`: drawings and screenshots keep the full resolution of colours."""
    if mime == "image/webp":
        picture.save(path, "WEBP", quality=88, method=3)
    else:
        subsampling = 0 if sharp else 2
        picture.convert("RGB").save(path, "JPEG", quality=86, optimize=True, progressive=True, subsampling=subsampling)


def _with_previews(picture: Picture, folder: Path, report: Report, *, size: bool = True) -> Report:
    small = picture.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    small.save(folder / PREVIEW, "WEBP", quality=80, method=2)
    _thumb(small, folder, THUMB_SIDE)
    report.preview = report.thumb = True
    report.blur = _blur(small)
    return _sized(picture, report) if size else report


def _thumb(picture: Picture, folder: Path, side: int) -> None:
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    small.save(folder / THUMB, "WEBP", quality=78, method=3)


def _sized(picture: Picture, report: Report) -> Report:
    report.width, report.height = picture.size
    return report


def _blur(picture: Picture) -> str:
    """A picture of a few pixels that stands in while the real one is on its way."""
    for side in (24, 16, 8):
        tiny = _flat(picture)
        tiny.thumbnail((side, side), Image.Resampling.BILINEAR)
        kept = io.BytesIO()
        tiny.save(kept, "WEBP", quality=25, method=4)
        text = base64.b64encode(kept.getvalue()).decode()
        if len(text) <= BLUR_CHARACTERS:
            return text
    return ""


# ------------------------------------------------------------------ moving


def _moves(source: Picture) -> bool:
    return bool(getattr(source, "is_animated", False)) and source.format in ("GIF", "WEBP", "PNG", "AVIF")


def _moving(source: Picture, folder: Path) -> Report | None:
    """A short animation, written anew as WebP; None for one that is too long or too large: it stands still then."""
    frames = int(getattr(source, "n_frames", 1))
    if frames > MOVING_FRAMES or frames * source.width * source.height > MOVING_PIXELS * 4:
        return None
    pictures: list[Picture] = []
    pauses: list[int] = []
    for frame in ImageSequence.Iterator(source):
        pauses.append(min(max(int(frame.info.get("duration", 100) or 100), 20), 10_000))
        shown = frame.convert("RGBA")
        shown.thumbnail((MOVING_SIDE, MOVING_SIDE), Image.Resampling.BILINEAR)
        shown.info = {}
        pictures.append(shown)
    if sum(one.width * one.height for one in pictures) > MOVING_PIXELS:
        return None
    first = pictures[0]
    first.save(
        folder / CLEANED,
        "WEBP",
        save_all=True,
        append_images=pictures[1:],
        duration=pauses,
        loop=0,
        quality=60,
        method=1,
        minimize_size=False,
    )
    report: Kind = "photo"
    made = _with_previews(first, folder, Report(kind=report, mime="image/webp", cleaned=True))
    # What moves is looked at as it is: the still picture would hide that there is more to see.
    (folder / PREVIEW).write_bytes((folder / CLEANED).read_bytes())
    made.duration_ms = sum(pauses)
    return made
