"""Files for those who are signed in, and pages for everybody."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from html import escape

from veche.ground.commands import Asker
from veche.ground.errors import NotFound, VecheError
from veche.ground.http.streams import Exchange
from veche.ground.http.wire import Answer, Mount, Receive, Scope, Send
from veche.rollout import pages as html
from veche.rollout.actions import Rollout
from veche.rollout.sheets import FORMATS, export, invitation_sheets

Make = Callable[[str, str], Awaitable[Answer]]
PREFIX = "/rollout-files/"
PIECE = 256 * 1024
_PATH = re.compile(r"/rollout-files/(?:plan/(\d{1,16})\.(csv|xlsx|pdf)|wave/(\d{1,16})(-unreached)?\.pdf)")
_CODE = re.compile(r"/([A-Za-z0-9_-]{12})(/feed\.xml|/picture/[0-9]{1,16})?/?", re.ASCII)
CACHED = b"public, max-age=60"


class Files:
    """`GET /rollout-files/plan/ID.csv`, `.xlsx`, `.pdf`: a report. `/wave/ID.pdf`: invitations on paper; with
    `-unreached` only for those whom no letter reaches."""

    def __init__(self, rollout: Rollout) -> None:
        self._rollout = rollout

    async def __call__(self, asker: Asker, exchange: Exchange) -> None:
        found = _PATH.fullmatch(exchange.path)
        if found is None or exchange.method not in ("GET", "HEAD"):
            raise NotFound("unknown_path")
        plan, kind, wave, unreached = found.groups()
        say = partial(self._rollout.needs.texts.say, locale=asker.locale)
        if plan:
            report = await self._rollout.telling.exported(asker, int(plan))
            body = await asyncio.to_thread(export, report, say, kind=kind)
            name, content = f"rollout-{report.today}.{kind}", FORMATS[kind]
        else:
            sheets = await self._rollout.handing.sheets(asker, int(wave), unreached=unreached is not None)
            # What is handed to people is in the installation's language, whoever prints it.
            body = await asyncio.to_thread(invitation_sheets, sheets, self._rollout.needs.say)
            name, content = f"invitations-{wave}.pdf", FORMATS["pdf"]
        headers = [
            (b"content-type", content.encode()),
            (b"content-length", b"%d" % len(body)),
            (b"content-disposition", f'attachment; filename="{name}"'.encode()),
            (b"cache-control", b"private, no-store"),
        ]
        await exchange.begin(200, headers)
        await exchange.pour(_pieces(body if exchange.method == "GET" else b""))


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), PIECE):
        yield body[start : start + PIECE]


class PublicPages:
    """`/progress/CODE` and `/mirror/CODE`, with `/feed.xml` and `/picture/ID` below it. Whoever knows the address may
    read them."""

    def __init__(self, rollout: Rollout) -> None:
        self._rollout = rollout

    async def progress(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(scope, send, self._progress)

    async def mirror(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(scope, send, self._mirror)

    async def _answer(self, scope: Scope, send: Send, make: Make) -> None:
        """The edge of these pages: what is not there, and what goes wrong, are pages too."""
        needs = self._rollout.needs
        found = _CODE.fullmatch(scope["path"])
        try:
            if found is None or scope["method"] not in ("GET", "HEAD"):
                raise NotFound("unknown_path")
            answer = await make(found[1], found[2] or "")
        except VecheError as error:
            text = needs.texts.of_error(error, locale=needs.language)
            answer = _html(error.status, html.page(text, f"<p>{escape(text)}</p>", language=needs.language))
        answer.headers += [(b"content-security-policy", html.POLICY.encode()), (b"cache-control", CACHED)]
        await answer.send(send, head=scope["method"] == "HEAD")

    async def _progress(self, code: str, part: str) -> Answer:
        if part:
            raise NotFound("unknown_path")
        needs = self._rollout.needs
        name, report = await self._rollout.telling.published(code)
        return _html(200, html.progress_page(name, report, needs.say, language=needs.language))

    async def _mirror(self, code: str, part: str) -> Answer:
        needs, mirroring = self._rollout.needs, self._rollout.mirroring
        if part.startswith("/picture/"):
            mime, body = await mirroring.picture(code, int(part.rpartition("/")[2]))
            return Answer(200, body, mime.encode(), [])
        mirror, open_ = await mirroring.of_code(code)
        home = needs.rooms.home_of(mirror.chat)
        if not open_:
            # Gone for good, with the way to where it is now: readers of feeds stop asking.
            return _html(410, html.ended_page(mirror, needs.say, home=home, language=needs.language))
        posts = await mirroring.posts(mirror)
        if part:
            body = html.feed(mirror, posts, needs.say, home=home, address=needs.address)
            return Answer(200, body, b"application/rss+xml; charset=utf-8")
        return _html(200, html.mirror_page(mirror, posts, needs.say, home=home, language=needs.language))


def _html(status: int, body: bytes) -> Answer:
    return Answer(status, body, b"text/html; charset=utf-8", [])


def public_pages(rollout: Rollout) -> dict[str, Mount]:
    """What is shown to everybody, by the beginning of the path."""
    shown = PublicPages(rollout)
    return {"/progress": shown.progress, "/mirror": shown.mirror}
