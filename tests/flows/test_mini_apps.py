"""A mini app in its frame: what it is told, what it may ask, and that it cannot get out."""

import re

import pytest
from playwright.async_api import FrameLocator, Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.flows.mini_apps import make_bot, pages_at, publish
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

BUTTONS = {
    "back": "app.BackButton.onClick(() => say('back pressed')); app.BackButton.show()",
    "keep": "await app.DeviceStorage.setItem('dept', 'ЖКХ'); say(await app.DeviceStorage.getItem('dept'))",
    "share": "say((await app.shareContent({text: 'Приходите на субботник', link: 'https://city.example/'})).status)",
    "phone": "try { await app.requestContact() } catch (e) { say(e.error.code) }",
    "place": "navigator.geolocation.getCurrentPosition(p => say(p.coords.latitude), e => say('no ' + e.code))",
    "link": "app.openLink('https://city.example/park')",
    # Whoever answers the second question has heard the first.
    "confirm": "app.enableClosingConfirmation(); await app.DeviceStorage.getItem('dept'); say('asks before closing')",
    "close": "app.close()",
}
PAGE = """<!doctype html><html lang=ru><meta charset=utf-8><title>Испытание</title>
<script src="{veche}/bridge/max-web-app.js"></script><h1 id=hello></h1><p id=out role=status></p>{buttons}
<script src="/page.js"></script>"""
SCRIPT = """const app = window.WebApp;
const say = (text) => {{ document.getElementById('out').textContent = String(text); }};
const user = app.initDataUnsafe.user;
document.getElementById('hello').textContent = `${{user.first_name}} · ${{app.initDataUnsafe.start_param ?? '-'}}`;
const acts = {{{acts}}};
for (const [name, act] of Object.entries(acts)) document.getElementById(name).onclick = act;
app.ready();"""


def trial_page(veche: str) -> dict[str, str | bytes]:
    return page_of(BUTTONS, veche)


def page_of(acts: dict[str, str], veche: str) -> dict[str, str | bytes]:
    """A page with a button for each act."""
    buttons = "".join(f"<button id={name}>{name}</button> " for name in acts)
    script = ", ".join(f"{name}: async () => {{ {act} }}" for name, act in acts.items())
    return {"/": PAGE.format(veche=veche, buttons=buttons), "/page.js": SCRIPT.format(acts=script)}


def inside(page: Page) -> FrameLocator:
    """The app: a frame in the page that the server made for it."""
    return page.frame_locator("iframe.appwin__frame").frame_locator("iframe")


async def shown(page: Page, name: str) -> None:
    await screenshot(page, name)
    assert await accessibility(page) == []


WANTED = [
    {"field": "name", "purpose": "Чтобы обращаться к вам по имени и отчеству", "required": True},
    {"field": "phone", "purpose": "Чтобы предупредить, если приём перенесут"},
    {"field": "place", "purpose": "Чтобы показать ближайший отдел"},
]


async def test_a_mini_app_asks_and_is_answered(town: Town, pages: Pages) -> None:
    author = await town.person("Тимофеева Ольга Львовна")
    anna = await town.person("Константинопольская Анна Петровна")
    bot = await make_bot(town, "Испытание рамки", author)
    with pages_at(trial_page(town.address)) as address:
        pages.expected.add(address.removeprefix("http://"))
        await publish(town, author, bot.id, url=f"{address}/", title="Испытание", category="tools", wanted=WANTED)
        page = await pages.open(anna, path=f"/bot/{bot.username}?startapp=dept-3")
        dialog = page.get_by_role("dialog", name="Испытание")
        await expect(dialog.get_by_label("Имя, фамилия и фотография (обязательно)")).to_be_checked()
        await expect(dialog.get_by_label("Номер телефона")).not_to_be_checked()
        await shown(page, "app-consent-desktop-light-ru")
        await dialog.get_by_role("button", name="Передать и открыть").click()
        app = inside(page)
        await expect(app.locator("#hello")).to_have_text("Анна Петровна · dept-3")
        out = app.locator("#out")

        await app.locator("#keep").click()
        await expect(out).to_have_text("ЖКХ")
        await app.locator("#back").click()
        await page.get_by_role("button", name="Назад в приложении").click()
        await expect(out).to_have_text("back pressed")
        await shown(page, "app-desktop-light-ru")

        await app.locator("#phone").click()
        question = page.get_by_role("dialog", name="Передать номер телефона?")
        await question.get_by_label("Ваш номер").fill("+7 900 123-45-67")
        await question.get_by_role("button", name="Передать номер").click()
        await expect(question.get_by_text("номера телефонов не подтверждаются")).to_be_visible()
        await shown(page, "app-phone-desktop-light-ru")
        await question.get_by_role("button", name="Не передавать").click()
        await expect(out).to_have_text("client.request_phone.cancelled")

        await page.context.grant_permissions(["geolocation"], origin=town.address)
        await page.context.set_geolocation({"latitude": 55.7512, "longitude": 37.6184})
        await app.locator("#place").click()
        await page.get_by_role("button", name="Не сообщать").click()
        await expect(out).to_have_text("no 1")
        await app.locator("#place").click()
        await shown(page, "app-place-desktop-light-ru")
        await page.get_by_role("button", name="Один раз").click()
        await expect(out).to_have_text("55.7512")

        await app.locator("#share").click()
        await page.get_by_role("dialog", name="Поделиться").get_by_role("button", name="Закрыть").click()
        await expect(out).to_have_text("cancelled")
        await app.locator("#link").click()
        await expect(page.get_by_role("dialog", name="Открыть сайт?")).to_contain_text("https://city.example/park")
        await page.get_by_role("button", name="Не открывать").click()

        await app.locator("#confirm").click()
        await expect(out).to_have_text("asks before closing")
        await page.get_by_role("button", name="Закрыть приложение").click()
        await page.get_by_role("alertdialog").get_by_role("button", name="Остаться").click()
        await app.locator("#close").click()
        await expect(dialog).to_be_hidden()
        await take_back(page, town)
        await find_again(await pages.open(anna, path="/services", size=PHONE, theme="dark", language="en"))


