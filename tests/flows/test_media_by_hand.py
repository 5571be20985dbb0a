"""What hands do with films, sounds and pictures: seek, pinch, tap twice, hold to record; and two tabs at once."""

import pytest
from playwright.async_api import CDPSession, Page, expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.flows.media import box, dialog, log, photo
from tests.flows.tour import say, upload
from tests.media.samples import recording, video
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

PLAYED = "() => document.querySelector('dialog.viewer video')?.currentTime > 0.2"
SOUGHT = (
    "() => { const film = document.querySelector('dialog.viewer video'); return !film.seeking && film.currentTime > 7 }"
)


async def test_a_film_is_seen_from_any_place_and_music_is_heard(town: Town, pages: Pages) -> None:
    """The player of the browser asks for parts of the file; the player bar of the client moves by keys."""
    anna = await town.person("Виноградова Дарья Олеговна")
    boris = await town.person("Ефремов Глеб Ильич")
    chat = await dialog(town, anna, boris)
    async with town.http(anna) as http:
        film = await upload(
            http, video(seconds=9, size=(640, 480)), token=anna.token, name="Обход.mp4", purpose="video"
        )
        await say(http, chat, "Обход котельной", attachments=[{"type": "video", "file": film}])
        song = recording("ogg", seconds=8, live=False, title="Гимн города", artist="Хор")
        tune = await upload(http, song, token=anna.token, name="Гимн.ogg", purpose="audio")
        await say(http, chat, "", attachments=[{"type": "audio", "file": tune}])
    page = await pages.open(boris, path=f"/chat/{chat}")
    parts: list[tuple[int, str]] = []
    page.on(
        "response",
        lambda answer: (
            parts.append((answer.status, answer.headers.get("content-range", "")))
            if answer.url.split("?")[0].endswith(f"/media/files/{film}")
            else None
        ),
    )
    await log(page).locator(".pic__press").first.click()
    viewer = page.get_by_role("dialog", name="Просмотр")
    await expect(viewer.locator("video")).to_be_visible()
    await viewer.locator("video").evaluate("film => { film.muted = true; void film.play() }")
    await page.wait_for_function(PLAYED)
    await viewer.locator("video").evaluate("film => { film.currentTime = 8 }")
    await page.wait_for_function(SOUGHT)
    assert {status for status, _ in parts} == {206}, parts
    assert all(given.startswith("bytes ") for _, given in parts), parts
    await screenshot(page, "film-viewer-desktop-light-ru")
    # "Back" closes the film and nothing else.
    await page.go_back()
    await expect(viewer).to_have_count(0)
    await expect(log(page)).to_be_visible()

    await log(page).get_by_role("button", name="Слушать").click()
    player = page.get_by_role("region", name="Проигрыватель").locator("visible=true")
    await expect(player).to_be_visible()
    place = log(page).get_by_role("slider", name="Место в записи")
    before = int(await place.get_attribute("aria-valuenow") or 0)
    await place.press("ArrowRight")
    await expect(place).not_to_have_attribute("aria-valuenow", str(before))
    await screenshot(page, "music-playing-desktop-light-ru")
    await player.get_by_role("button", name="Закрыть проигрыватель").click()
    await expect(player).to_have_count(0)


async def fingers(touch: CDPSession, kind: str, *places: tuple[float, float]) -> None:
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
    await touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


async def test_fingers_on_a_photo_and_on_the_microphone(town: Town, pages: Pages) -> None:
    anna = await town.person("Ильина Надежда Олеговна")
    boris = await town.person("Котов Леонид Ильич")
    chat = await dialog(town, anna, boris)
    async with town.http(anna) as http:
        file = await upload(http, photo(1), token=anna.token)
        await say(http, chat, "Снимок с обхода", attachments=[{"type": "photo", "file": file}])
    page = await pages.open(boris, path=f"/chat/{chat}", size=PHONE, theme="dark")
    await page.context.grant_permissions(["microphone"])
    touch = await page.context.new_cdp_session(page)
    await log(page).locator(".pic__press").first.tap()
    stage = page.get_by_role("dialog", name="Просмотр").locator(".viewer__stage")
    await expect(stage).to_be_visible()

    await fingers(touch, "touchStart", (170, 420), (220, 420))
    for step in range(1, 6):
        await fingers(touch, "touchMove", (170 - 20 * step, 420), (220 + 20 * step, 420))
    await fingers(touch, "touchEnd")
    await expect(stage).to_have_attribute("data-zoomed", "")
    await screenshot(page, "photo-pinched-phone-dark-ru")
    # Two short taps: whole again, and two more: close up.
    for zoomed in (False, True):
        for _ in range(2):
            await fingers(touch, "touchStart", (195, 420))
            await fingers(touch, "touchEnd")
        if zoomed:
            await expect(stage).to_have_attribute("data-zoomed", "")
        else:
            await expect(stage).not_to_have_attribute("data-zoomed", "")
    await page.go_back()
    await expect(stage).to_have_count(0)

    microphone = await page.get_by_role("button", name="Записать голосовое сообщение").bounding_box()
    assert microphone
    at = (microphone["x"] + microphone["width"] / 2, microphone["y"] + microphone["height"] / 2)
    recorder = page.get_by_role("group", name="Запись голосового сообщения")
    spoken = log(page).get_by_role("button", name="Слушать голосовое сообщение")
    # Drawn aside it is thrown away; let go it is sent.
    for aside in (True, False):
        await fingers(touch, "touchStart", at)
        await expect(recorder.get_by_role("timer")).to_have_text("0:01")
        if aside:
            await fingers(touch, "touchMove", (at[0] - 160, at[1]))
            await screenshot(page, "voice-aside-phone-dark-ru")
        await fingers(touch, "touchEnd")
        await expect(recorder).to_have_count(0)
        await expect(spoken).to_have_count(0 if aside else 1, timeout=30_000)


async def test_two_tabs_at_once(town: Town, pages: Pages) -> None:
    """One browser, one local database, two tabs: each message once, and both tabs in step, without a network too."""
    anna = await town.person("Лаврова Полина Олеговна")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Дежурная смена"))["chat"]["id"]
        first = await pages.open(anna, path=f"/chat/{chat}")
        second = await first.context.new_page()
        await second.goto(f"/chat/{chat}")
        await write(first, "Из первой")
        await write(second, "Из второй")
        for page in (first, second):
            for text in ("Из первой", "Из второй"):
                await expect(log(page).get_by_text(text, exact=True)).to_have_count(1)
        await first.context.set_offline(True)
        await write(first, "Первая без связи")
        await write(second, "Вторая без связи")
        # The tab that wrote it goes; the other one sends for both.
        await expect(log(second).get_by_label("отправляется").last).to_be_visible()
        await second.close()
        await first.context.set_offline(False)
        third = await first.context.new_page()
        await third.goto(f"/chat/{chat}")
        for page in (first, third):
            for text in ("Первая без связи", "Вторая без связи"):
                await expect(log(page).get_by_text(text, exact=True)).to_have_count(1)
                await expect(
                    log(page).locator("article").filter(has_text=text).get_by_label("отправляется")
                ).to_have_count(0)
        texts = [one["text"] for one in (await http.call("history", chat=chat))["messages"] if one.get("text")]
        assert texts[:2] == ["Из первой", "Из второй"]
        assert sorted(texts[2:]) == ["Вторая без связи", "Первая без связи"]


async def write(page: Page, text: str) -> None:
    await box(page).click()
    await page.keyboard.insert_text(text)
    await page.keyboard.press("Enter")
    await expect(log(page).get_by_text(text, exact=True)).to_be_visible()
