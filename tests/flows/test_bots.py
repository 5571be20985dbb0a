"""Somebody writes a bot: makes it in the settings, sees how it fares, tries it, and asks for a key for everybody."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, in_all_looks, screenshot
from tests.media.samples import picture
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]
KEYBOARD = {
    "type": "inline_keyboard",
    "payload": {"buttons": [[{"type": "callback", "text": "Записать на вторник, 10:30", "payload": "tue"}]]},
}


async def shown(page: Page, name: str) -> None:
    await screenshot(page, name)
    assert await accessibility(page) == []


@contextlib.asynccontextmanager
async def program(town: Town, token: str) -> AsyncIterator[httpx.AsyncClient]:
    """The author's program: polls, answers everything with a keyboard and a press with a word."""
    async with httpx.AsyncClient(
        base_url=f"{town.address}/bot-api", headers={"Authorization": token}, timeout=60, trust_env=False
    ) as http:

        async def run() -> None:
            marker: dict[str, int] = {}
            while True:
                page = (await http.get("/updates", params={"timeout": 20, **marker})).json()
                marker = {"marker": page["marker"]}
                for update in page["updates"]:
                    await take(update)

        async def take(update: dict[str, object]) -> None:
            if update["update_type"] == "message_callback":
                callback = update["callback"]
                assert isinstance(callback, dict)
                answer = {"message": {"text": "Вы записаны на вторник, 10:30", "attachments": []}}
                await http.post("/answers", params={"callback_id": callback["callback_id"]}, json=answer)
            elif update["update_type"] == "message_created":
                message = update["message"]
                assert isinstance(message, dict)
                body = {"text": "Здравствуйте! Когда вам удобно прийти?", "attachments": [KEYBOARD]}
                await http.post("/messages", params={"chat_id": message["recipient"]["chat_id"]}, json=body)

        task = asyncio.create_task(run())
        try:
            yield http
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@contextlib.asynccontextmanager
async def receiver() -> AsyncIterator[tuple[str, list[dict[str, object]]]]:
    """A webhook on the only address that the town lists."""
    got: list[dict[str, object]] = []

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        size = next(int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length"))
        got.append(json.loads(await reader.readexactly(size)))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.2", 0)
    async with server:
        yield f"http://127.0.0.2:{server.sockets[0].getsockname()[1]}/hook", got


async def test_a_bot_is_made_tried_and_approved(town: Town, pages: Pages) -> None:
    author = await town.person("Константинопольский Борис Всеволодович")
    page = await pages.open(author, path="/settings/bots")
    await expect(page.get_by_text("Ботов пока нет")).to_be_visible()
    await shown(page, "bots-none-desktop-light-ru")

    await page.get_by_role("button", name="Создать бота").click()
    await page.get_by_label("Название").fill("Запись на приём в отдел социальной защиты")
    await page.get_by_label("Что он умеет").fill("Записывает на приём и напоминает за день")
    await shown(page, "bot-new-desktop-light-ru")
    await page.get_by_role("button", name="Создать", exact=True).click()
    token = await page.get_by_label("Ключ", exact=True).input_value()
    assert token.startswith("vbot_")
    await expect(page.get_by_label("Адрес Bot API", exact=True)).to_have_value(f"{town.address}/bot-api/")
    await shown(page, "bot-token-desktop-light-ru")
    await page.get_by_role("button", name="Ключ записан").click()
    await expect(page.get_by_text("@zapis_na_priyom")).to_be_visible()
    async with town.http(author) as http:
        bot = (await http.call("list_my_bots"))["bots"][0]["id"]

    await pictured(page)
    async with program(town, token):
        await tried(page)
    await delivered(town, page, token)
    await rekeyed(page, town, token)
    async with town.http(author) as http:
        await http.call("ask_live_key", bot=bot, purpose="Запись жителей на приём вместо очереди у кабинета")
        await approved(town, pages)
        assert (await http.call("get_my_bot", bot=bot))["bot"]["live"] == "granted"
    phone = await pages.open(author, path="/settings/bots", size=PHONE, theme="dark", language="en")
    await phone.get_by_role("button", name="Запись на приём").click()
    await expect(phone.get_by_role("heading", name="Past day")).to_be_visible(timeout=15_000)
    await shown(phone, "bot-overview-phone-dark-en")
    await phone.get_by_role("tab", name="Key").click()
    await shown(phone, "bot-key-phone-dark-en")
    await phone.get_by_role("tab", name="About").click()
    await expect(phone.get_by_role("button", name="Change the photo")).to_be_visible()
    await in_all_looks(phone, "bot-about", language="en")


async def pictured(page: Page) -> None:
    """Its author gives the bot a face."""
    await page.get_by_role("tab", name="О боте").click()
    async with page.expect_file_chooser() as chosen:
        await page.get_by_role("button", name="Поставить фотографию").click()
    face = {"name": "лицо.png", "mimeType": "image/png", "buffer": picture("PNG")}
    await (await chosen.value).set_files(face)  # type: ignore[arg-type]
    await page.get_by_role("dialog").get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_role("button", name="Сменить фотографию")).to_be_visible()
    await in_all_looks(page, "bot-about")


