"""The two examples, as residents use them: the programs run as their README says."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.flows.mini_apps import Made, make_bot, publish
from tests.flows.test_mini_apps import inside
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@contextmanager
def running(folder: str, bot: Made, *arguments: str) -> Iterator[str]:
    """The program of an example; the address of its page."""
    process = subprocess.Popen(
        [sys.executable, str(EXAMPLES / folder / "app.py"), "--port", "0", *arguments],
        env={**os.environ, "BOT_TOKEN": bot.token},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith("ready "), line
        yield line.split()[1]
    finally:
        process.terminate()
        process.wait(timeout=10)


async def test_an_appointment_is_booked_and_cancelled(town: Town, pages: Pages, tmp_path: Path) -> None:
    author, anna = await town.person("Гончаренко Пётр Сергеевич"), await town.person("Соколова Анна Петровна")
    bot = await make_bot(town, "Запись на приём", author)
    with running("appointment", bot, "--veche", town.address, "--book", str(tmp_path / "visits.db")) as address:
        pages.expected.add(address.removeprefix("http://").rstrip("/"))
        wanted = [{"field": "name", "purpose": "Чтобы вас вызвали по имени"}]
        await publish(town, author, bot.id, url=address, title="Запись на приём", category="city", wanted=wanted)
        page = await pages.open(anna, path=f"/bot/{bot.username}?start=poster")
        await page.get_by_role("button", name="Начать").click()
        greeting = page.get_by_role("log").locator("article").filter(has_text="выберите отдел и время")
        await greeting.get_by_role("button", name="Выбрать время").click()
        dialog = page.get_by_role("dialog", name="Запись на приём")
        await dialog.get_by_label("Имя, фамилия и фотография").check()
        await dialog.get_by_role("button", name="Передать и открыть").click()
        app = inside(page)
        await expect(app.get_by_role("heading")).to_have_text("Анна Петровна, запишитесь на приём")
        await app.get_by_label("Отдел").select_option("land")
        await app.get_by_role("button", name="10:30").click()
        await expect(app.get_by_role("status")).to_contain_text("Вы записаны")
        await expect(app.get_by_label("Мои записи")).to_contain_text("Земельный отдел")
        await expect(app.get_by_role("button", name="10:30")).to_have_count(0)
        await screenshot(page, "example-appointment-desktop-light-ru")
        await app.get_by_role("button", name="В календарь").click()
        async with page.context.expect_event("page") as opening:
            await page.get_by_role("button", name="Скачать", exact=True).click()
        await (await opening.value).close()
        await page.get_by_role("button", name="Закрыть приложение").click()
        confirmed = page.get_by_role("log").locator("article").filter(has_text="Вы записаны: Земельный отдел")
        await expect(confirmed).to_be_visible()
        await screenshot(page, "example-appointment-chat-desktop-light-ru")
        await confirmed.get_by_role("button", name="Отменить запись").click()
        await expect(page.get_by_role("log").get_by_text("Запись отменена.")).to_be_visible()


async def test_residents_vote_once(town: Town, pages: Pages, tmp_path: Path) -> None:
    author = await town.person("Гончаренко Пётр Сергеевич")
    boris, vera = await asyncio.gather(town.person("Ильин Борис Павлович"), town.person("Орлова Вера Игоревна"))
    bot = await make_bot(town, "Опрос жителей", author)
    question = ["Где поставить каток?", "В парке Победы", "Во дворе школы № 7"]
    urn = ["--veche", town.address, "--urn", str(tmp_path / "votes.db")]
    with running("residents-poll", bot, *urn, *question) as address:
        pages.expected.add(address.removeprefix("http://").rstrip("/"))
        await publish(town, author, bot.id, url=address, title="Каток", category="city")
        page = await pages.open(boris, path=f"/bot/{bot.username}?startapp", size=PHONE)
        await page.get_by_role("button", name="Открыть", exact=True).click()
        app = inside(page)
        await app.get_by_role("button", name="В парке Победы").click()
        await expect(app.get_by_role("status")).to_contain_text("Ваш голос учтён. Голосов: 1.")
        await expect(app.get_by_role("definition")).to_have_count(0)
        await screenshot(page, "example-poll-phone-light-ru")
        await app.get_by_role("button", name="Позвать соседей").click()
        await expect(page.get_by_role("dialog", name="Поделиться")).to_contain_text("Где поставить каток?")
        await page.reload()
        await expect(inside(page).get_by_role("status")).to_contain_text("Ваш голос учтён. Голосов: 1.")
        other = await pages.open(vera, path=f"/bot/{bot.username}?startapp")
        await other.get_by_role("button", name="Открыть", exact=True).click()
        await inside(other).get_by_role("button", name="Во дворе школы").click()
        await expect(inside(other).get_by_role("status")).to_contain_text("Голосов: 2")
