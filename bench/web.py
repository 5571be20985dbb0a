"""The web client in a real browser, beside an empty page in the same run. `python -m bench.web [--quick]`; figures go
to bench/out/web.json and, with --publish, into docs/how-it-works/web-figures.md.

cold start    chats on the screen, CPU four times slower, 1.6 Mbit/s, 150 ms: a multiple of the empty page's
second visit  chats on the screen while every answer of the server is held back
stream        200 messages a second into the open chat for ten seconds: frames lost against an idle empty page
scroll        up through all of 100,000 messages: the largest jump of what stands on the screen, in pixels
low data      bytes of a cold start and one hour of ordinary chat with the text-only mode
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import shutil
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Page, async_playwright

from tests.flows.browser import DESKTOP, PHONE, Traffic, launch
from tests.support.process import Town, VecheProcess
from tools.veche_client import Account, Socket

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "bench/out/web.json"
PAGE = ROOT / "docs/how-it-works/web-figures.md"
EMPTY = "/healthz"
"""A document of eleven bytes from the same server: the price of a page as such."""
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000}
RATE, SECONDS = 200, 10
UNLIMITED = {"VECHE_SENDING_HOURLY": "0", "VECHE_READING_HOURLY": "0"}
HOUR = 120
"""Messages of an hour of ordinary chat: two a minute."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

SEEN = """(selector) => new Promise((done) => {
  const look = () => document.querySelector(selector) ? done(performance.now()) : requestAnimationFrame(look);
  look();
})"""
FRAMES = """(ms) => new Promise((done) => {
  let frames = 0; const start = performance.now();
  const step = (now) => {
    frames += 1;
    now - start < ms ? requestAnimationFrame(step) : done(frames / (now - start) * 1000);
  };
  requestAnimationFrame(step);
})"""
# Goes up by one turn of a wheel at a time, until the first message is there. Between two looks every row that is on the
# screen both times has to move by what was scrolled, and by nothing else: not by what came in above it meanwhile.
CLIMB = """async () => {
  const log = document.querySelector('[role=log]')
  const place = (row) => [row.dataset.seq, row.getBoundingClientRect().top]
  const rows = () => new Map([...log.querySelectorAll('[data-seq]')].map(place)
    .filter(([, top]) => top > 60 && top < innerHeight - 120))
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const passed = new Set()
  // Away from the end first: whoever is there is kept there.
  log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1, bubbles: true }))
  log.scrollTop -= 100
  for (let waited = 0; waited < 60; waited += 1) await frame()
  const begun = performance.now()
  let largest = 0, steps = 0, before = rows(), waited = 0
  while (!passed.has('1')) {
    const from = log.scrollTop
    // The page is told that somebody turns the wheel: until then the list stays where it was put.
    log.dispatchEvent(new WheelEvent('wheel', { deltaY: -1, bubbles: true }))
    log.scrollTop = from - 240
    const scrolled = from - log.scrollTop
    await frame()
    await frame()
    const after = rows()
    const both = [...after].filter(([seq]) => before.has(seq))
    const moved = both.map(([seq, top]) => top - before.get(seq)).sort((a, b) => a - b)
    if (moved.length > 0) largest = Math.max(largest, Math.abs(moved[moved.length >> 1] - scrolled))
    for (const seq of after.keys()) passed.add(seq)
    waited = scrolled === 0 ? waited + 1 : 0
    if (waited > 1200) throw new Error(`stuck after ${passed.size} messages`)
    before = after
    steps += 1
  }
  return { largest, steps, passed: passed.size, seconds: (performance.now() - begun) / 1000 }
}"""

Json = dict[str, Any]


