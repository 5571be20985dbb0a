"""Topics of a group and comments under the posts of a channel, each a conversation of its own; views are counted."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Сообщение").last.click()
    await page.keyboard.insert_text(text)
    await page.get_by_role("button", name="Отправить").last.click()


async def test_a_group_talks_in_topics(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Лебедева Ольга Павловна"), await town.person("Зайцев Иван Петрович")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Дом на Садовой, 14", members=[boris.id]))["chat"]["id"]
    hers = await pages.open(anna, path=f"/chat/{chat}/info")
    await hers.get_by_role("button", name="Изменить", exact=True).click()
    await dialog(hers).get_by_label("Темы").check()
    await screenshot(hers, "group-settings-desktop-light-ru")
    assert await accessibility(hers) == []
    await dialog(hers).get_by_role("button", name="Сохранить").click()
    await expect(hers.get_by_role("heading", name="Тем пока нет")).to_be_visible()
    for title, emoji in (("Ремонт подъезда", "🔧"), ("Парковка", "")):
        await hers.get_by_role("button", name="Новая тема").click()
        await dialog(hers).get_by_label("Название").fill(title)
        await dialog(hers).get_by_label("Эмодзи").fill(emoji)
        await dialog(hers).get_by_role("button", name="Создать тему").click()
        await expect(dialog(hers)).to_have_count(0)
    await hers.get_by_role("link").filter(has_text="Ремонт подъезда").click()
    await write(hers, "Маляры придут в среду")
    await expect(hers.get_by_role("log")).to_contain_text("Маляры придут в среду")
    await screenshot(hers, "topic-desktop-light-ru")
    assert await accessibility(hers) == []

    his = await pages.open(boris, path=f"/chat/{chat}", size=PHONE, theme="dark")
    repair = his.get_by_role("link").filter(has_text="Ремонт подъезда")
    await expect(repair).to_contain_text("Маляры придут в среду")
    await expect(repair.get_by_text("есть новые")).to_be_attached()
    await screenshot(his, "topics-phone-dark-ru")
    assert await accessibility(his) == []
    await his.get_by_role("link").filter(has_text="Парковка").click()
    await write(his, "Место у арки освободилось")
    await expect(his.get_by_role("log")).to_contain_text("Место у арки освободилось")
    await expect(his.get_by_role("log")).not_to_contain_text("Маляры")
    await expect(hers.get_by_role("log")).not_to_contain_text("арки")

    await hers.get_by_role("link", name="К темам").click()
    await hers.get_by_role("link").filter(has_text="Все сообщения").click()
    for text in ("Маляры придут в среду", "Место у арки освободилось"):
        await expect(hers.get_by_role("log")).to_contain_text(text)
    await hers.get_by_role("link", name="К темам").click()
    await hers.get_by_role("button", name="Изменить тему: Парковка").click()
    await dialog(hers).get_by_label("Тема закрыта").check()
    await dialog(hers).get_by_role("button", name="Сохранить").click()
    await expect(hers.get_by_role("img", name="закрыта")).to_be_visible()


async def test_a_post_is_seen_and_discussed(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Тарасова Вера Игоревна"), await town.person("Орлов Максим Юрьевич")
    async with town.http(anna) as http:
        chat = (await http.call("create_channel", title="Мэрия Верхнеозёрска", members=[boris.id]))["chat"]["id"]
        await http.call("update_chat", chat=chat, comments=True)
        text = "В субботу с 09:00 до 18:00 не будет холодной воды: Заречная, 3–27, и Садовая, 10–16."
        await http.call("send_message", chat=chat, cid="post-1", text=text)
    his = await pages.open(boris, path=f"/chat/{chat}", size=PHONE, theme="dark")
    await expect(his.get_by_text(re.compile("1 просмотр"))).to_be_visible(timeout=20_000)
    # Comments that were never opened are not on the device; they come when the network does.
    await his.context.set_offline(True)
    await his.get_by_role("button", name="Комментировать").click()
    await expect(his.get_by_role("heading", name="Комментариев на устройстве нет")).to_be_visible()
    await screenshot(his, "comments-offline-phone-dark-ru")
    assert await accessibility(his) == []
    await his.context.set_offline(False)
    await expect(his.get_by_role("textbox", name="Сообщение").filter(visible=True)).to_be_visible(timeout=20_000)
    await write(his, "А дом 18 по Садовой?")
    comments = his.get_by_role("region", name="Комментарии")
    await expect(comments.get_by_role("log")).to_contain_text("А дом 18 по Садовой?")
    await screenshot(his, "comments-phone-dark-ru")
    assert await accessibility(his) == []

    hers = await pages.open(anna, path=f"/chat/{chat}")
    await expect(hers.get_by_text(re.compile("2 просмотра"))).to_be_visible(timeout=20_000)
    await hers.get_by_role("button", name="1 комментарий").click()
    column = hers.get_by_role("region", name="Комментарии")
    await expect(column.get_by_role("log")).to_contain_text("А дом 18 по Садовой?")
    await column.get_by_role("textbox", name="Сообщение").click()
    await hers.keyboard.insert_text("Дом 18 в список не входит, вода будет")
    await hers.keyboard.press("Enter")
    await expect(comments.get_by_role("log")).to_contain_text("вода будет")
    await screenshot(hers, "comments-desktop-light-ru")
    assert await accessibility(hers) == []
    await expect(hers.get_by_role("button", name="2 комментария")).to_be_visible()
    # The group behind the comments is in nobody's list.
    await expect(hers.get_by_role("tabpanel", name="Чаты").get_by_role("link")).to_have_count(1)
