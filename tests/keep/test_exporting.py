"""All one's own data as an archive: complete, readable, for oneself alone."""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.support.live import Live, Refusal, Someone
from veche.ground import jobs
from veche.ground.commands import Asker
from veche.ground.errors import NotFound, TooMany
from veche.ground.ids import DeviceId, Ids
from veche.keep import by_commands
from veche.keep.actions import exporting
from veche.keep.actions.exporting import REST, Exporting, Task


async def finished(live: Live, someone: Someone) -> dict[str, Any]:
    """Runs the jobs until the archive is there; the server's own worker may help."""
    async with asyncio.timeout(30):
        while True:
            export: dict[str, Any] = (await someone.ask("list_exports"))["exports"][0]
            if export["state"] in ("ready", "failed"):
                return export
            await live.server.messenger.jobs.once()


async def download(live: Live, someone: Someone, export: int) -> zipfile.ZipFile:
    answer = await live.http.get(f"/exports/{export}", headers={"authorization": f"Bearer {someone.token}"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith("attachment")
    return zipfile.ZipFile(io.BytesIO(answer.content))


def text_of(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode()


async def test_everything_of_mine_is_in_it(live: Live) -> None:
    anna, boris = await live.person("Анна Викторовна Соколова"), await live.person("Борис <b>Громов</b>")
    chat = await live.dialog(anna, boris)
    async with anna.socket() as a, boris.socket() as b:
        await a.ask("send_message", chat=chat, cid="1", text="Добрый день!\n<script>alert(1)</script>")
        await b.ask("send_message", chat=chat, cid="2", text="И вам", reply_to=1)
        await a.ask("react", chat=chat, seq=2, emoji="👍", on=True)
        await a.ask("delete_messages", chat=chat, seqs=[1], for_everyone=False)
    await anna.ask("ask_export")
    export = await finished(live, anna)
    assert (export["chats_done"], export["messages"]) == (1, 1)
    archive = await download(live, anna, export["id"])
    assert archive.testzip() is None
    index = text_of(archive, "index.html")
    assert "Борис &lt;b&gt;Громов&lt;/b&gt;" in index
    page = text_of(archive, "chats/0001/1.html")
    assert "И вам" in page
    assert "👍 1" in page
    assert "<script" not in page
    messages = json.loads(archive.read("chats/0001/1.json"))
    assert [message["text"] for message in messages] == ["И вам"]
    assert json.loads(archive.read("data/profile.json"))["name"] == "Анна Викторовна Соколова"
    assert set(archive.namelist()) >= {f"data/{file}" for file, _ in REST} | {"style.css"}


async def test_pages_follow_one_another_and_nothing_is_lost(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message is there once, however the work is cut into runs."""
    monkeypatch.setattr(exporting, "PAGE", 100)
    monkeypatch.setattr(exporting, "RUN_SECONDS", 0.0)
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chats = [await live.dialog(anna, boris), await live.dialog(anna, anna)]
    async with anna.socket() as a:
        for number in range(250):
            await a.ask("send_message", chat=chats[0], cid=f"{number}", text=f"слово {number}")
        await a.ask("send_message", chat=chats[1], cid="own", text="на память")
    await anna.ask("ask_export", with_files=False)
    export = await finished(live, anna)
    assert (export["chats_total"], export["chats_done"], export["messages"]) == (2, 2, 251)
    archive = await download(live, anna, export["id"])
    assert len(archive.namelist()) == len(set(archive.namelist()))
    pages = sorted(name for name in archive.namelist() if re.fullmatch(r"chats/\d+/\d+\.json", name))
    texts = [message["text"] for name in pages for message in json.loads(archive.read(name))]
    assert sorted(texts) == sorted([f"слово {number}" for number in range(250)] + ["на память"])
    for name in archive.namelist():
        for link in re.findall(r'(?:href|src)="([^"#:]+)"', text_of(archive, name) if name.endswith(".html") else ""):
            parts = [*name.split("/")[:-1], *link.split("/")]
            while ".." in parts:
                at = parts.index("..")
                del parts[at - 1 : at + 1]
            assert "/".join(parts) in archive.namelist(), (name, link)


async def test_a_broken_archive_is_begun_again(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that died while it wrote leaves a file without its end."""
    monkeypatch.setattr(exporting, "RUN_SECONDS", 0.0)
    anna, boris, vera = [await live.person(name) for name in ("Анна", "Борис", "Вера")]
    for other in (boris, vera):
        chat = await live.dialog(anna, other)
        await anna.ask("send_message", chat=chat, cid="1", text="привет")
    one = an_exporter(live, anna)
    number = (await anna.ask("ask_export"))["id"]
    await live.database.execute("DELETE FROM ground_jobs")
    task = Task(number, anna.id, "ru")
    await one.work(task)
    path = one.path(number)
    path.write_bytes(path.read_bytes()[:-30])
    while (await anna.ask("list_exports"))["exports"][0]["state"] != "ready":
        await one.work(task)
    archive = await download(live, anna, number)
    assert archive.testzip() is None
    assert json.loads(archive.read("chats/0002/1.json"))


def an_exporter(live: Live, _someone: Someone) -> Exporting:
    messenger = live.server.messenger
    return Exporting(
        db=live.database,
        ids=Ids(messenger.clock, cell=77),
        clock=messenger.clock,
        folder=messenger.exporting.path(1).parent,
        ask=by_commands(messenger.commands),
        open_file=nothing,
    )


async def nothing(_asker: Asker, _file: int) -> tuple[str, int, AsyncIterator[bytes]]:
    raise NotFound("file_not_found")


async def test_limits_on_reading_only_slow_it_down(live: Live) -> None:
    waits: list[float] = []

    async def no_time(seconds: float) -> None:
        waits.append(seconds)

    anna = await live.person("Анна")
    asked: list[str] = []
    real = by_commands(live.server.messenger.commands)

    async def twice(asker: Asker, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        asked.append(name)
        if asked.count(name) == 1:
            raise TooMany("too_many_requests", retry_after=7)
        return await real(asker, name, fields)

    one = Exporting(
        db=live.database,
        ids=Ids(live.server.messenger.clock, cell=77),
        clock=live.server.messenger.clock,
        folder=Path(),
        ask=twice,
        open_file=nothing,
        wait=no_time,
    )
    answer = await one.asked(Asker(person=anna.id, device=DeviceId(0)), "me", {})
    assert (answer["name"], waits) == ("Анна", [7])


async def test_one_at_a_time_and_the_new_one_replaces_the_old(live: Live) -> None:
    anna = await live.person("Анна")
    first = await anna.ask("ask_export")
    if (await anna.ask("list_exports"))["exports"][0]["state"] != "ready":
        with pytest.raises(Refusal) as refused:
            await anna.ask("ask_export")
        assert refused.value.code == "export_under_way"
    await finished(live, anna)
    second = await anna.ask("ask_export")
    await finished(live, anna)
    assert [export["id"] for export in (await anna.ask("list_exports"))["exports"]] == [second["id"]]
    gone = await live.http.get(f"/exports/{first['id']}", headers={"authorization": f"Bearer {anna.token}"})
    assert gone.status_code == 404


async def test_nobody_else_gets_it(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис", administrator=True)
    number = (await anna.ask("ask_export"))["id"]
    await finished(live, anna)
    for place in (f"{number}", "", "../veche.toml", "%2e%2e/x", f"{10**20}", "%D9%A1"):
        answer = await live.http.get(f"/exports/{place}", headers={"authorization": f"Bearer {boris.token}"})
        assert answer.status_code == 404, place
    assert (await live.http.get(f"/exports/{number}")).status_code == 401
    with pytest.raises(Refusal) as refused:
        await boris.ask("drop_export", export=number)
    assert refused.value.code == "export_not_found"


async def test_it_goes_after_a_week_and_when_one_says_so(live: Live) -> None:
    anna = await live.person("Анна")
    number = (await anna.ask("ask_export"))["id"]
    export = await finished(live, anna)
    assert export["expires_at"] - export["ready_at"] == timedelta(days=7) / timedelta(milliseconds=1)
    path = live.server.messenger.exporting.path(number)
    assert path.stat().st_mode & 0o777 == 0o600
    assert await live.database.fetchval(
        "SELECT run_at > now() + interval '6 days' FROM ground_jobs WHERE kind = $1", exporting.EXPIRE
    )
    await live.server.messenger.exporting.expire(Task(number, anna.id, "ru"))
    assert not path.exists()
    assert (await anna.ask("list_exports"))["exports"] == []
    number = (await anna.ask("ask_export"))["id"]
    await finished(live, anna)
    await anna.ask("drop_export", export=number)
    assert not live.server.messenger.exporting.path(number).exists()


def test_every_question_has_its_command(live_commands: set[str]) -> None:
    assert {command for _, command in REST} | {"list_chats", "history", "get_chat", "get_actors", "me"} <= live_commands


@pytest.fixture
def live_commands(live: Live) -> set[str]:
    return {command.name for command in live.server.messenger.commands}


def test_the_jobs_have_different_names(live: Live) -> None:
    kinds = [work.kind for work in live.server.messenger.exporting.works()]
    assert len(kinds) == len(set(kinds)) == 2
    assert isinstance(live.server.messenger.exporting.works()[0], jobs.Work)
