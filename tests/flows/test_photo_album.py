"""An album of four photos: put together, sent with words, looked at on a desktop and on a phone."""

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.flows.media import attach, box, dialog, drawn, log, payload, photo, tray
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

SIZES = ((1600, 1200), (1200, 1600), (2000, 1000), (3000, 2000))
WORDS = "Обход трассы: опора 31 и три соседние. Порыв устранён."


async def test_an_album_is_made_sent_and_looked_at(town: Town, pages: Pages) -> None:
    """Anna puts four photos together on her desktop; Boris looks at them on his phone."""
    anna = await town.person("Анна Сергеевна Воронцова")
    boris = await town.person("Борис Ильич Захаров")
    chat = await dialog(town, anna, boris, "Жду снимки с обхода.")
    desk = await pages.open(anna, path=f"/chat/{chat}")
    phone = await pages.open(boris, path=f"/chat/{chat}", size=PHONE, theme="dark")
    await expect(log(phone).get_by_text("Жду снимки")).to_be_visible()

    # Chosen, put in order, one hidden until pressed, one taken out and put back.
    files = [payload(f"IMG_{number}.jpg", photo(number, size=size), "image/jpeg") for number, size in enumerate(SIZES)]
    await attach(desk, "Фото или видео", files)
    items = tray(desk).get_by_role("listitem")
    await expect(items).to_have_count(4)
    await tray(desk).get_by_role("button", name="Раньше: IMG_3.jpg").click()
    await expect(items.nth(2).get_by_role("img")).to_have_attribute("alt", "IMG_3.jpg")
    await tray(desk).get_by_role("button", name="Скрыть до нажатия: IMG_2.jpg").click()
    await tray(desk).get_by_role("button", name="Убрать: IMG_0.jpg").click()
    await expect(items).to_have_count(3)
    await attach(desk, "Фото или видео", files[:1])
    await expect(items).to_have_count(4)
    await box(desk).click()
    await desk.keyboard.type(WORDS)
    await screenshot(desk, "album-tray.desktop.light.ru")
    assert await accessibility(desk) == []
    await desk.keyboard.press("Enter")
    await expect(tray(desk)).to_have_count(0)

    # The same album on both sides, with its words, and nothing that jumps when the pictures come.
    album = log(phone).get_by_role("group", name="Альбом, 4 снимка")
    await expect(album).to_be_visible(timeout=30_000)
    await expect(log(phone).get_by_text(WORDS)).to_be_visible()
    before = await album.bounding_box()
    await drawn(phone)
    assert await album.bounding_box() == before
    await expect(log(desk).get_by_role("group", name="Альбом, 4 снимка")).to_be_visible()
    await expect(
        log(desk).get_by_role("img", name="отправлено").or_(log(desk).get_by_role("img", name="прочитано")).last
    ).to_be_visible()
    await drawn(desk)
    await screenshot(desk, "album.desktop.light.ru")
    await screenshot(phone, "album.phone.dark.ru")
    assert await accessibility(phone) == []

    await look_by_keyboard(desk)
    await look_by_finger(phone)
    await paste_and_drop(desk)
    await what_was_shared(phone, desk, chat)


async def look_by_keyboard(page: Page) -> None:
    """Open, walk, zoom, close: the focus comes back to where it was."""
    first = log(page).get_by_role("button", name="Фотография 1 из 4")
    await first.focus()
    await page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Просмотр")
    await expect(viewer.get_by_text("1 из 4")).to_be_visible()
    await drawn(page)
    await screenshot(page, "album-viewer.desktop.light.ru")
    assert await accessibility(page) == []
    await page.keyboard.press("ArrowRight")
    await expect(viewer.get_by_text("2 из 4")).to_be_visible()
    await page.keyboard.press("+")
    stage = viewer.locator(".viewer__stage")
    await expect(stage).to_have_attribute("data-zoomed", "")
    await page.keyboard.press("0")
    await expect(stage).not_to_have_attribute("data-zoomed", "")
    await stage.dblclick()
    await expect(stage).to_have_attribute("data-zoomed", "")
    async with page.expect_download() as got:
        await viewer.get_by_role("link", name="Скачать").click()
    assert (await got.value).suggested_filename.startswith("IMG_")
    await page.keyboard.press("Escape")
    await expect(viewer).to_have_count(0)
    await expect(first).to_be_focused()


