"""A link is written: the server asks the page, the writer sees what it says, the reader gets a card with a picture."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.flows.media import box, dialog, drawn, log, photo
from tests.support.process import Town, VecheProcess

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

PAGE = """<!doctype html><meta charset="utf-8"><title>Новости города</title>
<meta property="og:title" content="Набережная откроется в мае: что уже сделано">
<meta property="og:description" content="Плитка уложена до моста, остались скамейки и освещение.
Движение автобусов 4 и 17 вернут на прежний путь после праздников.">
<meta property="og:image" content="/promenade.jpg">"""


@asynccontextmanager
async def newspaper() -> AsyncIterator[tuple[str, list[str]]]:
    """A web site elsewhere, and what it was asked."""
    asked: list[str] = []
    pages = {"/promenade": ("text/html; charset=utf-8", PAGE.encode()), "/promenade.jpg": ("image/jpeg", photo(1))}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path = (await reader.readuntil(b"\r\n\r\n")).decode().split(" ")[1]
        asked.append(path)
        kind, body = pages.get(path, ("text/plain", b""))
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1")
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked


@asynccontextmanager
async def open_town(folder: Path) -> AsyncIterator[Town]:
    """A server that may ask the newspaper."""
    process = VecheProcess(folder / "data", settings={"VECHE_OUTGOING_ALLOW": "127.0.0.1"})
    process.start()
    try:
        town = Town(process)
        await town.found()
        yield town
    finally:
        assert process.stop() == 0, "".join(process.output[-30:])


async def test_a_link_gets_a_preview(browser: Browser, tmp_path: Path) -> None:
    """Anna sends a piece of news, with its preview and then without; no browser ever asks the newspaper."""
    async with newspaper() as (address, asked), open_town(tmp_path) as town:
        pages = Pages(browser, town.address)
        anna = await town.person("Анна Сергеевна Воронцова")
        boris = await town.person("Борис Ильич Захаров")
        chat = await dialog(town, anna, boris, "Что слышно о набережной?")
        desk = await pages.open(anna, path=f"/chat/{chat}")
        phone = await pages.open(boris, path=f"/chat/{chat}", size=PHONE, theme="dark", language="en")
        await expect(log(phone).get_by_text("Что слышно")).to_be_visible()

        await box(desk).click()
        await desk.keyboard.type(f"Пишут, что скоро: {address}/promenade.")
        preview = desk.get_by_role("region", name="Предпросмотр ссылки")
        await expect(preview.get_by_text("Набережная откроется в мае")).to_be_visible()
        await screenshot(desk, "link-writing.desktop.light.ru")
        assert await accessibility(desk) == []
        await desk.keyboard.press("Enter")
        await expect(preview).to_have_count(0)

        for page in (desk, phone):
            card = log(page).get_by_role("link", name="Набережная откроется в мае")
            await expect(card).to_be_visible()
            await expect(card).to_have_attribute("href", f"{address}/promenade")
            await expect(card.locator("img")).to_be_visible()
            await drawn(page)
        await screenshot(desk, "link-preview.desktop.light.ru")
        await screenshot(phone, "link-preview.phone.dark.en")
        assert await accessibility(phone) == []

        await desk.keyboard.type(f"Ещё раз: {address}/promenade")
        await preview.get_by_role("button", name="Без предпросмотра").click()
        await expect(preview).to_have_count(0)
        await box(desk).click()
        await desk.keyboard.press("Enter")
        await expect(log(phone).get_by_text("Ещё раз")).to_be_visible()
        await expect(log(phone).get_by_role("link", name="Набережная откроется в мае")).to_have_count(1)
        assert asked == ["/promenade", "/promenade.jpg"], "asked once, by the server"
        await pages.close()
        pages.check()
