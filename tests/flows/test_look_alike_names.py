"""Somebody calls himself "support": whoever he writes to is warned, in both languages."""

import pytest
from playwright.async_api import expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.flows.media import dialog, log
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(120)]


async def test_a_reader_is_warned_of_a_name(town: Town, pages: Pages) -> None:
    """Anna is written to by "support" and by a name of two alphabets; with Boris nothing is shown."""
    anna = await town.person("Анна Сергеевна Воронцова")
    boris = await town.person("Борис Ильич Захаров")
    support = await town.person("Служба безопасности города")
    mixed = await town.person("Bикторов Пётр")
    first = await dialog(town, support, anna, "Назовите код из сообщения.")
    second = await dialog(town, mixed, anna, "Добрый день!")
    third = await dialog(town, boris, anna, "Привет!")
    phone = await pages.open(anna, path=f"/chat/{first}", size=PHONE)
    note = phone.get_by_role("note")
    await expect(note.get_by_text("Не сообщайте ей паролей и кодов")).to_be_visible()
    await screenshot(phone, "name-warning.phone.light.ru")
    assert await accessibility(phone) == []
    desk = await pages.open(anna, path=f"/chat/{second}", theme="dark", language="en")
    await expect(desk.get_by_role("note").get_by_text("different alphabets")).to_be_visible()
    await screenshot(desk, "name-warning.desktop.dark.en")
    await desk.goto(f"/chat/{third}")
    await expect(log(desk).get_by_text("Привет!")).to_be_visible()
    await expect(desk.get_by_role("note")).to_have_count(0)

    # In what is found, among members, and among those who ask to be let in.
    await desk.get_by_role("textbox", name="Search", exact=True).fill("служба безопасности")
    found = desk.get_by_role("button", name="Служба безопасности города").last
    await expect(found).to_contain_text("Служба безопасности города")
    stranger = await town.person("Служба поддержки Вече")
    await desk.get_by_role("textbox", name="Search", exact=True).fill("служба поддержки")
    people = desk.get_by_role("region", name="People and posts")
    await expect(people).to_contain_text("Sounds like the service", timeout=20_000)
    await screenshot(desk, "name-warning-search.desktop.dark.en")
    async with town.http(anna) as http:
        group = (await http.call("create_group", title="Совет дома", members=[mixed.id, boris.id]))["chat"]["id"]
        link = await http.call("create_invite_link", chat=group, approval=True)
    async with town.http(stranger) as http:
        await http.call("join_by_link", code=link["code"])
    await phone.goto(f"/chat/{group}/info")
    asks = phone.locator(".member", has_text="Служба поддержки Вече")
    await expect(asks).to_contain_text("Похоже на служебное имя")
    await expect(phone.locator(".member", has_text="Bикторов")).to_contain_text("смешаны буквы")
    await expect(phone.locator(".member", has_text="Захаров")).not_to_contain_text("смешаны")
    await screenshot(phone, "name-warning-members.phone.light.ru")
    assert await accessibility(phone) == []
