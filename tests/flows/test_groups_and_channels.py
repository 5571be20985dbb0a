"""Groups and channels by hand: making one, its mode, members and roles, links, requests, leaving; chats of a post."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.support.process import Town
from tools.veche_client import Account

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def pick(page: Page, name: str) -> None:
    """Find somebody in the open dialog and choose him."""
    await dialog(page).get_by_role("textbox", name=re.compile("Кого добавить|Имя")).fill(name.split(maxsplit=1)[0])
    await dialog(page).get_by_role("button", name=re.compile(name)).click()


async def begin(page: Page, what: str) -> None:
    await page.get_by_role("button", name="Новый чат").click()
    await dialog(page).get_by_role("button", name=re.compile(what)).click()


async def group(town: Town, owner: Account, title: str, members: list[Account], kind: str = "create_group") -> int:
    async with town.http(owner) as http:
        chat: int = (await http.call(kind, title=title, members=[one.id for one in members]))["chat"]["id"]
    return chat


async def test_a_group_is_made_and_talks(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Абрамова Агата Львовна"), await town.person("Белкин Богдан Ильич")
    hers, his = await pages.open(anna), await pages.open(boris, size=PHONE)
    await begin(hers, "Создать группу")
    await dialog(hers).get_by_label("Название").fill("Совет дома на Садовой, 14")
    await dialog(hers).get_by_label("Служебный").check()
    await pick(hers, "Белкин Богдан Ильич")
    await dialog(hers).get_by_role("button", name="Создать группу").click()
    await expect(hers.get_by_role("heading", level=1, name="Совет дома на Садовой, 14")).to_be_visible()
    await expect(hers.get_by_role("note")).to_contain_text("Служебный")
    await hers.get_by_role("textbox", name="Сообщение").fill("Собрание в среду")
    await hers.keyboard.press("Enter")
    await his.get_by_text("Совет дома на Садовой, 14").click()
    await expect(his.get_by_role("log")).to_contain_text("Собрание в среду")
    await expect(his.get_by_role("log")).to_contain_text("Абрамова Агата Львовна")


async def test_in_a_channel_only_those_who_run_it_write(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Власова Вера Львовна"), await town.person("Гусев Глеб Ильич")
    hers = await pages.open(anna)
    await begin(hers, "Создать канал")
    await dialog(hers).get_by_label("Название").fill("Новости Загорска")
    await dialog(hers).get_by_label("Открытый").check()
    await pick(hers, "Гусев Глеб Ильич")
    await dialog(hers).get_by_role("button", name="Создать канал").click()
    await hers.get_by_role("textbox", name="Сообщение").fill("Воду дадут к шести")
    await hers.keyboard.press("Enter")
    his = await pages.open(boris)
    await his.get_by_role("link").filter(has_text="Новости Загорска").click()
    await expect(his.get_by_role("log")).to_contain_text("Воду дадут к шести")
    await expect(his.get_by_text("Пишут только ведущие канала")).to_be_visible()
    await expect(his.get_by_role("textbox", name="Сообщение")).to_have_count(0)


async def test_members_are_added_promoted_and_removed(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Демидова Дина Львовна"), await town.person("Егоров Егор Ильич")
    chat = await group(town, anna, "Комиссия по благоустройству", [])
    for person in (anna, boris):
        async with town.http(person) as http:
            await http.call("set_privacy", last_seen="everyone")
    hers = await pages.open(anna, path=f"/chat/{chat}/info")
    await hers.get_by_role("button", name="Добавить участников").click()
    await pick(hers, "Егоров Егор Ильич")
    await dialog(hers).get_by_role("button", name="Добавить", exact=True).click()
    await expect(dialog(hers)).to_have_count(0)
    member = hers.get_by_role("region", name="О чате").get_by_role("listitem").filter(has_text="Егоров Егор Ильич")
    await expect(member).to_be_visible()

    await member.get_by_role("button", name="Действия с участником").click()
    await hers.get_by_role("menuitem", name="Дать вести чат").click()
    await expect(member).to_contain_text("помогает вести")

    his = await pages.open(boris)
    row = his.get_by_role("link").filter(has_text="Комиссия по благоустройству")
    await expect(row).to_be_visible()
    # Both show it to everybody: she sees at once that he is there, and what is decided on another device.
    await expect(member).to_contain_text("в сети")
    async with town.http(anna) as http:
        await http.call("set_role", chat=chat, actor=boris.id, role="member")
    await expect(member).not_to_contain_text("помогает вести")
    await screenshot(hers, "members-desktop-light-ru")
    await member.get_by_role("button", name="Действия с участником").click()
    await hers.get_by_role("menuitem", name="Убрать из чата").click()
    await expect(member).to_have_count(0)
    await expect(row).to_have_count(0)


async def test_a_link_with_consent_leads_through_a_request(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Журавлёва Жанна Львовна"), await town.person("Зимин Захар Ильич")
    chat = await group(town, anna, "Клуб любителей краеведения", [])
    hers = await pages.open(anna, path=f"/chat/{chat}/info")
    await hers.get_by_role("button", name="Создать ссылку").click()
    await dialog(hers).get_by_label("Сколько человек может войти").fill("5")
    await dialog(hers).get_by_label(re.compile("Только с согласия")).check()
    await dialog(hers).get_by_role("button", name="Создать ссылку").click()
    link = await dialog(hers).get_by_label("Ссылка", exact=True).input_value()
    await dialog(hers).get_by_role("button", name="Готово").click()
    await expect(hers.get_by_text("вошли 0 из 5")).to_be_visible()

    his = await pages.open(boris, path=link.split(town.address)[1], size=PHONE)
    await expect(his.get_by_role("heading", name="Клуб любителей краеведения")).to_be_visible()
    await his.get_by_role("button", name="Попросить принять").click()
    await expect(his.get_by_text("Заявка отправлена")).to_be_visible()

    await hers.reload()
    await hers.get_by_role("button", name="Принять").click()
    await expect(hers.get_by_text(re.compile("Участники, 2"))).to_be_visible()
    await his.get_by_role("link", name="К списку чатов").click()
    await expect(his.get_by_text("Клуб любителей краеведения")).to_be_visible()


async def test_muted_pinned_archived_and_left(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Иванова Инга Львовна"), await town.person("Куликов Клим Ильич")
    await group(town, boris, "Первый чат", [anna])
    await group(town, boris, "Второй чат", [anna])
    page = await pages.open(anna)
    first = page.get_by_role("link").filter(has_text="Первый чат")
    rows = page.get_by_role("link").filter(has_text=re.compile("Первый чат|Второй чат"))
    await expect(rows.first).to_contain_text("Второй чат")

    async def choose(item: str) -> None:
        await first.click(button="right")
        await page.get_by_role("menuitem", name=item).click()

    await choose("Закрепить вверху")
    await expect(rows.first).to_contain_text("Первый чат")
    await choose("Без звука")
    await expect(first.get_by_label("без звука")).to_be_visible()
    await choose("Убрать в архив")
    await expect(first).to_have_count(0)
    await page.get_by_role("tab", name="Архив").click()
    await first.click()
    await page.get_by_role("button", name="О чате").last.click()
    await page.get_by_role("button", name="Выйти", exact=True).click()
    await page.get_by_role("button", name="Выйти из группы").click()
    await expect(first).to_have_count(0)


async def test_the_list_is_searched(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Лапина Лада Львовна"), await town.person("Медведев Мирон Ильич")
    await group(town, anna, "Ёлка на площади", [])
    page = await pages.open(anna)
    find = page.get_by_role("textbox", name="Поиск", exact=True)
    await find.fill("елка")
    await expect(page.get_by_role("button").filter(has_text="Ёлка на площади")).to_be_visible()
    await find.fill(boris.name.split(maxsplit=1)[0])
    await page.get_by_role("button", name=re.compile(boris.name)).click()
    await expect(page.get_by_role("heading", level=1, name=boris.name)).to_be_visible()


async def test_a_post_has_its_own_list_and_passes_on(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Никитина Нонна Львовна"), await town.person("Осипов Остап Ильич")
    async with town.http(town.administrator) as http:
        organisation = (await http.call("create_organisation", name="Администрация города"))["organisation"]
        unit = (await http.call("create_unit", organisation=organisation, name="Приёмная главы"))["unit"]
        post = (await http.call("create_post", unit=unit, title="Помощник главы города"))["post"]
        await http.call("appoint", post=post, person=anna.id)
    async with town.http(boris) as http:
        chat = (await http.call("open_dialog", **{"with": post}))["chat"]["id"]
        await http.call("send_message", chat=chat, cid="1", text="Прошу о приёме")
    page = await pages.open(anna)
    row = page.get_by_role("link").filter(has_text="Осипов Остап Ильич")
    await page.get_by_role("radio", name=re.compile("Должность")).click()
    await row.click()
    await expect(page.get_by_role("log")).to_contain_text("Прошу о приёме")
    await expect(page.get_by_text("Вы пишете как помощник главы города")).to_be_visible()
    await page.get_by_role("radio", name=re.compile("Личное")).click()
    await expect(row).to_have_count(0)

    # Dismissed by the administrator in his browser: the post's chats leave the open page.
    await page.get_by_role("radio", name=re.compile("Должность")).click()
    await expect(row).to_be_visible()
    desk = await pages.open(town.administrator, path=f"/directory/{unit}")
    await desk.get_by_role("button", name="Действия с должностью: Помощник главы города").click()
    await desk.get_by_role("menuitem", name="Освободить должность").click()
    await desk.get_by_role("button", name="Освободить", exact=True).click()
    await expect(desk.get_by_text("Вакансия")).to_be_visible()
    await expect(row).to_have_count(0)
    await expect(page.get_by_role("radio", name=re.compile("Должность"))).to_have_count(0)