class Bench:
    """One server, one browser, somebody with a few chats."""

    def __init__(self, town: Town, browser: Browser, *, messages: int, runs: int) -> None:
        self._town = town
        self._browser = browser
        self._messages = messages
        self._runs = runs
        self._anna: Account
        self._boris: Account
        self._chats: list[int] = []

    async def furnish(self) -> None:
        self._anna = await self._town.person("Соколова Екатерина Валентиновна", login="sokolova")
        self._boris = await self._town.person("Громов Борис Ильич", login="gromov")
        async with self._town.http(self._boris) as http:
            for number in range(8):
                title = f"Отдел {number + 1}: благоустройство и дороги"
                made = await http.call_patiently("create_group", title=title, members=[self._anna.id])
                self._chats.append(made["chat"]["id"])
        await self._say(self._chats[0], self._messages, at_once=64)
        for chat in self._chats[1:]:
            await self._say(chat, 5)

    async def _say(self, chat: int, count: int, *, at_once: int = 8, key: str = "") -> None:
        socket = Socket(self._town.address, self._boris.token)
        await socket.open()
        gate = asyncio.Semaphore(at_once)

        async def one(number: int) -> None:
            async with gate:
                text = f"{number}: бригада выезжает на Садовую, 14; вернёмся к обеду, пропуск на вахте." * (
                    1 + number % 3
                )
                await socket.ask_surely("send_message", chat=chat, cid=f"{key}{number}", text=text)

        for start in range(0, count, 2000):
            await asyncio.gather(*(one(number) for number in range(start, min(start + 2000, count))))
        await socket.close()

    async def _context(self, *, size: tuple[int, int] = DESKTOP) -> BrowserContext:
        context = await self._browser.new_context(
            base_url=self._town.address,
            viewport={"width": size[0], "height": size[1]},
            locale="ru-RU",
            reduced_motion="reduce",
        )
        context.set_default_timeout(120_000)
        cookie = {"name": "veche_session", "value": self._anna.token, "url": self._town.address}
        await context.add_cookies([cookie])  # type: ignore[list-item]
        return context

    async def cold_start(self) -> Json:
        empty: list[float] = []
        ours: list[float] = []
        for _ in range(self._runs):
            for path, selector, found in ((EMPTY, "body", empty), ("/", "main .row, .col--list .row", ours)):
                context = await self._context()
                page = await context.new_page()
                session = await _slowed(context, page)
                await page.goto(path, wait_until="commit")
                found.append(float(await page.evaluate(SEEN, selector)))
                await session.detach()
                await context.close()
        return _ratio("ms", ours, empty)

    async def second_visit(self) -> Json:
        """Nothing of the server's but the shell: commands and the socket hang, the service worker serves the files."""
        times = []
        context = await self._context()
        page = await context.new_page()
        await page.goto("/")
        await page.evaluate(SEEN, ".col--list .row")
        await page.wait_for_function("() => navigator.serviceWorker.controller || navigator.serviceWorker.ready")
        await page.wait_for_timeout(2_000)  # the local database is written behind the screen
        await page.close()
        for _ in range(self._runs):
            page = await context.new_page()
            await page.route("**/api/**", lambda route: asyncio.sleep(0))
            await page.route_web_socket("**/socket", lambda _: None)
            await page.goto("/", wait_until="commit")
            times.append(float(await page.evaluate(SEEN, ".col--list .row")))
            await page.unroute_all(behavior="ignoreErrors")
            await page.close()
        await context.close()
        return {"unit": "ms", "median": round(statistics.median(times)), "runs": [round(one) for one in times]}

    async def stream(self) -> Json:
        context = await self._context()
        page = await context.new_page()
        await page.goto(EMPTY)
        idle = float(await page.evaluate(FRAMES, SECONDS * 1000))
        await page.goto(f"/chat/{self._chats[1]}")
        await page.evaluate(SEEN, "[role=log] [data-seq]")
        # Whoever opens a chat stays at the first unread message; the stream is for someone at its end.
        await page.get_by_role("log").press("End")
        socket = Socket(self._town.address, self._boris.token)
        await socket.open()
        sending = asyncio.create_task(self._pace(socket))
        busy = float(await page.evaluate(FRAMES, SECONDS * 1000))
        sent = await sending
        await socket.close()
        await page.wait_for_function(
            "(seq) => document.querySelector(`[role=log] [data-seq='${seq}']`)", arg=sent, timeout=60_000
        )
        await context.close()
        lost = max(0.0, 1 - busy / idle) * 100
        return {"unit": "%", "lost": round(lost, 1), "idle_fps": round(idle, 1), "stream_fps": round(busy, 1)}

    async def _pace(self, socket: Socket) -> int:
        """The number of the last message."""
        loop = asyncio.get_running_loop()
        start, asked = loop.time(), []
        for number in range(RATE * SECONDS):
            await asyncio.sleep(max(0.0, start + number / RATE - loop.time()))
            text = f"Вызов {number} принят, бригада на месте"
            asked.append(
                asyncio.create_task(socket.ask("send_message", chat=self._chats[1], cid=f"stream-{number}", text=text))
            )
        answers = await asyncio.gather(*asked)
        return max(int(answer["seq"]) for answer in answers)

    async def scroll(self) -> Json:
        """All the way from the last message to the first."""
        context = await self._context()
        page = await context.new_page()
        await page.goto(f"/chat/{self._chats[0]}")
        await page.evaluate(SEEN, "[role=log] [data-seq]")
        await page.get_by_role("log").press("End")
        await page.locator(f"[role=log] [data-seq='{self._messages + 1}']").wait_for()
        found = await page.evaluate(CLIMB)
        await context.close()
        return {
            "unit": "px",
            "largest": round(found["largest"], 1),
            "steps": found["steps"],
            "messages_passed": found["passed"],
            "seconds": round(found["seconds"]),
        }

    async def low_data(self) -> Json:
        context = await self._context(size=PHONE)
        await context.add_init_script("localStorage.setItem('veche.low_data', '1')")
        page = await context.new_page()
        traffic = await Traffic.of(page)
        await page.goto(f"/chat/{self._chats[2]}")
        await page.evaluate(SEEN, "[role=log] [data-seq]")
        await page.wait_for_timeout(3_000)
        start = traffic.total
        behind = await traffic.for_worker(page)
        await self._say(self._chats[2], HOUR, at_once=1, key="hour-")
        await page.wait_for_timeout(2_000)
        await context.close()
        hour = traffic.total - start
        return {
            "unit": "kB",
            "cold_start": round((start + behind) / 1000),
            "hour": round(hour / 1000),
            "messages": HOUR,
        }


