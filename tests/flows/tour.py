"""A town with something on every screen, and the way through all of them on one page, without loading it again."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.async_api import Error, Page

from tests.flows.browser import screenshot
from tests.flows.media import photo
from tests.media.uploader import BYTES, TUS, metadata, number_of
from tests.support.process import Town
from tools.replay import Settings, replay
from tools.veche_client import Account, Http, Json, Socket

EXPORT = Path(__file__).resolve().parents[1] / "data/telegram-export/result.json"
ALBUM = "Обход трассы: опора 31 и три соседние. Порыв устранён, вода пойдёт к 18:00."

Step = Callable[[Page], Awaitable[None]]
Check = Callable[[Page], Awaitable[list[str]]]


@dataclass(frozen=True)
class Reader:
    """Who looks around, and the numbers in the addresses."""

    account: Account
    chats: dict[str, int]

    def address(self, path: str) -> str:
        return path.format(**self.chats)


@dataclass(frozen=True)
class Screen:
    """`there`: what shows that the screen has come. `step`: what is pressed before, on a page at `path`."""

    path: str
    there: str
    step: Step | None = None


def either(russian: str, english: str) -> re.Pattern[str]:
    return re.compile(f"^({re.escape(russian)}|{re.escape(english)})$")


def press(russian: str, english: str) -> Step:
    async def step(page: Page) -> None:
        name = either(russian, english)
        await page.get_by_role("button", name=name).filter(visible=True).first.click()

    return step


def then(*steps: Step) -> Step:
    async def step(page: Page) -> None:
        for one in steps:
            await one(page)

    return step


def search(words: str) -> Step:
    async def step(page: Page) -> None:
        await page.locator(".col--list .search input").fill(words)

    return step


async def look_at_photo(page: Page) -> None:
    await page.locator("[role=log] .pic__press").first.click()


async def menu_of_message(page: Page) -> None:
    await page.locator("[role=log] .said").last.click(button="right")


async def attach(page: Page) -> None:
    await press("Приложить", "Attach")(page)


LOG = "[role=log] [data-seq]"
SCREENS = {
    "chats": Screen("/", ".rows .row"),
    "search-idle": Screen("/", ".searched", search("")),
    "search-found": Screen("/", ".searched mark", search("опора")),
    "search-nothing": Screen("/", ".searched .empty", search("шпингалетище")),
    "new-chat": Screen("/", "dialog .ways-list", press("Новый чат", "New chat")),
    "new-group": Screen(
        "/",
        "dialog input",
        then(press("Новый чат", "New chat"), lambda page: page.locator(".ways-list .row").nth(1).click()),
    ),
    "chat": Screen("/chat/{talk}", LOG),
    "info": Screen("/chat/{talk}/info", ".col--info .member"),
    "owner": Screen("/chat/{house}/info", ".col--info .member"),
    "admin-log": Screen("/chat/{house}/info", "dialog[open]", press("Журнал", "Log")),
    "edit-chat": Screen("/chat/{house}/info", "dialog[open] input", press("Изменить", "Edit")),
    "album": Screen("/chat/{house}", ".pic img[data-loaded]"),
    "viewer": Screen("/chat/{house}", "dialog.viewer img", look_at_photo),
    "message-menu": Screen("/chat/{house}", ".menu", menu_of_message),
    "attach-menu": Screen("/chat/{house}", ".menu", attach),
    "topics": Screen("/chat/{topics}", ".col--main .row"),
    "comments": Screen("/chat/{channel}/comments/{post}", f".col--info {LOG}"),
    "settings": Screen("/settings", ".settings__item"),
    "profile": Screen("/settings/profile", ".settings__pane .card input"),
    "appearance": Screen("/settings/appearance", ".settings__pane .card"),
    "notices": Screen("/settings/notices", ".settings__pane .card"),
    "privacy": Screen("/settings/privacy", ".settings__pane .card"),
    "folders": Screen("/settings/folders", ".settings__pane .card"),
    "files": Screen("/settings/files", ".settings__pane .card"),
    "devices": Screen("/settings/devices", ".settings__pane .card li"),
    "security": Screen("/settings/security", ".settings__pane .card"),
    "password": Screen("/settings/password", ".settings__pane input"),
    "my-data": Screen("/settings/data", ".settings__pane .card"),
    "accounts": Screen("/settings/accounts", ".settings__pane h1"),
    "consents": Screen("/settings/consents", ".settings__pane h1"),
    "own-bots": Screen("/settings/bots", ".settings__pane h1"),
    "services": Screen("/services", "main h1"),
    "directory": Screen("/directory", ".page .card"),
    "unit": Screen("/directory/{unit}", ".page .card"),
}


async def furnish(town: Town) -> Reader:
    """Somebody in a group with a long conversation, with a house, a channel, topics, and a folder of his own."""
    account = await town.person("Соколова Екатерина Валентиновна", login="sokolova.ev")
    friend = await town.person("Преображенский-Вознесенский Константин Александрович")
    report = await replay(EXPORT, Settings(town.address, watchers=(account.login,)), administrator=town.administrator)
    async with town.http(town.administrator) as http:
        organisation = (await http.call("create_organisation", name="Администрация города Загорска"))["organisation"]
        unit = (await http.call("create_unit", organisation=organisation, name="Отдел благоустройства"))["unit"]
        await http.call("create_post", unit=unit, title="Начальник отдела")
        dialog = (await http.call("open_dialog", **{"with": account.id}))["chat"]["id"]
        await say(http, dialog, "Добрый день! Пропуск готов, зайдите в кабинет 214.")
    async with town.http(account) as http, town.http(friend) as his:
        title = "Дом на Садовой, 14: совет собственников и управляющая организация"
        house = (await http.call("create_group", title=title, members=[town.administrator.id]))["chat"]["id"]
        code = (await http.call("create_invite_link", chat=house, approval=True))["code"]
        await his.call("join_by_link", code=code)
        await album(http, house, account.token)
        question = "Когда собраться: осмотр кровли и подвала, потом чай"
        poll = {"question": question, "options": ["В субботу в 10:00", "В воскресенье после обеда", "Мне всё равно"]}
        await say(http, house, "", attachments=[{"type": "poll", "poll": poll}])
        channel = (await http.call("create_channel", title="Мэрия Верхнеозёрска", members=[friend.id]))["chat"]["id"]
        await http.call("update_chat", chat=channel, comments=True)
        post = await say(http, channel, "В субботу с 09:00 до 18:00 не будет холодной воды: Заречная, 3–27.")
        place = await his.call("open_comments", chat=channel, seq=post)
        await say(his, place["chat"], "А дом 18 по Садовой?", topic=place["topic"])
        topics = (await http.call("create_group", title="Стройка школы № 7", members=[friend.id]))["chat"]["id"]
        await http.call("update_chat", chat=topics, topics=True)
        await http.call("create_topic", chat=topics, title="Поставка окон и дверей: сроки, накладные", emoji="🪟")
        await http.call("save_folder", title="Соседи", emoji="🏡", chats=[house])
    chats = {"talk": report.chats[0]["id"], "house": house, "channel": channel, "post": post, "topics": topics}
    return Reader(account, {**chats, "unit": unit})


async def say(http: Http, chat: int, text: str, **more: Any) -> int:
    sent = await http.call_patiently("send_message", chat=chat, cid=f"{text[:20]}{chat}", text=text, **more)
    return int(sent["seq"])


async def album(http: Http, chat: int, token: str) -> None:
    """Three photos with words under them."""
    files = [await upload(http, photo(number, size=(800, 600)), token=token) for number in range(3)]
    await say(http, chat, ALBUM, attachments=[{"type": "photo", "file": file} for file in files])


async def upload(http: Http, content: bytes, *, token: str, name: str = "IMG_1.jpg", purpose: str = "photo") -> int:
    """A file on the server, checked."""
    heard: asyncio.Queue[Json] = asyncio.Queue()
    head = {"Upload-Length": str(len(content)), "Upload-Metadata": metadata(filename=name, purpose=purpose)}
    sent = {"Authorization": f"Bearer {token}", **TUS}
    async with (
        Socket(http.address, token, hear=heard.put_nowait),
        httpx.AsyncClient(base_url=http.address, headers=sent, trust_env=False) as client,
    ):
        place = (await client.post("/media/uploads", headers=head)).headers["location"]
        answer = await client.patch(place, headers={**BYTES, "Upload-Offset": "0"}, content=content)
        assert answer.status_code == 204, answer.text
        while True:
            card = (await heard.get()).get("file", {})
            if card.get("id") == number_of(place) and card["state"] != "checking":
                assert card["state"] == "ready", card
                return number_of(place)


GO = """async path => {
  // Another screen in between closes whatever stands over the last one.
  history.pushState(null, '', '/settings')
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  history.pushState(null, '', path)
}"""
SETTLED = """() => document.fonts.status === 'loaded' && document.querySelector('main')
  && ![...document.querySelectorAll('[aria-busy=true]')].some(one => one.checkVisibility())
  && ![...document.querySelectorAll('.name, .bubble__head, .bar__name')].some(one => one.textContent.trim() === '…')
  && [...document.images].every(image => image.complete)"""


async def settled(page: Page) -> None:
    """Nothing is under way any more: type and pictures are there, no part is busy, everybody has his name."""
    await page.wait_for_function(SETTLED)


async def enter(page: Page, reader: Reader, screen: Screen) -> None:
    """From wherever the page is: as a link does it, and then the presses of the screen."""
    if await page.locator("dialog[open]").count():
        await page.keyboard.press("Escape")
    await page.evaluate(GO, reader.address(screen.path))
    if screen.step:
        await screen.step(page)
    await page.locator(screen.there).filter(visible=True).first.wait_for()
    await settled(page)


async def walk(
    page: Page, reader: Reader, look: str, check: Callable[[Page], Awaitable[list[str]]]
) -> dict[str, list[str]]:
    """All screens, each with a picture; what the check has found, by screen."""
    found: dict[str, list[str]] = {}
    for name, screen in SCREENS.items():
        try:
            await enter(page, reader, screen)
            wrong = await check(page)
        except Error as error:
            # The next screens are looked at all the same, so that one run says all that is wrong.
            wrong = [error.message.splitlines()[0]]
        await screenshot(page, f"{name}-{look}")
        if wrong:
            found[name] = wrong
    return found
