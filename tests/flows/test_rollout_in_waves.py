"""A city hall moves in: three waves, one is started, people open their invitations, and the bar moves."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.support.process import PASSWORD, Town
from tools.veche_client import Http

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

CITY = "Администрация Верхнеозёрска"
FOLLOWING = 15_000
"""Milliseconds: a page that is looked at follows within some seconds, which is how long `expect` waits by itself."""
UNITS = {
    "Департамент связи и информатизации": 7,
    "Управление жилищно-коммунального хозяйства": 12,
    "Сектор мобилизационной подготовки": 3,
}


async def founded(http: Http) -> tuple[int, dict[str, list[int]]]:
    """Units of the city with vacant posts. There is another organisation, so that one has to be chosen."""
    await http.call("create_organisation", name="Служба одного окна")
    organisation = (await http.call("create_organisation", name=CITY))["organisation"]
    posts = {}
    for name, count in UNITS.items():
        unit = (await http.call("create_unit", organisation=organisation, name=name))["unit"]
        made = [await http.call("create_post", unit=unit, title=f"Специалист {place}") for place in range(count)]
        posts[name] = [int(one["post"]) for one in made]
    return organisation, posts


async def add_wave(page: Page, number: int, unit: str) -> None:
    await page.get_by_role("button", name="Добавить волну").click()
    dialog = page.get_by_role("dialog", name="Новая волна")
    await dialog.get_by_label("Название").fill(f"Волна {number}")
    await dialog.get_by_role("checkbox", name=unit).check()
    await dialog.get_by_role("button", name="Сохранить").click()
    await expect(page.get_by_role("listitem").filter(has_text=f"Волна {number}")).to_be_visible()


async def choose(page: Page, wave: str, act: str) -> None:
    await page.get_by_role("button", name=f"Что сделать с волной «{wave}»").click()
    await page.get_by_role("menuitem", name=act, exact=True).click()


async def accept(http: Http, link: str, login: str) -> None:
    code = link.partition("#")[2]
    await http.call("accept_invitation", code=code, login=login, name="Кузнецова Мария Ильинична", password=PASSWORD)


async def test_three_waves_and_a_bar_that_moves(town: Town, pages: Pages, tmp_path: Path) -> None:
    async with town.http(town.administrator) as http:
        organisation, posts = await founded(http)
        page = await pages.open(town.administrator, path="/manage/rollout", size=(1280, 1100))
        await page.get_by_label("Организация").select_option(value=str(organisation))
        await page.get_by_role("button", name="Начать план").click()
        dialog = page.get_by_role("dialog", name="Начать план")
        await dialog.get_by_role("checkbox", name="Открытая страница").check()
        await dialog.get_by_role("button", name="Сохранить").click()
        for number, unit in enumerate(UNITS, 1):
            await add_wave(page, number, unit)

        await choose(page, "Волна 1", "Пригласить волну")
        first = page.get_by_role("listitem").filter(has_text="Волна 1")
        await expect(first).to_contain_text("идёт")
        await expect(page.locator(".kpi").filter(has_text=re.compile(r"^Приглашены\s*5"))).to_be_visible(
            timeout=FOLLOWING
        )
        rollouts = (await http.call("list_rollouts"))["rollouts"]
        plan = next(one["plan"]["id"] for one in rollouts if one["organisation"] == organisation)
        wave = (await http.call("get_rollout", plan=plan))["waves"][0]["id"]
        early = posts["Департамент связи и информатизации"][:4]
        for post in early:
            link = await invited(http, wave, post)
            await accept(http, link, f"early{post}")
        await expect(first).to_contain_text("менее 5")
        await screenshot(page, "rollout-before-desktop-light-ru")

        # The fifth gets his link from whoever answers for the wave, and opens it in a window of his own.
        await choose(page, "Волна 1", "Люди и ссылки")
        people = page.get_by_role("dialog", name="Люди: Волна 1")
        await people.get_by_role("listitem").filter(has_text="Специалист 5").get_by_role("button").click()
        link = await people.get_by_label("Ссылка").input_value()
        await people.get_by_role("button", name="Закрыть").click()
        private = await pages.open(path=link.split(town.address)[1], size=PHONE)
        await private.get_by_label("Логин").fill(f"fifth{plan}")
        await private.get_by_label("Пароль", exact=True).fill(PASSWORD)
        await private.get_by_label("Имя").fill("Преображенская-Вознесенская Екатерина Аркадьевна")
        await private.locator("form button[type=submit]").click()
        await private.get_by_role("heading", name="Чаты").wait_for()

        await expect(first).to_contain_text("99 %", timeout=FOLLOWING)
        await expect(page.get_by_role("row").filter(has_text="Сектор мобилизационной")).to_contain_text("скрыто")
        await screenshot(page, "rollout-desktop-light-ru")
        await look_on_a_phone(town, pages, organisation)

        async with page.expect_download() as printing:
            await choose(page, "Волна 1", "Печатать приглашения")
        sheet = tmp_path / "sheet.pdf"
        await (await printing.value).save_as(sheet)
        assert sheet.read_bytes().startswith(b"%PDF")

        public = (await http.call("get_rollout", plan=plan))["plan"]["public_link"]
        await look_from_outside(town, pages, public)
        await choose(page, "Волна 1", "Откатить")
        await page.get_by_role("alertdialog").get_by_role("button", name="Откатить", exact=True).click()
        await expect(first).to_contain_text("откачена")


async def invited(http: Http, wave: int, post: int) -> str:
    return str((await http.call("wave_invitation", wave=wave, post=post))["link"])


async def look_on_a_phone(town: Town, pages: Pages, organisation: int) -> None:
    phone = await pages.open(town.administrator, path="/manage/rollout", size=PHONE, theme="dark", language="en")
    await phone.get_by_label("Organisation").select_option(value=str(organisation))
    await expect(phone.get_by_role("listitem").filter(has_text="Волна 1")).to_contain_text("99 %", timeout=FOLLOWING)
    await screenshot(phone, "rollout-phone-dark-en")


async def look_from_outside(town: Town, pages: Pages, link: str) -> None:
    outside = await pages.open(path=link.split(town.address)[1])
    await expect(outside.get_by_role("heading", level=1)).to_contain_text(CITY)
    await expect(outside.get_by_text(re.compile("5 из"))).not_to_have_count(0)
    await screenshot(outside, "rollout-public-desktop-light-ru")
