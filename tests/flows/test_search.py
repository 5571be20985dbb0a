"""Somebody looks for something: in all chats, in one chat, without a network."""

import asyncio
import itertools
import re

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import DESKTOP, PHONE, Pages, accessibility, screenshot
from tests.support.process import Town
from tools.veche_client import Account, Http

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

NUMBERS = itertools.count(1)
YARD = (
    "Добрый день! Смету на благоустройство двора по улице Строителей, 14 согласовали, подрядчик выходит в понедельник."
)
LINK = "Дворы этого года: https://city.example/dvory, посмотрите список до пятницы"
TREE = "Ёлку поставим у фонтана"


async def say(http: Http, chat: int, *texts: str) -> None:
    for text in texts:
        await http.call("send_message", chat=chat, cid=f"search{next(NUMBERS)}", text=text)


async def indexed(http: Http, query: str) -> None:
    """The index follows messages within a moment: wait until it has this one."""
    async with asyncio.timeout(15):
        found = await http.call("search_messages", query=query)
        while not found["hits"]:
            await asyncio.sleep(0.1)
            found = await http.call("search_messages", query=query)


async def search(page: Page, words: str) -> None:
    await page.get_by_role("textbox", name=re.compile("^(Поиск|Search)$")).fill(words)


async def furnished(town: Town, surname: str) -> tuple[Account, Account, int]:
    """Two people and a group with something to find."""
    anna = await town.person(f"{surname} Екатерина Валентиновна")
    boris = await town.person(f"Константинопольский Всеволод {surname}ович")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title=f"Благоустройство дворов: {surname}", members=[boris.id]))["chat"]
        await say(http, chat["id"], YARD, *(f"Рабочая запись номер {number}" for number in range(60)), LINK, TREE)
        await indexed(http, "ёлку фонтана")
    return anna, boris, chat["id"]