def _ratio(unit: str, ours: list[float], empty: list[float]) -> Json:
    mine, nothing = statistics.median(ours), statistics.median(empty)
    return {"unit": unit, "median": round(mine), "empty_page": round(nothing), "ratio": round(mine / nothing, 2)}


async def _slowed(context: BrowserContext, page: Page) -> CDPSession:
    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    await session.send("Network.emulateNetworkConditions", SLOW)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return session


async def measure(*, quick: bool, only: str = "") -> Json:
    figures: Json = {}
    folder = Path(tempfile.mkdtemp(prefix="veche-bench-web-"))
    process = VecheProcess(folder / "data", settings=UNLIMITED)
    process.start()
    try:
        town = Town(process)
        await town.found()
        async with async_playwright() as playwright:
            browser = await launch(playwright)
            bench = Bench(town, browser, messages=10_000 if quick else 100_000, runs=3 if quick else 5)
            await bench.furnish()
            scenarios: list[tuple[str, Callable[[], Awaitable[Json]]]] = [
                ("cold_start", bench.cold_start),
                ("second_visit", bench.second_visit),
                ("stream", bench.stream),
                ("scroll", bench.scroll),
                ("low_data", bench.low_data),
            ]
            for name, scenario in scenarios:
                if only not in ("", name):
                    continue
                figures[name] = await scenario()
                print(name, json.dumps(figures[name], ensure_ascii=False), flush=True)
            figures["browser"] = browser.version
            await browser.close()
    finally:
        process.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return figures


def page_of(figures: Json) -> str:
    """The published figures."""
    cold, stream, scroll, low = (figures[name] for name in ("cold_start", "stream", "scroll", "low_data"))
    lost = f"{stream['lost']} % ({stream['stream_fps']} of {stream['idle_fps']} a second)"
    rows = [
        (
            "cold start to the list of chats, CPU four times slower, 1.6 Mbit/s, 150 ms",
            f"{cold['median']:,} ms; empty page {cold['empty_page']:,} ms: ratio {cold['ratio']}",
            "–",
        ),
        (
            "second visit while every answer of the server is held back: chats on the screen after",
            f"{figures['second_visit']['median']:,} ms",
            "before any answer",
        ),
        (
            f"{RATE} messages a second into the open chat for {SECONDS} s: frames lost against an idle page",
            lost,
            "≤ 5 %",
        ),
        (
            f"up through all of {scroll['messages_passed']:,} messages of a chat: largest jump",
            f"{scroll['largest']} px in {scroll['steps']:,} steps",
            "≤ 4 px",
        ),
        ("text-only mode: cold start", f"{low['cold_start']:,} kB", "≤ 260 kB"),
        (f"text-only mode: one hour of chat, {low['messages']} messages", f"{low['hour']:,} kB", "≤ 60 kB"),
    ]
    table = "\n".join(f"| {what} | {figure} | {aim} |" for what, figure, aim in rows)
    return f"""# Figures of the web client

Measured by `{figures["command"]}` on {figures["when"]}: Chromium {figures["browser"]}, {figures["cores"]} cores
shared by browser, server and database. The empty page is eleven bytes from the same server in the same run.

| what | figure | aimed at |
| --- | --- | --- |
{table}
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.web", description=__doc__.split("\n\n")[0] if __doc__ else ""
    )
    parser.add_argument("--quick", action="store_true", help="10,000 messages and fewer runs")
    parser.add_argument("--publish", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--only", default="", help="one of the scenarios, and nothing is written")
    asked = parser.parse_args()
    if not os.environ.get("CHROMIUM"):
        os.environ["CHROMIUM"] = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    figures = asyncio.run(measure(quick=asked.quick, only=asked.only))
    if asked.only:
        return
    figures |= {
        "when": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "command": "python -m bench.web" + (" --quick" if asked.quick else ""),
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if asked.publish:
        PAGE.write_text(page_of(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
