"""One server and one browser for all flows: people and chats are new in each test."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.flows.browser import Pages, launch
from tests.support.process import Town, VecheProcess

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story that fails is told once more, from the beginning: two cores that also run a database, a server and
    several browsers sometimes keep a page waiting for longer than a person would. What fails twice is a defect; the
    summary names every story that needed its second telling."""
    for item in items:
        if Path(item.path).is_relative_to(HERE):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A server with its first administrator."""
    # Programs that people write may be called back here, and their mini apps come from here, without https.
    settings = {"VECHE_OUTGOING_ALLOW": "127.0.0.2", "VECHE_APP_HOSTS": "localhost"}
    process = VecheProcess(tmp_path_factory.mktemp("town") / "data", settings=settings)
    process.start()
    try:
        found = Town(process)
        await found.found()
        yield found
    finally:
        assert process.stop() == 0, "".join(process.output[-30:])


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(root: Path) -> AsyncIterator[Browser]:
    """One Chromium; each person gets a context of his own."""
    if not os.environ.get("CHROMIUM"):
        os.environ["CHROMIUM"] = next((path for name in NAMES if (path := shutil.which(name))), "")
    async with async_playwright() as playwright:
        started = await launch(playwright)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def pages(browser: Browser, town: Town, root: Path) -> AsyncIterator[Pages]:
    """Pages of the web client; at the end only our own host may have been contacted."""
    if not (root / "veche/client/index.html").is_file():
        pytest.fail("the web client is not built: ./dev setup")
    opened = Pages(browser, town.address)
    yield opened
    await opened.close()
    opened.check()
