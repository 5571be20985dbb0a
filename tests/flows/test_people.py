"""What people do in the first hour, in real browsers: come by invitation, find each other, talk, leave."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages
from tests.support.process import PASSWORD, Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def write(page: Page, text: str) -> None:
    """Type into the composer and send with Enter, as at a desk."""
    await page.get_by_role("textbox", name="Сообщение").fill(text)
    await page.keyboard.press("Enter")


async def test_an_invited_person_comes_in_and_signs_in_again(town: Town, pages: Pages) -> None:
    async with town.http(town.administrator) as http:
        invitation = await http.call("create_invitation", name="Орлова Вера Игоревна")
    page = await pages.open(path=invitation["link"].split(town.address)[1])
    await page.get_by_label("Логин").fill("orlova")
    await page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    await page.locator("form button[type=submit]").click()
    await page.get_by_role("heading", name="Чаты").wait_for()

    again = await pages.open()
    await again.get_by_label("Логин").fill("orlova")
    await again.get_by_label("Пароль", exact=True).fill("это не тот пароль 1")
    await again.get_by_role("button", name="Войти", exact=True).click()
    await expect(again.get_by_role("alert").first).to_be_visible()
    await again.get_by_label("Пароль", exact=True).fill(PASSWORD)
    await again.get_by_role("button", name="Войти", exact=True).click()
    await again.get_by_role("heading", name="Чаты").wait_for()


async def test_two_people_talk(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна Разговорчивая"), await town.person("Борис Внимательный")
    hers, his = await pages.open(anna), await pages.open(boris, size=PHONE)

    await hers.get_by_role("button", name="Новый чат").click()
    await hers.get_by_role("button", name=re.compile("Написать человеку")).click()
    await hers.get_by_role("dialog").get_by_role("textbox").fill("Внимательный")
    await hers.get_by_role("dialog").get_by_text("Борис Внимательный").click()
    await write(hers, "Добрый день! Вы придёте в пятницу?")
    await his.get_by_text("Анна Разговорчивая").first.click()
    await expect(his.get_by_role("log")).to_contain_text("Вы придёте в пятницу?")

    await his.get_by_role("textbox", name="Сообщение").fill("Да, к десяти 👍")
    await his.get_by_role("button", name="Отправить").click()
    await expect(hers.get_by_role("log")).to_contain_text("Да, к десяти 👍")
    await expect(hers.get_by_label("прочитано").first).to_be_visible()


async def test_a_revoked_device_is_shown_the_door_at_once(town: Town, pages: Pages) -> None:
    anna = await town.person("Анна Осторожная")
    page = await pages.open(anna)
    await page.get_by_role("heading", name="Чаты").wait_for()
    async with town.http(anna) as http:
        await http.call("revoke_other_devices")
    await expect(page.get_by_role("heading", name="Вход")).to_be_visible()


async def test_text_is_never_markup(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Анна <b>Хитрая</b>"), await town.person("Борис Спокойный")
    async with town.http(anna) as http:
        chat = (await http.call("open_dialog", **{"with": boris.id}))["chat"]["id"]
        text = "<img src=x onerror=alert(1)> <script>alert(2)</script> &amp; [a](javascript:alert(3))"
        await http.call("send_message", chat=chat, cid="1", text=text)
    page = await pages.open(boris, path=f"/chat/{chat}")
    await expect(page.get_by_role("log")).to_contain_text(text)
    assert await page.locator("[role=log] img, [role=log] script").count() == 0
    await expect(page.get_by_role("heading", level=1, name="Анна <b>Хитрая</b>")).to_be_visible()
