"""What a file is, by its first bytes. What its name or its sender says counts only where it cannot do harm."""

from __future__ import annotations

from pathlib import PurePath

from veche.media.checking.worker.report import PLAIN

HEAD = 4096
HEIC = "image/heic"
"""Read only where the extra `heic` is installed."""
PICTURES = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/avif": ("AVIF",),
    "image/bmp": ("BMP",),
    HEIC: ("HEIF",),
}
# The name of the demuxer is fixed by what was found: no playlist or list of other files is ever followed.
CONTAINERS = {
    "video/mp4": "mov",
    "video/webm": "matroska",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
    "audio/wav": "wav",
}
# By extension, for files that are only ever downloaded. No type that a browser runs (HTML, SVG, XML, scripts) is here.
BY_NAME = {
    "csv": "text/csv",
    "doc": "application/msword",
    "log": "text/plain",
    "md": "text/markdown",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ppt": "application/vnd.ms-powerpoint",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ZIPPED = frozenset({"odp", "ods", "odt", "docx", "pptx", "xlsx"})
OLD_OFFICE = frozenset({"doc", "ppt", "xls"})


def sniff(head: bytes, name: str) -> str:
    """The media type."""
    return _picture(head) or _container(head) or _document(head, PurePath(name).suffix.lower().removeprefix("."))


def _picture(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"avif", b"avis"):
        return "image/avif"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return ""


def _container(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return HEIC if head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc") else "video/mp4"
    if head[4:8] in (b"moov", b"mdat", b"wide"):
        return "video/mp4"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm"
    if head.startswith(b"OggS"):
        return "audio/ogg"
    if head.startswith(b"fLaC"):
        return "audio/flac"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    layer3 = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return "audio/mpeg" if head.startswith(b"ID3") or layer3 else ""


def _document(head: bytes, extension: str) -> str:
    if head.startswith(b"%PDF-"):
        return "application/pdf"
    if head.startswith(b"PK\x03\x04"):
        return BY_NAME[extension] if extension in ZIPPED else "application/zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return BY_NAME[extension] if extension in OLD_OFFICE else PLAIN
    if head.startswith(b"{\\rtf"):
        return BY_NAME["rtf"]
    wanted = BY_NAME.get(extension, "")
    return wanted if wanted.startswith("text/") and _is_text(head) else PLAIN


def _is_text(head: bytes) -> bool:
    """Text in UTF-8, or in one of the old one-byte encodings: no zero bytes and hardly any control characters."""
    controls = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return b"\0" not in head and controls == 0
