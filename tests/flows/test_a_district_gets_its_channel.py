"""A district applies for its channel: a refusal with a reason, an appeal, the badge with its chain, a twin that is
flagged."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town
from tools.veche_client import Account

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

DISTRICT = "Администрация Заречного района города Верхнеозёрска"
TWIN = "Администрация Зареч-ного района города Верхнеозёрска"
REFUSAL = "Приложите распоряжение главы о пресс-службе: сейчас его нет."
APPEAL = "Распоряжение № 41-р приложено к заявке, просим рассмотреть его."


async def test_a_district_gets_its_channel(town: Town, pages: Pages) -> None:
    press = await town.person("Преображенская-Вознесенская Екатерина Александровна")
    region = await town.person("Мухаметзянова Гульнара Ильдаровна")
    country = await town.person("Рождественский Всеволод Константинович")
    reader = await town.person("Соколова Анна Петровна")
    await _directory(town, press, region=region, country=country)
    name = f"zarechny_{press.id}"

    phone = await pages.open(press, path="/desk", size=PHONE)
    await expect(phone.get_by_text("Заявок пока нет")).to_be_visible()
    await screenshot(phone, "desk-empty.phone.light.ru")
    await phone.get_by_role("button", name="Подать заявку на канал").click()
    await _apply(phone, title=DISTRICT, name=name, shots=True)
    await expect(phone.get_by_text("Заявка подана. Решает: Правительство Озёрской области")).to_be_visible()

    desk = await pages.open(region, path="/manage/desk")
    await desk.get_by_role("listitem").filter(has_text=DISTRICT).get_by_role("button", name="Открыть").click()
    await expect(desk.get_by_text("7707083893")).to_be_visible()
    await desk.get_by_label("Причина решения").fill("Нет")
    await desk.get_by_role("button", name="Отказать с причиной").click()
    await expect(desk.get_by_text("Напишите причину словами")).to_be_visible()
    await desk.get_by_label("Причина решения").fill(REFUSAL)
    await screenshot(desk, "desk-decide.desktop.light.ru")
    assert await accessibility(desk) == []
    await desk.get_by_role("button", name="Отказать с причиной").click()
    await expect(desk.get_by_role("listitem").filter(has_text=REFUSAL)).to_be_visible()

    notice = phone.get_by_role("complementary", name="Канал учреждения")
    await expect(notice).to_contain_text("отказ: причина в заявке")
    await notice.get_by_role("button", name="Открыть").click()
    await _is_appealed(phone)

    queue = await pages.open(None, path="/desk/queue", theme="dark", language="en")
    await expect(queue.get_by_role("listitem").filter(has_text=DISTRICT)).to_contain_text("Правительство страны")
    await screenshot(queue, "desk-queue.desktop.dark.en")
    assert await accessibility(queue) == []

    above = await pages.open(country, path="/manage/desk", theme="dark", language="en", size=PHONE)
    await above.get_by_role("listitem").filter(has_text=DISTRICT).get_by_role("button", name="Open").click()
    await expect(above.get_by_text(APPEAL)).to_be_visible()
    await screenshot(above, "desk-appeal.phone.dark.en")
    assert await accessibility(above) == []
    await above.get_by_role("button", name="Approve and give the badge").click()
    await expect(above.get_by_text("Appeal granted. Decided by: Правительство страны")).to_be_visible()

    await expect(notice).to_contain_text("одобрена")
    await _is_read(await pages.open(reader, path=f"/@{name}"))
    await _is_run(phone)
    await phone.goto("/desk/new")
    await _apply(phone, title=TWIN, name=f"{name}a")
    await desk.goto("/manage/desk")
    await desk.get_by_role("listitem").filter(has_text=TWIN).get_by_role("button", name="Открыть").click()
    await expect(desk.get_by_text(f"Неотличимо от канала «{DISTRICT}»")).to_be_visible()
    await screenshot(desk, "desk-twin.desktop.light.ru")


async def _is_appealed(phone: Page) -> None:
    """The institution reads why, among its applications, and asks the next body."""
    mine = phone.get_by_role("link", name=DISTRICT)
    await expect(mine).to_have_css("display", "flex")  # its looks belong to another page otherwise
    await screenshot(phone, "desk-mine.phone.light.ru")
    await mine.click()
    await expect(phone.get_by_role("listitem").filter(has_text=REFUSAL)).to_be_visible()
    await phone.get_by_label("Обжаловать отказ").fill(APPEAL)
    await screenshot(phone, "desk-refused.phone.light.ru")
    assert await accessibility(phone) == []
    await phone.get_by_role("button", name="Обжаловать", exact=True).click()
    await expect(phone.get_by_text("Отказ обжалован. Решает: Правительство страны")).to_be_visible()


async def _is_run(phone: Page) -> None:
    """Those who run the channel see counts, none of fewer than five; a new channel begins with what is allowed."""
    await phone.goto("/desk")
    await phone.get_by_role("link", name=DISTRICT).click()
    await phone.get_by_role("button", name="Открыть канал").click()
    await phone.get_by_role("button", name="О чате").last.click()
    figures = phone.get_by_role("region", name="О чате")
    await figures.get_by_role("heading", name="Статистика").scroll_into_view_if_needed()
    await expect(figures.get_by_text("скрыто").first).to_be_visible()
    await screenshot(phone, "channel-statistics.phone.light.ru")
    await phone.goto("/")
    await phone.get_by_role("button", name="Новый чат").click()
    await phone.get_by_role("button", name="Создать канал").click()
    await expect(phone.get_by_role("dialog").get_by_text("Обычный канал, для приглашённых")).to_be_visible()
    await screenshot(phone, "channel-policy.phone.light.ru")


async def _is_read(citizen: Page) -> None:
    """Whoever follows the short address sees who vouches for the channel."""
    await citizen.get_by_role("button", name="Войти в чат").click()
    await citizen.get_by_role("button", name="Кто подтвердил").click()
    dialog = citizen.get_by_role("dialog")
    await expect(dialog.get_by_role("listitem")).to_have_text(
        [
            re.compile("Правительство страны.*Подтвердили канал"),
            re.compile("Правительство Озёрской области"),
            re.compile(DISTRICT),
            re.compile("Начальник пресс-службы"),
        ]
    )
    await screenshot(citizen, "channel-chain.desktop.light.ru")
    assert await accessibility(citizen) == []
    await citizen.keyboard.press("Escape")
    await citizen.get_by_role("button", name="О чате").last.click()
    await expect(citizen.get_by_role("region", name="О чате").get_by_text("Ведёт канал")).to_be_visible()
    await screenshot(citizen, "channel-info.desktop.light.ru")


async def _directory(town: Town, press: Account, *, region: Account, country: Account) -> None:
    """The country above the region above the district; each body has its administrator."""
    async with town.http(town.administrator) as http:
        above = None
        for name, chief in (("Правительство страны", country), ("Правительство Озёрской области", region)):
            body = (await http.call("create_organisation", name=name))["organisation"]
            if above is not None:
                await http.call("set_body_above", organisation=body, above=above)
            await http.call("give_administration", organisation=body, person=chief.id)
            above = body
        district = (await http.call("create_organisation", name=DISTRICT))["organisation"]
        await http.call("set_body_above", organisation=district, above=above)
        unit = (await http.call("create_unit", organisation=district, name="Пресс-служба"))["unit"]
        post = (await http.call("create_post", unit=unit, title="Начальник пресс-службы"))["post"]
        await http.call("appoint", post=post, person=press.id)


async def _apply(page: Page, *, title: str, name: str, shots: bool = False) -> None:
    await page.get_by_label("ИНН").fill("7707083893")
    await page.get_by_label("ОГРН").fill("1027700132195")
    if shots:
        await page.locator("input[type=file]").set_input_files(
            {"name": "Положение о пресс-службе.txt", "mimeType": "text/plain", "buffer": "Утверждено.".encode()}
        )
        await expect(page.get_by_text("Положение о пресс-службе.txt")).to_be_visible()
        await screenshot(page, "desk-apply-1.phone.light.ru")
    await page.get_by_role("button", name="Дальше").click()
    await page.get_by_label("Название").fill(title)
    await page.get_by_label("Короткий адрес").fill(name)
    if shots:
        await screenshot(page, "desk-apply-2.phone.light.ru")
        assert await accessibility(page) == []
    await page.get_by_role("button", name="Дальше").click()
    await page.get_by_label("Запись 1").fill("В субботу с 9:00 до 18:00 не будет воды: адреса и время подвоза.")
    await page.get_by_role("button", name="Подать заявку на канал").click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()
