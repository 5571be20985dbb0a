"""A large file that goes through a lost network, a reload of the page and a restart of the server, and comes once."""

import asyncio
import hashlib
import re
from pathlib import Path

import httpx
import pytest
from playwright.async_api import CDPSession, Page, expect

from tests.flows.browser import Pages, accessibility, screenshot
from tests.flows.media import attach_paths, box, dialog, log, tray
from tests.support.process import Town
from tools.veche_client import Account

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

SIZE = 40 * 1024 * 1024
NAME = "Съёмка трассы с воздуха.zip"
SLOW = 3 * 1024 * 1024
"""Bytes a second: slow enough to do something half-way."""


async def test_a_file_comes_once_whatever_breaks(town: Town, pages: Pages, tmp_path: Path) -> None:
    """Offline, reload and restart half-way: it goes on from where it was, and the message with it."""
    anna = await town.person("Анна Сергеевна Воронцова")
    boris = await town.person("Борис Ильич Захаров")
    chat = await dialog(town, anna, boris)
    path = tmp_path / NAME
    content = bytes(range(251)) * (SIZE // 251)
    path.write_bytes(content)
    page = await pages.open(anna, path=f"/chat/{chat}")
    network = await page.context.new_cdp_session(page)
    await throttle(network, SLOW)

    await attach_paths(page, "Файл", [path])
    await expect(tray(page).get_by_role("listitem")).to_have_count(1)
    await box(page).click()
    await page.keyboard.type("Вот съёмка целиком")
    await page.keyboard.press("Enter")
    row = log(page).locator(".file")
    await at_least(page, 15)
    await screenshot(page, "upload-running.desktop.light.ru")
    assert await accessibility(page) == []

    # By hand.
    await row.get_by_role("button", name="Остановить загрузку").click()
    await expect(row.get_by_role("status")).to_contain_text("Остановлено")
    await row.get_by_role("button", name="Продолжить загрузку").click()

    # The network goes away and comes back.
    await throttle(network, SLOW, offline=True)
    await expect(row.get_by_role("status")).to_contain_text("Ждёт связи", timeout=30_000)
    await screenshot(page, "upload-offline.desktop.light.ru")
    await throttle(network, SLOW)
    before = await at_least(page, 35)

    # The page is loaded anew: the message stands there still, and its file goes on, not from the start.
    await page.reload()
    await throttle(network, SLOW)
    await expect(log(page).get_by_text("Вот съёмка целиком")).to_be_visible()
    assert await at_least(page, 1) > before - 20
    await at_least(page, 55)

    # The server goes away and comes back.
    assert await asyncio.to_thread(town.process.stop) == 0
    await asyncio.to_thread(town.process.start)
    await throttle(network, -1)
    link = log(page).get_by_role("link", name="Съёмка")
    await expect(link).to_be_visible(timeout=60_000)
    await screenshot(page, "upload-done.desktop.light.ru")
    await it_came_once(town, boris, chat, content)


async def it_came_once(town: Town, reader: Account, chat: int, content: bytes) -> None:
    """One message with one file, byte by byte what was chosen."""
    async with town.http(reader) as http:
        messages = (await http.call("history", chat=chat))["messages"]
        assert [one["text"] for one in messages] == ["Вот съёмка целиком"]
        (file,) = messages[0]["attachments"]
        assert (file["name"], file["size"]) == (NAME, len(content))
    headers = {"Authorization": f"Bearer {reader.token}"}
    async with httpx.AsyncClient(base_url=town.address, headers=headers, trust_env=False, timeout=60) as client:
        answer = await client.get(f"/media/files/{file['file']}")
    assert hashlib.sha256(answer.content).digest() == hashlib.sha256(content).digest()


async def at_least(page: Page, percent: int) -> int:
    """Wait until so much of the file is there, and say how much it is."""
    status = log(page).locator(".file").get_by_role("status")
    await page.wait_for_function(
        """percent => {
          const found = /(\\d+)\\s?%/.exec(document.querySelector('[role=log] .file [role=status]')?.textContent ?? '');
          return found && Number(found[1]) >= percent;
        }""",
        arg=percent,
        timeout=60_000,
    )
    found = re.search(r"(\d+)\s?%", await status.inner_text())
    return int(found.group(1)) if found else 100


async def throttle(network: CDPSession, upload: int, *, offline: bool = False) -> None:
    """Uploads are as slow as that; -1: as fast as they are."""
    await network.send("Network.enable")
    await network.send(
        "Network.emulateNetworkConditions",
        {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload},
    )
