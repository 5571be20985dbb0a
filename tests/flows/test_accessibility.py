"""What opens over a screen: menus, dialogs and pickers, by axe on a desk and on a phone, light and dark."""

import re

import pytest
from playwright.async_api import Page

from tests.flows.browser import DESKTOP, PHONE, Pages, Theme, accessibility
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def clean(page: Page) -> None:
    assert await accessibility(page) == []


async def close(page: Page) -> None:
    await page.keyboard.press("Escape")


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"])
async def test_over_a_chat(size: tuple[int, int], theme: Theme, town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Чернова Чулпан Львовна"), await town.person("Шубин Шамиль Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Приёмная комиссия", members=[boris.id]))["chat"]["id"]
        # The line about the new group may come before this message or after it.
        text = "Посмотрите https://veche.example/plan, прошу"
        seq = (await http.call("send_message", chat=chat, cid="1", text=text))["seq"]
        await http.call("send_message", chat=chat, cid="2", text="И ответьте", reply_to=seq)
        await http.call("pin_message", chat=chat, seq=seq, on=True)
        await http.call("react", chat=chat, seq=seq, emoji="👍", on=True)
    page = await pages.open(anna, path=f"/chat/{chat}", size=size, theme=theme)
    message = page.locator("article").filter(has_text="И ответьте").locator(".bubble")
    await message.wait_for()
    await clean(page)
    await message.click(button="right")
    await page.get_by_role("button", name="Все эмодзи").click()
    await page.get_by_role("button", name="🚧").wait_for()
    await clean(page)
    await page.get_by_role("menuitem", name="Удалить").click()
    await page.get_by_role("alertdialog").wait_for()
    await clean(page)
    await close(page)
    await message.click(button="right")
    await page.get_by_role("menuitem", name="Переслать").click()
    await page.get_by_role("dialog").wait_for()
    await clean(page)
    await close(page)
    await message.click(button="right")
    await page.get_by_role("menuitem", name="Ответить").click()
    await page.keyboard.type("Отвечаю @ш")
    await page.get_by_role("option").first.wait_for()
    await clean(page)
    await page.get_by_role("button", name="Эмодзи", exact=True).click()
    await page.get_by_role("dialog", name="Эмодзи и стикеры").get_by_role("gridcell").first.wait_for()
    await clean(page)


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop-dark", "phone-light"])
async def test_over_the_list_and_the_info(size: tuple[int, int], theme: Theme, town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Щукина Ядвига Львовна"), await town.person("Эйхенвальд Эраст Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Комиссия по наградам", members=[boris.id]))["chat"]["id"]
    page = await pages.open(anna, size=size, theme=theme)
    row = page.get_by_role("link").filter(has_text="Комиссия по наградам")
    await row.click(button="right")
    await page.get_by_role("menuitem").first.wait_for()
    await clean(page)
    await close(page)
    await page.get_by_role("textbox", name="Поиск", exact=True).fill("Эйхенвальд")
    await page.get_by_role("button", name=re.compile("Эйхенвальд")).first.wait_for()
    await clean(page)
    await page.get_by_role("button", name="Закрыть поиск").click()
    await page.get_by_role("button", name="Новый чат").click()
    await page.get_by_role("dialog").wait_for()
    await clean(page)
    await page.get_by_role("button", name=re.compile("Создать группу")).click()
    await page.get_by_role("dialog").get_by_role("textbox", name="Кого добавить").fill("Эйхенвальд")
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("Эйхенвальд")).first.click()
    await clean(page)
    await page.goto(f"/chat/{chat}/info")
    await page.get_by_role("button", name="Действия с участником").click()
    await page.get_by_role("menuitem").first.wait_for()
    await clean(page)
    await close(page)
    await page.get_by_role("button", name="Создать ссылку").click()
    await page.get_by_role("dialog").get_by_role("button", name="Создать ссылку").click()
    await page.get_by_role("dialog").get_by_label("Ссылка", exact=True).wait_for()
    await clean(page)


async def test_the_page_of_a_link(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Юрьева Юлия Львовна"), await town.person("Яшин Ярослав Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("create_channel", title="Афиша", mode="public"))["chat"]["id"]
        code = (await http.call("create_invite_link", chat=chat))["code"]
    for size in (DESKTOP, PHONE):
        page = await pages.open(boris, path=f"/join#{code}", size=size)
        await page.get_by_role("heading", name="Афиша").wait_for()
        await clean(page)
        broken = await pages.open(boris, path="/join#wrong", size=size)
        await broken.get_by_role("heading", name="Ссылка не открылась").wait_for()
        await clean(broken)
