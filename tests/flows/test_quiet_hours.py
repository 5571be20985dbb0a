"""Evenings are quiet: what comes makes no sound, what is urgent does, and the morning says how much there was."""

import asyncio
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

# What the page would have sounded and shown, noted down instead.
EARS = """() => {
  window.heard = {tones: 0, shown: []};
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { window.heard.tones += 1; return start.apply(this, when); };
  window.Notification = class {
    static permission = 'granted';
    static requestPermission() { return Promise.resolve('granted'); }
    constructor(title, options) { window.heard.shown.push([title, options.body]); }
    close() {}
  };
  document.hasFocus = () => false;
}"""


async def heard(page: Page) -> dict[str, object]:
    found: dict[str, object] = await page.evaluate("() => window.heard")
    return found


def knows_the_rules(page: Page) -> asyncio.Future[None]:
    """Done when the page is connected and was told its quiet hours: what it learns from the difference instead of the
    open socket makes no sound anyway, and is not counted."""
    told: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def received(frame: str | bytes) -> None:
        if '"quiet"' in (frame if isinstance(frame, str) else frame.decode()) and not told.done():
            told.set_result(None)

    page.on("websocket", lambda socket: socket.on("framereceived", received))
    return told


async def test_a_quiet_evening(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Щукина Анна Львовна"), await town.person("Эйхе Борис Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("open_dialog", **{"with": boris.id}))["chat"]["id"]
        await http.call("send_message", chat=chat, cid="0", text="Добрый день")
    page = await pages.open(boris, path="/settings/notices")
    await expect(page.get_by_role("heading", name="О чём уведомлять")).to_be_visible()
    await page.get_by_label("Тихие часы").check()
    zone = await page.evaluate("() => Intl.DateTimeFormat().resolvedOptions().timeZone")
    now = datetime.now(ZoneInfo(zone))
    minute = now.hour * 60 + now.minute
    async with town.http(boris) as http:
        quiet = {"on": True, "start": (minute - 60) % 1440, "end": (minute + 60) % 1440, "zone": zone}
        await http.call("set_notices", quiet=quiet)
    await page.reload()
    await expect(page.get_by_text(f"Часовой пояс: {zone}")).to_be_visible()
    await screenshot(page, "notices-desktop-light-ru")
    assert await accessibility(page) == []
    knows = knows_the_rules(page)
    await page.goto(f"{town.address}/")
    await asyncio.wait_for(knows, 15)
    await expect(page.get_by_role("link").filter(has_text="Щукина")).to_be_visible()
    await page.evaluate(EARS)
    async with town.http(anna) as http:
        await http.call("send_message", chat=chat, cid="1", text="Не срочно, до завтра")
        await expect(page.get_by_role("link").filter(has_text="Щукина")).to_contain_text("Не срочно, до завтра")
        assert await heard(page) == {"tones": 0, "shown": []}
        await http.call("send_message", chat=chat, cid="2", text="Прорвало трубу на Заречной", urgent=True)
        await page.wait_for_function("() => window.heard.shown.length === 1")
    assert await heard(page) == {"tones": 2, "shown": [["Щукина Анна Львовна", "Прорвало трубу на Заречной"]]}
    await expect(page).to_have_title(re.compile(r"^\(3\) "))
    async with town.http(boris) as http:
        await http.call("set_notices", quiet=quiet | {"on": False})
    await expect(page.get_by_text("За тихие часы пришло 1 сообщение")).to_be_visible(timeout=30_000)


async def test_settings_of_notifications_on_a_phone_in_english(town: Town, pages: Pages) -> None:
    page = await pages.open(
        await town.person("Юдина Анна Львовна"), path="/settings/notices", size=PHONE, theme="dark", language="en"
    )
    await expect(page.get_by_role("heading", name="What to notify about")).to_be_visible()
    await page.get_by_role("radiogroup", name="Channels").get_by_role("radio", name="Nothing").click()
    await expect(page.get_by_text("This is switched off on this server.")).to_be_visible()
    await expect(page.get_by_text("Only the service of its maker can wake a closed browser.")).to_be_visible()
    await screenshot(page, "notices-phone-dark-en")
    assert await accessibility(page) == []
    await page.reload()
    await expect(page.get_by_role("radiogroup", name="Channels").get_by_role("radio", name="Nothing")).to_be_checked()
