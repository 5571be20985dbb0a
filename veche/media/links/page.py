"""What a page says about itself, read by a scanner that takes time in proportion to the page and nothing else.

Only `<title>` and the attributes of `<meta>` in the first part of the page are of interest. It is not a parser of HTML:
one that builds a tree of a hostile page is a larger risk than a preview is worth.
"""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

READ = 256 * 1024
TITLE, DESCRIPTION, ADDRESS = 200, 400, 2048
_META = re.compile(rb"<meta\s([^<>]{1,8000})>", re.IGNORECASE)
_TITLE = re.compile(rb"<title\b[^<>]{0,500}>([^<]{1,2000})", re.IGNORECASE)
_PAIR = re.compile(r"""([a-zA-Z:-]{1,40})\s{0,8}=\s{0,8}(?:"([^"]{0,3500})"|'([^']{0,3500})'|([^\s"']{1,3500}))""")
_CHARSET = re.compile(rb"""charset\s{0,8}=\s{0,8}["']?\s{0,8}([a-zA-Z0-9_-]{1,40})""", re.IGNORECASE)
_CODECS = {"utf-8", "utf8", "windows-1251", "cp1251", "koi8-r", "iso-8859-1", "windows-1252", "iso-8859-5", "koi8-u"}
_TITLES = ("og:title", "twitter:title")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_PICTURES = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")


class Page(Struct, frozen=True):
    """Texts for people, short and without tricks; `picture` is an absolute address or empty."""

    title: str
    description: str
    picture: str


def read_page(body: bytes, *, url: str, content_type: str) -> Page:
    """The page at `url`."""
    part = body[:READ]
    codec = _codec(part, content_type)
    said: dict[str, str] = {}
    for match in _META.finditer(part):
        pairs = {
            pair[1].lower(): pair[2] or pair[3] or pair[4] or ""
            for pair in _PAIR.finditer(match[1].decode(codec, "replace"))
        }
        name = (pairs.get("property") or pairs.get("name") or "").lower()
        if name and pairs.get("content"):
            said.setdefault(name, pairs["content"])
    own = _TITLE.search(part)
    titles = [said.get(name, "") for name in _TITLES] + [own[1].decode(codec, "replace") if own else ""]
    return Page(
        title=_line(next((title for title in titles if title.strip()), ""), TITLE),
        description=_line(next((said[name] for name in _DESCRIPTIONS if name in said), ""), DESCRIPTION),
        picture=_address(next((said[name] for name in _PICTURES if name in said), ""), url),
    )


def _codec(part: bytes, content_type: str) -> str:
    found = _CHARSET.search(content_type.encode("ascii", "replace")) or _CHARSET.search(part[:4096])
    named = found[1].decode().lower() if found else "utf-8"
    return named if named in _CODECS else "utf-8"


def _line(text: str, limit: int) -> str:
    """One line as people read it: entities resolved, no control or direction marks."""
    shown = "".join(char if char.isprintable() else " " for char in html.unescape(text))
    words = " ".join(shown.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _address(text: str, url: str) -> str:
    if not text or len(text) > ADDRESS:
        return ""
    try:
        whole = urljoin(url, html.unescape(text).strip())
        return whole if urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""
