"""Everything by the keyboard, and one sheet that says how."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]


async def test_the_sheet_of_keys(town: Town, pages: Pages) -> None:
    anna = await town.person("Соколова Анна Викторовна")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Планёрка отдела"))["chat"]["id"]
    page = await pages.open(anna, path=f"/chat/{chat}")
    composer = page.get_by_role("textbox", name="Сообщение")
    await composer.focus()
    await page.keyboard.type("Вопрос?")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await composer.press("Enter")
    await expect(page.get_by_role("log").get_by_text("Вопрос?")).to_be_visible()

    await page.get_by_role("log").focus()
    await page.keyboard.press("ArrowUp")
    sheet = page.get_by_role("dialog", name="Клавиши")
    await asked(page, sheet)
    await expect(sheet.get_by_text("Ходить по сообщениям")).to_be_visible()
    await screenshot(page, "keys-desktop-light-ru")
    assert await accessibility(page) == []
    await page.keyboard.press("Escape")
    await expect(sheet).to_have_count(0)
    # The focus is where it was.
    assert await page.evaluate("() => document.activeElement?.closest('[role=log]') !== null")

    phone = await pages.open(anna, path="/settings", size=PHONE, theme="dark", language="en")
    await expect(phone.get_by_role("link", name="Profile")).to_be_visible()
    await asked(phone, phone.get_by_role("dialog", name="Keys"))
    await screenshot(phone, "keys-phone-dark-en")


async def asked(page: Page, sheet: Locator) -> None:
    """The sheet comes after the start, as a part of its own: an early question mark finds nobody."""
    async with asyncio.timeout(15):
        while not await sheet.is_visible():
            await page.keyboard.press("?")
            await page.wait_for_timeout(100)
