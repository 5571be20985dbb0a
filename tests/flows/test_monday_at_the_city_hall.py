"""Monday at the city hall: the personnel department's table becomes the directory, and people are expected."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.flows.city_hall import staff, write_table
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

HALL = "Администрация города Верхнеозерска"


async def bring_in(page: Page, table: Path, organisation: str) -> None:
    """From the file to the preview, with the columns as they were understood."""
    await page.get_by_label("Организация").select_option(label=organisation)
    await page.get_by_label("Файл с сотрудниками").set_input_files(table)
    await page.get_by_role("button", name="Проверить").click()
    await page.get_by_text("ничего не изменено").wait_for()


async def test_a_table_of_five_hundred_becomes_the_city_hall(town: Town, pages: Pages, tmp_path: Path) -> None:
    async with town.http(town.administrator) as http:
        await http.call("create_organisation", name="Служба одного окна")
        hall = (await http.call("create_organisation", name=HALL))["organisation"]
    lines = staff()
    broken = [*lines[:315], lines[315][:3], *lines[316:]]
    page = await pages.open(town.administrator, path="/manage/staff")

    await page.get_by_label("Организация").select_option(label=HALL)
    await screenshot(page, "staff-begin.desktop.light")
    await page.get_by_label("Файл с сотрудниками").set_input_files(write_table(tmp_path / "staff.csv", broken))
    await page.get_by_text("cp1251, ;").wait_for()
    await expect(page.get_by_label("Что в столбце «Таб. №»")).to_have_value("key")
    await screenshot(page, "staff-columns.desktop.light")
    await page.get_by_role("button", name="Проверить").click()
    await page.get_by_role("tab", name=re.compile("Новые 499")).wait_for()
    await page.get_by_role("tab", name=re.compile("Ошибки")).click()
    await expect(page.get_by_role("tabpanel")).to_contain_text("строка 317")
    await screenshot(page, "staff-errors.desktop.light")
    await expect(page.get_by_role("button", name="Выполнить")).to_be_disabled()
    await page.get_by_role("button", name="Отказаться от импорта").click()
    await page.get_by_role("button", name="Все импорты").click()

    await bring_in(page, write_table(tmp_path / "good.csv", lines), HALL)
    await page.get_by_role("tab", name=re.compile("Дерево")).click()
    await expect(page.get_by_role("tabpanel")).to_contain_text("Отдел «Ёлка» и праздниковновое")
    await screenshot(page, "staff-tree.desktop.light")
    await page.get_by_role("button", name="Выполнить").click()
    await page.get_by_role("button", name="Отменить импорт").wait_for()
    await screenshot(page, "staff-done.desktop.light")
    await page.get_by_role("button", name="Все импорты").click()
    await expect(page.get_by_text("Выполнен", exact=True)).to_be_visible()

    # A second run of the same table has nothing to do.
    await bring_in(page, tmp_path / "good.csv", HALL)
    await expect(page.get_by_text("останется людей: 500")).to_be_visible()
    await on_a_telephone(town, pages)
    await they_are_expected(town, pages, hall)


async def on_a_telephone(town: Town, pages: Pages) -> None:
    """The second administrator looks at what was done, in English and in the dark."""
    page = await pages.open(town.administrator, path="/manage/staff", size=PHONE, theme="dark", language="en")
    await page.get_by_label("Organisation").select_option(label=HALL)
    await screenshot(page, "staff-begin.phone.dark.en")
    await page.get_by_role("button", name=re.compile("good.csv.*Done", re.DOTALL)).click()
    await page.get_by_role("tab", name=re.compile("New 500")).wait_for()
    await screenshot(page, "staff-done.phone.dark.en")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def they_are_expected(town: Town, pages: Pages, hall: int) -> None:
    """Everybody sees who is appointed; one of them comes by his link and is the record."""
    async with town.http(town.administrator) as http:
        found = (await http.call("list_organisations"))["organisations"]
        unit = next(one["units"][0]["id"] for one in found if one["id"] == hall)
        expected = (await http.call("list_expected", unit=unit))["expected"][0]
        link = (await http.call("create_invitation", post=expected["post"], name=expected["name"]))["link"]
    page = await pages.open(town.administrator, path=f"/directory/{unit}", size=PHONE, theme="dark")
    await expect(page.get_by_text("ещё не вошёл(ла)").first).to_be_visible()
    await screenshot(page, "staff-expected.phone.dark")
    newcomer = await pages.open(path=link.split(town.address)[1])
    await newcomer.get_by_label("Логин").fill("gorod.first")
    await newcomer.get_by_label("Пароль", exact=True).fill("вечевой колокол 1136")
    await newcomer.locator("form button[type=submit]").click()
    await newcomer.get_by_role("heading", name="Чаты").wait_for()
    async with town.http(town.administrator) as http:
        left = (await http.call("list_expected", unit=unit))["expected"]
        assert expected["post"] not in [one["post"] for one in left]
