"""Pictures and files for stories, and what a person does with them in a browser."""

import io
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.async_api import FilePayload, Locator, Page

from tests.support.process import Town
from tools.veche_client import Account

SKY = ((214, 228, 236), (248, 214, 178), (178, 205, 190), (196, 190, 222))


def photo(number: int, *, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A landscape as a camera would give it: each number another light and other hills."""
    width, height = size
    light = SKY[number % len(SKY)]
    image = Image.linear_gradient("L").resize(size)
    picture = Image.composite(Image.new("RGB", size, (250, 244, 232)), Image.new("RGB", size, light), image)
    draw = ImageDraw.Draw(picture)
    side = min(size)
    sun = (width * (0.2 + 0.17 * number), height * 0.22)
    draw.ellipse([sun[0] - side / 12, sun[1] - side / 12, sun[0] + side / 12, sun[1] + side / 12], fill=(255, 236, 170))
    for layer in range(3):
        shade = tuple(int(part * (0.75 - 0.18 * layer)) for part in light)
        top = height * (0.45 + 0.17 * layer)
        points = [
            (width * step / 8, top + ((step * 37 + number * 53 + layer * 29) % 9 - 4) * height / 48)
            for step in range(9)
        ]
        draw.polygon([*points, (width, height), (0, height)], fill=shade)
    exif = Image.Exif()
    exif[0x010F] = "Camera of the test"
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def payload(name: str, content: bytes, mime: str) -> FilePayload:
    return {"name": name, "mimeType": mime, "buffer": content}


async def dialog(town: Town, first: Account, second: Account, text: str = "") -> int:
    """A dialog of two, perhaps with a first word."""
    async with town.http(first) as http:
        chat: int = (await http.call("open_dialog", **{"with": second.id}))["chat"]["id"]
        if text:
            await http.call_patiently("send_message", chat=chat, cid="first", text=text)
    return chat


def film_of(seen: Image.Image, folder: Path) -> Path:
    """What a camera sees that is held before this picture: a file for `--use-file-for-fake-video-capture`."""
    picture = Image.new("RGB", (640, 480), "white")
    picture.paste(seen.convert("RGB").resize((360, 360), Image.Resampling.NEAREST), (140, 60))
    frame = io.BytesIO()
    picture.save(frame, "JPEG", quality=95)
    film = folder / "camera.mjpeg"
    film.write_bytes(frame.getvalue() * 30)
    return film


async def attach(page: Page, item: str, files: list[FilePayload]) -> None:
    """Choose files by the clip."""
    await page.get_by_role("button", name="Приложить").click()
    async with page.expect_file_chooser() as chosen:
        await page.get_by_role("menuitem", name=item).click()
    await (await chosen.value).set_files(files)


async def attach_paths(page: Page, item: str, paths: list[Path]) -> None:
    """Choose files of the disk by the clip: for what is too large to be handed over."""
    await page.get_by_role("button", name="Приложить").click()
    async with page.expect_file_chooser() as chosen:
        await page.get_by_role("menuitem", name=item).click()
    await (await chosen.value).set_files(paths)


def tray(page: Page) -> Locator:
    return page.get_by_role("region", name="Вложения")


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Сообщение")


def log(page: Page) -> Locator:
    return page.get_by_role("log")


async def drawn(page: Page) -> None:
    """All pictures that the page shows are there."""
    await page.wait_for_function(
        "() => [...document.querySelectorAll('.pic img, .viewer img')]"
        ".every(image => image.complete && image.naturalWidth > 0)"
    )
