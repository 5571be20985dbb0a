"""Pages of real browsers: one context per person, watched so that no foreign host is ever contacted."""

import gzip
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, Playwright

from tools.veche_client import Account

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "test-artefacts"
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
CLIENT = ROOT / "veche/client"
HEAD = 400
"""Bytes of the head of an answer, rather more than less."""
DESKTOP = (1280, 800)
PHONE = (390, 844)
FLAGS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    # A camera and a microphone that are always there, and always the same.
    "--use-fake-device-for-media-stream",
    # Whatever the browser itself would like to ask for has no name here.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

Theme = Literal["light", "dark"]
Language = Literal["ru", "en"]


def program() -> str | None:
    """The Chromium that ./dev found, or the one that Playwright brought."""
    return os.environ.get("CHROMIUM") or None


def flags() -> list[str]:
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS


async def launch(playwright: Playwright) -> Browser:
    return await playwright.chromium.launch(executable_path=program(), args=flags())


@dataclass
class Pages:
    """Opens pages and remembers every host that they talked to."""

    browser: Browser
    address: str
    hosts: set[str] = field(default_factory=set)
    expected: set[str] = field(default_factory=set)
    """Other hosts that a story is about: those of its mini apps."""
    errors: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def open(
        self,
        account: Account | None = None,
        *,
        path: str = "/",
        size: tuple[int, int] = DESKTOP,
        theme: Theme = "light",
        language: Language = "ru",
        scale: float = 1,
    ) -> Page:
        """A page in a context of its own; with an account it is signed in."""
        context = await self.browser.new_context(**self._look(size, theme, language), device_scale_factor=scale)
        return await self._begin(context, account, path)

    async def open_with_large_text(self, account: Account, *, folder: Path) -> Page:
        """On a phone, in a browser of its own whose reader wants text twice as large."""
        (folder / "Default").mkdir()
        wanted = {"webkit": {"webprefs": {"default_font_size": 32}}}
        (folder / "Default/Preferences").write_text(json.dumps(wanted), "utf-8")
        context = await self.browser.browser_type.launch_persistent_context(
            folder, executable_path=program(), args=flags(), **self._look(PHONE, "light", "ru")
        )
        return await self._begin(context, account, "/")

    def _look(self, size: tuple[int, int], theme: Theme, language: Language) -> dict[str, Any]:
        return {
            "base_url": self.address,
            "viewport": {"width": size[0], "height": size[1]},
            "color_scheme": theme,
            "locale": "ru-RU" if language == "ru" else "en-GB",
            "timezone_id": "Europe/Moscow",
            "reduced_motion": "reduce",
            "has_touch": size == PHONE,
            "is_mobile": size == PHONE,
        }

    async def _begin(self, context: BrowserContext, account: Account | None, path: str) -> Page:
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        page = await context.new_page()
        context.on("request", lambda request: self._saw(request.url))
        page.on("websocket", lambda socket: self._saw(socket.url))
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))
        page.on("console", lambda line: self._said(line.type, line.text))
        if account is not None:
            await sign_in(page, account)
        await page.goto(path)
        return page

    def _saw(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob", "about"):
            self.hosts.add(parts.netloc)

    def _said(self, kind: str, text: str) -> None:
        # The page's own policy complains here when something foreign is tried.
        if kind == "error" and "Content Security Policy" in text:
            self.errors.append(text)

    def check(self) -> None:
        """Only our own server was talked to, and no page broke."""
        assert self.hosts <= {urlsplit(self.address).netloc, *self.expected}, f"foreign hosts: {self.hosts}"
        assert not self.errors, self.errors

    async def close(self) -> None:
        for context in self.contexts:
            await context.close()


async def sign_in(page: Page, account: Account) -> None:
    """A session cookie, got the way the sign-in screen gets it."""
    answer = await page.context.request.post(
        "/api/sign_in", data={"login": account.login, "password": account.password, "device_name": "test browser"}
    )
    assert answer.ok, await answer.text()


async def screenshot(page: Page, name: str) -> Path:
    """A picture of the page as it is, for people to look at."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    await page.screenshot(path=path)
    return path


async def in_all_looks(page: Page, name: str, *, language: Language = "ru") -> None:
    """Pictures of what is open on the page, light and dark, on a desktop and on a phone; then it is as it was."""
    was = page.viewport_size
    dark = await page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    for size, (width, height) in (("desktop", DESKTOP), ("phone", PHONE)):
        await page.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            await page.emulate_media(color_scheme=theme)
            await screenshot(page, f"{name}-{size}-{theme}-{language}")
    await page.emulate_media(color_scheme="dark" if dark else "light")
    if was is not None:
        await page.set_viewport_size(was)


async def accessibility(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is."""
    # The page's content policy allows no inline script, so axe comes in through the debugger; once: it is large.
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE.read_text("utf-8") + "\n;0")
    # Without `preload`: that fetches all styles anew each time, for a rule about phones that lock how they are held.
    found: dict[str, Any] = await page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations'], preload: false})"
    )
    return [
        f"{one['id']}: {one['help']}: {', '.join(' '.join(map(str, node['target'])) for node in one['nodes'][:3])}"
        for one in found["violations"]
    ]


