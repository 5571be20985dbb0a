"""Talking in a real browser: answers, edits, reactions, deletion with a way back, a long history that stays."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.flows.media import photo
from tests.flows.tour import upload
from tests.support.process import Town
from tools.veche_client import Account

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

ANCHOR = 4
"""So many pixels may a message move on the screen when older ones are put above it."""


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Сообщение")


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def line(page: Page, text: str) -> Locator:
    return log(page).locator("article").filter(has_text=text)


async def say(page: Page, text: str) -> None:
    await box(page).click()
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


async def menu(page: Page, text: str, item: str) -> None:
    await line(page, text).locator(".bubble").click(button="right")
    await page.get_by_role("menuitem", name=item).click()


async def dialog(town: Town, first: Account, second: Account, texts: list[str]) -> int:
    """A dialog in which the first has said something."""
    async with town.http(first) as http:
        chat: int = (await http.call("open_dialog", **{"with": second.id}))["chat"]["id"]
        for number, text in enumerate(texts):
            await http.call_patiently("send_message", chat=chat, cid=f"d{number}", text=text)
    return chat


async def place(found: Locator) -> float:
    where = await found.bounding_box()
    assert where
    return where["y"]


async def still(page: Page) -> None:
    """Two frames without anything to wait for: what was asked for is drawn."""
    await page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


async def test_answer_edit_and_react(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Архангельская Анна Львовна"), await town.person("Беспалов Борис Ильич")
    chat = await dialog(town, anna, boris, ["Когда приём?", "И в каком кабинете?"])
    hers, his = await pages.open(anna, path=f"/chat/{chat}"), await pages.open(boris, path=f"/chat/{chat}")

    await menu(his, "Когда приём?", "Ответить")
    await say(his, "В четверг, с десяти")
    await expect(line(hers, "В четверг, с десяти").locator(".quote")).to_contain_text("Когда приём?")

    await expect(line(his, "В четверг, с десяти").get_by_label(re.compile("отправлено|прочитано"))).to_be_visible()
    await his.keyboard.press("ArrowUp")
    await expect(box(his)).to_have_text("В четверг, с десяти")
    await his.keyboard.press("End")
    await his.keyboard.type(" до двенадцати")
    await his.keyboard.press("Enter")
    await expect(line(hers, "с десяти до двенадцати")).to_contain_text("изменено")

    await line(hers, "с десяти до двенадцати").locator(".bubble").click(button="right")
    await hers.get_by_role("button", name="🙏").click()
    reaction = line(his, "с десяти до двенадцати").get_by_role("button", name=re.compile("Реакция 🙏"))
    await expect(reaction).to_contain_text("1")
    await reaction.click()
    hers_said = line(hers, "с десяти до двенадцати")
    await expect(hers_said.get_by_role("button", name=re.compile("Реакция 🙏"))).to_contain_text("2")

    # Any emoji: found by a word; and who gave which.
    await hers_said.get_by_role("button", name="Другая реакция").click()
    panel = hers.get_by_role("dialog", name="Эмодзи", exact=True)
    await panel.get_by_label("Найти эмодзи").fill("ракета")
    await panel.get_by_role("gridcell", name="Ракета", exact=True).click()
    rocket = hers_said.get_by_role("button", name=re.compile("Реакция 🚀"))
    await expect(rocket).to_contain_text("1")
    await rocket.click(button="right")
    who = hers.get_by_role("dialog", name="Кто видел")
    await expect(who.get_by_role("tab", name="🚀 1")).to_have_attribute("aria-selected", "true")
    await expect(who.get_by_role("listitem")).to_have_count(1)
    await who.get_by_role("tab", name="🙏 2").click()
    await expect(who.get_by_role("listitem")).to_have_count(2)
    await screenshot(hers, "who-reacted.desktop.light.ru")


async def test_words_can_be_bold_by_keyboard_and_by_markers(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Ветрова Алла Павловна"), await town.person("Громов Глеб Юрьевич")
    chat = await dialog(town, anna, boris, ["Слушаю"])
    hers, his = await pages.open(anna, path=f"/chat/{chat}"), await pages.open(boris, path=f"/chat/{chat}")
    await box(his).click()
    await his.keyboard.type("Прошу ")
    await his.keyboard.press("Control+b")
    await his.keyboard.type("до одиннадцати")
    await his.keyboard.press("Control+b")
    await his.keyboard.type(" прислать `схему`")
    await his.keyboard.press("Shift+Enter")
    await his.keyboard.type("и **состав бригады**")
    await his.keyboard.press("Enter")
    said = line(hers, "до одиннадцати")
    await expect(said.locator("b")).to_have_text(["до одиннадцати", "состав бригады"])
    await expect(said.locator("code")).to_have_text("схему")
    await expect(said).not_to_contain_text("**")


async def test_a_deleted_message_can_be_brought_back_and_then_is_gone(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Дроздова Вера Олеговна"), await town.person("Ершов Денис Петрович")
    chat = await dialog(town, anna, boris, ["Это лишнее"])
    hers, his = await pages.open(anna, path=f"/chat/{chat}"), await pages.open(boris, path=f"/chat/{chat}")
    for way_back in (True, False):
        await menu(hers, "Это лишнее", "Удалить")
        await hers.get_by_role("button", name="Удалить у всех").click()
        await expect(line(hers, "Это лишнее")).to_have_count(0)
        if way_back:
            await hers.get_by_role("button", name="Вернуть").click()
            await expect(line(hers, "Это лишнее")).to_be_visible()
    await expect(line(his, "Сообщение удалено")).to_be_visible(timeout=15_000)
    await expect(log(his)).not_to_contain_text("Это лишнее")


async def test_typing_unread_and_read(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Жданова Инна Марковна"), await town.person("Зуев Захар Савельевич")
    chat = await dialog(town, anna, boris, ["Раз", "Два"])
    his = await pages.open(boris)
    row = his.get_by_role("link").filter(has_text="Жданова")
    await expect(row.locator(".badge")).to_contain_text("2")
    hers = await pages.open(anna, path=f"/chat/{chat}")
    await expect(hers.get_by_label("прочитано")).to_have_count(0)
    await row.click()
    await expect(row.locator(".badge")).to_have_count(0)
    await expect(log(hers).get_by_label("прочитано").first).to_be_visible()
    await box(his).click()
    await his.keyboard.type("Пишу ответ")
    await expect(hers.get_by_text("Зуев З. С. печатает")).to_be_visible()
    # What was begun stays when one looks at something else.
    await his.get_by_role("link", name="Настройки").click()
    await his.get_by_role("link", name="Чаты").click()
    await expect(row).to_contain_text("Черновик: Пишу ответ")
    await row.click()
    await expect(box(his)).to_have_text("Пишу ответ")


@pytest.fixture(scope="module")
def long_texts() -> list[str]:
    return [f"Сообщение номер {number}. " + "Доклад дежурной смены. " * (number % 7) for number in range(1, 401)]


async def test_a_long_history_stays_where_the_reader_is(town: Town, pages: Pages, long_texts: list[str]) -> None:
    anna, boris = await town.person("Ильина Анна Фёдоровна"), await town.person("Котов Кирилл Андреевич")
    chat = await dialog(town, anna, boris, long_texts)
    async with town.http(boris) as http:
        await http.call("mark_read", chat=chat, seq=400)
    page = await pages.open(boris, path=f"/chat/{chat}")
    await expect(line(page, "Сообщение номер 400.")).to_be_in_viewport()

    moved = await page.evaluate(SCROLL_UP, {"steps": 60, "by": 240})
    assert moved["first"] < 300, "older pages were not loaded"
    assert moved["jump"] <= ANCHOR, moved
    # Fast: each step is further than what is drawn beyond the edge of the screen.
    moved = await page.evaluate(SCROLL_UP, {"steps": 12, "by": 1500})
    assert moved["first"] < 100, "older pages were not loaded"
    assert moved["jump"] <= ANCHOR, moved

    await page.get_by_role("button", name="К последнему сообщению").click()
    await expect(line(page, "Сообщение номер 400.")).to_be_in_viewport()
    await say(page, "Новое внизу")
    await expect(line(page, "Новое внизу")).to_be_in_viewport()


# Scrolls up step by step and looks after each frame whether the topmost visible message moved otherwise than asked.
SCROLL_UP: Any = """async ({steps, by: stride}) => {
  const log = document.querySelector('[role=log]');
  const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let same = 0, before = -1; same < 10; await frame()) {
    same = log.scrollTop === before ? same + 1 : 0;
    before = log.scrollTop;
  }
  let jump = 0, worst = null;
  for (let step = 0; step < steps; step++) {
    log.scrollBy(0, -stride);
    await frame();
    const top = log.getBoundingClientRect().top;
    const seen = [...log.querySelectorAll('article[data-seq]')].find(one => one.getBoundingClientRect().top >= top);
    if (!seen) continue;
    const seq = seen.dataset.seq, before = seen.getBoundingClientRect().top;
    for (let wait = 0; wait < 8; wait++) {
      await frame();
      const now = log.querySelector(`article[data-seq="${seq}"]`);
      if (!now) { jump = 1e6; worst = seq; break; }
      const by = Math.abs(now.getBoundingClientRect().top - before);
      if (by > jump) { jump = by; worst = seq; }
    }
  }
  const all = [...log.querySelectorAll('article[data-seq]')].map(one => Number(one.dataset.seq));
  return {jump, worst, first: Math.min(...all)};
}"""


async def test_a_quote_leads_to_what_it_quotes(town: Town, pages: Pages, long_texts: list[str]) -> None:
    anna, boris = await town.person("Лосева Алина Глебовна"), await town.person("Мохов Матвей Егорович")
    chat = await dialog(town, anna, boris, long_texts)
    async with town.http(boris) as http:
        await http.call("send_message", chat=chat, cid="answer", text="Отвечаю на двадцатое", reply_to=20)
        await http.call("mark_read", chat=chat, seq=401)
    page = await pages.open(boris, path=f"/chat/{chat}")
    await line(page, "Отвечаю на двадцатое").locator(".quote").click()
    await expect(line(page, "Сообщение номер 20.")).to_be_in_viewport()
    await page.get_by_role("button", name="К последнему сообщению").click()
    await expect(line(page, "Отвечаю на двадцатое")).to_be_in_viewport()


async def test_the_first_unread_is_where_reading_begins(town: Town, pages: Pages, long_texts: list[str]) -> None:
    anna, boris = await town.person("Носова Арина Львовна"), await town.person("Орлов Олег Иванович")
    chat = await dialog(town, anna, boris, long_texts[:120])
    async with town.http(boris) as http:
        await http.call("mark_read", chat=chat, seq=60)
    page = await pages.open(boris, path=f"/chat/{chat}")
    await expect(page.get_by_text("Новые сообщения")).to_be_in_viewport()
    await expect(line(page, "Сообщение номер 61.")).to_be_in_viewport()
    await expect(line(page, "Сообщение номер 120.")).not_to_be_in_viewport()


async def test_by_keyboard_alone(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Петрова Ася Ильинична"), await town.person("Рогов Роман Ильич")
    chat = await dialog(town, anna, boris, ["Первое", "Второе", "Третье"])
    page = await pages.open(boris, path=f"/chat/{chat}")
    await line(page, "Третье").wait_for()
    await log(page).focus()
    await page.keyboard.press("ArrowUp")
    await expect(line(page, "Третье")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(line(page, "Второе")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Ответить")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(line(page, "Второе")).to_be_focused()
    await page.keyboard.press("r")
    await expect(box(page)).to_be_focused()
    await page.keyboard.type("Отвечаю с клавиатуры")
    await page.keyboard.press("Enter")
    await expect(line(page, "Отвечаю с клавиатуры").locator(".quote")).to_contain_text("Второе")


async def hold(page: Page, thing: Locator, item: str) -> None:
    """A finger that stays: the menu comes while it is down, and is still there when it has gone up again."""
    await thing.scroll_into_view_if_needed()
    where = await thing.bounding_box()
    assert where
    touch = await page.context.new_cdp_session(page)
    point = {"x": where["x"] + 20, "y": where["y"] + where["height"] / 2}
    address = page.url
    await touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    await expect(page.get_by_role("menuitem", name=item)).to_be_visible()
    await touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(page.get_by_role("menuitem", name=item)).to_be_visible()
    await touch.detach()
    assert page.url == address
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menuitem")).to_have_count(0)


async def test_a_long_press_opens_the_menu_on_a_phone(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Сурова Яна Олеговна"), await town.person("Титов Тарас Львович")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Дежурная смена", members=[boris.id]))["chat"]["id"]
        file = await upload(http, photo(1), token=anna.token)
        attached = [{"type": "photo", "file": file}]
        await http.call("send_message", chat=chat, cid="1", text="Снимок с обхода", attachments=attached)
    page = await pages.open(anna, path=f"/chat/{chat}", size=PHONE)
    await hold(page, line(page, "Снимок с обхода").locator(".said"), "Ответить")
    await page.get_by_role("link", name="К списку чатов").tap()
    await hold(page, page.get_by_role("link").filter(has_text="Дежурная смена"), "Закрепить вверху")
    await page.goto(f"/chat/{chat}/info")
    await hold(page, page.get_by_role("button", name=boris.name), "Убрать из чата")
    await page.get_by_role("button", name="Фото и видео").tap()
    await hold(page, page.locator(".shared__tile").first, "Показать в чате")


async def test_forwarding_keeps_the_author(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Уварова Ульяна Ивановна"), await town.person("Фомин Фёдор Ильич")
    chat = await dialog(town, anna, boris, ["Приказ № 12 подписан"])
    async with town.http(boris) as http:
        group = (await http.call("create_group", title="Отдел кадров"))["chat"]["id"]
    page = await pages.open(boris, path=f"/chat/{chat}")
    await menu(page, "Приказ № 12 подписан", "Переслать")
    await page.get_by_role("dialog").get_by_role("button", name="Отдел кадров").click()
    await page.get_by_role("dialog").get_by_role("button", name="Переслать", exact=True).click()
    await page.goto(f"/chat/{group}")
    await expect(line(page, "Приказ № 12 подписан")).to_contain_text("Переслано: Уварова Ульяна Ивановна")
