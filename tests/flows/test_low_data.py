"""Text only: what a first visit and an hour of ordinary chat may cost."""

import pytest
from playwright.async_api import expect

from tests.flows.browser import PHONE, Pages, Traffic
from tests.flows.media import dialog
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]

FIRST_VISIT = 260_000
"""With what the service worker fetches to start without a network."""
HOUR = 60_000
MESSAGES = 120
"""Two a minute."""


async def test_little_traffic(town: Town, pages: Pages) -> None:
    anna = await town.person("Соколова Екатерина Валентиновна")
    boris = await town.person("Громов Борис Ильич")
    chat = await dialog(town, anna, boris, "Здравствуйте")
    page = await pages.open(anna, path="/healthz", size=PHONE)
    await page.evaluate("() => localStorage.setItem('veche.low_data', '1')")
    traffic = await Traffic.of(page)
    await page.goto(f"/chat/{chat}")
    await expect(page.get_by_role("log")).to_contain_text("Здравствуйте")
    await page.locator("html[data-ahead=loaded]").wait_for(state="attached")
    first = traffic.total
    behind = await traffic.for_worker(page)
    assert first + behind <= FIRST_VISIT, (first, behind, traffic.frames, traffic.largest())
    async with town.http(boris) as http:
        for number in range(MESSAGES):
            text = f"{number}: бригада выезжает на Садовую, 14; вернёмся к обеду, пропуск на вахте."
            await http.call_patiently("send_message", chat=chat, cid=f"hour-{number}", text=text)
    await expect(page.get_by_role("log")).to_contain_text(f"{MESSAGES - 1}: бригада")
    assert traffic.total - first <= HOUR, (traffic.total - first, traffic.largest())
