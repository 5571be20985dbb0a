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


async def test_menus_by_keys_and_the_focus_never_lost(town: Town, pages: Pages) -> None:
    """Shift+F10 asks for the menu of whatever one stands on; whatever closes gives the focus back."""
    anna = await town.person("Преображенская-Долгорукая Елизавета Константиновна")
    boris = await town.person("Сухово-Кобылин Александр Васильевич")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Планёрка отдела", members=[boris.id]))["chat"]["id"]
        await http.call("update_chat", chat=chat, topics=True)
        topic = (await http.call("create_topic", chat=chat, title="Отопление"))["id"]
        for number in range(2):
            said = await http.call_patiently("send_message", chat=chat, cid=f"m{number}", text="Вопрос", topic=topic)
            await http.call("pin_message", chat=chat, seq=said["seq"], on=True)
    page = await pages.open(anna, path=f"/chat/{chat}/info")
    row = page.get_by_label("Список чатов").get_by_role("link", name="Планёрка отдела")
    member = page.get_by_role("button", name="Сухово-Кобылин").first
    places = [
        (row, "Действия с чатом"),
        (page.get_by_role("tab", name="Группы"), "Действия с папкой"),
        (page.get_by_role("link", name="Отопление"), "Действия с темой"),
        (member, "Действия с участником"),
    ]
    for place, name in places:
        await place.focus()
        await menu_and_back(page, place, name)

    # What is opened from a menu gives the focus back past it; a row that is gone meanwhile, to what is left near it.
    await page.get_by_role("link", name="Отопление").click(button="right")
    await page.get_by_role("menuitem", name="Изменить").click()
    await expect(page.get_by_role("dialog", name="Изменить тему")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await kept(page)
    await member.focus()
    await page.keyboard.press("Shift+F10")
    await page.get_by_role("menuitem", name="Убрать из чата").press("Enter")
    await expect(member).to_have_count(0)
    await kept(page)

    await page.goto(f"/chat/{chat}/topic/all")
    pinned = page.locator(".pinbar button").first
    await pinned.focus()
    await menu_and_back(page, pinned, "Действия с сообщением")
    await page.get_by_role("button", name="Все закреплённые").click()
    listed = page.get_by_role("dialog").get_by_role("button", name="Вопрос").first
    await listed.focus()
    await menu_and_back(page, listed, "Действия с сообщением")
    await listed.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await kept(page)
    message = page.get_by_role("log").get_by_role("article").last
    await message.focus()
    for item in ("Кто прочитал", "Переслать"):
        await page.keyboard.press("Shift+F10")
        await page.get_by_role("menuitem", name=item).press("Enter")
        await expect(page.get_by_role("dialog")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await expect(message).to_be_focused()


async def menu_and_back(page: Page, place: Locator, name: str) -> None:
    await page.keyboard.press("Shift+F10")
    menu = page.get_by_role("menu", name=name)
    await expect(menu.get_by_role("menuitem").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(menu).to_have_count(0)
    await expect(place).to_be_focused()


async def kept(page: Page) -> None:
    """Somebody has the focus."""
    await page.wait_for_function("() => document.activeElement !== document.body")


async def asked(page: Page, sheet: Locator) -> None:
    """The sheet comes after the start, as a part of its own: an early question mark finds nobody."""
    async with asyncio.timeout(15):
        while not await sheet.is_visible():
            await page.keyboard.press("?")
            await page.wait_for_timeout(100)
