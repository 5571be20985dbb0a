"""The directory of a town keeps its staff list: one that tells (SCIM), and one that is read (LDAP), on screen."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.sources.town import user
from tests.support.process import Town
from tests.support.slapd import DATA, TestSlapd, program

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(180),
    pytest.mark.skipif(
        program() is None, reason="there is no slapd here: run ./dev test on Debian or Ubuntu, or install slapd"
    ),
]
PATIENCE = 30_000
BASE = "OU=Администрация,DC=hall,DC=example"


@pytest_asyncio.fixture(loop_scope="session")
async def slapd(tmp_path: Path, town: Town) -> AsyncIterator[TestSlapd]:
    server = TestSlapd(tmp_path / "slapd", suffix="dc=hall,dc=example")
    server.add((DATA / "hall.ldif").read_text("utf-8"))
    server.start()
    (town.process.data / "ldap.toml").write_text(f'[hall]\nurl = "{server.url}"\n', "utf-8")
    yield server
    server.kill()
    (town.process.data / "ldap.toml").unlink()


async def test_the_directory_of_the_town(town: Town, pages: Pages, slapd: TestSlapd) -> None:
    hall = f"Администрация Заозёрска {secrets.token_hex(2)}"
    async with town.http(town.administrator) as http:
        for name in (hall, "Школа № 4"):
            await http.call("create_organisation", name=name)
    desk = await pages.open(town.administrator, path="/manage/sources")
    await desk.get_by_label("Организация").select_option(label=hall)
    await it_tells(desk, hall)
    await it_is_read(desk, hall)
    await screenshot(desk, "sources-desktop-light-ru")
    assert await accessibility(desk) == []
    phone = await pages.open(town.administrator, path="/manage/sources", size=PHONE, theme="dark", language="en")
    await phone.get_by_label("Organisation").select_option(label=hall)
    await expect(phone.get_by_text("People: 1. Groups: 0.")).to_be_visible(timeout=PATIENCE)
    await screenshot(phone, "sources-phone-dark-en")
    assert await accessibility(phone) == []


async def it_tells(desk: Page, hall: str) -> None:
    await desk.get_by_role("button", name="Новый токен").click()
    await desk.get_by_label("Для какого каталога").fill("Каталог города")
    await desk.get_by_role("button", name="Сделать токен").click()
    secret = await desk.get_by_label("Токен", exact=True).input_value()
    await screenshot(desk, "sources-token-desktop-light-ru")
    await desk.get_by_role("button", name="Токен записан").click()
    await expect(desk.get_by_text("Каталог города")).to_be_visible()
    address = await desk.get_by_label("Адрес SCIM", exact=True).input_value()
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {secret}"}) as directory:
        told = user("sokolova.ap", displayName="Соколова Анна Петровна", title="Юрист")
        assert (await directory.post(f"{address}/Users", json=told)).status_code == 201
    await desk.reload()
    await desk.get_by_label("Организация").select_option(label=hall)
    await expect(desk.get_by_text("Людей: 1. Групп: 0.")).to_be_visible()
    # He was told without a department: nobody knows where his post would be, and the preview says it.
    await desk.get_by_role("button", name="Составить план").click()
    await desk.get_by_role("button", name="Посмотреть план").click(timeout=PATIENCE)
    await expect(desk.get_by_text("Пока это проверка: ничего не изменено.")).to_be_visible(timeout=PATIENCE)
    await expect(desk.get_by_text("ошибка", exact=True)).to_be_visible(timeout=PATIENCE)
    await desk.get_by_role("button", name="SCIM и LDAP").click()
    await desk.get_by_label("Организация").select_option(label=hall)
    await desk.get_by_label("Подразделение для тех, у кого его нет").fill("Аппарат главы/Приёмная")
    await desk.get_by_role("button", name="Сохранить").click()
    await expect(desk.get_by_role("button", name="Сохранить")).to_have_count(0, timeout=PATIENCE)
    await desk.get_by_role("button", name="Составить заново").click()
    await desk.get_by_role("button", name="Посмотреть план").click(timeout=PATIENCE)
    await applied(desk, unit="Приёмная", shot="sources-scim-plan-desktop-light-ru")
    await desk.get_by_label("Организация").select_option(label=hall)
    await expect(desk.get_by_text("Изменения из каталога применяются сразу")).to_be_visible(timeout=PATIENCE)
    await expect(desk.get_by_role("button", name="Отменить отсюда")).to_be_visible()


async def applied(desk: Page, *, unit: str, shot: str) -> None:
    """The plan is looked at with its tree, and carried out."""
    await desk.get_by_role("tab", name="Дерево").click(timeout=PATIENCE)
    await expect(desk.get_by_text(unit, exact=True)).to_be_visible(timeout=PATIENCE)
    await screenshot(desk, shot)
    assert await accessibility(desk) == []
    await desk.get_by_role("button", name="Выполнить").click()
    await expect(desk.get_by_role("button", name="Отменить импорт")).to_be_visible(timeout=PATIENCE)
    await desk.get_by_role("button", name="SCIM и LDAP").click()


async def it_is_read(desk: Page, hall: str) -> None:
    await desk.get_by_role("button", name="Подключить каталог").click()
    form = desk.get_by_role("dialog", name="Подключить каталог")
    await form.get_by_label("Название каталога").fill("Каталог города")
    await form.get_by_label("Где люди").fill(BASE)
    await form.get_by_role("button", name="Проверить").click()
    await expect(form.get_by_text("Первые, кого находит профиль")).to_be_visible(timeout=PATIENCE)
    await form.get_by_text("Соколова Анна Петровна").scroll_into_view_if_needed()
    await screenshot(desk, "sources-tried-desktop-light-ru")
    assert await accessibility(desk) == []
    await form.get_by_role("button", name="Сохранить").click()
    await desk.get_by_role("button", name="Прочитать").click()
    await desk.get_by_role("button", name="Посмотреть план").click(timeout=PATIENCE)
    await applied(desk, unit="Сектор дорожных работ", shot="sources-plan-desktop-light-ru")
    await desk.get_by_label("Организация").select_option(label=hall)
    await expect(desk.get_by_text("применён", exact=True)).to_be_visible(timeout=PATIENCE)
