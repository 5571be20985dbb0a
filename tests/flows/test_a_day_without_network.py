"""A day without a network: reading, searching and writing go on, and everything meets when the network is back."""

import re
from dataclasses import dataclass

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.flows.browser import DESKTOP, PHONE, Language, Pages, Theme, accessibility, screenshot
from tests.support.process import Town
from tools.veche_client import Http

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(90)]

STAFF, ROADS = "Паводок: штаб", "Дороги и мосты"
UNSEEN, TOPIC = "Эвакуация: списки", "Улица Набережная"
LIST = "Дом 4: вывезли троих, ждём автобус"
LEVEL = "Уровень у моста 412 см, растёт"
CRANE = "Автокран стоит у насосной станции"
WRITTEN = ("Выехали к насосной", "Вижу, дорогу перекрыли", "До вечера без связи")
MISSED = ("Второй пост, ответьте", "Объезд через Заречную открыт")

KEPT = """async paths => {
  const whole = async () => {
    const shell = await caches.open((await caches.keys())[0])
    const loaded = performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)
    const parts = loaded.filter(path => path.startsWith('/assets/'))
    return (await Promise.all(parts.map(path => shell.match(path)))).every(Boolean)
  }
  const left = () => new Promise(tell => {
    const opening = indexedDB.open('veche')
    opening.onsuccess = () => {
      const reading = opening.result.transaction('chats').objectStore('chats').getAll()
      reading.onsuccess = () => { opening.result.close(); tell(reading.result.filter(chat => !chat.whole).length) }
    }
  })
  await navigator.serviceWorker.ready
  const ahead = () => document.documentElement.dataset.ahead === 'loaded'
  while (!ahead() || !(await whole()) || await left() > 1) await new Promise(again => setTimeout(again, 50))
}"""
"""Waits until the device has what it needs: the parts of the page, and the messages of all chats (the one on the screen
is no chat to be fetched ahead)."""


@dataclass(frozen=True)
class Look:
    """On what the story is told, and what its reader is told there."""

    language: Language
    theme: Theme
    size: tuple[int, int]
    banner: str
    search: str
    searching: str
    message: str
    waiting: str
    sent: str
    answer: str

    def picture(self, what: str) -> str:
        place = "phone" if self.size == PHONE else "desktop"
        return f"no-network-{what}-{place}-{self.theme}-{self.language}"


LOOKS = [
    Look(
        language="ru",
        theme="dark",
        size=PHONE,
        banner="Нет связи с сервером. Можно читать и писать",
        search="Поиск",
        searching="Нет связи: ищем в том, что сохранено на этом устройстве",
        message="Сообщение",
        waiting="отправляется",
        sent="отправлено|прочитано",
        answer="Ответить",
    ),
    Look(
        language="en",
        theme="light",
        size=DESKTOP,
        banner="No connection to the server",
        search="Search",
        searching="No connection: searching what this device keeps",
        message="Message",
        waiting="sending",
        sent="sent|read",
        answer="Reply",
    ),
]


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("link").filter(has_text=title)


def line(page: Page, text: str) -> Locator:
    return page.get_by_role("log").locator("article").filter(has=page.get_by_text(text, exact=True))


async def to_list(page: Page) -> None:
    """On a phone the list is behind the chat."""
    back = page.locator("header.bar a[href='/']")
    if await back.is_visible():
        await back.click()


async def enter(page: Page, title: str, text: str) -> None:
    """From the list of chats into a chat, until it shows the message."""
    await to_list(page)
    close = page.get_by_role("button", name=re.compile("^(Закрыть поиск|Close search)$"))
    await row(page, title).or_(close).first.wait_for()
    if await close.is_visible():
        await close.click()
    await row(page, title).click()
    await expect(line(page, text)).to_be_visible()


async def write(page: Page, look: Look, text: str) -> None:
    """As a person does; without a network it stands there and waits."""
    await page.get_by_role("textbox", name=look.message, exact=True).click()
    await page.keyboard.insert_text(text)
    # On a phone Enter begins a new line.
    await page.get_by_role("button", name=re.compile("^(Отправить|Send)$")).click()
    await expect(line(page, text).get_by_label(look.waiting)).to_be_visible()


async def texts(http: Http, chat: int) -> list[str]:
    found = (await http.call("history", chat=chat))["messages"]
    return [one["text"] for one in found if one.get("kind") != "service"]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.language)
