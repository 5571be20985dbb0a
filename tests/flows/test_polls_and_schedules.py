"""Polls of every kind, messages without a sound and at a later time, slow mode, pinned messages, who has read."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Сообщение").click()
    await page.keyboard.insert_text(text)


async def begin_poll(page: Page, question: str, options: list[str]) -> None:
    await page.get_by_role("button", name="Приложить").click()
    await page.get_by_role("menuitem", name="Опрос").click()
    await dialog(page).get_by_label("Вопрос").fill(question)
    for number, option in enumerate(options, 1):
        if number > 2:
            await dialog(page).get_by_role("button", name="Ещё ответ").click()
        await dialog(page).get_by_label(f"Ответ {number}", exact=True).fill(option)


async def test_a_group_decides_by_polls(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Павлова Нина Сергеевна"), await town.person("Ковальчук Пётр Андреевич")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Совет дома", members=[boris.id]))["chat"]["id"]
    hers = await pages.open(anna, path=f"/chat/{chat}")
    his = await pages.open(boris, path=f"/chat/{chat}", size=PHONE, theme="dark")

    await begin_poll(hers, "Когда собрание жильцов?", ["Среда, 19:00", "Четверг, 19:00", "Суббота, 12:00"])
    await dialog(hers).get_by_label("Анонимный").uncheck()
    await dialog(hers).get_by_label("Несколько ответов").check()
    await screenshot(hers, "poll-new-desktop-light-ru")
    assert await accessibility(hers) == []
    await dialog(hers).get_by_role("button", name="Создать опрос").click()
    poll = his.get_by_role("group", name="Когда собрание жильцов?")
    await poll.get_by_label("Среда").check()
    await poll.get_by_label("Суббота").check()
    await poll.get_by_role("button", name="Проголосовать").click()
    await expect(poll.get_by_text("Проголосовал 1 человек")).to_be_visible()
    hers_poll = hers.get_by_role("group", name="Когда собрание жильцов?")
    await hers_poll.get_by_label("Среда").check()
    await hers_poll.get_by_role("button", name="Проголосовать").click()
    await expect(hers_poll.get_by_text("Проголосовали 2 человека")).to_be_visible()
    await hers_poll.get_by_role("button", name=re.compile("Среда")).click()
    await expect(dialog(hers).get_by_text("Ковальчук Пётр Андреевич")).to_be_visible()
    await dialog(hers).get_by_role("button", name="Закрыть").click()

    await begin_poll(hers, "Сколько подъездов в доме?", ["Три", "Четыре"])
    await dialog(hers).get_by_label("Викторина").check()
    await dialog(hers).get_by_label("Верный ответ: 2").check()
    await dialog(hers).get_by_role("button", name="Создать опрос").click()
    quiz = his.get_by_role("group", name="Сколько подъездов в доме?")
    await quiz.get_by_label("Три").click()
    await expect(quiz.get_by_role("img", name="ваш ответ неверен")).to_be_visible()
    await expect(quiz.get_by_role("img", name="верный ответ")).to_be_visible()
    await screenshot(his, "poll-phone-dark-ru")
    assert await accessibility(his) == []

    await poll.get_by_role("button", name="Отменить голос").click()
    await expect(hers_poll.get_by_text("Проголосовал 1 человек")).to_be_visible()
    await hers_poll.get_by_role("button", name="Завершить").click()
    await expect(poll.get_by_text("Опрос завершён")).to_be_visible()
    await screenshot(hers, "poll-desktop-light-ru")


async def test_messages_go_later_and_without_a_sound(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Мухаметзянова Гульнара Рашидовна"), await town.person("Тимофеев Олег Львович")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Отдел эксплуатации", members=[boris.id]))["chat"]["id"]
    hers = await pages.open(anna, path=f"/chat/{chat}")
    his = await pages.open(boris, path=f"/chat/{chat}", theme="dark", language="en")

    tomorrow = datetime.now(ZoneInfo("Europe/Moscow")) + timedelta(days=1)
    await write(hers, "График обходов на декабрь во вложении")
    await hers.get_by_role("button", name="Отправить").click(button="right")
    await hers.get_by_role("menuitem", name="Отправить позже").click()
    await screenshot(hers, "schedule-desktop-light-ru")
    assert await accessibility(hers) == []
    await dialog(hers).get_by_label("День").fill(tomorrow.strftime("%Y-%m-%d"))
    await dialog(hers).get_by_label("Время").fill("08:30")
    await dialog(hers).get_by_role("button", name="Запланировать").click()
    await expect(hers.get_by_text(re.compile("1 запланировано: .*08:30"))).to_be_visible()
    await hers.get_by_role("button", name="Показать").click()
    await expect(dialog(hers).get_by_text("График обходов на декабрь")).to_be_visible()
    await screenshot(hers, "scheduled-desktop-light-ru")
    assert await accessibility(hers) == []
    await dialog(hers).get_by_role("button", name="Изменить текст").click()
    await dialog(hers).get_by_label("Сообщение").fill("График обходов на январь")
    await dialog(hers).get_by_role("button", name="Сохранить").click()
    await dialog(hers).get_by_role("button", name="Отправить сейчас").click()
    await expect(dialog(hers).get_by_text("Ничего не запланировано.")).to_be_visible()
    await dialog(hers).get_by_role("button", name="Закрыть").click()
    await expect(his.get_by_role("log").get_by_text("График обходов на январь")).to_be_visible()

    await write(hers, "Доброй ночи")
    await hers.get_by_role("button", name="Отправить").click(button="right")
    await hers.get_by_role("menuitem", name="Отправить без звука").click()
    silent = his.get_by_role("article").filter(has_text="Доброй ночи")
    await expect(silent.get_by_role("img", name="muted")).to_be_visible()
    await write(hers, "Порыв на Заречной")
    await hers.get_by_role("button", name="Отправить").click(button="right")
    await hers.get_by_role("menuitem", name="Отправить как срочное").click()
    await expect(his.get_by_role("article").filter(has_text="Порыв").get_by_text("urgent")).to_be_visible()
    await screenshot(his, "urgent-desktop-dark-en")

    await pins_and_readers(hers, his)
    await slow_mode(hers, his)


async def pins_and_readers(hers: Page, his: Page) -> None:
    """Who has read it; both pinned messages in one list."""
    for text in ("Доброй ночи", "Порыв на Заречной"):
        await hers.get_by_role("article").filter(has_text=text).click(button="right")
        await hers.get_by_role("menuitem", name="Закрепить в чате").click()
    await hers.get_by_role("button", name="Все закреплённые").click()
    await expect(dialog(hers).get_by_role("listitem")).to_have_count(2)
    await screenshot(hers, "pinned-desktop-light-ru")
    await dialog(hers).get_by_role("button", name="Открепить").first.click()
    await expect(dialog(hers).get_by_role("listitem")).to_have_count(1)
    await dialog(hers).get_by_role("button", name="Закрыть").click()
    await his.bring_to_front()
    await hers.get_by_role("article").filter(has_text="Порыв").click(button="right")
    await hers.get_by_role("menuitem", name="Кто прочитал").click()
    await expect(dialog(hers).get_by_text("Тимофеев Олег Львович")).to_be_visible()
    await dialog(hers).get_by_role("button", name="Закрыть").click()


async def slow_mode(hers: Page, his: Page) -> None:
    """Set by the one who runs the chat, and said to the other."""
    await hers.get_by_role("button", name="О чате").last.click()
    await hers.get_by_role("button", name="Изменить", exact=True).click()
    await dialog(hers).get_by_label("Медленный режим").select_option("60")
    await dialog(hers).get_by_role("button", name="Сохранить").click()
    await expect(his.get_by_text("Slow mode: one message in 60 seconds")).to_be_visible()
    await hers.get_by_role("button", name="Журнал").click()
    await expect(dialog(hers).get_by_text("Изменён медленный режим")).to_be_visible()
    await screenshot(hers, "log-desktop-light-ru")
