"""Previews of links: what a page may say, what the server asks, and what it never asks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.media import samples
from tests.media.uploader import Uploader
from tests.support.live import Live
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.media.links.actions import normal
from veche.media.links.page import READ, read_page
from veche.messages.actions.previewing import Task
from veche.messages.model import first_link

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>Запасной заголовок</title>
<meta property="og:title" content="Парк &laquo;Весна&raquo; откроется в&nbsp;мае">
<meta content='Дорожки уложены,
 остались скамейки.' property='og:description'><meta property="og:site_name" content="Госуслуги">
<meta property="og:image" content="/park.jpg"></head><body><p>…</p></body></html>"""


# ------------------------------------------------------------------ the page


def test_what_a_page_says() -> None:
    page = read_page(PAGE.encode(), url="http://city.example/news/park?x=1", content_type="text/html; charset=utf-8")
    assert page.title == "Парк «Весна» откроется в мае"
    assert page.description == "Дорожки уложены, остались скамейки."
    assert page.picture == "http://city.example/park.jpg"


@pytest.mark.parametrize(
    ("codec", "content_type", "meta"),
    [
        ("windows-1251", "text/html; charset=windows-1251", ""),
        ("koi8-r", "text/html", '<meta charset="koi8-r">'),
        ("utf-8", "text/html", ""),
        ("utf-8", "text/html; charset=rot13", ""),
    ],
)
def test_alphabets(codec: str, content_type: str, meta: str) -> None:
    body = f"<head>{meta}<title>Объявление</title></head>".encode(codec)
    assert read_page(body, url="http://a.example/", content_type=content_type).title == "Объявление"


def test_tricks_of_a_page_come_to_nothing() -> None:
    body = (
        "<title>Вход\u202eигулсусог\x00\n\u200b в кабинет</title>"
        '<meta name="description" content="' + "а" * 1000 + '">'
        '<meta property="og:image" content="javascript:alert(1)">'
    )
    page = read_page(body.encode(), url="http://a.example/", content_type="text/html")
    assert page.title == "Вход игулсусог в кабинет"
    assert len(page.description) == 400
    assert page.picture == ""


@pytest.mark.parametrize(
    "part", ["<meta ", "<meta content='", "<title", "<!--", "<", "a=", "&#", "<meta x" + " " * 900]
)
def test_a_hostile_page_takes_no_time(part: str) -> None:
    body = (part * (READ // len(part) + 1)).encode()
    began = time.process_time()
    read_page(body, url="http://a.example/", content_type="text/html")
    assert time.process_time() - began < 2


@given(st.binary(max_size=3000), st.text(max_size=60), st.text(max_size=60))
def test_any_page_is_answered(body: bytes, url: str, content_type: str) -> None:
    page = read_page(b"<title>" + body, url=url, content_type=content_type)
    assert len(page.title) <= 200
    assert all(char.isprintable() for char in page.title + page.description)
    assert page.picture == "" or page.picture.startswith(("http://", "https://"))


@given(st.text(max_size=80))
def test_any_address_is_answered(text: str) -> None:
    found = normal("http://" + text)
    assert found is None or found.startswith("http://")


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://City.Example", "https://city.example/"),
        ("https://city.example/Парк?a=1#part", "https://city.example/Парк?a=1"),
        ("https://user:word@city.example/", None),
        ("ftp://city.example/", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("https://city.example:99999/", None),
        ("https:///path", None),
        ("https://city.example/a b", None),
        ("просто слова", None),
    ],
)
def test_addresses(url: str, plain: str | None) -> None:
    assert normal(url) == plain


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("см. https://city.example/a.", "https://city.example/a"),
        ("(http://city.example/x)", "http://city.example/x"),
        ("https://city.example/(x) и http://b.example", "https://city.example/(x)"),
        ("«https://city.example»", "https://city.example"),
        ("https:// пусто", None),
        ("mailto:a@b.example", None),
    ],
)
def test_the_first_link_of_a_sentence(text: str, url: str | None) -> None:
    assert first_link(text) == url


# ------------------------------------------------------------------ asking


