"""The second step, the codes on paper, and the way back in when everything else is lost."""

import re

import pyotp
import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import PASSWORD, Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]

NEW = "другой вечевой колокол"


async def sign_out(page: Page) -> None:
    await page.goto("/settings/devices")
    await page.get_by_role("button", name="Выйти на этом устройстве").click()
    await page.get_by_role("button", name="Выйти", exact=True).click()
    await expect(page.get_by_role("heading", name="Вход")).to_be_visible()


async def test_a_second_step_and_a_way_back(town: Town, pages: Pages) -> None:
    anna = await town.person("Мухаметзянова Гульнара Фаридовна")
    page = await pages.open(anna, path="/settings/security")
    await page.get_by_role("button", name="Включить второй шаг").click()
    secret = (await page.locator("dialog output.code").inner_text()).replace(" ", "")
    assert await accessibility(page) == []
    await screenshot(page, "second-factor-desktop-light-ru")
    await page.get_by_label("Код, который показало приложение").fill("000000")
    await page.get_by_role("button", name="Включить", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("Код не подошёл")
    app = pyotp.TOTP(secret)
    await page.get_by_label("Код, который показало приложение").fill(app.now())
    await page.get_by_role("button", name="Включить", exact=True).click()
    sheet = page.get_by_role("alertdialog", name="Сохраните коды восстановления")
    await expect(sheet.get_by_role("listitem")).to_have_count(10)
    codes = await sheet.get_by_role("listitem").all_inner_texts()
    assert await accessibility(page) == []
    await screenshot(page, "recovery-codes-desktop-light-ru")
    async with page.expect_download() as download:
        await sheet.get_by_role("button", name="Скачать").click()
    assert codes[9] in (await (await download.value).path()).read_text("utf-8")
    await sheet.get_by_label("Коды сохранены").check()
    await sheet.get_by_role("button", name="Готово").click()
    await expect(page.get_by_text("осталось: 10")).to_be_visible()

    await sign_out(page)
    await page.get_by_label("Логин").fill(anna.login)
    await page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Войти", exact=True).click()
    await expect(page.get_by_role("heading", name="Второй шаг")).to_be_visible()
    assert await accessibility(page) == []
    await screenshot(page, "second-step-desktop-light-ru")
    # Codes of the app are used once; one on paper does as well, and does not wait for the next half minute.
    await page.get_by_label("Код из приложения").fill(codes[0])
    await page.get_by_role("button", name="Войти", exact=True).click()
    await expect(page.get_by_role("navigation", name="Разделы").first).to_be_visible()

    lost = await pages.open(size=PHONE, theme="dark")
    await lost.get_by_role("button", name="Не помню пароль").click()
    await lost.get_by_label("Логин").fill(anna.login)
    await lost.get_by_label("Код восстановления").fill(codes[1].lower())
    await lost.get_by_label("Новый пароль").fill(NEW)
    assert await accessibility(lost) == []
    await screenshot(lost, "recover-phone-dark-ru")
    await lost.get_by_role("button", name="Сменить пароль и войти").click()
    await expect(lost.get_by_role("complementary", name="Безопасность")).to_contain_text("Вход восстановлен")
    await expect(page.get_by_role("heading", name="Вход")).to_be_visible()


async def test_two_administrators_let_somebody_back_in(town: Town, pages: Pages) -> None:
    boris, second = await town.person("Забывчивый Борис Ильич"), await town.person("Вторая Администратор Ильинична")
    async with town.http(town.administrator) as http:
        await http.call("set_administrator", person=second.id, on=True)
        await http.call("ask_recovery", person=boris.id)
    his = await pages.open(boris)
    await expect(his.get_by_role("navigation", name="Разделы").first).to_be_visible()
    desk = await pages.open(second, path="/directory/invitations")
    line = desk.get_by_role("listitem").filter(has_text="Забывчивый Борис Ильич")
    await expect(line.filter(has_text="просит")).to_be_visible()
    await desk.get_by_role("button", name=re.compile("Подтвердить: Забывчивый")).click()
    link = await desk.get_by_role("dialog").get_by_label("Ссылка", exact=True).input_value()
    await screenshot(desk, "recovery-link-desktop-light-ru")
    await expect(his.get_by_role("complementary", name="Безопасность")).to_contain_text("Два администратора")
    page = await pages.open(path=link.split(town.address)[1], size=PHONE)
    await expect(page.get_by_text("Забывчивый Борис Ильич, придумайте")).to_be_visible()
    assert await accessibility(page) == []
    await screenshot(page, "recover-link-phone-light-ru")
    await page.get_by_label("Новый пароль").fill(NEW)
    await page.get_by_role("button", name="Сменить пароль и войти").click()
    await expect(page.get_by_role("navigation", name="Разделы").last).to_be_visible()
    await expect(his.get_by_role("heading", name="Вход")).to_be_visible()