async def test_a_day_without_network(town: Town, pages: Pages, look: Look) -> None:
    anna = await town.person("Преображенская Екатерина Александровна")
    boris = await town.person("Рождественский Всеволод Константинович")
    async with town.http(boris) as http:

        async def say(chat: int, text: str) -> None:
            await http.call_patiently("send_message", chat=chat, cid=f"day-{text}", text=text)

        staff = (await http.call("create_group", title=STAFF, members=[anna.id]))["chat"]["id"]
        roads = (await http.call("create_group", title=ROADS, members=[anna.id]))["chat"]["id"]
        alone = (await http.call("open_dialog", **{"with": anna.id}))["chat"]["id"]
        for chat, text in ((staff, "Доброе утро, пост на связи"), (staff, LEVEL), (roads, CRANE)):
            await say(chat, text)
        await say(roads, "Мост на Строителей закрыт для грузовых")
        await say(alone, "Как приедете, напишите")
        await make_unseen(http, anna.id)

        # In the morning there is a network, and the chats were looked at.
        page = await pages.open(anna, size=look.size, theme=look.theme, language=look.language)
        for title, text in ((STAFF, LEVEL), (ROADS, CRANE), (boris.name, "Как приедете, напишите")):
            await enter(page, title, text)
        await page.evaluate(KEPT)

        # It goes away: she reads, finds, writes and answers.
        context = page.context
        await context.set_offline(True)
        banner = page.get_by_text(look.banner).filter(visible=True)
        await expect(banner).to_be_visible()
        for title, text in ((ROADS, CRANE), (STAFF, LEVEL)):
            await enter(page, title, text)
            # It does not go and come again with every chat.
            assert await banner.is_visible()
        await say(staff, MISSED[0])
        await say(roads, MISSED[1])
        await read_what_nobody_opened(page)
        await write_without_network(page, look, boris.name)
        await page.close()

        # Opened again, still without a network: from what the device keeps.
        page = await opened_again(pages, context, look, boris.name)
        banner = page.get_by_text(look.banner).filter(visible=True)
        assert not {*WRITTEN} & {*await texts(http, staff), *await texts(http, roads)}

        # It is back: what waited goes, what was missed comes, each once and in order.
        his = await pages.open(boris, path=f"/chat/{staff}")
        await expect(line(his, MISSED[0])).to_be_visible()
        await context.set_offline(False)
        for text in (WRITTEN[0], WRITTEN[2]):
            await expect(line(his, text)).to_have_count(1)
            await expect(line(page, text).get_by_label(re.compile(look.sent))).to_have_count(1)
        await expect(line(page, MISSED[0])).to_have_count(1)
        await expect(banner).to_have_count(0)
        await screenshot(page, look.picture("back"))
        await enter(page, ROADS, MISSED[1])
        await expect(line(page, WRITTEN[1]).get_by_label(re.compile(look.sent))).to_have_count(1)
        await expect(page.get_by_label(look.waiting, exact=True)).to_have_count(0)
        await enter(his, ROADS, WRITTEN[1])
        await expect(line(his, WRITTEN[1]).locator(".quote")).to_contain_text("Мост на Строителей")
        assert (await texts(http, staff))[-3:] == [MISSED[0], WRITTEN[0], WRITTEN[2]]
        assert (await texts(http, roads))[-2:] == [MISSED[1], WRITTEN[1]]


async def make_unseen(http: Http, member: int) -> None:
    """A group with a topic; its member never looks at it while there is a network."""
    unseen = (await http.call("create_group", title=UNSEEN, members=[member]))["chat"]["id"]
    await http.call("update_chat", chat=unseen, topics=True)
    topic = (await http.call("create_topic", chat=unseen, title=TOPIC))["id"]
    await http.call_patiently("send_message", chat=unseen, cid="day-unseen", text=LIST, topic=topic)


async def read_what_nobody_opened(page: Page) -> None:
    """What was fetched ahead is there."""
    await to_list(page)
    await row(page, UNSEEN).click()
    await row(page, TOPIC).click()
    await expect(line(page, LIST)).to_be_visible()
    await page.go_back()
    await page.go_back()
    await enter(page, STAFF, LEVEL)


async def write_without_network(page: Page, look: Look, friend: str) -> None:
    """Three messages into two chats; between them something is found, and answered."""
    await write(page, look, WRITTEN[0])
    await enter(page, friend, "Как приедете, напишите")
    await to_list(page)
    await page.get_by_role("textbox", name=look.search, exact=True).fill("мост строит")
    await expect(page.get_by_text(look.searching)).to_be_visible()
    hit = page.get_by_role("button").filter(has_text="Мост на Строителей")
    await expect(hit.locator("mark").first).to_have_text("Мост")
    await screenshot(page, look.picture("search"))
    await hit.click()
    bubble = line(page, "Мост на Строителей закрыт для грузовых")
    await expect(bubble).to_be_in_viewport()
    await bubble.locator(".bubble").click(button="right")
    await page.get_by_role("menuitem", name=look.answer).click()
    await write(page, look, WRITTEN[1])
    await expect(line(page, WRITTEN[1]).locator(".quote")).to_contain_text("Мост на Строителей")
    await screenshot(page, look.picture("answer"))
    await enter(page, STAFF, WRITTEN[0])
    await write(page, look, WRITTEN[2])


async def opened_again(pages: Pages, context: BrowserContext, look: Look, friend: str) -> Page:
    """A new page of the same browser: all of it comes from what the device keeps."""
    page = await context.new_page()
    page.on("pageerror", lambda error: pages.errors.append(str(error)))
    await page.goto("/")
    banner = page.get_by_text(look.banner).filter(visible=True)
    await expect(banner).to_be_visible()
    for title in (STAFF, ROADS):
        await expect(row(page, title).get_by_label(look.waiting)).to_be_visible()
    await screenshot(page, look.picture("list"))
    await enter(page, friend, "Как приедете, напишите")
    for title, text in ((ROADS, WRITTEN[1]), (STAFF, WRITTEN[0]), (STAFF, WRITTEN[2])):
        await enter(page, title, text)
        await expect(line(page, text).get_by_label(look.waiting)).to_be_visible()
    await expect(banner).to_be_visible()
    await screenshot(page, look.picture("chat"))
    assert not await accessibility(page)
    return page