async def test_looking_for_something(town: Town, pages: Pages) -> None:
    """Words in another form, the other keyboard layout, a filter, and the way to the message."""
    anna, boris, _ = await furnished(town, "Верхнеозёрская")
    page = await pages.open(anna, size=DESKTOP)
    await page.get_by_role("link").filter(has_text="Благоустройство дворов").wait_for()
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("textbox", name="Поиск", exact=True)).to_be_focused()
    await screenshot(page, "search-empty-desktop-light-ru")

    await search(page, "благоустройством двора")
    hit = page.get_by_role("button").filter(has_text="Смету на")
    await expect(hit.locator("mark").first).to_have_text("благоустройство")
    await search(page, "двор")
    await expect(page.get_by_role("region", name="Чаты").get_by_role("button")).to_have_count(1)
    await expect(page.get_by_role("region", name="Сообщения").get_by_role("button")).to_have_count(2)
    await screenshot(page, "search-found-desktop-light-ru")
    assert not await accessibility(page)

    await page.get_by_role("button", name="Вложения").click()
    await page.get_by_role("menuitem", name="Ссылки").click()
    await expect(page.get_by_role("region", name="Сообщения").get_by_role("button")).to_have_count(1)
    await page.get_by_role("button", name="Убрать: Вложения").click()
    await expect(page.get_by_role("region", name="Сообщения").get_by_role("button")).to_have_count(2)

    # Days of one's own and an author who is not among the answers.
    await page.get_by_role("button", name="Время").click()
    await page.get_by_role("menuitem", name="Свои даты…").click()
    days = page.get_by_role("dialog", name="Свои даты")
    await days.get_by_label("По какой день").fill("2020-01-31")
    await screenshot(page, "search-days-desktop-light-ru")
    await days.get_by_role("button", name="Искать").click()
    await expect(page.get_by_role("button", name="по 31 января 2020")).to_be_visible()
    await expect(page.get_by_role("heading", name="Ничего не нашлось")).to_be_visible()
    await page.get_by_role("button", name="Убрать: Время").click()
    await page.get_by_role("button", name="Автор").click()
    await page.get_by_role("menuitem", name="Найти человека…").click()
    await page.get_by_role("dialog").get_by_role("textbox", name="Имя или должность").fill(boris.name)
    await page.get_by_role("dialog").get_by_role("button", name=boris.name).click()
    await expect(page.get_by_role("heading", name="Ничего не нашлось")).to_be_visible()
    await page.get_by_role("button", name="Убрать: Автор").click()
    await expect(page.get_by_role("region", name="Сообщения").get_by_role("button")).to_have_count(2)

    # From the field into what was found, and to the message in its place.
    await page.get_by_role("textbox", name="Поиск", exact=True).press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.get_by_role("button").filter(has_text="Смету на").click()
    log = page.get_by_role("log")
    await expect(log.get_by_text("Смету на благоустройство")).to_be_in_viewport()
    await screenshot(page, "search-jump-desktop-light-ru")

    await by_a_member(page, anna, boris)
    await search(page, "rjycnfynbyj")
    await page.get_by_role("region", name="Люди и должности").get_by_role("button", name=re.compile(boris.name)).click()
    await expect(page.get_by_role("heading", level=1, name=boris.name)).to_be_visible()
    await search(page, "такогослованет")
    await expect(page.get_by_role("heading", name="Ничего не нашлось")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await expect(page.get_by_role("button", name="двор", exact=True)).to_be_visible()


async def by_a_member(page: Page, anna: Account, boris: Account) -> None:
    """Beside an open chat its members are offered as authors."""
    await search(page, "двор")
    await page.get_by_role("button", name="Автор").click()
    await page.get_by_role("menuitem", name="Найти человека…").click()
    await expect(page.get_by_role("dialog").get_by_text("Участники чата.")).to_be_visible()
    await expect(page.get_by_role("dialog").get_by_role("button", name=anna.name)).to_be_visible()
    await screenshot(page, "search-authors-desktop-light-ru")
    assert not await accessibility(page)
    await page.get_by_role("dialog").get_by_role("button", name=boris.name).click()
    await expect(page.get_by_role("heading", name="Ничего не нашлось")).to_be_visible()
    await page.get_by_role("button", name="Убрать: Автор").click()


async def test_looking_in_one_chat(town: Town, pages: Pages) -> None:
    """Ctrl+F: a counter, up and down, the messages come into view."""
    anna, _, chat = await furnished(town, "Заречная")
    page = await pages.open(anna, path=f"/chat/{chat}", size=PHONE, theme="dark")
    log = page.get_by_role("log")
    await expect(log.get_by_text(TREE)).to_be_visible()
    await page.keyboard.press("Control+f")
    await page.get_by_role("textbox", name="Поиск в чате").fill("дворы")
    await expect(page.get_by_text("1 из 2")).to_be_visible()
    await page.get_by_role("button", name="Раньше").click()
    await expect(page.get_by_text("2 из 2")).to_be_visible()
    await expect(log.get_by_text("Смету на благоустройство")).to_be_in_viewport()
    await screenshot(page, "search-in-chat-phone-dark-ru")
    assert not await accessibility(page)
    await page.get_by_role("textbox", name="Поиск в чате").press("ArrowDown")
    await expect(log.get_by_text("Дворы этого года")).to_be_in_viewport()
    await page.get_by_role("textbox", name="Поиск в чате").fill("нетакого")
    await expect(page.get_by_text("не найдено")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("textbox", name="Поиск в чате")).to_be_hidden()


async def test_looking_without_a_network(town: Town, pages: Pages) -> None:
    """What the device keeps is searched, and it says so; in English, on a phone."""
    anna, _, chat = await furnished(town, "Приозёрная")
    page = await pages.open(anna, path=f"/chat/{chat}", size=PHONE, language="en")
    await expect(page.get_by_role("log").get_by_text(TREE)).to_be_visible()
    await page.locator("header.bar a[href='/']").click()
    await search(page, "ёлка")
    await expect(page.get_by_role("button").filter(has_text=TREE)).to_be_visible()
    await screenshot(page, "search-found-phone-light-en")
    await page.context.set_offline(True)
    await expect(page.get_by_text("No connection: searching what this device keeps")).to_be_visible()
    await search(page, "елк")
    await expect(page.get_by_role("button").filter(has_text=TREE).locator("mark")).to_have_text("Ёлку")
    await screenshot(page, "search-offline-phone-light-en")
    assert not await accessibility(page)
    await page.context.set_offline(False)
