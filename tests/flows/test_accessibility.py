"""What opens over a screen: menus, dialogs and pickers, by axe on a desk and on a phone, light and dark."""

import re

import pytest
from playwright.async_api import Page, expect
from playwright.async_api import TimeoutError as Late

from tests.flows.browser import DESKTOP, PHONE, Pages, Theme, accessibility
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]


async def clean(page: Page) -> None:
    assert await accessibility(page) == []


async def close(page: Page) -> None:
    await page.keyboard.press("Escape")


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop-light", "phone-dark"])
async def test_over_a_chat(size: tuple[int, int], theme: Theme, town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Чернова Чулпан Львовна"), await town.person("Шубин Шамиль Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Приёмная комиссия", members=[boris.id]))["chat"]["id"]
        # The line about the new group may come before this message or after it.
        text = "Посмотрите https://veche.example/plan, прошу"
        seq = (await http.call("send_message", chat=chat, cid="1", text=text))["seq"]
        await http.call("send_message", chat=chat, cid="2", text="И ответьте", reply_to=seq)
        await http.call("pin_message", chat=chat, seq=seq, on=True)
        await http.call("react", chat=chat, seq=seq, emoji="👍", on=True)
    page = await pages.open(anna, path=f"/chat/{chat}", size=size, theme=theme)
    message = page.locator("article").filter(has_text="И ответьте").locator(".bubble")
    await message.wait_for()
    await clean(page)
    await message.click(button="right")
    await page.get_by_role("button", name="Все эмодзи").click()
    await page.get_by_role("dialog", name="Эмодзи", exact=True).get_by_role("gridcell").first.wait_for()
    await clean(page)
    await close(page)
    await message.click(button="right")
    await page.get_by_role("menuitem", name="Удалить").click()
    await page.get_by_role("alertdialog").wait_for()
    await clean(page)
    await close(page)
    await message.click(button="right")
    await page.get_by_role("menuitem", name="Переслать").click()
    await page.get_by_role("dialog").wait_for()
    await clean(page)
    await close(page)
    await message.click(button="right")
    await page.get_by_role("menuitem", name="Ответить").click()
    await page.keyboard.type("Отвечаю @ш")
    await page.get_by_role("option").first.wait_for()
    await clean(page)
    await page.get_by_role("button", name="Эмодзи", exact=True).click()
    await page.get_by_role("dialog", name="Эмодзи и стикеры").get_by_role("gridcell").first.wait_for()
    await clean(page)


@pytest.mark.parametrize(("size", "theme"), [(DESKTOP, "dark"), (PHONE, "light")], ids=["desktop-dark", "phone-light"])
async def test_over_the_list_and_the_info(size: tuple[int, int], theme: Theme, town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Щукина Ядвига Львовна"), await town.person("Эйхенвальд Эраст Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("create_group", title="Комиссия по наградам", members=[boris.id]))["chat"]["id"]
    page = await pages.open(anna, size=size, theme=theme)
    row = page.get_by_role("link").filter(has_text="Комиссия по наградам")
    await row.click(button="right")
    await page.get_by_role("menuitem").first.wait_for()
    await clean(page)
    await close(page)
    await page.get_by_role("textbox", name="Поиск", exact=True).fill("Эйхенвальд")
    await page.get_by_role("button", name=re.compile("Эйхенвальд")).first.wait_for()
    await clean(page)
    await page.get_by_role("button", name="Закрыть поиск").click()
    await page.get_by_role("button", name="Новый чат").click()
    await page.get_by_role("dialog").wait_for()
    await clean(page)
    await page.get_by_role("button", name=re.compile("Создать группу")).click()
    await page.get_by_role("dialog").get_by_role("textbox", name="Кого добавить").fill("Эйхенвальд")
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("Эйхенвальд")).first.click()
    await clean(page)
    await page.goto(f"/chat/{chat}/info")
    await page.get_by_role("button", name="Действия с участником").click()
    await page.get_by_role("menuitem").first.wait_for()
    await clean(page)
    await close(page)
    await page.get_by_role("button", name="Создать ссылку").click()
    await page.get_by_role("dialog").get_by_role("button", name="Создать ссылку").click()
    await page.get_by_role("dialog").get_by_label("Ссылка", exact=True).wait_for()
    await clean(page)


async def test_the_page_of_a_link(town: Town, pages: Pages) -> None:
    anna, boris = await town.person("Юрьева Юлия Львовна"), await town.person("Яшин Ярослав Ильич")
    async with town.http(anna) as http:
        chat = (await http.call("create_channel", title="Афиша", mode="public"))["chat"]["id"]
        code = (await http.call("create_invite_link", chat=chat))["code"]
    for size in (DESKTOP, PHONE):
        page = await pages.open(boris, path=f"/join#{code}", size=size)
        await page.get_by_role("heading", name="Афиша").wait_for()
        await clean(page)
        broken = await pages.open(boris, path="/join#wrong", size=size)
        await broken.get_by_role("heading", name="Ссылка не открылась").wait_for()
        await clean(broken)


FOCUS = """() => {
  const at = document.activeElement
  const seen = at && at !== document.body && at.checkVisibility({ visibilityProperty: true })
  return seen ? (at.getAttribute('aria-label') || at.textContent || at.tagName).trim().slice(0, 60) : ''
}"""


