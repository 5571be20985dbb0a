"""What a person sets for himself: name, language, theme, password, devices; what an administrator does for others."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages
from tests.support.process import PASSWORD, Town
from tools.veche_client import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def ground(page: Page) -> float:
    """How light the page is behind everything, from 0 to 1."""
    light: float = await page.evaluate(
        """() => {
          const pen = document.createElement('canvas').getContext('2d');
          pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
          pen.fillRect(0, 0, 1, 1);
          return pen.getImageData(0, 0, 1, 1).data[1] / 255;
        }"""
    )
    return light


async def test_a_name_is_changed_and_seen_by_others(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Пахомова Полина Львовна"), await town.person("Рыбаков Рем Ильич")
    async with town.http(anna) as http:
        await http.call("open_dialog", **{"with": boris.id})
    his = await pages.open(boris)
    await expect(his.get_by_role("link").filter(has_text="Пахомова Полина Львовна")).to_be_visible()
    hers = await pages.open(anna, path="/settings")
    await hers.get_by_label("Имя", exact=True).fill("Соболева Полина Львовна")
    await hers.get_by_label("О себе").fill("Замужем, фамилия новая")
    await hers.get_by_role("button", name="Сохранить").click()
    await expect(hers.get_by_text("Профиль сохранён")).to_be_visible()
    await expect(his.get_by_role("link").filter(has_text="Соболева Полина Львовна")).to_be_visible()


async def test_theme_and_language_stay(town: Town, pages: Pages) -> None:
    page = await pages.open(await town.person("Савина Сима Львовна"), path="/settings/appearance", size=PHONE)
    await page.get_by_role("radio", name="Тёмная").click()
    assert await ground(page) < 0.3
    await page.get_by_role("radio", name="English").click()
    await expect(page.get_by_role("heading", name="Appearance")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="Appearance")).to_be_visible()
    assert await ground(page) < 0.3
    await page.get_by_role("radio", name="Light").click()
    assert await ground(page) > 0.8
    assert await page.evaluate("() => document.documentElement.lang") == "en"


async def test_devices_are_signed_out(town: Town, pages: Pages) -> None:
    anna = await town.person("Тарасова Тая Львовна")
    page, other = await pages.open(anna, path="/settings/devices"), await pages.open(anna)
    third = await pages.open(anna)
    await page.reload()
    lines = page.get_by_role("listitem").filter(has_text="заходили")
    await expect(lines).to_have_count(5)  # three browsers, and two of the test itself: by the invitation and after it
    await expect(lines.first).to_contain_text("это устройство")
    await lines.filter(has_text="test browser").nth(1).get_by_role("button", name=re.compile("Отключить")).click()
    await expect(lines).to_have_count(4)
    await page.get_by_role("button", name="Отключить все другие").click()
    await expect(lines).to_have_count(1)
    await expect(other.get_by_role("heading", name="Вход")).to_be_visible()
    await expect(third.get_by_role("heading", name="Вход")).to_be_visible()
    await expect(third.get_by_text("Сессия на этом устройстве завершена")).to_be_visible()
    await page.get_by_role("button", name="Выйти на этом устройстве").click()
    await page.get_by_role("button", name="Выйти", exact=True).click()
    await expect(page.get_by_role("heading", name="Вход")).to_be_visible()


async def test_a_password_is_changed(town: Town, pages: Pages) -> None:
    anna = await town.person("Усова Устинья Львовна")
    page = await pages.open(anna, path="/settings/password")
    await page.get_by_label("Нынешний пароль").fill("не тот пароль 1136")
    await page.get_by_label("Новый пароль").fill("другой вечевой колокол")
    await page.get_by_role("button", name="Сменить пароль").click()
    await expect(page.get_by_role("alert")).to_be_visible()
    await page.get_by_label("Нынешний пароль").fill(PASSWORD)
    await page.get_by_role("button", name="Сменить пароль").click()
    await expect(page.get_by_text("Пароль изменён")).to_be_visible()
    await sign_in(town.address, login=anna.login, password="другой вечевой колокол", device="test")


async def test_too_many_tries_are_told_how_long_to_wait(town: Town, pages: Pages) -> None:
    anna = await town.person("Фролова Фаина Львовна")
    page = await pages.open()
    await page.get_by_label("Логин").fill(anna.login)
    button = page.locator("form button[type=submit]")
    for number in range(30):
        await page.get_by_label("Пароль", exact=True).fill(f"не тот пароль {number}")
        async with page.expect_response("**/api/sign_in") as answer:
            await button.click()
        if (await answer.value).status == 429:
            break
    await expect(button).to_contain_text(re.compile(r"Войти можно через \d+:\d\d"))
    await expect(button).to_be_disabled()


async def test_an_administrator_invites_to_a_post(town: Town, pages: Pages) -> None:
    desk = await pages.open(town.administrator, path="/directory")
    await desk.get_by_role("button", name="Создать организацию").click()
    await desk.get_by_role("dialog").get_by_label("Название").fill("Городская библиотека № 3")
    await desk.get_by_role("dialog").get_by_role("button", name="Создать").click()
    card = desk.locator("section").filter(has=desk.get_by_role("heading", name="Городская библиотека № 3"))
    await card.get_by_role("button", name="Подразделение").click()
    await desk.get_by_role("dialog").get_by_label("Название").fill("Читальный зал")
    await desk.get_by_role("dialog").get_by_role("button", name="Создать").click()
    await card.get_by_role("link", name="Читальный зал").click()
    await desk.get_by_role("button", name="Должность", exact=True).click()
    await desk.get_by_role("dialog").get_by_label("Название должности").fill("Заведующая читальным залом")
    await desk.get_by_role("dialog").get_by_role("button", name="Создать").click()
    await desk.get_by_role("button", name="Действия с должностью: Заведующая читальным залом").click()
    await desk.get_by_role("menuitem", name="Пригласить на должность").click()
    await desk.get_by_role("dialog").get_by_role("button", name="Создать приглашение").click()
    link = await desk.get_by_role("dialog").get_by_label("Ссылка", exact=True).input_value()

    page = await pages.open(path=link.split(town.address)[1], size=PHONE)
    await expect(page.get_by_text("Заведующая читальным залом")).to_be_visible()
    await page.get_by_label("Фамилия, имя и отчество").fill("Хохлова Хиония Львовна")
    await page.get_by_label("Логин").fill("hohlova.hl")
    await page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Принять и создать вход").click()
    await expect(page.get_by_role("radio", name=re.compile("Должность"))).to_be_visible()
    await desk.reload()
    await expect(desk.get_by_text("Хохлова Хиония Львовна")).to_be_visible()
    await the_post_moves_is_found_and_closed(desk)
    await a_right_is_given_and_taken(desk)


async def the_post_moves_is_found_and_closed(desk: Page) -> None:
    """Found by what the keys would have given in the other layout; the card says what everybody may know."""
    await desk.get_by_role("link", name="Городская библиотека № 3").click()
    card = desk.locator("section").filter(has=desk.get_by_role("heading", name="Городская библиотека № 3"))
    await card.get_by_role("button", name="Подразделение").click()
    await desk.get_by_role("dialog").get_by_label("Название").fill("Абонемент для взрослых")
    await desk.get_by_role("dialog").get_by_role("button", name="Создать").click()
    await card.get_by_role("link", name="Читальный зал").click()
    await desk.get_by_role("button", name="Действия с должностью: Заведующая читальным залом").click()
    await desk.get_by_role("menuitem", name="Перенести должность").click()
    await desk.get_by_role("dialog").get_by_label("Куда перенести").fill("f,jytvtyn")
    await desk.get_by_role("dialog").get_by_role("button", name="Абонемент для взрослых").click()
    await expect(desk.get_by_text("Должность теперь здесь: Абонемент для взрослых")).to_be_visible()
    await expect(desk.get_by_text("Должностей пока нет")).to_be_visible()
    await desk.get_by_role("link", name="Городская библиотека № 3").click()
    await desk.get_by_label("Имя, должность или подразделение").fill("[j[kjdf")
    await desk.get_by_role("button", name="Хохлова Хиония Львовна").click()
    await expect(desk.get_by_role("dialog")).to_contain_text("Городская библиотека № 3 › Абонемент для взрослых")
    await desk.get_by_role("dialog").get_by_role("button", name="Закрыть").click()
    await desk.get_by_label("Имя, должность или подразделение").fill("абонемент взрослых")
    await desk.get_by_role("link", name="Абонемент для взрослых").click()
    await desk.get_by_role("button", name="Действия с должностью: Заведующая читальным залом").click()
    await desk.get_by_role("menuitem", name="Закрыть должность").click()
    await desk.get_by_role("alertdialog").get_by_role("button", name="Закрыть должность").click()
    await expect(desk.get_by_text("закрыта", exact=True)).to_be_visible()
    await desk.get_by_role("button", name="Открыть снова").click()
    await expect(desk.get_by_text("закрыта", exact=True)).to_have_count(0)


async def a_right_is_given_and_taken(desk: Page) -> None:
    await desk.get_by_role("button", name="Действия с подразделением: Абонемент для взрослых").click()
    await desk.get_by_role("menuitem", name="Администраторы").click()
    await desk.get_by_role("button", name="Дать право").click()
    form = desk.get_by_role("dialog", name="Дать право управлять")
    await form.get_by_label("Кому: имя или должность").fill("Хохлова")
    await form.get_by_role("button", name="Хохлова Хиония Львовна").click()
    await form.get_by_role("button", name="Дать право").click()
    take = desk.get_by_role("button", name="Снять право: Хохлова Хиония Львовна, Абонемент для взрослых")
    await take.click()
    await desk.get_by_role("alertdialog").get_by_role("button", name="Снять право").click()
    await expect(take).to_have_count(0)


async def test_an_invitation_is_made_and_revoked(town: Town, pages: Pages) -> None:
    desk = await pages.open(town.administrator, path="/directory/invitations")
    await desk.get_by_role("button", name="Пригласить", exact=True).click()
    await desk.get_by_role("dialog").get_by_label("Для кого").fill("Цветков Цезарь Львович")
    await desk.get_by_role("dialog").get_by_role("button", name="Создать приглашение").click()
    link = await desk.get_by_role("dialog").get_by_label("Ссылка", exact=True).input_value()
    await desk.get_by_role("dialog").get_by_role("button", name="Готово").click()
    await desk.get_by_role("button", name="Отозвать: Цветков Цезарь Львович").click()
    await expect(desk.get_by_role("listitem").filter(has_text="Цветков")).to_contain_text("отозвано")
    page = await pages.open(path=link.split(town.address)[1])
    await expect(page.get_by_role("heading", name="Приглашение не открылось")).to_be_visible()
