"""Real input: two people watch in real browsers while an exported conversation is played through the public socket.

Both must show the same conversation as the file. What the file says is read here by other code than the replay's own.
"""

import asyncio
import html
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.flows.browser import Pages, read_conversation, screenshot
from tests.support.process import Town
from tools.replay import Report, Settings, replay
from tools.veche_client import Account

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests/data/telegram-export/result.json"
OTHERS = ROOT.parent / "shared/data/telegram"

Json = dict[str, Any]


def exports() -> Iterator[Path]:
    """Our own export, and every other one of that format that this machine has."""
    yield OWN
    if OTHERS.is_dir():
        yield from sorted(OTHERS.rglob("*.json"))


def conversation(path: Path) -> list[Json]:
    """The entries of the (only) chat, by a reading as plain as can be."""
    root = json.loads(path.read_text("utf-8"))
    chat = root if "messages" in root else root["chats"]["list"][0]
    entries: list[Json] = chat["messages"]
    return entries


def said(entry: Json) -> str:
    """The words of an entry, without formatting."""
    text = entry.get("text_entities") or entry.get("text") or ""
    parts = text if isinstance(text, list) else [text]
    words = "".join(part if isinstance(part, str) else part["text"] for part in parts)
    return unicodedata.normalize("NFC", words)


def squeezed(text: str) -> str:
    """As people compare texts: blanks and line ends do not count."""
    return re.sub(r"\s+", "", html.unescape(text))


def check_shown(shown: dict[int, Json], entries: list[Json]) -> None:
    """What a browser shows against what the file says, entry by entry, in the order of the file."""
    lines = [shown[seq] for seq in sorted(shown) if not shown[seq]["service"]]
    place = 0
    places: dict[Any, int] = {}
    authors: dict[str, str] = {}
    for entry in entries:
        words, text, first = squeezed(said(entry)), "", place
        while True:
            assert place < len(lines), f"entry {entry.get('id')} is not shown"
            text += squeezed(lines[place]["text"])
            place += 1
            # A text above the limit is shown as several messages.
            if words in text or not words.startswith(text):
                break
        assert words in text, f"entry {entry.get('id')}: {said(entry)!r} is shown as {lines[first]['text']!r}"
        places[entry.get("id")] = first
        author = entry.get("from_id") or entry.get("actor_id") or entry.get("from") or entry.get("actor")
        if author:
            assert authors.setdefault(author, lines[first]["author"]) == lines[first]["author"], "another author"
        check_marks(lines[first], entry, places=places, topics=topics(entries))
    assert place == len(lines), "more is shown than the file has"


def topics(entries: list[Json]) -> set[int]:
    return {entry["id"] for entry in entries if entry.get("action") == "topic_created"}


def check_marks(line: Json, entry: Json, *, places: dict[Any, int], topics: set[int]) -> None:
    """Reply, edit and the reactions of those whom the file names."""
    target = entry.get("reply_to_message_id")
    if entry["type"] == "message":
        assert line["reply"] is (target is not None and target in places and target not in topics), (
            f"reply of {entry.get('id')}"
        )
        assert line["edited"] is ("edited" in entry), f"edit of {entry.get('id')}"
    named = {one["emoji"]: len(one.get("recent") or []) for one in entry.get("reactions") or [] if one.get("recent")}
    shown = {re.sub(r"\d", "", one).strip(): int(re.sub(r"\D", "", one) or 1) for one in line["reactions"]}
    assert {k.rstrip("\ufe0f"): v for k, v in shown.items()} == {k.rstrip("\ufe0f"): v for k, v in named.items()}


async def watch(pages: Pages, watcher: Account, title: str) -> Page:
    """Open the chat as soon as it appears in the list."""
    page = await pages.open(watcher)
    await page.get_by_text(title, exact=True).first.click(timeout=60_000)
    await page.get_by_role("log").wait_for()
    return page


@pytest.mark.parametrize("path", list(exports()), ids=lambda path: path.relative_to(path.parents[1]).as_posix())
async def test_both_browsers_show_the_conversation_of_the_file(path: Path, town: Town, pages: Pages) -> None:
    entries = conversation(path)
    root = json.loads(path.read_text("utf-8"))
    title = (root if "messages" in root else root["chats"]["list"][0])["name"]
    watchers = [await town.person(name) for name in ("Наблюдатель Первый", "Наблюдатель Второй")]
    logins = tuple(one.login for one in watchers)

    settings = Settings(town.address, watchers=logins)
    playing = asyncio.create_task(replay(path, settings, administrator=town.administrator))
    first, second = await asyncio.gather(*(watch(pages, one, title) for one in watchers))
    report: Report = await playing

    async with town.http(watchers[0]) as http:
        last = (await http.call("get_chat", chat=report.chats[0]["id"]))["chat"]["seq"]
    for name, page in (("first", first), ("second", second)):
        shown = await read_conversation(page, last)
        assert sorted(shown) == list(range(1, last + 1)), "no gap"
        check_shown(shown, entries)
        await screenshot(page, f"replay-{path.parent.name}-{path.stem}-{name}")


async def test_other_exports_are_there_or_said_to_be_absent() -> None:
    if not OTHERS.is_dir():
        pytest.skip("no folder ../shared/data on this machine: only the project's own export was played")
    assert len(list(exports())) > 1
