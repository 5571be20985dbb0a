"""What was written without a network goes out when it is back, by the service worker, with no page open any more."""

import asyncio
import re

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import Pages
from tests.support.process import Town
from tools.veche_client import Http

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

WRITTEN = ("Выехали на объект", "Воды нет, работаем дальше", "Возвращаемся")


async def sync_now(page: Page, address: str) -> None:
    """The browser says that the network is back, as it does to a worker that asked for it."""
    devtools = await page.context.new_cdp_session(page)
    known: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def registered(said: dict[str, list[dict[str, str]]]) -> None:
        for one in said["registrations"]:
            if one["scopeURL"].startswith(address) and not known.done():
                known.set_result(one["registrationId"])

    devtools.on("ServiceWorker.workerRegistrationUpdated", registered)
    await devtools.send("ServiceWorker.enable")
    event = {"origin": address, "registrationId": await known, "tag": "outbox", "lastChance": False}
    await devtools.send("ServiceWorker.dispatchSyncEvent", event)
    await devtools.detach()


async def said(http: Http, chat: int) -> list[str]:
    found = (await http.call("history", chat=chat))["messages"]
    return [one["text"] for one in found if one.get("kind") != "service"]


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Сообщение", exact=True).click()
    await page.keyboard.insert_text(text)
    await page.keyboard.press("Enter")
    line = page.get_by_role("log").locator("article").filter(has=page.get_by_text(text, exact=True))
    await expect(line.get_by_label("отправляется")).to_be_visible()


async def test_what_waits_goes_out_without_a_page(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Воскресенская Анна Павловна"), await town.person("Ильин Борис Олегович")
    async with town.http(boris) as http:
        chat = (await http.call("create_group", title="Аварийная бригада", members=[anna.id]))["chat"]["id"]
        page = await pages.open(anna, path=f"/chat/{chat}")
        await expect(page.get_by_role("textbox", name="Сообщение", exact=True)).to_be_visible()
        await page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
        # Another page of the same browser, but none of Veche.
        other = await page.context.new_page()
        await other.goto("/healthz")
        his = await pages.open(boris, path=f"/chat/{chat}")
        log = his.get_by_role("log")
        await expect(his.get_by_role("textbox", name="Сообщение", exact=True)).to_be_visible()

        await page.context.set_offline(True)
        for text in WRITTEN:
            await write(page, text)
        await page.close()
        await page.context.set_offline(False)
        await sync_now(other, town.address)
        for text in WRITTEN:
            await expect(log.get_by_text(text, exact=True)).to_have_count(1)
        assert await said(http, chat) == [*WRITTEN]

        # Once more changes nothing, and the page that is opened now has nothing left to send.
        await sync_now(other, town.address)
        page = await other.context.new_page()
        await page.goto(f"/chat/{chat}")
        for text in WRITTEN:
            line = page.get_by_role("log").locator("article").filter(has=page.get_by_text(text, exact=True))
            await expect(line.get_by_label(re.compile("отправлено|прочитано"))).to_have_count(1)
        assert await said(http, chat) == [*WRITTEN]
