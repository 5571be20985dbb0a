"""Mini apps and bots from outside: links that lead to them, buttons that ask, an app on its way into the catalogue."""

import asyncio
import base64
import re
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, flags, in_all_looks, program, screenshot
from tests.flows.media import film_of
from tests.flows.mini_apps import make_bot, pages_at, publish
from tests.flows.test_mini_apps import inside, page_of
from tests.flows.tour import settled
from tests.support.process import Town
from tools.veche_client import Socket

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]
KEYBOARD = {
    "type": "inline_keyboard",
    "payload": {
        "buttons": [
            [{"type": "request_contact", "text": "Передать номер"}],
            [{"type": "chat", "text": "Обсудить с врачом", "chat_title": "Приём у терапевта: кабинет 214"}],
        ]
    },
}


async def shown(page: Page, name: str) -> None:
    await screenshot(page, name)
    assert await accessibility(page) == []


def post_of(at: int, seq: int) -> str:
    """The last part of a link to a message, as bots make it."""
    number = (at << 16) | (seq & 0xFFFF)
    return base64.urlsafe_b64encode(number.to_bytes(8, "big")).decode().rstrip("=")


async def test_links_lead_where_they_say(town: Town, pages: Pages) -> None:
    anna = await town.person("Константинопольская Анна Петровна")
    boris = await town.person("Преображенский-Вознесенский Константин Александрович")
    async with town.http(anna) as http:
        made = await http.call("create_bot", name="Справочная городской поликлиники № 2", about="Отвечает и записывает")
        chat = (await http.call("open_dialog", **{"with": boris.id}))["chat"]["id"]
        sent = await http.call("send_message", chat=chat, cid="1", text="Пропуск на вахте, кабинет 214")
        (said,) = (await http.call("history", chat=chat))["messages"]
    post, token, username = post_of(said["at"], sent["seq"]), made["token"], made["bot"]["username"]

    words = "/share?text=Приходите+на+субботник&url=https://city.example/park"
    page = await pages.open(anna, path=words)
    dialog = page.get_by_role("dialog", name="Поделиться")
    await dialog.get_by_role("button", name=boris.name).click()
    await shown(page, "share-desktop-light-ru")
    came = asyncio.Event()
    async with Socket(town.address, boris.token, hear=lambda one: came.set() if "субботник" in str(one) else None):
        await dialog.get_by_role("button", name="Отправить от себя").click()
        async with asyncio.timeout(15):  # the next page ends this one: what it says must have come by then
            await came.wait()
    await page.goto(f"/user/{boris.id}")
    await expect(page).to_have_url(f"{town.address}/chat/{chat}")
    await expect(page.get_by_role("log")).to_contain_text("Приходите на субботник")
    await page.goto(f"/c/-{chat}/{post}")
    await expect(page.get_by_role("log").locator(f"[data-seq='{sent['seq']}']")).to_be_visible()
    await expect(page).to_have_url(re.compile(rf"/chat/{chat}"))
    await page.goto(f"/c/-{chat}/{post_of(said['at'] + 86_400_000, 1)}")
    await expect(page.get_by_role("heading", name="Ссылка не открылась")).to_be_visible()
    await shown(page, "link-broken-desktop-light-ru")

    phone = await pages.open(anna, path=words, size=PHONE, theme="dark", language="en")
    await expect(phone.get_by_role("dialog", name="Share")).to_be_visible()
    await shown(phone, "share-phone-dark-en")
    await phone.goto(f"/bot/{username}?start=poster-7")
    await expect(phone.get_by_role("button", name="Start", exact=True)).to_be_visible()
    await settled(phone)
    await shown(phone, "bot-link-phone-dark-en")
    await phone.close()
    await begin(page, token, f"{town.address}/bot-api", username)
    async with town.http(anna) as http:
        chat = (await http.call("open_dialog", **{"with": made["bot"]["id"]}))["chat"]["id"]
    english = await pages.open(anna, path=f"/chat/{chat}", language="en")
    await english.get_by_role("button", name="Передать номер").click()
    await expect(english.get_by_role("dialog", name="Share your phone number?")).to_be_visible()
    await in_all_looks(english, "bot-contact", language="en")