async def look_by_finger(page: Page) -> None:
    """What is hidden shows itself with a tap; another tap opens it; a swipe turns, the back arrow closes."""
    await log(page).get_by_role("button", name="Показать скрытое").tap()
    await log(page).get_by_role("button", name="Фотография 4 из 4").tap()
    viewer = page.get_by_role("dialog", name="Просмотр")
    await expect(viewer.get_by_text("4 из 4")).to_be_visible()
    stage = viewer.locator(".viewer__stage")
    touch = {"pointerId": 7, "pointerType": "touch", "isPrimary": True, "bubbles": True, "clientY": 420}
    await stage.evaluate("node => { node.setPointerCapture = () => undefined }")
    await stage.dispatch_event("pointerdown", {**touch, "clientX": 100})
    await stage.dispatch_event("pointermove", {**touch, "clientX": 280})
    await stage.dispatch_event("pointerup", {**touch, "clientX": 280})
    await expect(viewer.get_by_text("3 из 4")).to_be_visible()
    await drawn(page)
    await screenshot(page, "album-viewer.phone.dark.ru")
    await viewer.get_by_role("button", name="К сообщению").tap()
    await expect(viewer).to_have_count(0)
    await expect(log(page).get_by_role("group", name="Альбом, 4 снимка")).to_be_visible()


GIVE = """(node, [kind, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([Uint8Array.from(bytes)], `${kind}.jpg`, { type: "image/jpeg" }));
  const how = { bubbles: true, cancelable: true };
  if (kind === "paste") node.dispatchEvent(new ClipboardEvent("paste", { ...how, clipboardData: data }));
  else for (const name of ["dragenter", "dragover", "drop"])
    node.dispatchEvent(new DragEvent(name, { ...how, dataTransfer: data }));
}"""


async def paste_and_drop(page: Page) -> None:
    """Out of the clipboard and from outside: both stand above the box, and wait while one looks around."""
    small = list(photo(0, size=(320, 240)))
    await box(page).evaluate(GIVE, ["paste", small])
    await expect(tray(page).get_by_role("img", name="paste.jpg")).to_be_visible()
    await log(page).evaluate(GIVE, ["drop", small])
    await expect(tray(page).get_by_role("img", name="drop.jpg")).to_be_visible()
    await page.get_by_role("link", name="Справочник").click()
    await page.get_by_role("link", name="Чаты").click()
    await page.locator(".row", has_text="Борис").first.click()
    await expect(tray(page).get_by_role("listitem")).to_have_count(2)


async def what_was_shared(phone: Page, desk: Page, chat: int) -> None:
    """The pictures of the chat in one place: counted, looked at, and the way back to their message."""
    await phone.goto(f"/chat/{chat}/info")
    await phone.get_by_role("button", name="Фото и видео 4").tap()
    shared = phone.get_by_role("dialog", name="Вложения")
    tiles = shared.get_by_role("listitem").get_by_role("button")
    await expect(tiles).to_have_count(4)
    await drawn(phone)
    await screenshot(phone, "shared.phone.dark.ru")
    assert await accessibility(phone) == []
    await tiles.nth(1).tap()
    viewer = phone.get_by_role("dialog", name="Просмотр")
    await expect(viewer.get_by_text("2 из 4")).to_be_visible()
    await viewer.get_by_role("button", name="Закрыть").tap()
    await expect(viewer).to_have_count(0)

    await desk.goto(f"/chat/{chat}/info")
    await desk.get_by_role("button", name="Фото и видео 4").click()
    tile = desk.get_by_role("dialog", name="Вложения").get_by_role("listitem").get_by_role("button").first
    await tile.focus()
    await drawn(desk)
    await screenshot(desk, "shared.desktop.light.ru")
    await desk.keyboard.press("Shift+F10")
    await desk.get_by_role("menuitem", name="Показать в чате").press("Enter")
    await expect(desk.get_by_role("dialog")).to_have_count(0)
    await expect(log(desk).get_by_role("group", name="Альбом, 4 снимка")).to_be_visible()
