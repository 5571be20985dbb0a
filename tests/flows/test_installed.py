"""The client as an installed program: what a browser asks of it, a worker of the previous version, storage refused."""

import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.flows.browser import ROOT, Pages, screenshot
from tests.support.process import Town, VecheProcess

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

# The server of another version, as far as the client can tell: the same program with another built client.
PROGRAM = """
import functools, pathlib, sys
import veche.cli, veche.server
folder = pathlib.Path(sys.argv.pop(1))
veche.server.Site = functools.partial(veche.server.Site, client_folder=folder)
veche.cli.main()
"""
REFUSED = "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('refused', 'SecurityError') }})"


async def write(page: Page, text: str) -> None:
    box = page.get_by_role("textbox", name="Сообщение", exact=True)
    await box.fill(text)
    await box.press("Enter")


async def shown(page: Page, text: str) -> None:
    await expect(page.get_by_role("log").get_by_text(text, exact=True)).to_have_count(1)


async def test_a_browser_finds_nothing_against_installing_it(pages: Pages, town: Town) -> None:
    page = await pages.open(await town.person("Анна Викторовна Соколова"))
    await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    session = await page.context.new_cdp_session(page)
    manifest = await session.send("Page.getAppManifest")
    assert manifest["url"].endswith("/app.webmanifest")
    assert manifest["errors"] == []
    found = await session.send("Page.getInstallabilityErrors")
    assert [one["errorId"] for one in found["installabilityErrors"] if one["errorId"] != "in-incognito"] == []


async def test_the_offer_of_the_browser_stands_in_the_settings(pages: Pages, town: Town) -> None:
    page = await pages.open(await town.person("Анна Викторовна Соколова"), path="/settings/appearance")
    await expect(page.get_by_role("heading", name="Тема")).to_be_visible()
    await expect(page.get_by_role("button", name="Установить")).to_have_count(0)
    await page.evaluate("""() => {
        const offer = new Event('beforeinstallprompt', {cancelable: true})
        offer.prompt = async () => { document.title = 'asked' }
        dispatchEvent(offer)
    }""")
    await page.get_by_role("link", name="Профиль").first.click()
    await page.get_by_role("link", name="Вид").first.click()
    await screenshot(page, "settings-install-desktop-light-ru")
    await page.get_by_role("button", name="Установить").click()
    await page.wait_for_function("() => document.title === 'asked'")
    await expect(page.get_by_role("button", name="Установить")).to_have_count(0)


@pytest_asyncio.fixture(loop_scope="session")
async def previous(tmp_path: Path) -> AsyncIterator[tuple[Town, Path]]:
    """A server that gives out the client of the previous version, which can be replaced."""
    client = tmp_path / "client"
    shutil.copytree(ROOT / "veche/client", client)
    worker = client / "sw.js"
    worker.write_text(worker.read_text("utf-8").replace("veche-shell-1", "veche-shell-0"), "utf-8")
    page = client / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("<head>", '<head><meta name="version" content="previous">'), "utf-8"
    )
    process = VecheProcess(tmp_path / "data", program=[sys.executable, "-c", PROGRAM, str(client)])
    process.start()
    town = Town(process)
    await town.found()
    yield town, client
    process.stop()


async def test_a_worker_of_the_previous_version_gives_way(previous: tuple[Town, Path], browser: Browser) -> None:
    """What was written meanwhile is sent once; nothing of the old shell stays."""
    town, client = previous
    pages = Pages(browser, town.address)
    anna = await town.person("Анна Викторовна Соколова")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Смена", members=[]))["chat"]["id"]
        page = await pages.open(anna, path=f"/chat/{chat}")
        await write(page, "Смену принял")
        await shown(page, "Смену принял")
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        await page.reload()
        await shown(page, "Смену принял")
        await expect(page.locator('meta[name="version"]')).to_have_count(1)
        assert await page.evaluate("() => caches.keys()") == ["veche-shell-0"]

        town.process.stop()
        shutil.copytree(ROOT / "veche/client", client, dirs_exist_ok=True)
        await write(page, "Написано без сервера")
        await shown(page, "Написано без сервера")
        town.process.start()
        await page.goto(f"/chat/{chat}")
        await shown(page, "Написано без сервера")
        await expect(page.locator('meta[name="version"]')).to_have_count(0)
        await page.evaluate("() => navigator.serviceWorker.getRegistration().then(found => found.update())")
        await page.wait_for_function(
            "async () => JSON.stringify(await caches.keys()) === JSON.stringify(['veche-shell-1'])"
        )
        await page.reload()
        await shown(page, "Написано без сервера")
        messages = (await http.call("history", chat=chat))["messages"]
        assert [one["text"] for one in messages if "text" in one] == ["Смену принял", "Написано без сервера"]
    await pages.close()
    pages.check()


async def test_a_browser_that_refuses_storage_still_talks(pages: Pages, town: Town) -> None:
    anna = await town.person("Анна Викторовна Соколова")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Смена", members=[]))["chat"]["id"]
        page = await pages.open()
        await page.context.add_init_script(REFUSED)
        await page.context.request.post(
            "/api/sign_in", data={"login": anna.login, "password": anna.password, "device_name": "test browser"}
        )
        await page.goto(f"/chat/{chat}")
        await write(page, "Без хранилища тоже слышно")
        await shown(page, "Без хранилища тоже слышно")
        await page.reload()
        await shown(page, "Без хранилища тоже слышно")


async def test_storage_that_is_wiped_comes_back_from_the_server(pages: Pages, town: Town) -> None:
    anna = await town.person("Анна Викторовна Соколова")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Смена", members=[]))["chat"]["id"]
        page = await pages.open(anna, path=f"/chat/{chat}")
        await write(page, "До уборки")
        await shown(page, "До уборки")
        session = await page.context.new_cdp_session(page)
        types = "indexeddb,cache_storage,service_workers,local_storage"
        await session.send("Storage.clearDataForOrigin", {"origin": town.address, "storageTypes": types})
        await write(page, "После уборки")
        await shown(page, "После уборки")
        await page.reload()
        await shown(page, "До уборки")
        await shown(page, "После уборки")
        messages = (await http.call("history", chat=chat))["messages"]
        assert [one["text"] for one in messages if "text" in one] == ["До уборки", "После уборки"]