class Site:
    """A web server that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pages: dict[str, tuple[str, bytes]] = {
            "/news": ("text/html; charset=utf-8", PAGE.encode()),
            "/park.jpg": ("image/jpeg", samples.photo_with_place()),
            "/lie.jpg": ("text/html", b"<title>A</title><meta property=og:image content=/news>"),
            "/long": ("text/html", b"<title>Long</title>" + b"x" * (2 * READ)),
            "/letter.pdf": ("application/pdf", samples.PDF),
        }

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split(" ")[1]
        self.asked.append(path)
        if path == "/silent":
            await reader.read()
        elif path == "/away":
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nContent-Length: 0\r\n\r\n")
        elif path in self.pages:
            kind, body = self.pages[path]
            writer.write(
                f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            )
        else:
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        writer.close()


@asynccontextmanager
async def site() -> AsyncIterator[tuple[Site, str]]:
    one = Site()
    server = await asyncio.start_server(one.answer, "127.0.0.1")
    async with server:
        yield one, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@asynccontextmanager
async def served(database: Database, folder: Path, **settings: object) -> AsyncIterator[Live]:
    live = Live(database, settings=Settings(data=folder, **settings))  # type: ignore[arg-type]
    await live.start()
    try:
        yield live
    finally:
        await live.stop()


async def test_a_preview_is_asked_once_and_sent_along(database: Database, tmp_path: Path) -> None:
    async with site() as (web, address), served(database, tmp_path, outgoing_allow=("127.0.0.1",)) as live:
        anna, boris = await live.person("Анна"), await live.person("Борис")
        chat = await live.dialog(anna, boris)
        card = await anna.ask("preview_link", url=f"{address}/news#top")
        assert (card["found"], card["title"], card["site"]) == (True, "Парк «Весна» откроется в мае", "127.0.0.1")
        picture = await Uploader(anna).get(f"/media/files/{card['file']}")
        assert picture.headers["content-type"] == "image/jpeg"
        assert b"Kuznetsova" not in picture.content
        assert (await boris.ask("preview_link", url=f"{address}/news")) == card
        assert web.asked == ["/news", "/park.jpg"]

        link = {"type": "link", "url": f"{address}/news"}
        await anna.ask("send_message", chat=chat, cid="1", text=f"Смотри {address}/news", attachments=[link])
        await anna.ask("send_message", chat=chat, cid="2", text="", attachments=[{**link, "url": f"{address}/other"}])
        first, second = (await boris.ask("history", chat=chat))["messages"][-2:]
        shown = first["attachments"][0]
        assert (shown["title"], shown["site"], shown["file"]) == (card["title"], "127.0.0.1", card["file"])
        assert "title" not in second["attachments"][0], "what nobody asked about is sent as it is"
        assert web.asked == ["/news", "/park.jpg"], "sending asks nobody"


async def test_a_link_that_nobody_asked_about_gets_its_preview_after_sending(
    database: Database, tmp_path: Path
) -> None:
    async with site() as (_, address), served(database, tmp_path, outgoing_allow=("127.0.0.1",)) as live:
        anna, boris = await live.person("Анна"), await live.person("Борис")
        chat = await live.dialog(anna, boris)
        words = f"Смотри ({address}/news), там всё"
        async with boris.socket() as b:
            sent = await anna.ask("send_message", chat=chat, cid="1", text=words, silent=True)
            shown = await b.event("message", lambda e: "attachments" in e)
        link = shown["attachments"][0]
        assert (link["type"], link["url"]) == ("link", f"{address}/news")
        assert link["title"] == "Парк «Весна» откроется в мае"
        assert (shown["seq"], shown["text"], shown["silent"]) == (sent["seq"], words, True)
        assert shown["version"] > sent["version"]
        assert "edited_at" not in shown, "the words are the same"
        assert (await Uploader(boris).get(f"/media/files/{link['file']}")).status_code == 200
        changed = await boris.ask("changes", chat=chat, since=sent["version"])
        assert [one["seq"] for one in changed["messages"]] == [sent["seq"]]

        # Whoever does not want it, whoever has changed his mind meanwhile, and a page that says nothing.
        await anna.ask("send_message", chat=chat, cid="2", text=f"{address}/news", no_preview=True)
        await anna.ask("send_message", chat=chat, cid="3", text=f"{address}/missing")
        other = await anna.ask("send_message", chat=chat, cid="4", text=f"{address}/long")
        await anna.ask("edit_message", chat=chat, seq=other["seq"], text="Уже без ссылки")
        gone = await anna.ask("send_message", chat=chat, cid="5", text=f"{address}/news?5")
        await anna.ask("delete_messages", chat=chat, seqs=[gone["seq"]], for_everyone=True)
        await live.server.messenger.messages.previewer.look(Task(chat, other["seq"], anna.id))
        await live.server.messenger.messages.previewer.look(Task(chat, gone["seq"], anna.id))
        await live.server.messenger.messages.previewer.look(Task(chat, sent["seq"], anna.id))
        page = (await boris.ask("history", chat=chat))["messages"]
        assert [one["seq"] for one in page if one.get("attachments")] == [sent["seq"]]
        assert len(page[0]["attachments"]) == 1


async def test_pages_without_a_preview(database: Database, tmp_path: Path) -> None:
    async with site() as (_, address), served(database, tmp_path, outgoing_allow=("127.0.0.1",)) as live:
        anna = await live.person("Анна")
        for path in ("/missing", "/letter.pdf", "/away"):
            card = await anna.ask("preview_link", url=f"{address}{path}")
            assert "found" not in card, path
        long = await anna.ask("preview_link", url=f"{address}/long")
        assert long["title"] == "Long"
        lie = await anna.ask("preview_link", url=f"{address}/lie.jpg")
        assert (lie["title"], "file" in lie) == ("A", False)
        only = await anna.ask("preview_link", url=f"{address}/park.jpg")
        assert only["found"]
        assert only["file"]
        assert "found" not in await anna.ask("preview_link", url=f"{live.server.address}/chat/1")
        refused = await database.fetchval("SELECT count(*) FROM ground_outgoing WHERE NOT allowed")
        assert refused == 1, "the redirect to a service of the cloud"
        await database.execute("UPDATE media_links SET fetched_at = fetched_at - interval '2 days'")
        await anna.ask("preview_link", url=f"{address}/news")
        assert await database.fetchval("SELECT count(*) FROM media_links") == 1, "a day later nothing is left of it"


@pytest.mark.parametrize(
    "settings", [{}, {"sealed": True}, {"link_previews": False, "outgoing_allow": ("127.0.0.1",)}], ids=str
)
async def test_nobody_is_asked_where_that_is_not_allowed(
    database: Database, tmp_path: Path, settings: dict[str, object]
) -> None:
    """Private addresses, a sealed installation, and an operator who does not want it."""
    async with site() as (web, address), served(database, tmp_path, **settings) as live:
        anna = await live.person("Анна")
        assert "found" not in await anna.ask("preview_link", url=f"{address}/news")
        chat = await live.dialog(anna, await live.person("Борис"))
        await anna.ask("send_message", chat=chat, cid="1", text=f"{address}/news")
        await live.server.messenger.messages.previewer.look(Task(chat, 1, anna.id))
        assert web.asked == []
