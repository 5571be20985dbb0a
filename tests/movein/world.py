"""Exports for tests, and importing one on a live server."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image

from tests.support.live import Json, Live, Someone
from veche import movein
from veche.movein import Import, Reading
from veche.movein.store import imports

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
# In a worktree the folder of shared files lies one step further up.
SHARED = SHARED if SHARED.is_dir() else Path(__file__).resolve().parents[4] / "shared" / "data"
BEGIN = 1_744_448_400
ANNA, BORIS, TWIN = ("Соколова Анна Петровна", "user1"), ("Мельников Борис", "user2"), ("Мельников Борис", "user3")


def message(number: int, who: tuple[str | None, str] = ANNA, text: Any = "Добрый день", **more: Any) -> Json:
    return {
        "id": number,
        "type": "message",
        "date": "2025-04-12T12:00:00",
        "date_unixtime": str(BEGIN + number * 60),
        "from": who[0],
        "from_id": who[1],
        "text": text,
        **more,
    }


def service(number: int, action: str, who: tuple[str, str] = ANNA, **more: Any) -> Json:
    return {
        "id": number,
        "type": "service",
        "date": "2025-04-12T12:00:00",
        "date_unixtime": str(BEGIN + number * 60),
        "actor": who[0],
        "actor_id": who[1],
        "action": action,
        **more,
    }


def write_export(folder: Path, messages: list[Json], *, name: str = "Двор на Садовой", number: int = 77) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    chat = {"name": name, "type": "private_supergroup", "id": number, "messages": messages}
    (folder / "result.json").write_text(json.dumps(chat, ensure_ascii=False), "utf-8")
    return folder


def write_photo(folder: Path, path: str) -> None:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (60, 40), (200, 80, 40)).save(place)


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for one in sorted(folder.rglob("*")):
            if one.is_file():
                file.write(one, f"ChatExport/{one.relative_to(folder).as_posix()}")
    return target


class NoChecks:
    """The server that runs in this test checks files itself."""

    async def lend_a_hand(self) -> None:
        return

    async def stop(self) -> None:
        return


async def bring(
    live: Live, path: Path, *, chat: str = "", allow_cut: bool = False, reading: Reading | None = None
) -> Import:
    """As `veche import telegram` does, beside the live server."""
    return await movein.bring_along(
        live.server.messenger.movein,
        path,
        checks=NoChecks(),
        chat=chat,
        title="",
        owner="",
        reading=reading or Reading("ru"),
        allow_cut=allow_cut,
        say=lambda _: None,
    )


async def history(who: Someone, chat: int | None) -> list[Json]:
    answer = await who.ask("history", chat=chat, limit=100)
    messages: list[Json] = answer["messages"]
    return messages


async def stored(live: Live, number: int) -> Import:
    found = await imports.get(live.database, number)
    assert found is not None
    return found
