"""A new phone: linked by a code that a signed-in device confirms; a forwarded code lets nobody in."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, flags, program, screenshot
from tests.flows.media import film_of
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]


async def shown_code(page: Page) -> str:
    code = page.locator("output.code")
    await expect(code).to_have_text(re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$"))
    return await code.inner_text()


async def test_a_new_phone_comes_in_and_is_sent_away(town: Town, pages: Pages) -> None:
    anna = await town.person("Преображенская-Вознесенская Елена Константиновна")
    desk = await pages.open(anna, path="/settings/devices")
    phone = await pages.open(size=PHONE)
    await phone.get_by_role("button", name="Войти с помощью телефона").click()
    forwarded = await shown_code(phone)
    assert await accessibility(phone) == []
    await screenshot(phone, "link-code-phone-light-ru")

    # Somebody sends the link on; whoever opens it, signed in or not, gets an explanation and nothing else.
    victim = await pages.open(await town.person("Доверчивый Пётр Ильич"), path=f"/link#{forwarded}", size=PHONE)
    await expect(victim.get_by_role("heading", name="Здесь ничего не подключается")).to_be_visible()
    assert await accessibility(victim) == []
    await screenshot(victim, "link-forwarded-phone-light-ru")
    await expect(phone.get_by_text("Код открыли не там, где он показан")).to_be_visible()
    await desk.get_by_role("button", name="Подключить устройство").click()
    await desk.get_by_label("Или введите код с его экрана").fill(forwarded)
    await desk.get_by_role("button", name="Далее").click()
    await expect(desk.get_by_role("alert")).to_contain_text("открыли в другом месте")

    await phone.get_by_role("button", name="Показать новый код").click()
    await expect(phone.locator("output.code")).not_to_have_text(forwarded)
    await desk.get_by_label("Или введите код с его экрана").fill((await shown_code(phone)).lower().replace("-", ""))
    await desk.get_by_role("button", name="Далее").click()
    question = desk.get_by_role("alertdialog", name="Подключить новое устройство?")
    await expect(question).to_contain_text("та же сеть, что и здесь (127.0.0.1)")
    number = await phone.locator("output.number").inner_text()
    await screenshot(phone, "link-number-phone-light-ru")
    await question.get_by_role("radio", name=number).click()
    assert await accessibility(desk) == []
    await screenshot(desk, "link-question-desktop-light-ru")
    await question.get_by_role("button", name="Это я, подключить").click()
    await desk.get_by_role("button", name="Готово").click()
    await expect(phone.get_by_role("navigation", name="Разделы").last).to_be_visible()

    notice = desk.get_by_role("complementary", name="Безопасность")
    await expect(notice).to_contain_text("Вход на новом устройстве")
    await expect(notice).to_contain_text("127.0.0.1")
    await screenshot(desk, "link-notice-desktop-light-ru")
    assert await accessibility(desk) == []
    await notice.get_by_role("button", name="Это не я, отключить").click()
    await expect(phone.get_by_role("heading", name="Вход")).to_be_visible()
    await expect(notice).to_be_hidden()


async def test_a_device_that_was_away_hears_of_it_and_no_means_no(town: Town, pages: Pages) -> None:
    anna = await town.person("Рождественский Всеволод Константинович")
    desk = await pages.open(anna, path="/settings/devices", theme="dark", language="en", size=PHONE)
    other = await pages.open(theme="dark", language="en")
    await other.get_by_role("button", name="Sign in with your phone").click()
    await shown_code(other)
    await screenshot(other, "link-code-desktop-dark-en")
    await desk.get_by_role("button", name="Link a device").click()
    await desk.get_by_label("Or type the code from its screen").fill(await shown_code(other))
    await desk.get_by_role("button", name="Next").click()
    question = desk.get_by_role("alertdialog", name="Link a new device?")
    await expect(question).to_be_visible()
    await screenshot(desk, "link-question-phone-dark-en")
    await question.get_by_role("button", name="Not me").click()
    await expect(other.get_by_text("Nobody was signed in")).to_be_visible()

    await desk.goto("about:blank")
    third = await pages.open(anna)
    await expect(third.get_by_role("navigation", name="Разделы").first).to_be_visible()
    await desk.goto("/")
    notice = desk.get_by_role("complementary", name="Security")
    await expect(notice).to_contain_text("test browser")
    await screenshot(desk, "link-notice-phone-dark-en")
    await notice.get_by_role("button", name="It is me").click()
    await desk.reload()
    await expect(desk.get_by_role("navigation").last).to_be_visible()
    await expect(notice).to_be_hidden()


async def test_the_camera_reads_the_code(town: Town, pages: Pages, browser: Browser, tmp_path: Path) -> None:
    """What the new phone shows is held before the camera of the old device; nothing is typed."""
    anna = await town.person("Верещагина Ксения Константиновна")
    phone = await pages.open(size=PHONE)
    await phone.get_by_role("button", name="Войти с помощью телефона").click()
    await shown_code(phone)
    film = film_of(Image.open(BytesIO(await phone.locator(".qr").screenshot(scale="css"))), tmp_path)
    camera = [*flags(), f"--use-file-for-fake-video-capture={film}"]
    other = await browser.browser_type.launch(executable_path=program(), args=camera)
    try:
        old = Pages(other, town.address)
        desk = await old.open(anna, path="/settings/devices")
        await desk.context.grant_permissions(["camera"])
        await desk.get_by_role("button", name="Подключить устройство").click()
        await desk.get_by_role("button", name="Сканировать камерой").click()
        question = desk.get_by_role("alertdialog", name="Подключить новое устройство?")
        await expect(question).to_be_visible(timeout=30_000)
        await question.get_by_role("radio", name=await phone.locator("output.number").inner_text()).click()
        await question.get_by_role("button", name="Это я, подключить").click()
        await expect(phone.get_by_role("navigation", name="Разделы").last).to_be_visible()
        old.check()
    finally:
        await other.close()