async def begin(page: Page, token: str, api: str, username: str) -> None:
    """The start payload comes at every start; then the bot asks for a number, and makes a chat."""
    async with httpx.AsyncClient(headers={"Authorization": token}, timeout=30, trust_env=False) as bot:
        for word in ("poster-7", "again"):
            await page.goto(f"/bot/{username}?start={word}")
            await page.get_by_role("button", name="Начать").wait_for()
            if word == "again":
                await shown(page, "bot-link-desktop-light-ru")
            await page.get_by_role("button", name="Начать").click()
            await expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()
        found = (await bot.get(f"{api}/updates", params={"types": "bot_started", "timeout": 5})).json()["updates"]
        assert [update["payload"] for update in found] == ["poster-7", "again"]
        body = {"text": "Чтобы записать вас, нужен номер", "attachments": [KEYBOARD]}
        answer = await bot.post(f"{api}/messages", params={"user_id": found[0]["user"]["user_id"]}, json=body)
        assert answer.status_code == 200, answer.text
        header = page.locator(".bar").filter(has=page.get_by_role("heading", name="Справочная"))
        await expect(header.get_by_text("бот", exact=True)).to_have_count(1)
        await expect(header.get_by_text("Бот", exact=True)).to_have_count(0)
        await page.get_by_role("button", name="Передать номер").click()
        dialog = page.get_by_role("dialog", name="Передать номер телефона?")
        await dialog.get_by_label("Номер телефона").fill("+7 900 123-45-67")
        await dialog.get_by_role("button", name="Передать", exact=True).click()
        # This installation lets nobody pass off a typed number as a checked one.
        await expect(dialog.get_by_role("alert")).to_contain_text("не проверяет номера телефонов")
        assert await accessibility(page) == []
        await in_all_looks(page, "bot-contact")
        await dialog.get_by_role("button", name="Не передавать").click()
        await page.get_by_role("button", name="Обсудить с врачом").click()
        await expect(page.get_by_role("heading", name="Приём у терапевта: кабинет 214")).to_be_visible()
        await shown(page, "bot-chat-desktop-light-ru")


async def test_an_app_comes_into_the_catalogue(town: Town, pages: Pages) -> None:
    author = await town.person("Тимофеева Ольга Львовна")
    anna = await town.person("Мухаметзянова Гульнара Рашидовна")
    bot = await make_bot(town, "Дворовые дела", author)
    title = f"Дворовые дела: участок {bot.id % 1000}"
    with pages_at(page_of({"hi": "say('ok')"}, town.address)) as address:
        pages.expected.add(address.removeprefix("http://"))
        page = await pages.open(author, path=f"/services/edit/{bot.id}")
        await fill(page, address, title)
        phone = await pages.open(author, path=f"/services/edit/{bot.id}", size=PHONE, theme="dark", language="en")
        await expect(phone.get_by_text("Waits for review")).to_be_visible()
        await shown(phone, "app-form-phone-dark-en")
        await phone.close()
        await review(await pages.open(town.administrator, path="/manage/services"), page, title)
        hers = await pages.open(anna, path="/services", size=PHONE)
        await find(hers, title)
    desk = await pages.open(anna, path="/services", theme="dark", language="en")
    await expect(desk.get_by_role("button", name=re.compile(f"{title}.*Тимофеева"))).to_be_visible()
    await shown(desk, "services-desktop-dark-en")


async def fill(page: Page, address: str, title: str) -> None:
    """The form of the author, and off to the operator."""
    await page.get_by_label("Адрес страницы").fill(f"{address}/")
    await page.get_by_label("Название").fill(title)
    await page.get_by_label("Раздел каталога").select_option("housing")
    await page.get_by_label("Одной строкой").fill("Заявка уходит дворнику вашего двора, ответ приходит сюда")
    await page.get_by_label("Имя, фамилия и фотография", exact=True).check()
    await page.get_by_role("button", name="Открыть для всех").click()
    await expect(page.get_by_role("alert")).to_contain_text("Напишите, зачем")
    await shown(page, "app-form-refused-desktop-light-ru")
    await page.get_by_label("Зачем: Имя, фамилия и фотография").fill("Чтобы дворник знал, кого спросить")
    await page.get_by_role("button", name="Открыть для всех").click()
    await expect(page.get_by_text("Ждёт проверки")).to_be_visible()
    await shown(page, "app-form-desktop-light-ru")


