"""The way of the client: upload, plan, start, job, done; several chats of one upload; what stops and goes on."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.media.uploader import Uploader
from tests.movein.world import BORIS, history, message, stored, write_export, write_photo, zipped
from tests.support.live import Json, Live, Refusal, Someone
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.errors import TooLarge


async def import_of(who: Someone, number: int, *, until: set[str]) -> Json:
    """As the client does: asks until it is so far."""
    async with asyncio.timeout(30):
        while True:
            one: Json = (await who.ask("get_import", **{"import": number}))["import"]
            if one["state"] in until:
                return one
            await asyncio.sleep(0.05)


async def planned(who: Someone, path: Path, **how: Any) -> Json:
    file = (await Uploader(who).upload(path.read_bytes(), name=path.name))["id"]
    asked = (await who.ask("plan_import", file=file, **how))["import"]
    assert asked["state"] == "planning"
    return await import_of(who, asked["id"], until={"planned", "failed"})


async def test_uploaded_looked_at_started_and_done(live: Live, tmp_path: Path) -> None:
    chief, anna = await live.person("Администратор", administrator=True), await live.person("Анна Соколова")
    assert [(await one.ask("may_move_in"))["allowed"] for one in (chief, anna)] == [True, False]
    folder = write_export(tmp_path / "x", [message(1), message(2, BORIS, "", photo="photos/photo_1.jpg")])
    write_photo(folder, "photos/photo_1.jpg")
    one = await planned(chief, zipped(folder, tmp_path / "export.zip"))
    assert (one["format"], one["plan"]["chats"][0]["messages"], one["chats"]) == ("telegram", 2, 1)
    assert "chat" not in one
    assert (await chief.ask("list_chats"))["chats"] == [], "nothing is changed by a plan"
    for command, fields in {
        "plan_import": {"file": 1},
        "start_import": {"import": one["id"], "chat": 0},
        "replan_import": {"import": one["id"], "zone": "UTC"},
        "resume_import": {"import": one["id"]},
        "get_import": {"import": one["id"]},
        "list_imports": {},
        "undo_import": {"import": one["id"]},
    }.items():
        with pytest.raises(Refusal, match="administrators_only"):
            await anna.ask(command, **fields)
    await chief.ask("start_import", **{"import": one["id"], "chat": 0, "title": "Наш двор"})
    done = await import_of(chief, one["id"], until={"done", "failed"})
    assert (done["state"], done["done"], done["files"], done["title"]) == ("done", 2, 1, "Наш двор")
    assert [one.get("text", "") for one in await history(chief, done["chat"]) if one.get("moved")] == [
        "Добрый день",
        "",
    ]
    with pytest.raises(Refusal, match="import_exists"):
        await chief.ask("start_import", **{"import": one["id"], "chat": 0})
    assert [each["id"] for each in (await chief.ask("list_imports"))["imports"]] == [one["id"]]
    await chief.ask("undo_import", **{"import": one["id"]})
    await import_of(chief, one["id"], until={"undone"})
    assert not any((live.data / "movein").iterdir()), "the copy of the upload goes too"


async def test_who_administers_a_unit_brings_his_own_along_and_sees_no_others(live: Live, tmp_path: Path) -> None:
    chief, head = await live.person("Администратор", administrator=True), await live.person("Глава отдела")
    anna = await live.person("Мельников Борис")
    body = (await chief.ask("create_organisation", name="Администрация"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=body, name="Отдел"))["unit"]
    right = (await chief.ask("give_administration", organisation=body, unit=unit, person=head.id))["id"]
    elses = await planned(chief, write_export(tmp_path / "x", [message(1)], number=1) / "result.json")
    mine = await planned(head, write_export(tmp_path / "y", [message(1), message(2, BORIS)], number=2) / "result.json")
    for command, fields in {
        "start_import": {"import": elses["id"], "chat": 0},
        "replan_import": {"import": elses["id"], "zone": "UTC"},
        "resume_import": {"import": elses["id"]},
        "get_import": {"import": elses["id"]},
        "undo_import": {"import": elses["id"]},
    }.items():
        with pytest.raises(Refusal, match="import_not_found"):
            await head.ask(command, **fields)
    assert [one["id"] for one in (await head.ask("list_imports"))["imports"]] == [mine["id"]]
    assert len((await chief.ask("list_imports"))["imports"]) == 2
    await head.ask("start_import", **{"import": mine["id"], "chat": 0})
    done = await import_of(head, mine["id"], until={"done", "failed"})
    await head.ask("add_members", chat=done["chat"], actors=[anna.id])
    authors = await head.ask("list_placeholders", chat=done["chat"])
    assert (authors["may_answer"], "may_name" in authors) == (True, False)
    boris = next(one["actor"] for one in authors["placeholders"] if one["name"] == BORIS[0])
    with pytest.raises(Refusal, match="no_claim"):  # words that he brought are put into nobody's mouth
        await head.ask("answer_claim", placeholder=boris, accept=True, person=anna.id)
    await anna.ask("claim_placeholder", placeholder=boris)
    await head.ask("answer_claim", placeholder=boris, accept=True)
    await chief.ask("take_administration", administration=right)
    with pytest.raises(Refusal, match="administrators_only"):
        await head.ask("undo_import", **{"import": mine["id"]})


@pytest.mark.parametrize(("by", "allowed"), [("everyone", True), ("administrators", False)])
async def test_who_may_is_a_setting(database: Database, tmp_path: Path, by: Any, allowed: bool) -> None:
    live = Live(database, settings=Settings(data=tmp_path, movein_by=by))
    await live.start()
    chief, anna = await live.person("Администратор", administrator=True), await live.person("Анна Соколова")
    body = (await chief.ask("create_organisation", name="Администрация"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=body, name="Отдел"))["unit"]
    await chief.ask("give_administration", organisation=body, unit=unit, person=anna.id)
    assert [(await one.ask("may_move_in"))["allowed"] for one in (chief, anna)] == [True, allowed]
    await live.stop()


async def test_several_chats_of_one_upload(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    chats = [
        {"name": f"Чат {number}", "type": "private_group", "id": number, "messages": [message(number)]}
        for number in (1, 2, 3)
    ]
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}))
    one = await planned(chief, path)
    assert [chat["name"] for chat in one["plan"]["chats"]] == ["Чат 1", "Чат 2", "Чат 3"]
    assert one["chats"] == 3
    started = [
        (await chief.ask("start_import", **{"import": one["id"], "chat": number}))["import"] for number in (1, 3)
    ]
    assert started[0]["id"] == one["id"] != started[1]["id"]
    for each in started:
        await import_of(chief, each["id"], until={"done"})
    await chief.ask("undo_import", **{"import": one["id"]})
    await import_of(chief, one["id"], until={"undone"})
    assert Path((await stored(live, started[1]["id"])).path).is_file(), "another chat of it may be wanted still"
    third = (await chief.ask("start_import", **{"import": started[1]["id"], "chat": 2}))["import"]
    assert (await import_of(chief, third["id"], until={"done"}))["title"] == "Чат 2"


async def test_what_is_no_export_fails_with_its_reason(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    page = tmp_path / "messages.html"
    page.write_text("<html>")
    one = await planned(chief, page)
    assert (one["state"], one["error"]) == ("failed", "movein_html")
    assert "JSON" in one["reason"]
    assert not any((live.data / "movein").iterdir())


async def test_a_lone_file_names_nothing_beside_it(live: Live, tmp_path: Path) -> None:
    """What it says lies beside it is not there, whatever else lies in the data folder."""
    chief = await live.person("Администратор", administrator=True)
    secret = live.data / "movein" / "secret.bin"
    secret.parent.mkdir(exist_ok=True)
    secret.write_bytes(b"x" * 100)
    paths = ["secret.bin", "../secret.bin", "./../secret.bin", str(secret)]
    write_export(tmp_path, [message(number, file=path) for number, path in enumerate(paths, 1)])
    one = await planned(chief, tmp_path / "result.json")
    [chat] = one["plan"]["chats"]
    assert {loss["kind"]: loss["count"] for loss in chat["losses"]} == {"media_missing": 4}
    assert chat["losses"][0]["text"].startswith("файлы, которые выгрузка называет")


async def test_a_chat_without_a_zone_is_read_again_in_another(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    path = tmp_path / "Чат WhatsApp с контактом Двор.txt"
    path.write_text("01.02.2025, 12:00 - Анна: x\n02.02.2025, 12:00 - Борис: y\n")
    with pytest.raises(Refusal, match="zone_unknown"):
        await planned(chief, path, zone="Nowhere")
    one = await planned(chief, path)
    assert (one["zone"], one["plan"]["zone"], one["plan"]["chats"][0]["name"]) == ("UTC", "UTC", "Двор")
    await chief.ask("replan_import", **{"import": one["id"], "zone": "Asia/Omsk", "dates": "month"})
    again = await import_of(chief, one["id"], until={"planned", "failed"})
    first = [each["plan"]["chats"][0]["first_at"] for each in (one, again)]
    assert first[0] - first[1] == (30 * 24 + 6) * 3_600_000, "the second of January, and six hours to the east"
    await chief.ask("start_import", **{"import": one["id"], "chat": 0})
    done = await import_of(chief, one["id"], until={"done", "failed"})
    said = [each for each in await history(chief, done["chat"]) if each.get("moved")]
    assert said[0]["at"] == first[1]


async def test_what_stopped_goes_on(live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chief = await live.person("Администратор", administrator=True)
    folder = write_export(tmp_path / "x", [message(1), message(2, photo="photos/photo_1.jpg")])
    write_photo(folder, "photos/photo_1.jpg")
    one = await planned(chief, zipped(folder, tmp_path / "export.zip"))
    media = live.server.messenger.media
    bring_in = media.bring_in

    async def full(*_of: Any, **_named: Any) -> None:
        raise TooLarge("quota_person", limit=1)

    monkeypatch.setattr(media, "bring_in", full)
    await chief.ask("start_import", **{"import": one["id"], "chat": 0})
    failed = await import_of(chief, one["id"], until={"done", "failed"})
    assert (failed["state"], failed["error"]) == ("failed", "quota_person")
    assert failed["reason"]
    monkeypatch.setattr(media, "bring_in", bring_in)
    await chief.ask("resume_import", **{"import": one["id"]})
    assert (await import_of(chief, one["id"], until={"done", "failed"}))["state"] == "done"
    with pytest.raises(Refusal, match="import_not_planned"):
        await chief.ask("resume_import", **{"import": one["id"]})
