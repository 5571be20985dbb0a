"""Monday at the city hall: the personnel department's table becomes the directory, three waves are planned, one is
started, somebody opens his invitation in a window of his own, and the bar moves."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.flows.city_hall import staff, write_table
from tests.support.process import PASSWORD, Town
from tools.veche_client import Http

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

HALL = "Администрация города Верхнеозерска"
FIRST = "Отдел «Ёлка» и праздников"
WAVES = {"Волна 1": FIRST, "Волна 2": "Комитет по образованию", "Волна 3": "Управление финансов"}
FOLLOWING = 15_000
"""Milliseconds: a page that is looked at is told within some seconds, which is how long `expect` waits by itself."""


async def test_monday_at_the_city_hall(town: Town, pages: Pages, tmp_path: Path) -> None:
    async with town.http(town.administrator) as http:
        await http.call("create_organisation", name="Служба одного окна")
        hall = (await http.call("create_organisation", name=HALL))["organisation"]
        await a_broken_table_is_refused(town, pages, tmp_path, hall)
        await the_table_becomes_the_directory(town, pages, tmp_path, hall)
        await on_a_telephone(town, pages, hall)
        found = (await http.call("list_organisations"))["organisations"]
        units = next(one["units"] for one in found if one["id"] == hall)
        unit = next(one["id"] for one in units if one["name"] == FIRST)
        expected = (await http.call("list_expected", unit=unit))["expected"]
        await they_are_expected(town, pages, unit)

        page = await three_waves_are_planned(town, pages, hall)
        await choose(page, "Волна 1", "Пригласить волну")
        await expect(wave_of(page, "Волна 1")).to_contain_text("идёт")
        invited = page.locator(".kpi").filter(has_text="Приглашены").locator("b")
        await expect(invited).to_have_text(re.compile(r"^\d*[1-9]\d*$"), timeout=FOLLOWING)
        fifth = await four_come(http, hall, expected)
        await expect(wave_of(page, "Волна 1")).to_contain_text("менее 5")
        await expect(wave_of(page, "Волна 1").get_by_role("meter")).to_have_count(0)
        await screenshot(page, "rollout-before.desktop.light")
        await the_fifth_opens_his_invitation(town, pages, page, fifth)
        await expect(wave_of(page, "Волна 1").get_by_role("meter")).to_be_visible(timeout=FOLLOWING)
        await screenshot(page, "rollout.desktop.light")
        assert await accessibility(page) == []
        left = (await http.call("list_expected", unit=unit))["expected"]
        assert fifth["post"] not in [one["post"] for one in left], "he is the record that the table brought"

        await it_is_looked_at_from_elsewhere(town, pages, page, hall)
        await sheets_are_printed(page, tmp_path)
        await choose(page, "Волна 1", "Откатить")
        await page.get_by_role("alertdialog").get_by_role("button", name="Откатить", exact=True).click()
        await expect(wave_of(page, "Волна 1")).to_contain_text("откачена")


# -- the table


async def a_broken_table_is_refused(town: Town, pages: Pages, folder: Path, hall: int) -> None:
    lines = staff()
    broken = [*lines[:315], lines[315][:3], *lines[316:]]
    page = await pages.open(town.administrator, path="/manage/staff")
    await page.get_by_label("Организация").select_option(value=str(hall))
    await screenshot(page, "staff-begin.desktop.light")
    await page.get_by_label("Файл с сотрудниками").set_input_files(write_table(folder / "staff.csv", broken))
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
    await page.get_by_role("button", name="Все импорты").wait_for()
    await page.context.close()


async def the_table_becomes_the_directory(town: Town, pages: Pages, folder: Path, hall: int) -> None:
    page = await pages.open(town.administrator, path="/manage/staff")
    await bring_in(page, write_table(folder / "good.csv", staff()), hall)
    await page.get_by_role("tab", name=re.compile("Дерево")).click()
    await expect(page.get_by_role("tabpanel")).to_contain_text("Отдел «Ёлка» и праздниковновое")
    await screenshot(page, "staff-tree.desktop.light")
    await page.get_by_role("button", name="Выполнить").click()
    await page.get_by_role("button", name="Отменить импорт").wait_for()
    await screenshot(page, "staff-done.desktop.light")
    await page.get_by_role("button", name="Все импорты").click()
    await expect(page.get_by_text("Выполнен", exact=True)).to_be_visible()

    # A second run of the same table has nothing to do.
    await bring_in(page, folder / "good.csv", hall)
    await expect(page.get_by_text("останется людей: 500")).to_be_visible()
    await page.context.close()


async def bring_in(page: Page, table: Path, hall: int) -> None:
    """From the file to the preview, with the columns as they were understood."""
    await page.get_by_label("Организация").select_option(value=str(hall))
    await page.get_by_label("Файл с сотрудниками").set_input_files(table)
    await page.get_by_role("button", name="Проверить").click()
    await page.get_by_text("ничего не изменено").wait_for()


async def on_a_telephone(town: Town, pages: Pages, hall: int) -> None:
    """The second administrator looks at what was done, in English and in the dark."""
    page = await pages.open(town.administrator, path="/manage/staff", size=PHONE, theme="dark", language="en")
    await page.get_by_label("Organisation").select_option(value=str(hall))
    await screenshot(page, "staff-begin.phone.dark.en")
    await page.get_by_role("button", name=re.compile("good.csv.*Done", re.DOTALL)).click()
    await page.get_by_role("tab", name=re.compile("New 500")).wait_for()
    await screenshot(page, "staff-done.phone.dark.en")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.context.close()


async def they_are_expected(town: Town, pages: Pages, unit: int) -> None:
    """Everybody sees who is appointed."""
    page = await pages.open(town.administrator, path=f"/directory/{unit}", size=PHONE, theme="dark")
    await expect(page.get_by_text("ещё не вошёл(ла)").first).to_be_visible()
    await screenshot(page, "staff-expected.phone.dark")
    await page.context.close()


# -- the rollout


async def three_waves_are_planned(town: Town, pages: Pages, hall: int) -> Page:
    page = await pages.open(town.administrator, path="/manage/rollout", size=(1280, 1100))
    await page.get_by_label("Организация").select_option(value=str(hall))
    await page.get_by_role("button", name="Начать план").click()
    dialog = page.get_by_role("dialog", name="Начать план")
    await dialog.get_by_role("checkbox", name="Открытая страница").check()
    await screenshot(page, "rollout-plan.desktop.light")
    await dialog.get_by_role("button", name="Сохранить").click()
    today = datetime.now(UTC).date()
    for number, (title, unit) in enumerate(WAVES.items(), 1):
        await page.get_by_role("button", name="Добавить волну").click()
        dialog = page.get_by_role("dialog", name="Новая волна")
        await dialog.get_by_label("Название").fill(title)
        await dialog.get_by_label("Срок").fill(f"{today + timedelta(days=14 * number)}")
        await dialog.get_by_role("checkbox", name=unit).check()
        if number == 1:
            await screenshot(page, "rollout-wave.desktop.light")
            assert await accessibility(page) == []
        await dialog.get_by_role("button", name="Сохранить").click()
        await expect(wave_of(page, title)).to_be_visible()
    return page


def wave_of(page: Page, title: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=title)


async def choose(page: Page, wave: str, act: str) -> None:
    await page.get_by_role("button", name=f"Что сделать с волной «{wave}»").click()
    await page.get_by_role("menuitem", name=act, exact=True).click()


async def four_come(http: Http, hall: int, expected: list[dict[str, Any]]) -> dict[str, Any]:
    """Four of the first wave have signed in by their links already. Answers whose turn it is: nobody else in the wave
    has his name."""
    rollouts = (await http.call("list_rollouts"))["rollouts"]
    plan = next(one["plan"]["id"] for one in rollouts if one["organisation"] == hall)
    wave = (await http.call("get_rollout", plan=plan))["waves"][0]["id"]
    names = [one["name"] for one in expected]
    fifth = next(one for one in expected if names.count(one["name"]) == 1)
    for one in [one for one in expected if one != fifth][:4]:
        link = (await http.call("wave_invitation", wave=wave, post=one["post"]))["link"]
        newcomer = {"login": f"u{one['post']}", "name": one["name"], "password": PASSWORD}
        await http.call("accept_invitation", code=link.partition("#")[2], **newcomer)
    return fifth


async def the_fifth_opens_his_invitation(town: Town, pages: Pages, page: Page, fifth: dict[str, Any]) -> None:
    """He gets his link from whoever answers for the wave, and opens it in a private window."""
    await choose(page, "Волна 1", "Люди и ссылки")
    people = page.get_by_role("dialog", name="Люди: Волна 1")
    await people.get_by_label("Имя, должность, подразделение").fill(fifth["name"])
    await people.get_by_role("listitem").filter(has_text=fifth["name"]).get_by_role("button").click()
    link = await people.get_by_label("Ссылка").input_value()
    await screenshot(page, "rollout-link.desktop.light")
    await people.get_by_role("button", name="Закрыть").click()
    private = await pages.open(path=link.split(town.address)[1], size=PHONE)
    await private.get_by_label("Логин").fill(f"gorod{fifth['post']}")
    await private.get_by_label("Пароль", exact=True).fill(PASSWORD)
    await screenshot(private, "rollout-invitation.phone.light")
    await private.locator("form button[type=submit]").click()
    await private.get_by_role("heading", name="Чаты").wait_for()
    await private.context.close()


async def it_is_looked_at_from_elsewhere(town: Town, pages: Pages, page: Page, hall: int) -> None:
    """The second administrator on a telephone, and whoever has the link of the public page."""
    phone = await pages.open(town.administrator, path="/manage/rollout", size=PHONE, theme="dark", language="en")
    await phone.get_by_label("Organisation").select_option(value=str(hall))
    await expect(wave_of(phone, "Волна 1").get_by_role("meter")).to_be_visible(timeout=FOLLOWING)
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await screenshot(phone, "rollout.phone.dark.en")
    assert await accessibility(phone) == []
    await phone.context.close()
    link = await page.get_by_role("link", name="Открытая страница").get_attribute("href")
    assert link is not None
    outside = await pages.open(path=link.split(town.address)[1])
    await expect(outside.get_by_role("heading", level=1)).to_contain_text(HALL)
    await expect(outside.get_by_role("row").filter(has_text=FIRST)).to_contain_text(re.compile(r"\d+\s%"))
    await screenshot(outside, "rollout-public.desktop.light")
    assert await accessibility(outside) == []
    await outside.context.close()


async def sheets_are_printed(page: Page, folder: Path) -> None:
    async with page.expect_download() as printing:
        await choose(page, "Волна 1", "Печатать приглашения")
    sheet = folder / "sheet.pdf"
    await (await printing.value).save_as(sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
