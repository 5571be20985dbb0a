"""A picture of oneself, emoji found by a word, a pack of stickers made and shared, and a phone that saves traffic."""

import io

import pytest
from PIL import Image, ImageDraw
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.flows.media import attach, box, dialog, log, payload, photo, tray
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


def sticker(colour: tuple[int, int, int]) -> bytes:
    """A face on nothing."""
    picture = Image.new("RGBA", (512, 512), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((40, 40, 472, 472), fill=colour)
    draw.ellipse((160, 170, 210, 240), fill=(30, 30, 30))
    draw.ellipse((302, 170, 352, 240), fill=(30, 30, 30))
    draw.arc((150, 180, 362, 380), 20, 160, fill=(30, 30, 30), width=18)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


async def test_faces_stickers_and_little_traffic(town: Town, pages: Pages) -> None:
    """Anna shows her face and makes stickers; Boris takes them over and saves traffic."""
    anna = await town.person("Анна Сергеевна Воронцова")
    boris = await town.person("Борис Ильич Захаров")
    chat = await dialog(town, anna, boris, "Здравствуйте")
    desk = await pages.open(anna, path="/settings/profile")
    phone = await pages.open(boris, path="/settings/appearance", size=PHONE, theme="dark", language="en")

    await set_face(desk)
    await phone.get_by_role("checkbox", name="Save traffic").check()
    await phone.get_by_role("link", name="Chats").tap()
    await phone.locator(".row", has_text="Анна").first.tap()
    await expect(phone.locator(".bar .av__photo")).to_be_visible()

    await desk.goto(f"/chat/{chat}")
    await find_emoji(desk)
    await make_pack(desk)
    got = log(phone).get_by_role("img", name="Sticker")
    await expect(got).to_be_visible()
    await screenshot(phone, "sticker.phone.dark.en")
    assert await accessibility(phone) == []

    # Nothing of a picture comes to the phone before it is wanted.
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    await attach(desk, "Фото или видео", [payload("IMG_1.jpg", photo(1), "image/jpeg")])
    await expect(tray(desk).get_by_role("listitem")).to_have_count(1)
    await desk.get_by_role("button", name="Отправить", exact=True).click()
    wanted = log(phone).get_by_role("button", name="Load: Photo")
    await expect(wanted).to_be_visible(timeout=30_000)
    await screenshot(phone, "low-data.phone.dark.en")
    assert not [url for url in asked if "/preview" in url]
    await wanted.tap()
    await expect(log(phone).locator(".pic img")).to_have_js_property("complete", True)
    assert [url for url in asked if "/preview" in url]

    await desk.goto("/settings/files")
    await expect(desk.get_by_text("Мои файлы")).to_be_visible()
    await screenshot(desk, "storage.desktop.light.ru")
    assert await accessibility(desk) == []


async def set_face(page: Page) -> None:
    """A photo of oneself, cut to a square."""
    async with page.expect_file_chooser() as chosen:
        await page.get_by_role("button", name="Поставить фотографию").click()
    await (await chosen.value).set_files([payload("я.jpg", photo(2, size=(900, 1400)), "image/jpeg")])
    window = page.get_by_role("dialog", name="Какая часть фотографии видна")
    await window.get_by_role("slider", name="Крупнее").fill("1.5")
    await screenshot(page, "face.desktop.light.ru")
    assert await accessibility(page) == []
    await window.get_by_role("button", name="Сохранить").click()
    await expect(window).to_have_count(0, timeout=30_000)
    await expect(page.locator("main .av__photo")).to_be_visible()


async def find_emoji(page: Page) -> None:
    """Found by a Russian word, and by an English one."""
    for word, name in (("спасибо", "Сложенные руки"), ("rocket", "Ракета")):
        await page.get_by_role("button", name="Эмодзи", exact=True).click()
        panel = page.get_by_role("dialog", name="Эмодзи и стикеры")
        await panel.get_by_label("Найти эмодзи").fill(word)
        found = panel.get_by_role("gridcell", name=name, exact=True)
        await expect(found).to_be_visible()
        await screenshot(page, "emoji.desktop.light.ru")
        assert await accessibility(page) == []
        await found.click()
        await page.keyboard.press("Escape")
    await expect(box(page)).to_contain_text("🚀")
    await box(page).fill("")


async def make_pack(page: Page) -> None:
    """A pack of two, and the first of them sent."""
    await page.get_by_role("button", name="Эмодзи", exact=True).click()
    panel = page.get_by_role("dialog", name="Эмодзи и стикеры")
    await panel.get_by_role("tab", name="Стикеры").click()
    await panel.get_by_role("button", name="Новый набор").click()
    window = page.get_by_role("dialog", name="Новый набор стикеров")
    await window.get_by_label("Название набора").fill("Дежурная смена")
    await window.get_by_role("button", name="Создать набор").click()
    window = page.get_by_role("dialog", name="Дежурная смена")
    async with page.expect_file_chooser() as chosen:
        await window.get_by_role("button", name="Добавить картинки").click()
    faces = [sticker((250, 205, 70)), sticker((120, 200, 140))]
    await (await chosen.value).set_files([payload(f"{n}.png", face, "image/png") for n, face in enumerate(faces)])
    await expect(window.get_by_role("img", name="Стикер")).to_have_count(2, timeout=30_000)
    # The second one to the front by keyboard, and dragged back.
    first = window.get_by_role("img", name="Стикер").first
    shown = await first.get_attribute("src")
    await window.get_by_role("button", name="Позже: стикер 1 из 2").focus()
    await page.keyboard.press("Alt+ArrowRight")
    await expect(first).not_to_have_attribute("src", shown or "")
    await expect(window.get_by_role("status")).to_contain_text("Порядок изменён")
    items = window.get_by_role("listitem").filter(has=page.get_by_role("img", name="Стикер"))
    await items.nth(1).drag_to(items.nth(0))
    await expect(first).to_have_attribute("src", shown or "")
    await screenshot(page, "pack.desktop.light.ru")
    assert await accessibility(page) == []
    await window.get_by_role("button", name="Готово").click()
    await expect(window).to_have_count(0)
    await order_packs(page, panel)
    await panel.get_by_role("region", name="Дежурная смена").get_by_role("button", name="Стикер").first.click()
    await expect(log(page).get_by_role("img", name="Стикер")).to_be_visible()


async def order_packs(page: Page, panel: Locator) -> None:
    """A second pack comes to the top, and the first goes back there by a button."""
    await panel.get_by_role("button", name="Новый набор").click()
    window = page.get_by_role("dialog", name="Новый набор стикеров")
    await window.get_by_label("Название набора").fill("Отпуск")
    await window.get_by_role("button", name="Создать набор").click()
    await page.get_by_role("dialog", name="Отпуск").get_by_role("button", name="Готово").click()
    await expect(panel.get_by_role("region").first).to_have_accessible_name("Отпуск")
    await panel.get_by_role("button", name="Порядок наборов").click()
    window = page.get_by_role("dialog", name="Порядок наборов")
    await window.get_by_role("button", name="Выше: Дежурная смена").click()
    await expect(window.get_by_role("listitem").first).to_contain_text("Дежурная смена")
    await expect(window.get_by_role("status")).to_contain_text("Порядок изменён")
    await screenshot(page, "packs.desktop.light.ru")
    assert await accessibility(page) == []
    await window.get_by_role("button", name="Готово").click()
    await expect(panel.get_by_role("region").first).to_have_accessible_name("Дежурная смена")
