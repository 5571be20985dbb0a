"""Somebody asks for codes: he is reported, blocked, and an administrator looks at it."""

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def shown(page: Page, name: str) -> None:
    await screenshot(page, name)
    assert await accessibility(page) == []


async def test_a_swindler_is_reported_and_blocked(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Яшина Анна Львовна"), await town.person("Аверин Борис Ильич")
    async with town.http(boris) as http:
        chat = (await http.call("open_dialog", **{"with": anna.id}))["chat"]["id"]
        await http.call("send_message", chat=chat, cid="1", text="Это поддержка. Назовите код из СМС")
    async with town.http(anna) as http:
        await http.call("send_message", chat=chat, cid="1", text="Какой ещё код?")
    hers, his = (
        await pages.open(anna, path=f"/chat/{chat}/info"),
        await pages.open(boris, path=f"/chat/{chat}", size=PHONE),
    )
    await expect(hers.get_by_text("в сети")).to_be_visible()
    await expect(his.get_by_text("в сети")).to_be_visible()

    async with town.http(anna) as http:
        await http.call("report", reason="spam", actor=boris.id)
    article = hers.get_by_role("log").locator("article").filter(has_text="Назовите код")
    await article.locator(".bubble").click(button="right")
    await hers.get_by_role("menuitem", name="Пожаловаться").click()
    await hers.get_by_label("Обман, выманивание денег или кодов").check()
    await hers.get_by_label("Пояснение").fill("Выдаёт себя за поддержку")
    await shown(hers, "report-desktop-light-ru")
    await hers.get_by_role("button", name="Отправить", exact=True).click()
    await expect(hers.get_by_text("Жалоба отправлена администраторам")).to_be_visible()

    await hers.get_by_role("button", name="Заблокировать").click()
    await shown(hers, "block-desktop-light-ru")
    await hers.get_by_role("alertdialog").get_by_role("button", name="Заблокировать").click()
    for page in (hers, his):
        await expect(page.get_by_text("Этому собеседнику сейчас нельзя написать")).to_be_visible()
    await shown(his, "blocked-phone-light-ru")
    await hers.goto(f"{town.address}/settings/privacy")
    await expect(hers.get_by_role("listitem").filter(has_text="Аверин")).to_be_visible()
    await shown(hers, "privacy-desktop-light-ru")

    chief = await pages.open(town.administrator, path="/manage/reports", theme="dark", language="en")
    card = chief.get_by_role("listitem").filter(has_text="Яшина").last
    await expect(card).to_contain_text("Fraud")
    await expect(card).not_to_contain_text("СМС")
    await card.get_by_role("button", name="Take and open").click()
    await expect(card).to_contain_text("Назовите код из СМС")
    await expect(card).to_contain_text("Выдаёт себя за поддержку")
    await card.get_by_label("What was decided").fill("Учётная запись закрыта")
    await card.get_by_role("checkbox", name="one more report").check()
    await shown(chief, "report-taken-desktop-dark-en")
    await card.get_by_role("button", name="Acted upon").click()
    await expect(chief.get_by_role("listitem").filter(has_text="Яшина")).to_have_count(0)
    told = hers.get_by_role("complementary", name="Ваша жалоба")
    await expect(told).to_contain_text("меры приняты")
    await shown(hers, "report-answered-desktop-light-ru")
    await told.get_by_role("button", name="Понятно").click()
    await expect(told).to_have_count(0)
    await chief.get_by_role("radio", name="Answered").click()
    answered = chief.get_by_role("listitem").filter(has_text="Яшина").first
    await expect(answered).to_contain_text("Учётная запись закрыта")

    await hers.get_by_role("button", name="Разблокировать: Аверин Борис Ильич").click()
    await expect(his.get_by_role("textbox", name="Сообщение")).to_be_visible()
