"""Every screen on a desk and on a phone, light and dark, in both languages: pictures for people, axe for the rest."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.flows.browser import DESKTOP, PHONE, Language, Pages, Theme, accessibility, screenshot
from tests.support.process import Town
from tools.replay import Settings, replay
from tools.veche_client import Account

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

EXPORT = Path(__file__).resolve().parents[1] / "data/telegram-export/result.json"
LOOKS: list[tuple[tuple[int, int], Theme, Language]] = [
    (DESKTOP, "light", "ru"),
    (DESKTOP, "dark", "en"),
    (DESKTOP, "light", "en"),
    (PHONE, "light", "en"),
    (PHONE, "dark", "ru"),
]
# Name → address; {chat} is a group with a long conversation.
SCREENS = {
    "chats": "/",
    "chat": "/chat/{chat}",
    "info": "/chat/{chat}/info",
    "profile": "/settings/profile",
    "appearance": "/settings/appearance",
    "devices": "/settings/devices",
    "password": "/settings/password",
    "settings": "/settings",
    "my-data": "/settings/data",
    "directory": "/directory",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reader(town: Town) -> AsyncIterator[tuple[Account, int]]:
    """Somebody in a group with a real conversation, some other chats, and a small organisation."""
    account = await town.person("Соколова Екатерина Валентиновна", login="sokolova.ev")
    settings = Settings(town.address, watchers=(account.login,))
    report = await replay(EXPORT, settings, administrator=town.administrator)
    async with town.http(town.administrator) as http:
        organisation = (await http.call("create_organisation", name="Администрация города Загорска"))["organisation"]
        unit = (await http.call("create_unit", organisation=organisation, name="Отдел благоустройства"))["unit"]
        await http.call("create_post", unit=unit, title="Начальник отдела")
        dialog = await http.call("open_dialog", **{"with": account.id})
        text = "Добрый день! Пропуск готов, зайдите в кабинет 214."
        await http.call("send_message", chat=dialog["chat"]["id"], cid="1", text=text)
    yield account, report.chats[0]["id"]


def look_name(size: tuple[int, int], theme: str, language: str) -> str:
    return f"{'desktop' if size == DESKTOP else 'phone'}-{theme}-{language}"


async def settled(page: Page) -> None:
    """Nothing is under way any more: type is there, no part says that it is busy, everybody has his name."""
    await page.wait_for_function(
        """() => document.fonts.status === 'loaded' && document.querySelector('main')
          && !document.querySelector('[aria-busy=true]')
          && ![...document.querySelectorAll('.bubble__head, .bar__name')].some(one => one.textContent.trim() === '…')"""
    )


async def look_at(page: Page, name: str) -> None:
    await settled(page)
    await screenshot(page, name)
    assert await accessibility(page) == []
    wide = await page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "the page is wider than the window"


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS, ids=[look_name(*look) for look in LOOKS])
@pytest.mark.parametrize("screen", SCREENS)
async def test_a_screen(
    screen: str,
    size: tuple[int, int],
    theme: Theme,
    language: Language,
    pages: Pages,
    reader: tuple[Account, int],
) -> None:
    account, chat = reader
    path = SCREENS[screen].format(chat=chat)
    page = await pages.open(account, path=path, size=size, theme=theme, language=language)
    if screen in ("chat", "info"):
        await page.locator("[role=log] [data-seq], .col--info").first.wait_for()
    await look_at(page, f"{screen}-{look_name(size, theme, language)}")


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS, ids=[look_name(*look) for look in LOOKS])
async def test_the_door(size: tuple[int, int], theme: Theme, language: Language, pages: Pages, town: Town) -> None:
    page = await pages.open(size=size, theme=theme, language=language)
    await page.get_by_role("textbox").first.wait_for()
    await look_at(page, f"sign-in-{look_name(size, theme, language)}")
    async with town.http(town.administrator) as http:
        link = (await http.call("create_invitation", name="Громова Алина Сергеевна"))["link"]
    page = await pages.open(path=link.split(town.address)[1], size=size, theme=theme, language=language)
    await page.get_by_role("textbox").first.wait_for()
    await look_at(page, f"invitation-{look_name(size, theme, language)}")