async def focused(page: Page, what: str) -> None:
    """Somebody who sees nothing is still somewhere."""
    try:
        await page.wait_for_function(FOCUS)
    except Late:
        raise AssertionError(f"the focus is lost: {what}") from None


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
async def test_the_focus_goes_along_from_screen_to_screen(size: tuple[int, int], town: Town, pages: Pages) -> None:
    anna = await town.person("Щербакова Ярослава Львовна")
    async with town.http(anna) as http:
        await http.call("create_group", title="Комиссия по озеленению")
    page = await pages.open(anna, size=size)
    for go, there in (
        (page.get_by_role("link").filter(has_text="Комиссия"), page.get_by_role("log")),
        (page.get_by_role("button", name="О чате").last, page.get_by_role("heading", name="О чате")),
        (page.locator(".col--info .bar button").filter(visible=True), page.get_by_role("log")),
        (page.get_by_role("link", name="К списку чатов"), page.get_by_role("tab", name="Все")),
        (page.get_by_role("link", name="Справочник"), page.get_by_role("heading", name="Справочник")),
        (page.get_by_role("link", name="Настройки"), page.get_by_role("link", name="Вид")),
        (page.get_by_role("link", name="Вид"), page.get_by_role("heading", name="Тема")),
        (page.get_by_role("button", name="К списку настроек"), page.get_by_role("link", name="Вид")),
        (page.get_by_role("link", name="Чаты"), page.get_by_role("tab", name="Все")),
    ):
        # Some steps are there only where one screen covers the other.
        if size == DESKTOP and not await go.first.is_visible():
            continue
        await go.filter(visible=True).first.press("Enter")
        await there.filter(visible=True).first.wait_for()
        await focused(page, f"after {go}")


async def test_what_happens_is_told(town: Town, pages: Pages) -> None:
    """To those who hear the page: new messages, the state of the connection, what became of an act."""
    anna, boris = await town.person("Шестакова Ирина Львовна"), await town.person("Юдин Юрий Ильич")
    async with town.http(boris) as http:
        chat = (await http.call("open_dialog", **{"with": anna.id}))["chat"]["id"]
        await http.call("send_message", chat=chat, cid="1", text="Добрый день")
        page = await pages.open(anna, path=f"/chat/{chat}")
        log = page.get_by_role("log")
        await log.get_by_text("Добрый день").wait_for()
        # A log is told politely by itself; nothing may silence it.
        assert await log.get_attribute("aria-live") in (None, "polite")
        assert await log.get_attribute("aria-busy") in (None, "false")
        assert await log.get_attribute("aria-label")
        await http.call("send_message", chat=chat, cid="2", text="Приём в десять")
        await expect(log.get_by_text("Приём в десять")).to_be_visible()
        row = log.locator("[aria-posinset]").last
        assert await row.get_attribute("aria-setsize") is not None
    await log.get_by_text("Приём в десять").click(button="right")
    await page.get_by_role("menuitem", name="Копировать ссылку").click()
    await expect(page.get_by_role("status").filter(has_text=re.compile("скопирован", re.IGNORECASE))).to_be_visible()
    await page.context.set_offline(True)
    await expect(page.get_by_role("status").filter(has_text="Нет связи с сервером").first).to_be_visible()
    await page.context.set_offline(False)


AVATARS = tuple(f"av-{number}" for number in range(1, 7))
# What is written on what; the table of the design has the same pairs.
WRITTEN = {
    "page": ("text", "text-2", "text-3", "accent-text"),
    "surface": ("text", "text-2", "text-3", "accent-text", "danger", "bronze"),
    "raised": ("text", "text-2", "text-3", "accent-text", "danger"),
    "sunken": ("text", "text-2", "text-3", "accent-text"),
    "selected": ("text", "text-2", "text-3", "accent-text"),
    "hover": ("text",),
    "bubble-in": ("text", "bubble-meta", "accent-text", *AVATARS),
    "bubble-out": ("text", "bubble-meta", "accent-text"),
    "accent": ("on-accent",),
    "accent-strong": ("on-accent",),
    "accent-soft": ("accent-text",),
    "ok-soft": ("ok",),
    "warn-soft": ("warn",),
    "danger-soft": ("danger",),
    "danger": ("on-danger",),
    "stage": ("on-stage",),
    "qr-ground": ("qr-ink",),
    **{f"{avatar}-bg": (avatar,) for avatar in AVATARS},
}
DRAWN = {"surface": ("line-strong", "focus", "chart-1", "chart-2"), "sunken": ("line-strong",), "page": ("focus",)}
"""Edges and rings: they are seen, not read."""


def pairs(table: dict[str, tuple[str, ...]]) -> list[str]:
    return [f"{front}/{back}" for back, fronts in table.items() for front in fronts]


CONTRASTS = """pairs => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const probe = document.body.appendChild(document.createElement('i'))
  const light = (name) => {
    probe.style.color = `var(--${name})`
    pen.fillStyle = getComputedStyle(probe).color
    pen.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const found = {}
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme
    for (let hue = 0; hue < 360; hue += 5) {
      document.documentElement.style.setProperty('--accent-h', hue)
      for (const pair of pairs) {
        const [front, back] = pair.split('/').map(light)
        const ratio = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05)
        if (!(ratio >= (found[pair]?.ratio ?? 99))) found[pair] = { ratio, theme, hue }
      }
    }
  }
  return found
}"""


async def test_every_accent_keeps_its_contrast(pages: Pages) -> None:
    """WCAG AA for the 72 hues that an installation may choose, light and dark, as the browser paints them."""
    page = await pages.open()
    for table, needed in ((WRITTEN, 4.5), (DRAWN, 3)):
        worst = await page.evaluate(CONTRASTS, pairs(table))
        assert worst.keys() == {*pairs(table)}
        assert {pair: found for pair, found in worst.items() if found["ratio"] < needed} == {}
