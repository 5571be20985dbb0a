"""Dismissed at noon: the post leaves both of his devices while he looks, the deputy goes on, his private side stays."""

import re

import pytest
from playwright.async_api import expect

from tests.flows.browser import PHONE, Pages, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

WITHIN_MS = 10_000
"""What the organisation is promised: within ten seconds, on all devices."""
CHAT = "Ремонт моста: рабочая группа"


async def test_dismissed_at_noon(town: Town, pages: Pages) -> None:
    gromov, sedova = await town.person("Громов Пётр Ильич"), await town.person("Седова Мария Олеговна")
    async with town.http(town.administrator) as http:
        city = (await http.call("create_organisation", name="Администрация Кедровска"))["organisation"]
        unit = (await http.call("create_unit", organisation=city, name="Отдел мостов и переправ"))["unit"]
        head = (await http.call("create_post", unit=unit, title="Начальник отдела мостов"))["post"]
        deputy = (await http.call("create_post", unit=unit, title="Заместитель начальника"))["post"]
        await http.call("appoint", post=head, person=gromov.id)
        await http.call("appoint", post=deputy, person=sedova.id)
        reach = {"phone": "+7 (8162) 00-11-22", "email": "most@kedrovsk.example"}
        await http.call("set_post_card", post=head, head=True, **reach)
        await http.call("set_deputy", post=head, deputy=deputy)
    async with town.http(gromov) as http:
        fields = {"title": CHAT, "members": [deputy], "mode": "official", "as": head}
        chat = (await http.call("create_group", **fields))["chat"]["id"]
        await http.call("send_message", chat=chat, cid="1", text="Смету сдаём в пятницу", **{"as": head})
        private = (await http.call("create_group", title="Рыбалка", members=[sedova.id]))["chat"]["id"]
        await http.call("send_message", chat=private, cid="1", text="Едем в субботу?")

    desk = await pages.open(gromov, path=f"/chat/{chat}")
    phone = await pages.open(gromov, size=PHONE)
    await expect(desk.get_by_role("log")).to_contain_text("Смету сдаём в пятницу")
    await phone.get_by_role("radio", name=re.compile("Должность")).click()
    await expect(phone.get_by_text(CHAT)).to_be_visible()
    await screenshot(desk, "noon-before-desk")

    chief = await pages.open(town.administrator, path=f"/directory/{unit}")
    await chief.get_by_role("button", name="Карточка: Начальник отдела мостов").click()
    card = chief.get_by_role("dialog")
    await expect(card).to_contain_text("Заместитель начальника")
    await expect(card.get_by_role("link", name="+7 (8162) 00-11-22")).to_be_visible()
    await screenshot(chief, "noon-card")
    await card.get_by_role("button", name="Закрыть").click()
    await chief.get_by_role("button", name="Действия с должностью: Начальник отдела мостов").click()
    await screenshot(chief, "noon-menu")
    await chief.get_by_role("menuitem", name="Уволить сотрудника").click()
    await expect(chief.get_by_role("alertdialog")).to_contain_text("Личная переписка")
    await screenshot(chief, "noon-consequences")
    await chief.get_by_role("button", name="Уволить", exact=True).click()

    await expect(desk.get_by_text("Смету сдаём в пятницу")).to_have_count(0, timeout=WITHIN_MS)
    await expect(phone.get_by_text(CHAT)).to_have_count(0, timeout=WITHIN_MS)
    await expect(phone.get_by_role("radio", name=re.compile("Должность"))).to_have_count(0)
    await expect(phone.get_by_text("Рыбалка")).to_be_visible()
    await screenshot(desk, "noon-after-desk")
    await screenshot(phone, "noon-after-phone")

    hers = await pages.open(sedova, size=PHONE, path=f"/chat/{chat}")
    async with town.http(sedova) as http:
        await http.call("send_message", chat=chat, cid="2", text="Срок прежний, отвечаю я", **{"as": head})
    await expect(hers.get_by_role("log")).to_contain_text("Седова Мария Олеговна за: Начальник отдела мостов")
    await screenshot(hers, "noon-deputy")
    await expect(chief.get_by_text("Замещает: Седова Мария Олеговна")).to_be_visible()
    await screenshot(chief, "noon-unit")
