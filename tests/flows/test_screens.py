"""Every screen on a desk and on a phone, light and dark, in both languages: pictures for people, axe for the rest.

One page per look goes through all of them: loading the client anew for each would cost minutes.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page

from tests.flows.browser import DESKTOP, PHONE, Language, Pages, Theme, accessibility, screenshot
from tests.flows.reach import out_of_reach
from tests.flows.tour import Reader, furnish, settled, walk
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

LOOKS: list[tuple[tuple[int, int], Theme, Language]] = [
    (DESKTOP, "light", "ru"),
    (DESKTOP, "dark", "en"),
    (PHONE, "light", "en"),
    (PHONE, "dark", "ru"),
]


# All pages of the stories wish for less motion. What follows a hand (a scroll timeline) is none.
MOVING = """() => document.getAnimations()
  .filter(one => one.playState === 'running' && one.timeline instanceof DocumentTimeline)
  .map(one => `moves: ${one.animationName ?? one.transitionProperty} of ${one.effect.target?.className}`)"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reader(town: Town) -> AsyncIterator[Reader]:
    yield await furnish(town)


def look_name(size: tuple[int, int], theme: str, language: str) -> str:
    return f"{'desktop' if size == DESKTOP else 'phone'}-{theme}-{language}"


async def wrong_on(page: Page) -> list[str]:
    found = await accessibility(page)
    wide = await page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    moving = await page.evaluate(MOVING)
    return [*found, *moving, *(["the page is wider than the window"] if wide > 0 else [])]


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS, ids=[look_name(*look) for look in LOOKS])
async def test_all_screens(
    size: tuple[int, int], theme: Theme, language: Language, pages: Pages, reader: Reader
) -> None:
    page = await pages.open(reader.account, size=size, theme=theme, language=language)
    assert await walk(page, reader, look_name(size, theme, language), wrong_on) == {}


async def test_all_screens_at_200_percent(pages: Pages, reader: Reader) -> None:
    """The zoom of a browser: half as many pixels of the page, twice as large."""
    page = await pages.open(reader.account, size=(640, 400), scale=2)
    assert await walk(page, reader, "zoom-200", out_of_reach) == {}


async def test_all_screens_with_large_text(pages: Pages, reader: Reader, tmp_path: Path) -> None:
    """Text twice as large by the settings of the browser, on a phone."""
    page = await pages.open_with_large_text(reader.account, folder=tmp_path)
    assert await walk(page, reader, "text-200", out_of_reach) == {}


@pytest.mark.parametrize(("size", "theme", "language"), LOOKS, ids=[look_name(*look) for look in LOOKS])
async def test_the_door(size: tuple[int, int], theme: Theme, language: Language, pages: Pages, town: Town) -> None:
    page = await pages.open(size=size, theme=theme, language=language)
    async with town.http(town.administrator) as http:
        link = (await http.call("create_invitation", name="Громова Алина Сергеевна"))["link"]
    for name, path in (("sign-in", "/"), ("invitation", link.split(town.address)[1])):
        await page.goto(path)
        await page.get_by_role("textbox").first.wait_for()
        await settled(page)
        await screenshot(page, f"{name}-{look_name(size, theme, language)}")
        assert await wrong_on(page) == []
