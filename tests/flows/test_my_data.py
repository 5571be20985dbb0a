"""Everything of mine in one archive, and then the account is no more."""

import zipfile
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import PASSWORD, Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def test_one_takes_his_data_along_and_goes(town: Town, pages: Pages, tmp_path: Path) -> None:
    anna, boris = await town.person("Соколова Анна Викторовна"), await town.person("Громов Борис Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("open_dialog", **{"with": boris.id}))["chat"]["id"]
        await http.call("send_message", chat=chat, cid="1", text="Ключи от архива у вахтёра.")
    desk = await pages.open(anna, path="/settings/data")
    await desk.get_by_role("button", name="Составить архив").click()
    link = desk.get_by_role("link", name="Скачать архив")
    await expect(link).to_be_visible(timeout=30_000)
    await expect(desk.get_by_role("status").filter(has_text="1 сообщение")).to_be_visible()
    await screenshot(desk, "my-data-ready-desktop-light-ru")
    async with desk.expect_download() as downloading:
        await link.click()
    await (await downloading.value).save_as(tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert "Ключи от архива" in archive.read("chats/0001/1.html").decode()

    phone = await pages.open(anna, path="/settings/data", size=PHONE, theme="dark", language="en")
    await phone.get_by_role("button", name="Delete the account").click()
    await phone.get_by_label("Your login").fill(anna.login)
    await screenshot(phone, "my-data-delete-phone-dark-en")
    assert await accessibility(phone) == []
    await phone.get_by_role("alertdialog").get_by_role("button", name="Delete", exact=True).click()
    question = phone.get_by_role("dialog", name="Confirm that it is you")
    sign_in = phone.get_by_role("heading", name="Sign in")
    await expect(question.or_(sign_in).first).to_be_visible()
    if await question.is_visible():
        await question.get_by_label("Password", exact=True).fill(PASSWORD)
        await question.get_by_role("button", name="Confirm", exact=True).click()
    await expect(sign_in).to_be_visible(timeout=30_000)
    await expect(desk.get_by_role("heading", name="Вход")).to_be_visible(timeout=30_000)

    other = await pages.open(boris, path=f"/chat/{chat}")
    await expect(other.get_by_role("log").get_by_text("Ключи от архива")).to_be_visible()
    await expect(other.get_by_text("Удалённый аккаунт").first).to_be_visible()
