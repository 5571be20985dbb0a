"""The built web client, held in memory: names with a hash are cached for a year, the page itself never."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from veche.ground.errors import NotFound
from veche.ground.http.wire import Answer

_IMMUTABLE = (b"cache-control", b"public, max-age=31536000, immutable")
_REVALIDATE = (b"cache-control", b"no-cache")
_VARY = (b"vary", b"accept-encoding")
# What pages of other sites load from us: the bridge of the mini apps.
_FOR_OTHERS = "bridge"
_LENT = [(b"cross-origin-resource-policy", b"cross-origin"), (b"access-control-allow-origin", b"*")]
_TEXTUAL = ("text/", "application/javascript", "application/json", "image/svg+xml", "application/manifest+json")
_MISSING = (
    "<!doctype html><meta charset=utf-8><title>Veche</title><h1>Veche</h1>"
    "<p>Веб-клиент не собран. Выполните <code>./dev build</code>.</p>"
    "<p>The web client is not built. Run <code>./dev build</code>.</p>"
)


@dataclass(frozen=True)
class _File:
    plain: bytes
    content_type: bytes
    textual: bool
    immutable: bool
    lent: bool

    @cached_property
    def packed(self) -> bytes | None:
        """Packed when it is first asked for: few of some hundred files are."""
        return gzip.compress(self.plain, 6, mtime=0) if self.textual and len(self.plain) > 500 else None


class ClientFiles:
    """Answers for every path that is not the API: a built file, or the page that routes by itself."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, _File] = {}
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    self._files["/" + path.relative_to(folder).as_posix()] = _load(path, folder)
        self._index = self._files.get("/index.html")

    @property
    def built(self) -> bool:
        return self._index is not None

    def answer(self, path: str, *, accept_encoding: str) -> Answer:
        """Raises NotFound for a name with an ending that is not there: a missing script must not become a page."""
        file = self._files.get(path)
        if file is None and "." in path.rsplit("/", 1)[-1]:
            raise NotFound("unknown_path")
        file = file or self._index
        if file is None:
            return Answer(503, _MISSING.encode(), b"text/html; charset=utf-8", [_REVALIDATE])
        headers = [_IMMUTABLE if file.immutable else _REVALIDATE, *(_LENT if file.lent else ())]
        if file.packed is not None:
            headers.append(_VARY)
            if "gzip" in accept_encoding:
                return Answer(200, file.packed, file.content_type, [*headers, (b"content-encoding", b"gzip")])
        return Answer(200, file.plain, file.content_type, headers)


def _load(path: Path, folder: Path) -> _File:
    plain = path.read_bytes()
    kind = "font/woff2" if path.suffix == ".woff2" else mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".webmanifest":
        kind = "application/manifest+json"
    textual = kind.startswith(_TEXTUAL)
    top = path.relative_to(folder).parts[0]
    return _File(
        plain=plain,
        content_type=(f"{kind}; charset=utf-8" if textual else kind).encode(),
        textual=textual,
        immutable=top == "assets",
        lent=top == _FOR_OTHERS,
    )
