"""An app made with the components that MAX gives to authors runs in its frame, and looks as it should.

`pages` sees to it that nothing breaks a page's policy and that only Veche and the app are talked to."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.flows.mini_apps import Made, make_bot, pages_at, publish
from tests.flows.test_mini_apps import inside
from tests.services.max_ui.building import build
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]
BLUE, GROUND, DARK_GROUND = "rgb(0, 122, 255)", "rgb(237, 238, 242)", "rgb(23, 24, 28)"
"""Colours of max-ui 0.1.14: its accent, and what lies below everything."""


async def offer(town: Town, bot: Made, said: str, **button: Any) -> None:
    """The bot waits until somebody starts it, and answers with a button that opens its app."""
    async with httpx.AsyncClient(base_url=f"{town.address}/bot-api", headers={"Authorization": bot.token}) as http:
        heard = await http.get("/updates", params={"types": "bot_started", "timeout": 30}, timeout=40)
        (started,) = heard.json()["updates"]
        row = [{"type": "open_app", "contact_id": bot.id, **button}]
        message = {"text": said, "attachments": [{"type": "inline_keyboard", "payload": {"buttons": [row]}}]}
        sent = await http.post("/messages", params={"user_id": started["user"]["user_id"]}, json=message)
        assert sent.status_code == 200, sent.text


async def test_an_app_on_max_ui(town: Town, pages: Pages, tmp_path: Path) -> None:
    author = await town.person("Гончаренко Пётр Сергеевич")
    anna = await town.person("Константинопольская Анна Петровна")
    bot = await make_bot(town, "Субботник во дворе", author)
    files = await asyncio.to_thread(build, tmp_path / "app", town.address)
    with pages_at(files) as address:
        pages.expected.add(address.removeprefix("http://"))
        wanted = [{"field": "name", "purpose": "Чтобы знать, кто придёт"}]
        await publish(town, author, bot.id, url=f"{address}/", title="Субботник", category="city", wanted=wanted)
        page = await pages.open(anna, path=f"/bot/{bot.username}?start=poster")
        await page.get_by_role("button", name="Начать").click()
        await offer(town, bot, "В субботу красим лавочки.", text="Приду", payload="benches")
        await page.get_by_role("log").get_by_role("button", name="Приду").click()
        dialog = page.get_by_role("dialog", name="Субботник")
        await dialog.get_by_label("Имя, фамилия и фотография").check()
        await dialog.get_by_role("button", name="Передать и открыть").click()
        await come_and_look_around(page)
        await at_night(await pages.open(anna, path=f"/bot/{bot.username}?startapp", size=PHONE, theme="dark"))


async def come_and_look_around(page: Page) -> None:
    """From the work that the button named to the list of all, and out to a site."""
    app = inside(page)
    await expect(app.get_by_role("heading")).to_have_text("Покрасить лавочки")
    come = app.get_by_role("button", name="Приду")
    await expect(come).to_have_css("background-color", BLUE)
    await expect(come).to_have_css("height", "52px")
    await come.click()
    await expect(app.get_by_role("button", name="Не смогу прийти")).not_to_have_css("background-color", BLUE)
    await page.get_by_role("button", name="Назад в приложении").click()
    await expect(app.get_by_role("button", name="Покрасить лавочки")).to_contain_text("Вы придёте")
    await expect(app.get_by_text("Анна Петровна")).to_be_visible()
    await expect(app.locator("[class*=AvatarContainer__]").first).to_have_css("width", "48px")
    await expect(app.locator("[class*=Panel_mode_secondary]")).to_have_css("background-color", GROUND)
    await expect(page.get_by_role("button", name="Назад в приложении")).to_be_hidden()
    await screenshot(page, "max-ui-desktop-light-ru")
    await app.get_by_role("button", name="Правила благоустройства").click()
    await expect(page.get_by_role("dialog", name="Открыть сайт?")).to_contain_text("https://city.example/yard")


async def at_night(phone: Page) -> None:
    """Its dark colours, where the device wants them."""
    app = inside(phone)
    await expect(app.locator("[class*=Panel_mode_secondary]")).to_have_css("background-color", DARK_GROUND)
    await app.get_by_role("button", name="Посадить сирень").click()
    await expect(app.get_by_role("heading")).to_contain_text("Посадить сирень и жимолость")
    await screenshot(phone, "max-ui-phone-dark-ru")