async def review(chief: Page, page: Page, title: str) -> None:
    """Refused with a reason, sent again, approved."""
    card = chief.get_by_role("listitem").filter(has=chief.get_by_role("button", name="Одобрить")).filter(has_text=title)
    await card.get_by_label("Что сказать автору").fill("Назовите, кто отвечает за заявки")
    await shown(chief, "app-review-desktop-light-ru")
    await card.get_by_role("button", name="Отказать с объяснением").click()
    await expect(card).to_have_count(0)
    await page.reload()
    await expect(page.get_by_text("Назовите, кто отвечает за заявки")).to_be_visible()
    await page.get_by_label("Подробнее").fill("Отвечает участок № 3 управляющей организации")
    await page.get_by_role("button", name="Открыть для всех").click()
    await expect(page.get_by_text("Ждёт проверки")).to_be_visible()
    await chief.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await chief.reload()
    await expect(card.get_by_text("Отвечает участок № 3")).to_be_visible()
    await shown(chief, "app-review-phone-light-ru")
    await card.get_by_role("button", name="Одобрить").click()
    await expect(card).to_have_count(0)


async def find(page: Page, title: str) -> None:
    """By its category and not by another; opened, and reported from its own window."""
    tile = page.get_by_role("button", name=re.compile(title))
    await page.get_by_role("button", name="Жильё и ЖКХ", exact=True).click()
    await expect(tile).to_be_visible()
    await shown(page, "services-phone-light-ru")
    await page.get_by_label("Поиск сервисов").fill("абракадабра")
    await expect(page.get_by_role("heading", name="Таких сервисов нет")).to_be_visible()
    await shown(page, "services-nothing-phone-light-ru")
    await page.get_by_role("button", name="Очистить").click()
    await tile.click()
    await page.get_by_role("button", name="Передать и открыть").click()
    await expect(inside(page).locator("#hello")).to_be_visible()
    await page.get_by_role("button", name="Пожаловаться на приложение").click()
    report = page.get_by_role("dialog", name="Пожаловаться")
    await report.get_by_label("Другое").check()
    await report.get_by_label("Пояснение").fill("Просит номер карты")
    await shown(page, "app-report-phone-light-ru")
    await report.get_by_role("button", name="Отправить").click()
    await expect(report).to_be_hidden()
    await expect(inside(page).locator("#hello")).to_be_visible()


CAMERA = {
    "code": "say('code ' + (await app.openCodeReader()).value)",
    "film": "say('film ' + (await navigator.mediaDevices.getUserMedia({video: true})).getVideoTracks().length)",
}


async def test_an_app_reads_a_code_and_sees_by_the_camera(
    town: Town, pages: Pages, browser: Browser, tmp_path: Path
) -> None:
    """The code is what a phone shows that wants to be let in; the camera sees it as long as it runs."""
    author, vera = await town.person("Аверин Борис Ильич"), await town.person("Орлова Вера Игоревна")
    bot = await make_bot(town, "Билеты в музей", author)
    poster = await pages.open(size=PHONE)
    await poster.get_by_role("button", name="Войти с помощью телефона").click()
    film = film_of(Image.open(BytesIO(await poster.locator(".qr").screenshot(scale="css"))), tmp_path)
    camera = [*flags(), f"--use-file-for-fake-video-capture={film}"]
    other = await browser.browser_type.launch(executable_path=program(), args=camera)
    wanted = [{"field": "camera", "purpose": "Чтобы читать билеты на входе", "required": True}]
    try:
        with pages_at(page_of(CAMERA, town.address)) as address:
            own = Pages(other, town.address)
            own.expected.add(address.removeprefix("http://"))
            await publish(town, author, bot.id, url=f"{address}/", title="Билеты", category="culture", wanted=wanted)
            page = await own.open(vera, path=f"/bot/{bot.username}?startapp", size=PHONE, theme="dark", language="en")
            await page.context.grant_permissions(["camera"])
            await page.get_by_role("button", name="Share and open").click()
            app = inside(page)
            await app.locator("#film").click()
            await expect(app.locator("#out")).to_have_text("film 1")
            await app.locator("#code").click()
            dialog = page.get_by_role("dialog", name="Read a code")
            await expect(dialog.get_by_role("button", name="Scan with the camera")).to_be_visible()
            await shown(page, "app-code-phone-dark-en")
            await dialog.get_by_role("button", name="Scan with the camera").click()
            await expect(app.locator("#out")).to_have_text(re.compile(r"code http.*/link#"), timeout=30_000)
            own.check()
    finally:
        await other.close()
