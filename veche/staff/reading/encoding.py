"""In which encoding a text is. Nothing in a file says so; Russian words do."""

from __future__ import annotations

import codecs
from collections import Counter
from typing import Final

from charset_normalizer import from_bytes

BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
RUSSIAN: Final = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5")
# How often letters stand in Russian text, of a thousand; a wrong encoding makes rare letters of frequent ones.
_OFTEN: Final = dict(
    zip("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", (
        *(110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5),
        *(4, 3, 3, 1, 1),
    ), strict=True)
)  # fmt: skip
SAMPLE: Final = 200_000


def detect(content: bytes) -> str:
    """The name of a codec for this text; bytes that are wrong in it may still be here and there."""
    for mark, name in BOMS:
        if content.startswith(mark):
            return name
    sample = content[:SAMPLE]
    if (wide := _wide(sample)) is not None:
        return wide
    if _is_utf8(content):
        return "utf-8"
    counted = Counter(byte for byte in content if byte >= 0x80)
    if not counted:
        return "utf-8"
    best = max(RUSSIAN, key=lambda name: russian(_high(content, name)))
    if russian(_high(content, best)) > 0:
        return best
    found = from_bytes(sample).best()
    return "utf-8" if found is None else found.encoding


def russian(text: str) -> float:
    """How much a text looks like Russian: frequent letters count for it, signs that no word has against it, and
    capitals in the middle of a word."""
    letters = [sign for sign in text if not sign.isascii()]
    if not letters:
        return 0.0
    points = 0.0
    for sign in letters:
        small = sign.lower()
        points += _OFTEN.get(small, -60) if small in _OFTEN else (2 if sign in "«»№–—…" else -60)
    inner = sum(
        text[place].isupper() and text[place - 1].islower() and not text[place].isascii()
        for place in range(1, len(text))
    )
    return (points - 60 * inner) / len(letters)


def broken(line: bytes, encoding: str) -> bool:
    """Whether a line is not in the encoding of its file: bytes that are nothing in it, or words of UTF-8 in a file that
    is in another one."""
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError:
        return True
    if encoding.startswith("utf") or line.isascii():
        return False
    try:
        other = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return russian(other) > russian(text)


def _is_utf8(content: bytes) -> bool:
    """Whole, or nearly every line with such letters: a broken line does not make another encoding of the rest."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return True
    good = bad = 0
    for line in content.splitlines():
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            good += 1
        except UnicodeDecodeError:
            bad += 1
    return good > 9 * bad


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of Latin letters and digits is nothing, of Russian ones is 4."""
    if len(sample) < 4:
        return None
    even, odd = Counter(sample[::2]), Counter(sample[1::2])
    half = len(sample) // 2
    if (odd[0] + odd[4]) > 0.8 * half and odd[0] > 0 and 0 not in even:
        return "utf-16-le"
    if (even[0] + even[4]) > 0.8 * half and even[0] > 0 and 0 not in odd:
        return "utf-16-be"
    return None


def _high(content: bytes, name: str) -> str:
    """Some of the text, enough to judge by."""
    return content[:SAMPLE].decode(name, errors="replace")
