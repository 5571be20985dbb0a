"""Two accounts in one browser: both are connected, one is looked at, and nothing of one goes out under the other."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town
from tools.veche_client import Account, Http

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

ACCOUNTS = re.compile("^(Аккаунты|Accounts)")
PRIVATE = "Заберу детей в шесть"
WAITING = "Написано без сети, от Анны"


async def shown(page: Page, name: str) -> None:
    await screenshot(page, name)
    assert await accessibility(page) == []


def button(page: Page) -> Locator:
    return page.get_by_role("button", name=ACCOUNTS).filter(visible=True)


async def write(page: Page, text: str) -> Locator:
    await page.get_by_role("textbox", name=re.compile("^(Сообщение|Message)$")).click()
    await page.keyboard.insert_text(text)
    await page.get_by_role("button", name=re.compile("^(Отправить|Send)$")).click()
    return page.get_by_role("log").locator("article").filter(has=page.get_by_text(text, exact=True))


async def test_two_accounts_in_one_browser(town: Town, pages: Pages) -> None:
    anna = await town.person("Преображенская Анна Александровна")
    boris = await town.person("Рождественский Борис Константинович")
    vera = await town.person("Чернова Вера Сергеевна")
    async with town.http(vera) as http:
        with_anna = (await http.call("open_dialog", **{"with": anna.id}))["chat"]["id"]
        with_boris = (await http.call("open_dialog", **{"with": boris.id}))["chat"]["id"]
        await http.call("send_message", chat=with_anna, cid="two-a", text="Анна, это вам")

    page = await pages.open(anna)
    await expect(page.get_by_role("link").filter(has_text="Анна, это вам")).to_be_visible()

    await add(page, boris)
    async with town.http(vera) as http:
        await http.call("send_message", chat=with_boris, cid="two-b", text="Борис, а это вам")
        await http.call("send_message", chat=with_anna, cid="two-c", text="И ещё одно для Анны")
    await expect(page.get_by_role("link").filter(has_text="Борис, а это вам")).to_be_visible()
    await expect(page.get_by_text("это вам", exact=False).filter(has_text="Анна")).to_have_count(0)

    # What is new in the other account is counted, and one press leads there.
    await expect(button(page).locator(".badge")).to_have_text(re.compile("2$"))
    await button(page).click()
    await shown(page, "accounts-menu-desktop-light-ru")
    await page.get_by_role("menuitem", name=re.compile("Преображенская")).click()
    await expect(page.get_by_role("link").filter(has_text="И ещё одно для Анны")).to_be_visible()

    second = await second_tab(page, boris)
    await page.goto(f"/chat/{with_anna}")
    await expect(button(page)).to_have_accessible_name(re.compile("Преображенская"))

    # Anna writes without a network, turns to Boris, and it still goes out as hers.
    await page.context.set_offline(True)
    waiting = await write(page, WAITING)
    await expect(waiting.get_by_label("отправляется")).to_be_visible()
    await button(page).click()
    await page.get_by_role("menuitem", name=re.compile("Рождественский")).click()
    await expect(page.get_by_role("link").filter(has_text="Борис, а это вам")).to_be_visible()
    await page.context.set_offline(False)
    async with town.http(vera) as http:
        await wait_for(page, second, with_boris)
        await expect_said(http, with_anna, WAITING, anna.id)
        await expect_said(http, with_boris, PRIVATE, boris.id)

    # One account signs out; the other goes on, in both tabs.
    await page.goto("/settings/accounts")
    await expect(page.get_by_role("listitem").filter(has_text="Преображенская")).to_be_visible()
    await shown(page, "accounts-settings-desktop-light-ru")
    phone = await on_a_phone(page)
    await leave(page, anna, boris)
    await phone.close()
    await second.reload()
    await expect(button(second)).to_have_accessible_name("Аккаунты")
    await expect(second.get_by_role("link").filter(has_text=PRIVATE)).to_be_visible()
    names = [cookie["name"] for cookie in await page.context.cookies()]
    assert names == [f"veche_session_{boris.id}"]
    await second.close()
    await lost(town, page, anna)


async def leave(page: Page, anna: Account, boris: Account) -> None:
    """What mini apps keep here for somebody goes with the one who goes."""
    await page.evaluate(
        "(ids) => { for (const id of ids) localStorage.setItem(`veche.app.${id}.7.word`, 'x') }", [anna.id, boris.id]
    )
    await page.get_by_role("button", name="Выйти: Преображенская Анна Александровна").click()
    await page.get_by_role("alertdialog").get_by_role("button", name="Выйти").click()
    await expect(page.get_by_role("listitem").filter(has_text="Преображенская")).to_have_count(0)
    # The name goes first; the question closes when all that was kept for her is gone.
    await expect(page.get_by_role("alertdialog")).to_have_count(0)
    kept = await page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('veche.app.'))")
    assert kept == [f"veche.app.{boris.id}.7.word"]


async def lost(town: Town, page: Page, anna: Account) -> None:
    """Anna comes back, Boris is looked at, and her session is ended elsewhere: whoever sits here is told."""
    await button(page).click()
    await page.get_by_role("menuitem", name="Добавить аккаунт").click()
    await page.get_by_label("Логин").fill(anna.login)
    await page.get_by_label("Пароль", exact=True).fill(anna.password)
    await page.get_by_role("button", name="Войти", exact=True).click()
    await expect(button(page)).to_have_accessible_name(re.compile("Преображенская"))
    await button(page).click()
    await page.get_by_role("menuitem", name=re.compile("Рождественский")).click()
    await expect(button(page)).to_have_accessible_name(re.compile("Рождественский"))
    async with town.http(anna) as http:
        await http.call("revoke_other_devices")
    notice = page.get_by_role("complementary", name="Безопасность")
    await expect(notice).to_contain_text("Преображенская Анна Александровна")
    await shown(page, "accounts-lost-desktop-light-ru")
    await notice.get_by_role("button", name="Понятно").click()
    await expect(notice).to_be_hidden()
    await expect(button(page)).to_have_accessible_name("Аккаунты")


async def add(page: Page, account: Account) -> None:
    """The second one comes in by the same door; the first stays connected."""
    await button(page).click()
    await page.get_by_role("menuitem", name="Добавить аккаунт").click()
    await expect(page.get_by_role("button", name=re.compile("Преображенская"))).to_be_visible()
    await page.get_by_label("Логин").fill(account.login)
    await page.get_by_label("Пароль", exact=True).fill(account.password)
    await shown(page, "accounts-door-desktop-light-ru")
    await page.get_by_role("button", name="Войти", exact=True).click()
    await expect(button(page)).to_have_accessible_name(re.compile("Рождественский"))


async def second_tab(page: Page, account: Account) -> Page:
    """Two tabs, an account each, also after they are loaded again."""
    second = await page.context.new_page()
    await second.goto(f"/?account={account.id}")
    await expect(button(second)).to_have_accessible_name(re.compile("Рождественский"))
    await second.reload()
    await expect(button(second)).to_have_accessible_name(re.compile("Рождественский"))
    return second


async def wait_for(page: Page, second: Page, chat: int) -> None:
    """Boris writes in the second tab."""
    await second.goto(f"/chat/{chat}")
    sent = await write(second, PRIVATE)
    await expect(sent.get_by_label(re.compile("отправлено|прочитано"))).to_be_visible()
    await expect(page.get_by_role("link").filter(has_text=PRIVATE)).to_be_visible()


async def on_a_phone(page: Page) -> Page:
    """The same browser as wide as a phone, dark and in English: pictures, and the switch at the foot."""
    phone = await page.context.new_page()
    await phone.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await phone.emulate_media(color_scheme="dark")
    await phone.goto("/settings/accounts")
    await phone.evaluate("() => localStorage.setItem('veche.locale', 'en')")
    await phone.reload()
    await expect(phone.get_by_role("button", name="Add account")).to_be_visible()
    await shown(phone, "accounts-settings-phone-dark-en")
    await button(phone).click()
    await expect(phone.get_by_role("menuitem", name="Manage accounts")).to_be_visible()
    await shown(phone, "accounts-menu-phone-dark-en")
    await phone.evaluate("() => localStorage.setItem('veche.locale', 'ru')")
    return phone


async def expect_said(http: Http, chat: int, text: str, sender: int) -> None:
    """It arrived, once, under this name."""
    found = [one for one in (await http.call("history", chat=chat))["messages"] if one["text"] == text]
    assert [one["sender"] for one in found] == [sender]
