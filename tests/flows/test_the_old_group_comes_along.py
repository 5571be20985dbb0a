"""The old group of a yard comes along: dropped, looked at, brought in, its author claims it, and it is taken back."""

import json
import secrets
import shutil
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.flows.browser import PHONE, Pages, accessibility, screenshot
from tests.support.process import Town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

DATA = Path(__file__).resolve().parents[1] / "data"
DROP = """([text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], "result.json", {type: "application/json"}));
  const place = document.querySelector(".movein__take");
  for (const kind of ["dragover", "drop"])
    place.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: transfer}));
}"""
PATIENCE = 30_000


def the_yard() -> str:
    """The project's own sample, as another chat each time: the same one never comes twice."""
    chat = json.loads((DATA / "telegram-export" / "result.json").read_text("utf-8"))
    return json.dumps({**chat, "id": secrets.randbelow(2**40)}, ensure_ascii=False)


async def test_the_old_group_comes_along(town: Town, pages: Pages, tmp_path: Path) -> None:
    anna = await town.person("Кузнецова Анна Петровна")
    desk = await pages.open(town.administrator, path="/")
    await desk.get_by_role("button", name="Новый чат").click()
    await desk.get_by_role("button", name="Перенести старый чат").click()
    await expect(desk.get_by_text("Перетащите сюда выгрузку старого чата")).to_be_visible()
    await screenshot(desk, "movein-drop-desktop-light-ru")
    await desk.evaluate(DROP, [the_yard()])
    await looked_at(desk)
    await desk.get_by_role("button", name="Перенести", exact=True).click()
    line = desk.get_by_role("listitem").filter(has_text="Двор на Садовой, 14").first
    await expect(line.get_by_text("перенесено", exact=True)).to_be_visible(timeout=PATIENCE)
    await screenshot(desk, "movein-list-desktop-light-ru")
    assert await accessibility(desk) == []

    await line.get_by_role("button", name="Открыть группу").click()
    log = desk.get_by_role("log")
    await expect(log.get_by_text("из Telegram").first).to_be_visible()
    chat = int(desk.url.rsplit("/", 1)[-1])
    async with town.http(town.administrator) as http:
        await http.call("add_members", chat=chat, actors=[anna.id])
    await she_says_who_she_was(pages, anna, chat)
    await he_confirms(desk, chat)

    hers = await pages.open(anna, path=f"/chat/{chat}/2")
    await expect(hers.locator("article.msg--own").first).to_be_visible(timeout=PATIENCE)
    await screenshot(hers, "movein-own-desktop-light-ru")
    await a_folder_of_whatsapp(pages, town, tmp_path)

    await desk.goto("/manage/movein")
    await line.get_by_role("button", name="Отменить перенос").click()
    await desk.get_by_role("alertdialog").get_by_role("button", name="Отменить перенос").click()
    await expect(line).to_have_count(0, timeout=PATIENCE)
    await expect(hers.locator("article.msg--own")).to_have_count(0, timeout=PATIENCE)


async def looked_at(desk: Page) -> None:
    await expect(desk.get_by_text("Пока это проверка: ничего не изменено")).to_be_visible(timeout=PATIENCE)
    await expect(desk.get_by_role("heading", name="Двор на Садовой, 14")).to_be_visible()
    await expect(desk.get_by_text("Что не перенесётся или изменится")).to_be_visible()
    await screenshot(desk, "movein-plan-desktop-light-ru")
    assert await accessibility(desk) == []


async def she_says_who_she_was(pages: Pages, anna, chat: int) -> None:
    phone = await pages.open(anna, path=f"/chat/{chat}/1", size=PHONE, theme="dark", language="en")
    hint = phone.get_by_role("status").filter(has_text="Анна Петровна Кузнецова")
    await expect(hint).to_be_visible(timeout=PATIENCE)
    await expect(phone.get_by_role("log").get_by_text("from Telegram").first).to_be_visible()
    await screenshot(phone, "movein-hint-phone-dark-en")
    assert await accessibility(phone) == []
    await hint.get_by_role("button", name="It is me").click()
    await expect(hint).to_have_count(0)


async def he_confirms(desk: Page, chat: int) -> None:
    await desk.goto(f"/chat/{chat}/info")
    await desk.get_by_role("button", name="Авторы старого чата").click()
    dialog = desk.get_by_role("dialog", name="Авторы старого чата")
    await expect(dialog.get_by_text("Кузнецова Анна Петровна говорит: это я")).to_be_visible()
    await screenshot(desk, "movein-authors-desktop-light-ru")
    assert await accessibility(desk) == []
    await dialog.get_by_role("button", name="Подтвердить: Анна Петровна Кузнецова").click()
    await expect(dialog.get_by_text("Это Кузнецова Анна Петровна")).to_be_visible()
    await dialog.get_by_role("button", name="Закрыть").click()


async def a_folder_of_whatsapp(pages: Pages, town: Town, tmp_path: Path) -> None:
    """A folder is packed in the browser; its times have no zone, so it is asked for."""
    folder = tmp_path / "Чат WhatsApp с контактом Двор"
    folder.mkdir()
    shutil.copy(DATA / "whatsapp" / "android-ru.txt", folder / "_chat.txt")
    phone = await pages.open(town.administrator, path="/manage/movein", size=PHONE, theme="dark", language="en")
    await phone.locator("input[type=file]").nth(1).set_input_files(folder)
    await expect(phone.get_by_role("heading", name="Двор")).to_be_visible(timeout=PATIENCE)
    await phone.get_by_label("Time zone of the phone that the export is from").select_option("Asia/Omsk")
    await expect(phone.get_by_label("Time zone of the phone that the export is from")).to_have_value("Asia/Omsk")
    await screenshot(phone, "movein-zone-phone-dark-en")
    assert await accessibility(phone) == []
    await phone.get_by_role("button", name="To the list of imports").click()
    await phone.get_by_role("button", name="Remove", exact=True).first.click()
    await phone.get_by_role("alertdialog").get_by_role("button", name="Remove", exact=True).click()
    await expect(phone.get_by_text("See the dry run")).to_have_count(0, timeout=PATIENCE)
