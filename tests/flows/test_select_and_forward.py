"""Several messages at once: selected, forwarded to several chats with or without their author, deleted with a way back;
links to messages, the ends of a long conversation."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import DESKTOP, PHONE, Pages, accessibility, screenshot
from tests.support.process import Town
from tools.veche_client import Account

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def group(town: Town, owner: Account, title: str, members: list[Account], texts: list[str]) -> int:
    async with town.http(owner) as http:
        chat: int = (await http.call("create_group", title=title, members=[one.id for one in members]))["chat"]["id"]
        for number, text in enumerate(texts):
            await http.call("send_message", chat=chat, cid=f"{title}-{number}", text=text)
    return chat


def line(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text)


def shown(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_text(text, exact=True)


SAID = ["Порыв у опоры 31", "Бригада выехала в 11:15", "Нужен резерв для поликлиники", "Отбой, всё включили"]


async def test_messages_are_selected_forwarded_and_deleted(town: Town, pages: Pages) -> None:
    anna = await town.person("Преображенская-Вознесенская Екатерина Александровна")
    boris = await town.person("Рождественский Всеволод Константинович")
    chat = await group(town, boris, "Аварийная группа: эксплуатация сетей", [anna], SAID)
    first = await group(town, anna, "Планёрка отдела", [], [])
    second = await group(town, anna, "Дежурная смена", [boris], [])

    page = await pages.open(anna, path=f"/chat/{chat}", size=DESKTOP)
    await line(page, "Порыв у опоры 31").click(modifiers=["Control"])
    await line(page, "Нужен резерв").click(modifiers=["Shift"])
    await expect(page.get_by_text("Выбрано: 3")).to_be_visible()
    await line(page, "Бригада выехала").click()
    await expect(page.get_by_text("Выбрано: 2")).to_be_visible()
    await screenshot(page, "selection-desktop-light-ru")
    assert await accessibility(page) == []

    await page.get_by_role("button", name="Переслать").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Планёрка отдела").click()
    await dialog.get_by_role("button", name="Дежурная смена").click()
    await dialog.get_by_label("Без имени автора").check()
    await screenshot(page, "forward-desktop-light-ru")
    assert await accessibility(page) == []
    await dialog.get_by_role("button", name="Переслать в чаты: 2").click()
    await expect(page.get_by_text("Переслано в 2 чата")).to_be_visible()
    for place in (first, second):
        await page.goto(f"/chat/{place}")
        await expect(shown(page, "Порыв у опоры 31")).to_be_visible()
        await expect(shown(page, "Нужен резерв для поликлиники")).to_be_visible()
        await expect(page.get_by_role("log").get_by_text("Переслано:")).to_have_count(0)

    # With the author, by the keyboard alone.
    await page.goto(f"/chat/{chat}")
    await line(page, "Отбой").focus()
    await page.keyboard.press("f")
    await dialog.get_by_role("button", name="Планёрка отдела").click()
    await dialog.get_by_role("button", name="Переслать", exact=True).click()
    await page.goto(f"/chat/{first}")
    await expect(page.get_by_role("log").get_by_text("Переслано: Рождественский")).to_be_visible()

    # Deleted together, and taken back while another chat is on the screen; then deleted for good.
    for back in (True, False):
        await line(page, "Порыв у опоры 31").focus()
        await page.keyboard.press("Space")
        await line(page, "Нужен резерв").click()
        await page.keyboard.press("Delete")
        await page.get_by_role("alertdialog").get_by_role("button", name="Удалить у всех").click()
        await expect(shown(page, "Порыв у опоры 31")).to_have_count(0)
        await page.get_by_role("link").filter(has_text="Дежурная смена").click()
        if back:
            await page.get_by_role("button", name="Вернуть").click()
        else:
            await expect(page.get_by_role("button", name="Вернуть")).to_have_count(0, timeout=15_000)
        await page.get_by_role("link").filter(has_text="Планёрка отдела").click()
        await expect(shown(page, "Порыв у опоры 31")).to_have_count(1 if back else 0)
    await expect(page.locator(".said--gone")).to_have_count(2)


async def test_a_link_leads_to_a_message(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Соколова Анна Викторовна"), await town.person("Громов Борис Ильич")
    chat = await group(town, anna, "Уборка снега", [], [f"Участок {number} убран" for number in range(1, 151)])
    page = await pages.open(anna, path=f"/chat/{chat}/21", size=PHONE, theme="dark")
    await expect(page.locator(".msg.is-lit")).to_contain_text("Участок 20 убран")
    await expect(page).to_have_url(re.compile(f"/chat/{chat}$"))
    log = page.get_by_role("log")
    await log.press("End")
    await expect(shown(page, "Участок 150 убран")).to_be_visible()
    await log.press("Home")
    await expect(shown(page, "Участок 1 убран")).to_be_visible()
    await screenshot(page, "link-phone-dark-ru")

    other = await pages.open(boris, path=f"/chat/{chat}/21", language="en")
    await expect(other.get_by_role("heading", name="You do not have this chat")).to_be_visible()
    await expect(other.get_by_text(re.compile("ask whoever sent you the link"))).to_be_visible()
    await screenshot(other, "link-stranger-desktop-light-en")
