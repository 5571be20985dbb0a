"""Passkeys in a real browser, with Chromium's virtual authenticator. They need a name: `localhost`, not a number."""

import secrets

import pytest
from playwright.async_api import Browser, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import PASSWORD, Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]


AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def with_authenticator(page: Page) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    await session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


async def test_from_the_invitation_to_a_sign_in_without_password(town: Town, browser: Browser) -> None:
    pages = Pages(browser, town.address.replace("127.0.0.1", "localhost"))
    try:
        async with town.http(town.administrator) as http:
            invitation = await http.call_patiently("create_invitation", name="Тихонов Илья Сергеевич")
        page = await pages.open(path=f"/invite#{invitation['code']}", size=PHONE)
        await with_authenticator(page)
        await page.get_by_label("Логин").fill(f"tihonov.{secrets.token_hex(2)}")
        await page.get_by_label("Пароль", exact=True).fill(PASSWORD)
        await page.get_by_role("button", name="Принять и создать вход").click()
        await expect(page.get_by_role("heading", name="Вход создан")).to_be_visible()
        assert await accessibility(page) == []
        await screenshot(page, "passkey-offer-phone-light-ru")
        await page.get_by_role("button", name="Добавить ключ доступа").click()
        await expect(page.get_by_role("navigation", name="Разделы").last).to_be_visible()

        await page.goto("/settings/security")
        mine = page.get_by_role("listitem").filter(has_text="Chrome, Linux")
        await expect(mine).to_be_visible()
        await mine.get_by_role("button", name="Имя").click()
        await page.get_by_label("Как называть этот ключ").fill("Рабочий ноутбук")
        await page.get_by_role("button", name="Сохранить").click()
        await expect(page.get_by_role("listitem").filter(has_text="Рабочий ноутбук")).to_be_visible()
        await screenshot(page, "security-phone-light-ru")
        assert await accessibility(page) == []

        await page.goto("/settings/devices")
        await page.get_by_role("button", name="Выйти на этом устройстве").click()
        await page.get_by_role("button", name="Выйти", exact=True).click()
        enter = page.get_by_role("button", name="Войти без пароля")
        await expect(enter).to_be_visible()
        assert await accessibility(page) == []
        await screenshot(page, "sign-in-phone-light-ru")
        await enter.click()
        await expect(page.get_by_role("navigation", name="Разделы").last).to_be_visible()

        await page.goto("/settings/security")
        await page.get_by_role("button", name="Удалить: Рабочий ноутбук").click()
        await expect(page.get_by_role("listitem").filter(has_text="Рабочий ноутбук")).to_be_hidden()
    finally:
        await pages.close()
    pages.check()


async def test_at_a_number_the_password_comes_first_and_says_why(town: Town, pages: Pages) -> None:
    page = await pages.open(theme="dark", language="en")
    await expect(page.get_by_label("Login")).to_be_visible()
    await expect(page.get_by_role("button", name="Sign in without a password")).to_be_hidden()
    inside = await pages.open(await town.person("Ахметова Алия Равилевна"), path="/settings/security", theme="dark")
    await expect(inside.get_by_text("нужен адрес https с именем")).to_be_visible()
    assert await accessibility(inside) == []
    await screenshot(inside, "security-desktop-dark-ru")
