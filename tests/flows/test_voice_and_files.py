"""A voice message recorded and heard, a round film, files, a card and a place, on a desktop and a phone."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.flows.media import attach, box, dialog, log, payload, tray
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

REPORT = b"%PDF-1.4\n" + bytes(range(256)) * 900
REPORT_NAME = "Акт осмотра опоры 31 от 22 ноября.pdf"


async def test_a_voice_and_files_go_from_hand_to_hand(town: Town, pages: Pages, tmp_path: Path) -> None:
    """Anna records and attaches at her desk; Boris listens and downloads on the way."""
    anna = await town.person("Анна Сергеевна Воронцова")
    boris = await town.person("Борис Ильич Захаров")
    chat = await dialog(town, anna, boris, "Сейчас наговорю.")
    desk = await pages.open(anna, path=f"/chat/{chat}")
    phone = await pages.open(boris, path=f"/chat/{chat}", size=PHONE, theme="dark", language="en")
    await desk.context.grant_permissions(["microphone", "camera"])

    await record_voice(desk)
    async with town.http(anna) as http:
        await http.call("forward_message", chat=chat, cid="twice", from_chat=chat, seq=2)
    await listen(phone)
    await send_files(desk)
    row = log(phone).get_by_role("link", name="Акт осмотра")
    await expect(row).to_be_visible()
    async with phone.expect_download() as got:
        await row.tap()
    saved = tmp_path / "saved"
    await (await got.value).save_as(saved)
    assert (await got.value).suggested_filename == REPORT_NAME
    assert saved.read_bytes() == REPORT

    await send_cards(desk)
    await expect(log(phone).get_by_text("Дежурный инженер связи")).to_be_visible()
    await expect(log(phone).get_by_role("link", name="55.75580° N, 37.61730° E")).to_have_attribute(
        "href", "geo:55.7558,37.6173"
    )
    await screenshot(desk, "files.desktop.light.ru")
    await screenshot(phone, "files.phone.dark.en")
    assert await accessibility(desk) == []
    assert await accessibility(phone) == []

    await record_round(desk)
    await expect(log(phone).get_by_role("button", name="Watch the video message")).to_be_visible(timeout=30_000)
    await screenshot(phone, "round.phone.dark.en")


async def record_voice(page: Page) -> None:
    """Thrown away once with Esc, then recorded, listened to, and sent."""
    begin = page.get_by_role("button", name="Записать голосовое сообщение")
    await begin.click()
    recorder = page.get_by_role("group", name="Запись голосового сообщения")
    await expect(recorder.get_by_role("timer")).to_have_text("0:01")
    await page.keyboard.press("Escape")
    await expect(recorder).to_have_count(0)
    await begin.click()
    await expect(recorder.get_by_role("timer")).to_have_text("0:02")
    await screenshot(page, "voice-recording.desktop.light.ru")
    await recorder.get_by_role("button", name="Остановить и прослушать").click()
    await recorder.get_by_role("button", name="Прослушать запись").click()
    assert await accessibility(page) == []
    await recorder.get_by_role("button", name="Отправить запись").click()
    await expect(log(page).get_by_role("button", name="Слушать голосовое сообщение")).to_be_enabled(timeout=30_000)


async def listen(page: Page) -> None:
    """It plays on while other chats are looked at; the bar leads back, changes the speed and ends it. The next one
    begins by itself, as fast as the one before."""
    play = log(page).get_by_role("button", name="Listen to the voice message")
    await expect(play).to_have_count(2)
    await play.first.tap()
    player = page.get_by_role("region", name="Player").locator("visible=true")
    await expect(player).to_be_visible()
    await player.get_by_role("button", name="Speed 1").tap()
    await expect(player.get_by_role("button", name="Speed 1.5")).to_be_visible()
    await screenshot(page, "voice-playing.phone.dark.en")
    assert await accessibility(page) == []
    await page.locator(".bar a[href='/']").tap()
    await expect(log(page)).to_have_count(0)
    await expect(player).to_be_visible()
    await player.get_by_title("To the message").tap()
    second = log(page).locator("[data-seq='3']")
    await expect(second.get_by_role("button", name="Pause")).to_be_visible()
    await expect(log(page).get_by_role("button", name="Pause")).to_have_count(1)
    await expect(second.get_by_role("button", name="Speed 1.5")).to_be_visible()
    await player.get_by_role("button", name="Close the player").tap()
    await expect(player).to_have_count(0)


async def send_files(page: Page) -> None:
    """An empty file is refused with a word before anything is sent; a good one goes."""
    await attach(
        page, "Файл", [payload("пусто.txt", b"", "text/plain"), payload(REPORT_NAME, REPORT, "application/pdf")]
    )
    await expect(tray(page).get_by_role("listitem")).to_have_count(2)
    await expect(tray(page).get_by_role("alert")).to_contain_text("пуст")
    await screenshot(page, "files-refused.desktop.light.ru")
    await tray(page).get_by_role("button", name="Убрать: пусто.txt").click()
    await expect(tray(page).get_by_role("listitem")).to_have_count(1)
    await page.get_by_role("button", name="Отправить", exact=True).click()
    await expect(log(page).get_by_role("link", name="Акт осмотра")).to_be_visible()


async def send_cards(page: Page) -> None:
    """A contact that is typed in, and a place by its coordinates."""
    await page.get_by_role("button", name="Приложить").click()
    await page.get_by_role("menuitem", name="Контакт").click()
    await page.get_by_role("radio", name="Записать").click()
    await page.get_by_label("Имя").fill("Дежурный инженер связи")
    await page.get_by_label("Телефон").fill("+7 (4012) 55-01-12")
    await page.get_by_role("dialog").get_by_role("button", name="Отправить", exact=True).click()
    await expect(log(page).get_by_text("Дежурный инженер связи")).to_be_visible()
    await page.get_by_role("button", name="Приложить").click()
    await page.get_by_role("menuitem", name="Место").click()
    await page.get_by_label("Широта и долгота").fill("55,7558 37,6173")
    await page.get_by_label("Название").fill("Опора 31")
    await screenshot(page, "place.desktop.light.ru")
    assert await accessibility(page) == []
    await page.get_by_role("dialog").get_by_role("button", name="Отправить", exact=True).click()
    await expect(log(page).get_by_text("Опора 31", exact=True)).to_be_visible()
    await box(page).click()


async def record_round(page: Page) -> None:
    """A round film from the camera."""
    await page.get_by_role("button", name="Приложить").click()
    await page.get_by_role("menuitem", name="Видеосообщение").click()
    recorder = page.get_by_role("dialog", name="Видеосообщение")
    await expect(recorder.get_by_role("timer")).to_contain_text("0:02", timeout=20_000)
    await screenshot(page, "round-recording.desktop.light.ru")
    await recorder.get_by_role("button", name="Остановить").click()
    await recorder.get_by_role("button", name="Отправить", exact=True).click()
    await expect(recorder).to_have_count(0)