@dataclass
class Traffic:
    """Bytes that went over the network for one page, as they were packed: by address, and frames of the socket."""

    files: dict[str, int] = field(default_factory=dict)
    frames: int = 0

    @classmethod
    async def of(cls, page: Page) -> "Traffic":
        """Counts from now on."""
        traffic, urls = cls(), dict[str, str]()
        session = await page.context.new_cdp_session(page)

        def asked(event: dict[str, Any]) -> None:
            urls[event["requestId"]] = event["request"]["url"]

        def took(event: dict[str, Any]) -> None:
            url = urls.get(event["requestId"], "?")
            traffic.files[url] = traffic.files.get(url, 0) + int(event.get("encodedDataLength", 0))

        def heard(event: dict[str, Any]) -> None:
            traffic.frames += len(event["response"]["payloadData"].encode()) + 6

        session.on("Network.requestWillBeSent", asked)
        session.on("Network.loadingFinished", took)
        session.on("Network.webSocketFrameReceived", heard)
        session.on("Network.webSocketFrameSent", heard)
        await session.send("Network.enable")
        return traffic

    @property
    def total(self) -> int:
        return sum(self.files.values()) + self.frames

    async def for_worker(self, page: Page) -> int:
        """What the service worker fetched for the page. No event tells how large that was on its way: the files do."""
        loaded = await page.evaluate(
            "() => performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"
        )
        seen = {urlsplit(url).path for url, size in self.files.items() if size > 0}
        files = {"/sw.js", *(path for path in loaded if path.startswith("/assets/"))} - seen
        return sum(HEAD + len(gzip.compress((CLIENT / path[1:]).read_bytes(), 9)) for path in files)

    def largest(self) -> list[tuple[str, int]]:
        return sorted(self.files.items(), key=lambda one: -one[1])[:12]


@dataclass(frozen=True)
class Shown:
    """A message as a reader sees it."""

    seq: int
    author: str
    text: str
    reply: bool
    edited: bool
    reactions: tuple[tuple[str, int], ...]


READ = """() => [...document.querySelectorAll('[role=log] [data-seq]')].map(line => ({
  seq: Number(line.dataset.seq),
  author: line.getAttribute('aria-label') ?? '',
  text: line.querySelector('.said > span')?.textContent ?? '',
  service: line.classList.contains('sys'),
  reply: !!line.querySelector('.quote'),
  edited: !!line.querySelector('.bubble__meta > span'),
  reactions: [...line.querySelectorAll('.react:has(.num)')].map(one => one.textContent.trim()),
}))"""


async def read_conversation(page: Page, last: int) -> dict[int, dict[str, Any]]:
    """Everything that the open chat shows, read by scrolling from its end to its beginning as a person would."""
    log = page.get_by_role("log")
    # A chat with unread messages opens at the first of them.
    newest = log.locator(f"[data-seq='{last}']")
    await newest.or_(page.locator(".talk__down")).first.wait_for()
    if not await newest.is_visible():
        await page.locator(".talk__down").click()
    await newest.wait_for()
    found: dict[int, dict[str, Any]] = {}
    for _ in range(400):
        for line in await page.evaluate(READ):
            found[line["seq"]] = line
        if 1 in found:
            return found
        await log.evaluate("node => node.scrollBy(0, -node.clientHeight * 0.7)")
        await page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    raise AssertionError(f"the beginning was not reached; the first seen is {min(found)}")
