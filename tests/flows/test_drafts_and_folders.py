"""What one begins on the desk goes on on the phone, and the list is in order on both."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import DESKTOP, PHONE, Pages, accessibility, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


# The line of the dialog with him, and not a line in which he spoke last.
HIM = re.compile("^Шаповалов")


async def shown(page: Page, name: str) -> None:
    await screenshot(page, name)
    assert await accessibility(page) == []


async def test_a_draft_and_folders_follow_from_the_desk_to_the_phone(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Черкасова Анна Львовна"), await town.person("Шаповалов Борис Ильич")
    async with town.http(anna) as http:
        dialog = (await http.call("open_dialog", **{"with": boris.id}))["chat"]["id"]
        await http.call("send_message", chat=dialog, cid="1", text="Добрый день")
        group = (await http.call("create_group", title="Ремонт набережной", members=[boris.id]))["chat"]["id"]
        await http.call("send_message", chat=group, cid="2", text="Смета готова")
    desk, phone = await pages.open(anna, path=f"/chat/{dialog}"), await pages.open(anna, size=PHONE, theme="dark")
    box = desk.get_by_role("textbox", name="Сообщение")
    await box.click()
    await desk.keyboard.type("Завтра в девять у входа")
    line = phone.get_by_role("link", name=HIM)
    await expect(line).to_contain_text("Черновик:")
    await expect(line).to_contain_text("Завтра в девять у входа")
    await line.click()
    await expect(phone.get_by_role("textbox", name="Сообщение")).to_contain_text("Завтра в девять у входа")
    await phone.get_by_role("textbox", name="Сообщение").click()
    await phone.keyboard.press("End")
    await phone.keyboard.type(", не опаздывайте")
    await desk.get_by_role("link").filter(has_text="Ремонт набережной").click()
    await expect(desk.get_by_role("link", name=HIM)).to_contain_text("не опаздывайте")
    await phone.get_by_role("button", name="Отправить", exact=True).click()
    await expect(phone.get_by_role("log")).to_contain_text("Завтра в девять у входа, не опаздывайте")
    await expect(desk.get_by_role("link", name=HIM)).not_to_contain_text("Черновик")

    await desk.goto(f"{town.address}/settings/folders")
    await desk.get_by_role("button", name="Новая папка").click()
    dialog_box = desk.get_by_role("dialog")
    await dialog_box.get_by_label("Название").fill("Стройка")
    await dialog_box.get_by_label("Значок").fill("🏗")
    await dialog_box.get_by_label("Ремонт набережной").check()
    await shown(desk, "folder-desktop-light-ru")
    await dialog_box.get_by_role("button", name="Сохранить").click()
    await expect(dialog_box).to_be_hidden()
    await shown(desk, "folders-desktop-light-ru")
    await phone.get_by_role("link", name="К списку чатов").click()
    await phone.get_by_role("tab", name="Стройка").click()
    await expect(phone.get_by_role("link").filter(has_text="Ремонт набережной")).to_be_visible()
    await expect(phone.get_by_role("link", name=HIM)).to_be_hidden()
    async with town.http(boris) as http:
        await http.call("send_message", chat=group, cid="3", text="Посмотрел, согласен")
    await expect(phone.get_by_role("tab", name="Стройка")).to_contain_text("1")
    await shown(phone, "folder-phone-dark-ru")
    await desk.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    await desk.get_by_role("button", name="Удалить папку: Стройка").click()
    await expect(phone.get_by_role("tab", name="Стройка")).to_be_hidden()
    await expect(phone.get_by_role("link", name=HIM)).to_be_visible()