async def take_back(page: Page, town: Town) -> None:
    """In the settings stands what the app may have, and one press ends it."""
    await page.goto(f"{town.address}/settings/consents")
    line = page.get_by_role("listitem").filter(has_text="Испытание")
    await expect(line).to_contain_text("Имя, фамилия и фотография")
    await shown(page, "consents-desktop-light-ru")
    await line.get_by_role("button", name="Отозвать: Испытание").click()
    await expect(page.get_by_text("Когда вы откроете мини-приложение")).to_be_visible()


async def find_again(phone: Page) -> None:
    """In the catalogue, where it has to be consented to anew."""
    await phone.get_by_label("Search services").fill("испытание")
    await phone.get_by_role("button", name=re.compile("Испытание")).click()
    await expect(phone.get_by_role("button", name="Share and open")).to_be_visible()
    await shown(phone, "app-consent-phone-dark-en")
    await phone.get_by_role("button", name="Share and open").click()
    await expect(inside(phone).locator("#hello")).to_have_text("Анна Петровна · -")
    # The paper behind a page that names no colours hides the dark from nobody who asks for it.
    assert await inside(phone).locator("html").evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    await shown(phone, "app-phone-dark-en")


ESCAPES = {
    "top": "try {{ top.location = 'https://evil.example/' }} catch (e) {{ say('top held: ' + e.name) }}",
    "reach": "try {{ say(parent.document.title) }} catch (e) {{ say('reach held: ' + e.name) }}",
    "popup": "say('popup ' + (window.open('https://evil.example/') === null ? 'held' : 'open'))",
    "leave": "location = '{elsewhere}/'",
    "own": "location = '{veche}/chat/1'",
}


async def test_a_mini_app_that_tries_to_leave_its_frame_is_held(town: Town, pages: Pages) -> None:
    author, boris = await town.person("Аверин Борис Ильич"), await town.person("Ильин Борис Павлович")
    bot = await make_bot(town, "Беглец", author)
    with pages_at({"/": "<!doctype html><title>x</title><h1>evil</h1>"}) as elsewhere:
        ways = {name: act.format(elsewhere=elsewhere, veche=town.address) for name, act in ESCAPES.items()}
        files = page_of(ways, town.address)
        with pages_at(files) as address:
            pages.expected.add(address.removeprefix("http://"))
            await publish(town, author, bot.id, url=f"{address}/", title="Беглец", category="other")
            page = await pages.open(boris, path=f"/bot/{bot.username}?startapp")
            await page.get_by_role("button", name="Открыть", exact=True).click()
            app = inside(page)
            await app.locator("#top").click()
            await expect(app.locator("#out")).to_have_text("top held: SecurityError")
            await app.locator("#reach").click()
            await expect(app.locator("#out")).to_have_text("reach held: SecurityError")
            await app.locator("#popup").click()
            await expect(app.locator("#out")).to_have_text("popup held")
            for way in ("leave", "own"):
                await app.locator(f"#{way}").click()
                await expect(page.get_by_role("heading", name="Мы остановили приложение")).to_be_visible()
                if way == "leave":
                    await shown(page, "app-held-desktop-light-ru")
                await page.get_by_role("button", name="Открыть заново").click()
                await expect(app.locator("#hello")).to_be_visible()
            assert page.url.startswith(town.address)
    assert not any("evil" in host for host in pages.hosts), pages.hosts
    # What was held is what the browser complains about; anything else is a defect.
    pages.errors = [line for line in pages.errors if "frame-src" not in line and "frame-ancestors" not in line]
