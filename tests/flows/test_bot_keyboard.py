"""A bot that is a program of its own: begun, its buttons pressed, its answers seen."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.flows.browser import PHONE, Pages, accessibility, in_all_looks, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]
ROBOT = Path(__file__).parents[1] / "support/robot.py"
PATIENCE = 20_000
"""The bot is a process of its own, waits when it is told to, and shares two cores with everything else."""


@asynccontextmanager
async def running(address: str, token: str) -> AsyncIterator[None]:
    """The bot, polling."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, ROBOT, f"{address}/bot-api", token, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        assert await process.stdout.readline()
        yield
    finally:
        process.kill()
        await process.wait()


async def test_an_appointment_with_a_bot(town: Town, pages: Pages) -> None:
    nina = await town.person("Мухаметзянова Гульнара Рашидовна")
    async with town.http(nina) as http:
        made = await http.call("create_bot", name="Запись на приём в отдел благоустройства")
        chat = (await http.call("start_bot", bot=made["bot"]["id"]))["chat"]["id"]
    async with running(town.address, made["token"]):
        page = await pages.open(nina, path=f"/chat/{chat}")
        keys, said = page.get_by_role("group", name="Кнопки бота"), page.get_by_role("log")
        await expect(keys.get_by_role("button")).to_have_count(6)
        await expect(keys.get_by_role("link", name="Как добраться")).to_have_attribute("rel", "noopener noreferrer")
        assert await accessibility(page) == []
        await screenshot(page, "bot-keyboard-desktop-light-ru")
        other = await pages.open(nina, path=f"/chat/{chat}", size=PHONE, theme="dark", language="en")
        await expect(other.get_by_role("group", name="Buttons of the bot")).to_be_visible(timeout=PATIENCE)
        await screenshot(other, "bot-keyboard-phone-dark-en")
        await other.get_by_role("button", name="Я рядом").click()
        await in_all_looks(other, "bot-place", language="en")
        await other.get_by_role("dialog").get_by_role("button", name="Do not send").click()

        box = page.get_by_role("textbox", name="Сообщение")
        await box.click()
        await page.keyboard.type("/za")
        commands = page.get_by_role("listbox", name="Команды бота")
        await expect(commands.get_by_role("option")).to_have_count(2)
        await screenshot(page, "bot-commands-desktop-light-ru")
        await page.keyboard.press("Enter")
        await expect(said.get_by_text("Записей пока нет.")).to_be_visible(timeout=PATIENCE)

        await keys.get_by_role("button", name="Показать другие дни").click()
        await expect(page.get_by_role("status").filter(has_text="Других дней пока нет")).to_be_visible(timeout=PATIENCE)
        await keys.get_by_role("button", name="Я рядом").click()
        await page.get_by_role("dialog").get_by_role("button", name="Не отправлять").click()
        await page.context.grant_permissions(["geolocation"])
        await page.context.set_geolocation({"latitude": 58.5213, "longitude": 31.271})
        await keys.get_by_role("button", name="Я рядом").click()
        await in_all_looks(page, "bot-place")
        await page.get_by_role("dialog").get_by_role("button", name="Отправить").click()
        await expect(said.get_by_text("Вижу, вы рядом.")).to_be_visible(timeout=PATIENCE)

        await keys.get_by_role("button", name="Отменить запись").click()
        await expect(said.get_by_text("Запись отменена.")).to_be_visible(timeout=PATIENCE)
        # By the keyboard as well as by hand.
        await keys.get_by_role("button", name="Вторник, 14:30").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("status").filter(has_text="Записали")).to_be_visible(timeout=PATIENCE)
        await expect(said.get_by_text("Вы записаны на вторник, 14:30.")).to_be_visible(timeout=PATIENCE)
        await expect(keys).to_have_count(0)
        await expect(other.get_by_role("log").get_by_text("Вы записаны на вторник, 14:30.")).to_be_visible(
            timeout=PATIENCE
        )