async def tried(page: Page) -> None:
    """As a sample person: start, write, press."""
    await page.get_by_role("tab", name="Проба").click()
    await page.get_by_label("Сообщение боту").fill("Хочу записаться к специалисту")
    await page.get_by_role("button", name="Отправить").click()
    press = page.get_by_role("button", name="Записать на вторник, 10:30")
    await expect(press).to_be_visible()
    await shown(page, "bot-trial-desktop-light-ru")
    await press.click()
    await expect(page.get_by_text("Вы записаны на вторник, 10:30")).to_be_visible()
    await page.get_by_role("tab", name="Работа").click()
    await expect(page.get_by_text("Программа на связи")).to_be_visible(timeout=15_000)
    await shown(page, "bot-overview-desktop-light-ru")


async def delivered(town: Town, page: Page, token: str) -> None:
    """By webhook; what went out stands in the log, and goes out again."""
    headers = {"Authorization": token}
    async with receiver() as (url, got), httpx.AsyncClient(headers=headers, trust_env=False) as http:
        subscribed = await http.post(f"{town.address}/bot-api/subscriptions", json={"url": url})
        assert subscribed.json() == {"success": True}, subscribed.text
        await page.get_by_role("tab", name="Проба").click()
        await page.get_by_label("Сообщение боту").fill("Спасибо")
        await page.get_by_role("button", name="Отправить").click()
        await page.get_by_role("tab", name="Доставки").click()
        rows = page.get_by_role("listitem").filter(has_text="message_created")
        await expect(rows.filter(has_text="доставлено").first).to_be_visible(timeout=15_000)
        await shown(page, "bot-deliveries-desktop-light-ru")
        await rows.first.get_by_role("button", name="Повторить").click()
        await expect(page.get_by_role("listitem").filter(has_text="повтор").first).to_be_visible(timeout=15_000)
        await http.delete(f"{town.address}/bot-api/subscriptions", params={"url": url})
    assert [one["update_type"] for one in got].count("message_created") >= 1


async def rekeyed(page: Page, town: Town, token: str) -> None:
    """Another key: the old one is worth nothing at once."""
    await page.get_by_role("tab", name="Ключ").click()
    await page.get_by_role("button", name="Сделать новый ключ").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Заменить").click()
    fresh = await page.get_by_label("Ключ", exact=True).input_value()
    async with httpx.AsyncClient(base_url=f"{town.address}/bot-api", trust_env=False) as http:
        assert (await http.get("/me", headers={"Authorization": token})).status_code == 401
        assert (await http.get("/me", headers={"Authorization": fresh})).status_code == 200
    await page.get_by_role("button", name="Ключ записан").click()
    await shown(page, "bot-key-desktop-light-ru")


async def approved(town: Town, pages: Pages) -> None:
    """An administrator decides about a key for everybody."""
    chief = await pages.open(town.administrator, path="/settings/bots", theme="dark", language="en")
    await chief.get_by_role("radio", name="For review").click()
    await expect(chief.get_by_text("Запись жителей на приём вместо очереди")).to_be_visible()
    await shown(chief, "bot-review-desktop-dark-en")
    await chief.get_by_role("button", name="Approve").click()
    await expect(chief.get_by_text("Nothing to decide")).to_be_visible()
