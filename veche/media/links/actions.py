"""Fetching a page for its preview, and keeping what it said for a day."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Protocol
from urllib.parse import urlsplit, urlunsplit

from msgspec.structs import replace

from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import VecheError
from veche.ground.ids import DeviceId, PersonId
from veche.ground.logs import get_logger
from veche.ground.outgoing import Limits, Outgoing, Reply
from veche.identity import Limit
from veche.media.links import store
from veche.media.links.page import READ, read_page
from veche.media.links.wire import LinkCard, PreviewLink
from veche.media.wire import FileCard

log = get_logger("media.links")

FRESH: Final = timedelta(days=1)
PREVIEWS: Final = Limit(name="link_previews", burst=60, seconds=20)
AT_ONCE: Final = 8
PURPOSE: Final = "link preview"
HEADERS: Final = {"accept": "text/html,image/*;q=0.8", "user-agent": "Veche (preview of a link)"}
PAGE: Final = Limits(seconds=8, body=READ, cut=True)
PICTURE: Final = Limits(seconds=8, body=6 * 1024 * 1024)


class TakeIn(Protocol):
    """Puts bytes into media as the upload of a person, checked like any other."""

    async def __call__(self, asker: Asker, data: bytes, *, name: str, purpose: str) -> FileCard: ...


@dataclass(frozen=True, kw_only=True)
class LinksParts:
    """What previews need. `outgoing` makes the way out when it is first needed; None: this installation asks nobody."""

    db: Database
    clock: Clock
    outgoing: Callable[[], Outgoing] | None
    spend: Callable[[Limit, int], Awaitable[None]]
    take_in: TakeIn
    own_url: str


class Links:
    """One per process."""

    def __init__(self, parts: LinksParts) -> None:
        self._parts = parts
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._way_out: Outgoing | None = None

    async def close(self) -> None:
        if self._way_out is not None:
            await self._way_out.close()

    async def preview(self, _person: PersonId, url: str) -> LinkCard:
        """What is known of a page, for a message that names it: sending never waits for a foreign server."""
        plain = normal(url)
        known = None if plain is None else await self._known(plain)
        return known or LinkCard(url=url, site=_site(url))

    @property
    def asks(self) -> bool:
        """Whether this installation asks foreign servers at all."""
        return self._parts.outgoing is not None

    async def fetch(self, person: PersonId, url: str) -> LinkCard:
        """The preview for a message that was sent already. Raises: too_many_requests."""
        return await self.ask(Asker(person, DeviceId(0)), PreviewLink(url=url))

    async def ask(self, asker: Asker, request: PreviewLink) -> LinkCard:
        """The preview while somebody writes. A page that does not answer is not an error. Raises: too_many_requests."""
        parts = self._parts
        url = normal(request.url)
        if url is None or parts.outgoing is None or _is_own(url, parts.own_url):
            return LinkCard(url=request.url)
        known = await self._known(url)
        if known is not None:
            return known
        await parts.spend(PREVIEWS, asker.person)
        self._way_out = self._way_out or parts.outgoing()
        async with self._turns:
            card = await self._known(url) or await self._fetched(asker, url, self._way_out)
        now = parts.clock.now()
        await store.put(parts.db, card, at=now)
        await store.forget(parts.db, before=now - FRESH)
        return card

    async def _known(self, url: str) -> LinkCard | None:
        return await store.get(self._parts.db, url, since=self._parts.clock.now() - FRESH)

    async def _fetched(self, asker: Asker, url: str, outgoing: Outgoing) -> LinkCard:
        nothing = LinkCard(url=url, site=_site(url))
        reply = await self._get(outgoing, url, PAGE)
        if reply is None:
            return nothing
        kind = reply.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind.startswith("image/"):
            file = await self._picture(asker, url, outgoing)
            return nothing if file is None else replace(nothing, found=True, file=file)
        if kind not in ("text/html", "application/xhtml+xml"):
            return nothing
        page = read_page(reply.body, url=reply.url or url, content_type=reply.headers.get("content-type", ""))
        if not page.title:
            return nothing
        file = await self._picture(asker, page.picture, outgoing) if page.picture else None
        # The server that answered in the end is named, and never what the page calls itself.
        site = _site(reply.url or url)
        return LinkCard(url=url, found=True, title=page.title, description=page.description, site=site, file=file)

    async def _picture(self, asker: Asker, url: str, outgoing: Outgoing) -> int | None:
        """The picture, made anew by the same check as an upload; a page without one is a page all the same."""
        reply = await self._get(outgoing, url, PICTURE)
        if reply is None or not reply.body:
            return None
        try:
            card = await self._parts.take_in(asker, reply.body, name="preview", purpose="photo")
        except VecheError as error:
            log.info("picture_left_out", code=error.code)
            return None
        return card.id if card.state == "ready" and card.kind == "photo" else None

    async def _get(self, outgoing: Outgoing, url: str, limits: Limits) -> Reply | None:
        try:
            reply = await outgoing.request("GET", url, purpose=PURPOSE, headers=HEADERS, limits=limits)
        except VecheError as error:
            log.info("preview_failed", code=error.code)
            return None
        return reply if reply.status == 200 else None


def normal(url: str) -> str | None:
    """The address as it is asked and remembered; None for what is never asked."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password or port == 0:
        return None
    if any(char.isspace() or not char.isprintable() for char in parts.netloc + parts.path + parts.query):
        return None
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", parts.query, ""))


def _is_own(url: str, own: str) -> bool:
    return bool(own) and urlsplit(url).netloc == urlsplit(own).netloc.lower()


def _site(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "")[:120]
    except ValueError:
        return ""
